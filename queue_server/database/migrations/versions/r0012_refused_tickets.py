"""Tickets that were asked for and refused: the log keeps what was accepted."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Counted from here on."""
    op.create_table(
        "refused_tickets",
        sa.Column("office", sa.String(64), primary_key=True),
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("half_hour", sa.SmallInteger, primary_key=True),
        sa.Column("topic", sa.String(64), primary_key=True),
        sa.Column("code", sa.String(64), primary_key=True),
        sa.Column("territory", sa.String(64)),
        sa.Column("count", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_refused_tickets_day_office", "refused_tickets", ["day", "office"])


def downgrade() -> None:
    """They are lost: nothing else knows of them."""
    op.drop_table("refused_tickets")
