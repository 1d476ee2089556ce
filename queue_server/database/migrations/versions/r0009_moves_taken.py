"""Moves that supervisors made on advice, with what was expected of them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One row a move; nothing is changed later."""
    op.create_table(
        "moves_taken",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("office", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("by", sa.String(255), nullable=False),
        sa.Column("move", sa.Text, nullable=False),
        sa.Column("expected", sa.Float(53)),
        sa.Column("spared", sa.Float(53)),
    )
    op.create_index("ix_moves_taken_office_at", "moves_taken", ["office", "at"])


def downgrade() -> None:
    """Without the table."""
    op.drop_table("moves_taken")
