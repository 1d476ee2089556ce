"""The tables: visits, the desks' time, their summaries, and how far each office's log has been folded into them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
)

from queue_server.database.metadata import metadata

visits = Table(
    "visits",
    metadata,
    Column("office", String(64), primary_key=True),
    Column("ticket", String(255), primary_key=True),
    Column("territory", String(64)),
    Column("number", String(16), nullable=False),
    Column("day", String(10), nullable=False),
    Column("weekday", SmallInteger, nullable=False),
    Column("half_hour", SmallInteger, nullable=False),
    Column("issued_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    Column("first_called_at", BigInteger),
    Column("first_started_at", BigInteger),
    Column("topic", String(64), nullable=False),
    Column("last_topic", String(64), nullable=False),
    Column("category", String(64)),
    Column("language", String(16)),
    Column("manager", String(64)),
    Column("desk", String(16)),
    Column("state", String(16), nullable=False),
    Column("judged", String(16), nullable=False),
    Column("abandoned", Boolean, nullable=False),
    Column("appointment", Boolean, nullable=False),
    Column("offline", Boolean, nullable=False),
    Column("restored", Boolean, nullable=False),
    Column("target_ms", BigInteger, nullable=False),
    Column("accountable_ms", BigInteger, nullable=False),
    Column("wait_ms", BigInteger, nullable=False),
    Column("walk_ms", BigInteger, nullable=False),
    Column("service_ms", BigInteger, nullable=False),
    Column("visit_ms", BigInteger, nullable=False),
    Column("calls", Integer, nullable=False),
    Column("out_of_order_calls", Integer, nullable=False),
    Column("transfers", Integer, nullable=False),
    Column("desks", Integer, nullable=False),
    Column("outcome", String(255)),
    Column("score", SmallInteger),
    Column("legs", Integer, nullable=False, server_default="1"),
    Column("legs_within", Integer, nullable=False, server_default="0"),
    Column("legs_ms", BigInteger, nullable=False, server_default="0"),
    Column("longest_leg_ms", BigInteger, nullable=False, server_default="0"),
    Index("ix_visits_day_office", "day", "office"),
)

positions = Table(
    "visit_positions",
    metadata,
    Column("office", String(64), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("form", String(64), nullable=False),
    Column("open_from", String(10)),
    Column("state", LargeBinary, nullable=False),
    Column("memory", LargeBinary, nullable=False),
)
"""How far an office's log has been folded, with its state there and what is remembered besides (`memory`).

`open_from` is the first local day on which something still goes on: a visit, or an open desk."""

desk_time = Table(
    "desk_time",
    metadata,
    Column("office", String(64), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("half_hour", SmallInteger, primary_key=True),
    Column("desk", String(16), primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("territory", String(64)),
    Column("weekday", SmallInteger, nullable=False),
    Column("manager", String(64), nullable=False),
    Column("topic", String(64)),
    Column("category", String(64)),
    Column("free_ms", BigInteger, nullable=False),
    Column("idle_ms", BigInteger, nullable=False),
    Column("called_ms", BigInteger, nullable=False),
    Column("serving_ms", BigInteger, nullable=False),
    Column("break_ms", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""Where a desk's time of one half-hour went, a row for each manager, topic and category (`part` numbers them)."""

fair_play_marks = Table(
    "fair_play_marks",
    metadata,
    Column("office", String(64), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("part", Integer, primary_key=True),
    Column("day", String(10), nullable=False),
    Column("rule", String(32), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("manager", String(64)),
    Column("ticket", String(255)),
    Column("number", String(16)),
    Column("lasted_ms", BigInteger, nullable=False),
    Index("ix_fair_play_marks_day_office", "day", "office"),
    sqlite_with_rowid=False,
)
"""Marks of fair play, by the event that made them."""

refused_tickets = Table(
    "refused_tickets",
    metadata,
    Column("office", String(64), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("half_hour", SmallInteger, primary_key=True),
    Column("topic", String(64), primary_key=True),
    Column("code", String(64), primary_key=True),
    Column("territory", String(64)),
    Column("count", BigInteger, nullable=False),
    Index("ix_refused_tickets_day_office", "day", "office"),
    sqlite_with_rowid=False,
)
"""Tickets that were asked for and refused. The only table here that does not follow from the log."""

unsummed_days = Table(
    "unsummed_days",
    metadata,
    Column("office", String(64), primary_key=True),
    Column("day", String(10), primary_key=True),
    sqlite_with_rowid=False,
)
"""Local days whose rows have changed since they were summed up, or never were."""

summaries = Table(
    "visit_summaries",
    metadata,
    Column("kind", String(32), primary_key=True),
    Column("level", String(8), primary_key=True),
    Column("period", String(7), primary_key=True),
    Column("office", String(64), primary_key=True),
    Column("cells", LargeBinary, nullable=False),
    Column("bins", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""Cells of one office (`analytics.summaries`): day by day for a month, a whole month, or a whole year."""
