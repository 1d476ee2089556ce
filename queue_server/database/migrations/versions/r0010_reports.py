"""What is entered for the ranking, and which reports were made by themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Neither follows from the log: a mark is entered by hand, and a letter is sent once."""
    op.create_table(
        "ranking_entries",
        sa.Column("quarter", sa.String(6), primary_key=True),
        sa.Column("territory", sa.String(64), primary_key=True),
        sa.Column("criterion", sa.String(64), primary_key=True),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("entered_at", sa.BigInteger, nullable=False),
        sa.Column("entered_by", sa.String(128), nullable=False),
    )
    op.create_table(
        "report_runs",
        sa.Column("report", sa.String(64), primary_key=True),
        sa.Column("subject", sa.String(80), primary_key=True),
        sa.Column("period", sa.String(10), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("sent_at", sa.BigInteger),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("failure", sa.Text),
    )
    op.create_index("ix_report_runs_made_at", "report_runs", ["made_at"])


def downgrade() -> None:
    """Takes both away."""
    op.drop_table("report_runs")
    op.drop_table("ranking_entries")
