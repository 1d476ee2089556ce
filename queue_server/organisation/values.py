"""The kinds of values that an organisation file holds: ids, texts by language, hours, addresses, numbers with bounds.

Knows one value at a time. Each refusal says what is wrong and what to write instead.
"""

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from queue_server.domain.opening import written_date

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOSED = "closed"
LONGEST_ID = 64
LONGEST_DESK = 8
"""A desk's number stands in large figures on a board and on a plate: more characters do not fit."""
LONGEST_PREFIX = 4
LONGEST_TEXT = 2_000
DAY_S = 86_400

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_HOURS = re.compile(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d")


def _identifier(value: str) -> str:
    if not _ID.fullmatch(value) or len(value) > LONGEST_ID:
        raise _problem(f'"{value}" cannot be an id', "Use Latin letters, digits, - and _, at most 64 of them.")
    return value


def _text(value: str) -> str:
    if not value.strip():
        raise _problem("the text is empty", "Write it, or take the key away.")
    if len(value) > LONGEST_TEXT:
        raise _problem(f"the text has {len(value)} characters", f"Keep it within {LONGEST_TEXT}.")
    return value


def _names(value: dict[str, str]) -> dict[str, str]:
    for language in value:
        if not _LANGUAGE.fullmatch(language):
            raise _problem(f'"{language}" is not a language code', 'Write texts by language: { ru = "…", en = "…" }.')
    return value


def _some_names(value: dict[str, str]) -> dict[str, str]:
    if not value:
        raise _problem("no text is given", 'Write it by language: { ru = "…", en = "…", zh = "…" }.')
    return value


def _prefix(value: str) -> str:
    if not value or len(value) > LONGEST_PREFIX or any(sign.isspace() for sign in value):
        raise _problem(f'"{value}" cannot be a prefix', 'Use one or two capital letters, such as "А".')
    return value


def _desk(value: str) -> str:
    if not value or len(value) > LONGEST_DESK or not re.fullmatch(r"[\w.-]+", value):
        raise _problem(f'"{value}" cannot be a desk\'s number', 'Use up to 8 letters or digits, such as "1" or "12А".')
    return value


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise _problem(
            f'there is no time zone "{value}"', 'Use a name of the IANA list, such as "Europe/Moscow".'
        ) from None
    return value


def _clock(value: str) -> str:
    if not _CLOCK.fullmatch(value):
        raise _problem(f'"{value}" is no time of the day', 'Write "07:30", two digits each.')
    return value


def _hours(value: str) -> str:
    """A closing at 24:00, as many write it, is 00:00 of the next day."""
    canonical = f"{value.removesuffix('-24:00')}-00:00" if value.endswith("-24:00") else value
    if canonical != CLOSED and not _HOURS.fullmatch(canonical):
        raise _problem(f'"{value}" is no opening time', 'Write "08:00-20:00" (a plain hyphen, two digits) or "closed".')
    return canonical


def _span(value: str) -> str:
    if not _HOURS.fullmatch(value):
        raise _problem(f'"{value}" is no span of time', 'Write "21:00-08:00" (a plain hyphen, two digits).')
    return value


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username or parts.fragment:
        raise _problem(
            "this is no address of a webhook", 'Write "https://hooks.example.org/queue", without a name and password.'
        )
    return value


def _mail_address(value: str) -> str:
    if not re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+", value):
        raise _problem(f'"{value}" is no mail address', 'Write it alone: "shift@example.org".')
    return value


def _local_date(value: str) -> str:
    try:
        written_date(value)
    except ValueError:
        raise _problem(f'"{value}" is no date', 'Write year, month, day: "2026-12-31".') from None
    return value


def _problem(problem: str, remedy: str) -> PydanticCustomError:
    return PydanticCustomError("organisation", "{problem}", {"problem": problem, "remedy": remedy})


Identifier = Annotated[str, AfterValidator(_identifier)]
Text = Annotated[str, AfterValidator(_text)]
Texts = Annotated[dict[str, Text], AfterValidator(_names)]
Name = Annotated[Texts, AfterValidator(_some_names)]
Prefix = Annotated[str, AfterValidator(_prefix)]
DeskName = Annotated[str, AfterValidator(_desk)]
Timezone = Annotated[str, AfterValidator(_timezone)]
ClockTime = Annotated[str, AfterValidator(_clock)]
OpeningHours = Annotated[str, AfterValidator(_hours)]
Span = Annotated[str, AfterValidator(_span)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
MailAddress = Annotated[str, AfterValidator(_mail_address)]
LocalDate = Annotated[str, AfterValidator(_local_date)]
RankingFigure = Literal[
    "service_level", "wait_p90_s", "wait_p95_s", "wait_max_s", "over_30_share", "abandoned_share", "no_show_share",
    "one_desk_share", "idle_waiting_share", "load_spread",
]  # fmt: skip
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Seconds = Annotated[int, Field(ge=0, le=7 * DAY_S)]
SomeSeconds = Annotated[int, Field(ge=1, le=DAY_S)]
Count = Annotated[int, Field(ge=1, le=1_000_000)]
Burn = Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]
Share = Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
