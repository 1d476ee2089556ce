"""The kinds of words that come in: what an id, a text, a moment may look like on the wire.

Control characters stay out everywhere: they mean nothing in a name or a reason; printers and databases choke on them.
"""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

from fastapi import Path, Query
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, Strict, StringConstraints

from queue_server.domain.ids import Instant

_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_OLDEST_HISTORY = date(1970, 1, 1)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)


def _sensible(moment: datetime) -> datetime:
    if not _EARLIEST <= moment < _LATEST:
        raise ValueError("must lie between the years 2000 and 2100")
    return moment


def _written_out(day: object) -> object:
    """A day as contracts write it: no moments, no seconds since then, no other forms of ISO 8601."""
    if not isinstance(day, str) or not _DAY.fullmatch(day):
        raise ValueError("must be written as 2026-03-02")
    return day


def _written(moment: object) -> object:
    """A moment as contracts write it: no seconds since 1970."""
    if not isinstance(moment, str) or not _DAY.match(moment):
        raise ValueError("must be written as 2026-03-02T06:05:00Z")
    return moment


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
READ_AS_TEXT = Strict(False)
"""Once it is known to be text, it is read as text anywhere, in bodies too."""

WORD = r"^[A-Za-z0-9][A-Za-z0-9._:~-]*$"
TICKET_ID = r"^[A-Za-z0-9_-]+$"
TEXT = r"^[^\x00-\x08\x0b-\x1f\x7f]*$"
DESK = r"^[^\x00-\x20\x7f/]+$"

Word = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=WORD)]
"""An id out of the organisation file: a topic, an office, a category, a manager."""

DeskWord = Annotated[str, StringConstraints(min_length=1, max_length=16, pattern=DESK)]
"""A desk's number, as it stands on its plate."""

HALL_CODE = r"^[A-Z0-9]+$"

HallCodeWord = Annotated[str, StringConstraints(min_length=1, max_length=32, pattern=HALL_CODE)]
"""The code on a hall's screens."""

SlipWord = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=16, pattern=TEXT)]
"""A number or a code, as somebody typed it off a slip."""

TicketWord = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=TICKET_ID)]
"""A ticket's id. Whoever knows it may follow the ticket, so a client that makes one takes 128 random bits."""

LanguageWord = Annotated[str, StringConstraints(max_length=16, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$")]
"""A language tag: `ru`, `en`, `zh`."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500, pattern=TEXT)]
"""A sentence that a person wrote."""

Said = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=500, pattern=TEXT),
    AfterValidator(lambda text: text or None),
]
"""The same where it may be left out: blanks say nothing, and the rules know whether something had to be said."""

OutcomeWord = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=64, pattern=rf"^({WORD[1:-1]})?$"),
    AfterValidator(lambda text: text or None),
]
"""How a topic ended, an id; a blank says nothing."""


def _whole(said: object) -> object:
    return int(said) if isinstance(said, float) and said.is_integer() else said


WHOLE = BeforeValidator(_whole)
"""For whole numbers in bodies, last in their annotation: JSON knows one kind of number, and `5.0` is 5."""

Secret = Annotated[str, StringConstraints(min_length=1, max_length=256)]
"""A password or a code; never repeated in an answer or a log."""

SecondCode = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=TEXT)]
"""Six digits of an authenticator app, or a recovery code, as somebody typed it."""

NewPassword = Annotated[Secret, Field(json_schema_extra={"minLength": 12})]
"""A password to be; `access` says why one will not do."""

NewLogin = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=64),
    Field(json_schema_extra={"pattern": "^[A-Za-z0-9][A-Za-z0-9._@-]{1,63}$"}),
]
"""A login to be; `access` says why one will not do."""

Moment = Annotated[
    AwareDatetime,
    READ_AS_TEXT,
    BeforeValidator(_written),
    AfterValidator(_sensible),
    Field(description="RFC 3339 with zone; between 2000 and 2100."),
]
"""A point in time."""

OfficePath = Annotated[str, Path(max_length=64, pattern=WORD, examples=["klin"])]
TicketPath = Annotated[str, Path(max_length=64, pattern=TICKET_ID, examples=["k3J9x0Qm2bVt7Lw5nRz1Ag"])]
DeskPath = Annotated[str, Path(max_length=16, pattern=DESK, examples=["1"])]

LocalDay = Annotated[date, READ_AS_TEXT, BeforeValidator(_written_out), Field(ge=_OLDEST_HISTORY, lt=_LATEST.date())]
"""A local date between 1970 and 2100: what was imported may be older than anything entered here."""

SpokenPath = Annotated[str, Path(pattern=r"^[a-z]{2}$", examples=["ru"])]
HallCodePath = Annotated[str, Path(max_length=32, pattern=HALL_CODE, examples=["7KQM4TXA9BCD"])]
TokenPath = Annotated[str, Path(max_length=16, pattern=r"^[0-9a-f]+$", examples=["3f2a9c0b1d4e"])]
LoginPath = Annotated[str, Path(max_length=64, pattern=r"^[A-Za-z0-9._@-]+$", examples=["ivanova"])]

LAST_SEQ = 2**63 - 1
"""The largest `seq` that a database can hold."""

AfterQuery = Annotated[int, Query(ge=0, le=LAST_SEQ, description="The last `seq` that the caller has.")]
BeforeQuery = Annotated[
    int | None,
    Query(ge=1, le=LAST_SEQ, description="Backwards from this `seq`, newest first; a huge one begins at the end."),
]
LimitQuery = Annotated[int, Query(ge=1, le=1000, description="At most so many; a page is some hundred kilobytes.")]

KEY_LENGTH = 255
"""Longest Idempotency-Key."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def instant_of(moment: datetime) -> Instant:
    """The instant of a moment that says its zone.

    >>> instant_of(datetime(2026, 3, 2, 6, 5, tzinfo=UTC))
    1772431500000
    """
    return (moment - _EPOCH) // _MILLISECOND
