"""What nights have learned of each office's waits, and the wait that each visitor was told at the start."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What was learned follows from the log; what was told does not, and is kept to be scored."""
    op.create_table(
        "learned_waits",
        sa.Column("office", sa.String(64), primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("model", sa.LargeBinary),
        sa.Column("notebook", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "told_waits",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("office", sa.String(64), nullable=False),
        sa.Column("first_at", sa.BigInteger, nullable=False),
        sa.Column("last_at", sa.BigInteger, nullable=False),
        sa.Column("rows", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_told_waits_office_last_at", "told_waits", ["office", "last_at"])


def downgrade() -> None:
    """Without the tables."""
    op.drop_table("told_waits")
    op.drop_table("learned_waits")
