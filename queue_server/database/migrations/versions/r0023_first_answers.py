"""First answers to calls that belong to no office's log, sealed."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """None so far: they were in memory."""
    op.create_table(
        "first_answers",
        sa.Column("who", sa.String(255), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
    )
    op.create_index("ix_first_answers_at", "first_answers", ["at"])
    op.create_index("ix_first_answers_who_at", "first_answers", ["who", "at"])


def downgrade() -> None:
    """A key that was used before the next start is new after it."""
    op.drop_table("first_answers")
