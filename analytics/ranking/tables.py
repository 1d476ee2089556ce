"""The table of what is entered for the ranking."""

from sqlalchemy import BigInteger, Column, Float, String, Table

from queue_server.database.metadata import metadata

ranking_entries = Table(
    "ranking_entries",
    metadata,
    Column("quarter", String(6), primary_key=True),
    Column("territory", String(64), primary_key=True),
    Column("criterion", String(64), primary_key=True),
    Column("value", Float, nullable=False),
    Column("entered_at", BigInteger, nullable=False),
    Column("entered_by", String(128), nullable=False),
)
