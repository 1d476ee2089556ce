"""The tables of people, sessions, tokens, codes, keys, first answers, the audit and the organisation files applied.

Knows columns. Instants are milliseconds, secrets are SHA-256 in hexadecimal. Columns marked `pd` hold personal data.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from queue_server.database.metadata import metadata

_PERSONAL = {"pd": True}

people = Table(
    "people",
    metadata,
    Column("login", String(64), primary_key=True),
    Column("name", String(255), nullable=False, info=_PERSONAL),
    Column("role", String(16), nullable=False),
    Column("office", String(64)),
    Column("territory", String(64)),
    Column("manager", String(64)),
    Column("password_hash", String(255)),
    Column("password_set_at", BigInteger),
    Column("created_at", BigInteger, nullable=False),
    Column("disabled_at", BigInteger),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("login", String(64), nullable=False, index=True),
    Column("created_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("means", String(16), nullable=False),
)

second_factors = Table(
    "second_factors",
    metadata,
    Column("login", String(64), primary_key=True),
    Column("salt", String(64), nullable=False),
    Column("key_id", String(16), nullable=False),
    Column("begun_at", BigInteger, nullable=False),
    Column("set_at", BigInteger),
    Column("last_step", BigInteger, nullable=False),
)

provided = Table(
    "provided_people",
    metadata,
    Column("issuer", String(255), primary_key=True),
    Column("subject", String(255), primary_key=True, info=_PERSONAL),
    Column("login", String(64), nullable=False, index=True),
)
"""Accounts of a sign-in provider, and who they are here."""

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("login", String(64), nullable=False, index=True),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("office", String(64)),
    Column("territory", String(64)),
    Column("desk", String(16)),
    Column("name", String(255), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("created_by", String(255), nullable=False),
    Column("seen_at", BigInteger),
    Column("revoked_at", BigInteger),
)

codes = Table(
    "codes",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("office", String(64)),
    Column("desk", String(16)),
    Column("name", String(255), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("created_by", String(255), nullable=False),
    Column("expires_at", BigInteger, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("actor", String(255), nullable=False),
    Column("address", String(64), nullable=False, info=_PERSONAL),
    Column("action", String(64), nullable=False),
    Column("subject", String(255), nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
Index("ix_audit_at", audit.c.at)

keys = Table(
    "keys",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("key", String(64), nullable=False),
)
"""Keys by which this installation signs what it hands out, in hexadecimal."""

first_answers = Table(
    "first_answers",
    metadata,
    Column("who", String(255), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("salt", String(32), nullable=False),
    Column("sealed", Text, nullable=False, info=_PERSONAL),
)
"""Answers by caller and digest of the Idempotency-Key, sealed under the key and the words asked."""
Index("ix_first_answers_at", first_answers.c.at)
Index("ix_first_answers_who_at", first_answers.c.who, first_answers.c.at)

organisations = Table(
    "organisations",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("applied_at", BigInteger, nullable=False),
    Column("applied_by", String(255), nullable=False),
    Column("document", Text, nullable=False),
)

access_state = Table(
    "access_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("changes", BigInteger, nullable=False),
    Column("audit_seq", BigInteger, nullable=False),
    Column("audit_hash", String(64), nullable=False),
)
"""One row. `changes` counts what was changed, so that another process sees that it has to read again; the rest is
where the audit ends, so that an audit cut short at its end is found."""

STATE = 1
