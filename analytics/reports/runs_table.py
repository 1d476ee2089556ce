"""The table of what was made by itself: one row a report, its subject, and its period."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from queue_server.database.metadata import metadata

report_runs = Table(
    "report_runs",
    metadata,
    Column("report", String(64), primary_key=True),
    Column("subject", String(80), primary_key=True),
    Column("period", String(10), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("language", String(8), nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("sent_at", BigInteger),
    Column("tries", Integer, nullable=False),
    Column("failure", Text),
    Index("ix_report_runs_made_at", "made_at"),
)
