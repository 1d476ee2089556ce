"""Marks of fair play: moments of the log that its rules look at."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """They follow from the log: what was folded is let go of, and the next report makes it anew."""
    op.execute("DELETE FROM visit_positions")
    op.create_table(
        "fair_play_marks",
        sa.Column("office", sa.String(64), primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("part", sa.Integer, primary_key=True),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("rule", sa.String(32), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("manager", sa.String(64)),
        sa.Column("ticket", sa.String(255)),
        sa.Column("number", sa.String(16)),
        sa.Column("lasted_ms", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_fair_play_marks_day_office", "fair_play_marks", ["day", "office"])


def downgrade() -> None:
    """Without them."""
    op.drop_table("fair_play_marks")
    op.execute("DELETE FROM visit_positions")
