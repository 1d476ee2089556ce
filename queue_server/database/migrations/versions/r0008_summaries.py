"""Where the desks' time goes, and visits summed up by day, month and year."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """All of it follows from the log: what was folded is let go of, and the next report makes it anew."""
    op.execute("DELETE FROM visits")
    op.drop_table("visit_positions")
    op.create_table(
        "visit_positions",
        sa.Column("office", sa.String(64), primary_key=True),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("form", sa.String(64), nullable=False),
        sa.Column("open_from", sa.String(10)),
        sa.Column("state", sa.LargeBinary, nullable=False),
        sa.Column("memory", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "desk_time",
        sa.Column("office", sa.String(64), primary_key=True),
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("half_hour", sa.SmallInteger, primary_key=True),
        sa.Column("desk", sa.String(16), primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True),
        sa.Column("territory", sa.String(64)),
        sa.Column("weekday", sa.SmallInteger, nullable=False),
        sa.Column("manager", sa.String(64), nullable=False),
        sa.Column("topic", sa.String(64)),
        sa.Column("category", sa.String(64)),
        sa.Column("free_ms", sa.BigInteger, nullable=False),
        sa.Column("idle_ms", sa.BigInteger, nullable=False),
        sa.Column("called_ms", sa.BigInteger, nullable=False),
        sa.Column("serving_ms", sa.BigInteger, nullable=False),
        sa.Column("break_ms", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "unsummed_days",
        sa.Column("office", sa.String(64), primary_key=True),
        sa.Column("day", sa.String(10), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "visit_summaries",
        sa.Column("kind", sa.String(32), primary_key=True),
        sa.Column("level", sa.String(8), primary_key=True),
        sa.Column("period", sa.String(7), primary_key=True),
        sa.Column("office", sa.String(64), primary_key=True),
        sa.Column("cells", sa.LargeBinary, nullable=False),
        sa.Column("bins", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Back to visits alone."""
    op.drop_table("visit_summaries")
    op.drop_table("unsummed_days")
    op.drop_table("desk_time")
    op.execute("DELETE FROM visits")
    op.drop_table("visit_positions")
    op.create_table(
        "visit_positions",
        sa.Column("office", sa.String(64), primary_key=True),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("form", sa.String(64), nullable=False),
        sa.Column("state", sa.LargeBinary, nullable=False),
        sa.Column("trails", sa.LargeBinary, nullable=False),
    )
