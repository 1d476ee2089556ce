"""Alerts with their history, and the messages about them that have yet to leave."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Alerts do not follow from the log: when somebody looked, and who took it on, stands only here."""
    op.create_table(
        "alerts",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("office", sa.String(64), nullable=False),
        sa.Column("cause", sa.String(32), nullable=False),
        sa.Column("severity", sa.String(16), nullable=False),
        sa.Column("worst", sa.String(16), nullable=False),
        sa.Column("opened_at", sa.BigInteger, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.Column("value", sa.Float(53), nullable=False),
        sa.Column("peak", sa.Float(53), nullable=False),
        sa.Column("peak_at", sa.BigInteger, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("rings", sa.Integer, nullable=False),
        sa.Column("reopened", sa.Integer, nullable=False),
        sa.Column("acknowledged_at", sa.BigInteger),
        sa.Column("acknowledged_by", sa.String(255)),
        sa.Column("acknowledged_name", sa.String(255)),
        sa.Column("owner", sa.String(255)),
        sa.Column("owner_name", sa.String(255)),
        sa.Column("closed_at", sa.BigInteger),
        sa.Column("closed_why", sa.String(16)),
    )
    op.create_index("ix_alerts_office_opened_at", "alerts", ["office", "opened_at"])
    op.create_index("ix_alerts_opened_at", "alerts", ["opened_at"])
    op.create_table(
        "alert_changes",
        sa.Column("alert", sa.String(32), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("severity", sa.String(16), nullable=False),
        sa.Column("value", sa.Float(53), nullable=False),
        sa.Column("by", sa.String(255)),
        sa.Column("by_name", sa.String(255)),
    )
    op.create_table(
        "alert_messages",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("alert", sa.String(32)),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("next_at", sa.BigInteger, nullable=False),
        sa.Column("done_at", sa.BigInteger),
        sa.Column("why", sa.String(255)),
    )
    op.create_index("ix_alert_messages_state_next_at", "alert_messages", ["state", "next_at"])


def downgrade() -> None:
    """Without them."""
    op.drop_index("ix_alert_messages_state_next_at", "alert_messages")
    op.drop_table("alert_messages")
    op.drop_table("alert_changes")
    op.drop_index("ix_alerts_opened_at", "alerts")
    op.drop_index("ix_alerts_office_opened_at", "alerts")
    op.drop_table("alerts")
