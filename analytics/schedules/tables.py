"""The tables of schedules: one row a version of an office's day, and one row each of its shifts."""

from sqlalchemy import BigInteger, Column, Index, Integer, SmallInteger, String, Table, Text

from queue_server.database.metadata import metadata

schedules = Table(
    "schedules",
    metadata,
    Column("office", String(64), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("published_at", BigInteger, nullable=False),
    Column("published_by", String(255), nullable=False),
    Index("ix_schedules_day_office", "day", "office"),
    sqlite_with_rowid=False,
)

schedule_shifts = Table(
    "schedule_shifts",
    metadata,
    Column("office", String(64), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("place", SmallInteger, primary_key=True, autoincrement=False),
    Column("manager", String(64), nullable=False),
    Column("desk", String(16)),
    Column("begins", SmallInteger, nullable=False),
    Column("ends", SmallInteger, nullable=False),
    Column("breaks", Text, nullable=False),
    Index("ix_schedule_shifts_manager_day", "manager", "day"),
    sqlite_with_rowid=False,
)
