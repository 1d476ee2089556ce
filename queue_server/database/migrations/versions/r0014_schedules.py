"""Schedules: who should work at which desk and when, with every version that was published."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is published so far."""
    op.create_table(
        "schedules",
        sa.Column("office", sa.String(64), primary_key=True),
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("published_at", sa.BigInteger, nullable=False),
        sa.Column("published_by", sa.String(255), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_schedules_day_office", "schedules", ["day", "office"])
    op.create_table(
        "schedule_shifts",
        sa.Column("office", sa.String(64), primary_key=True),
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("place", sa.SmallInteger, primary_key=True, autoincrement=False),
        sa.Column("manager", sa.String(64), nullable=False),
        sa.Column("desk", sa.String(16)),
        sa.Column("begins", sa.SmallInteger, nullable=False),
        sa.Column("ends", sa.SmallInteger, nullable=False),
        sa.Column("breaks", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_schedule_shifts_manager_day", "schedule_shifts", ["manager", "day"])


def downgrade() -> None:
    """Without the tables: what was published is lost."""
    op.drop_table("schedule_shifts")
    op.drop_table("schedules")
