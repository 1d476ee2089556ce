"""The log's tables. Instants are milliseconds; hashes are the 32 bytes of SHA-256."""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
)

from queue_server.database.metadata import metadata

HASH = LargeBinary(32)

events = Table(
    "events",
    metadata,
    Column("office", String(64), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("type", String(64), nullable=False),
    Column("version", SmallInteger, nullable=False),
    Column("data", Text, nullable=False),
    Column("actor", String(255), nullable=False),
    Column("command_id", String(255)),
    Column("ticket", String(255)),
    Column("previous_hash", HASH, nullable=False),
    Column("hash", HASH, nullable=False),
    Index("ix_events_ticket_office", "ticket", "office"),
    sqlite_with_rowid=False,  # an office's day lies together on disk
)

heads = Table(
    "heads",
    metadata,
    Column("office", String(64), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("hash", HASH, nullable=False),
    sqlite_with_rowid=False,
)
"""The last event of each office. Written with the events, so that a log cut short at its end is found."""

answers = Table(
    "answers",
    metadata,
    Column("office", String(64), nullable=False),
    Column("command_id", String(255), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("command_id", "office"),
    Index("ix_answers_at", "at"),
)
"""The first answer to each accepted command id: a repeat, even beside it, finds the id taken.

Here and in the events' index the id comes before the office. Ids begin with the time (`queue_server.client.new_id`), so
that all offices' newest ones lie on the same few pages, and a commit need not write a page of its own for each.
"""

snapshots = Table(
    "snapshots",
    metadata,
    Column("office", String(64), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("form", String(64), nullable=False),
    Column("state", LargeBinary, nullable=False),
)
"""A shortcut for starting. The log alone is the truth; deleting these loses nothing but time."""

settings = Table(
    "settings",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("content", Text, nullable=False),
)
"""What the database knows of itself, such as its epoch."""
