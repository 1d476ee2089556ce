"""The tables of alerts: as they stand, what became of each, and the messages about them that have yet to leave.

Columns marked `pd` hold personal data.
"""

from sqlalchemy import BigInteger, Column, Float, Index, Integer, String, Table, Text

from queue_server.database.metadata import metadata

alerts = Table(
    "alerts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("office", String(64), nullable=False),
    Column("cause", String(32), nullable=False),
    Column("severity", String(16), nullable=False),
    Column("worst", String(16), nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("value", Float(53), nullable=False),
    Column("peak", Float(53), nullable=False),
    Column("peak_at", BigInteger, nullable=False),
    Column("facts", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("rings", Integer, nullable=False),
    Column("reopened", Integer, nullable=False),
    Column("acknowledged_at", BigInteger),
    Column("acknowledged_by", String(255)),
    Column("acknowledged_name", String(255), info={"pd": True}),
    Column("owner", String(255)),
    Column("owner_name", String(255), info={"pd": True}),
    Column("closed_at", BigInteger),
    Column("closed_why", String(16)),
    Index("ix_alerts_office_opened_at", "office", "opened_at"),
    Index("ix_alerts_opened_at", "opened_at"),
)

alert_changes = Table(
    "alert_changes",
    metadata,
    Column("alert", String(32), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("severity", String(16), nullable=False),
    Column("value", Float(53), nullable=False),
    Column("by", String(255)),
    Column("by_name", String(255), info={"pd": True}),
)

alert_messages = Table(
    "alert_messages",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("channel", String(64), nullable=False),
    Column("alert", String(32)),
    Column("kind", String(16), nullable=False),
    Column("body", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("next_at", BigInteger, nullable=False),
    Column("done_at", BigInteger),
    Column("why", String(255)),
    Index("ix_alert_messages_state_next_at", "state", "next_at"),
)
