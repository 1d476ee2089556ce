"""The names by which things are known, and the one unit of time.

Plain aliases: they cost nothing at run time and make a signature readable.
"""

from typing import TypeAlias

OfficeId: TypeAlias = str
TopicId: TypeAlias = str
CategoryId: TypeAlias = str
ManagerId: TypeAlias = str
DeskNumber: TypeAlias = str
TicketId: TypeAlias = str

Instant: TypeAlias = int
"""Milliseconds since 1970-01-01T00:00:00Z. Whole, so that replaying gives the same state to the byte."""

Milliseconds: TypeAlias = int

Names: TypeAlias = dict[str, str]
"""A text by language code: `{"ru": "…", "en": "…", "zh": "…"}`."""

SECOND: Milliseconds = 1000
