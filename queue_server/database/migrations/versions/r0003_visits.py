"""Visits as rows for SQL and BI users, and how far each office's log has been folded into them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Both follow from the log; dropping them loses nothing but time."""
    op.create_table(
        "visits",
        sa.Column("office", sa.String(64), primary_key=True),
        sa.Column("ticket", sa.String(255), primary_key=True),
        sa.Column("number", sa.String(16), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("weekday", sa.SmallInteger, nullable=False),
        sa.Column("half_hour", sa.SmallInteger, nullable=False),
        sa.Column("issued_at", sa.BigInteger, nullable=False),
        sa.Column("ended_at", sa.BigInteger),
        sa.Column("first_called_at", sa.BigInteger),
        sa.Column("first_started_at", sa.BigInteger),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("last_topic", sa.String(64), nullable=False),
        sa.Column("category", sa.String(64)),
        sa.Column("language", sa.String(16)),
        sa.Column("manager", sa.String(64)),
        sa.Column("desk", sa.String(16)),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("judged", sa.String(16), nullable=False),
        sa.Column("abandoned", sa.Boolean, nullable=False),
        sa.Column("appointment", sa.Boolean, nullable=False),
        sa.Column("offline", sa.Boolean, nullable=False),
        sa.Column("restored", sa.Boolean, nullable=False),
        sa.Column("target_ms", sa.BigInteger, nullable=False),
        sa.Column("accountable_ms", sa.BigInteger, nullable=False),
        sa.Column("wait_ms", sa.BigInteger, nullable=False),
        sa.Column("walk_ms", sa.BigInteger, nullable=False),
        sa.Column("service_ms", sa.BigInteger, nullable=False),
        sa.Column("visit_ms", sa.BigInteger, nullable=False),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("out_of_order_calls", sa.Integer, nullable=False),
        sa.Column("transfers", sa.Integer, nullable=False),
        sa.Column("desks", sa.Integer, nullable=False),
        sa.Column("outcome", sa.String(255)),
        sa.Column("score", sa.SmallInteger),
    )
    op.create_index("ix_visits_day_office", "visits", ["day", "office"])
    op.create_table(
        "visit_positions",
        sa.Column("office", sa.String(64), primary_key=True),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("form", sa.String(64), nullable=False),
        sa.Column("state", sa.LargeBinary, nullable=False),
        sa.Column("trails", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """Back to the log and access."""
    op.drop_table("visit_positions")
    op.drop_index("ix_visits_day_office", "visits")
    op.drop_table("visits")
