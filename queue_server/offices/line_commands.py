"""Commands as lines: one JSON object a line, as `queue-server replay` reads them.

Knows the names of the fields. Knows no rules: a field that makes no sense reaches the domain as missing, so that the
refusal comes in the domain's order and words.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from queue_server.domain import commands as c
from queue_server.domain.commands import Command
from queue_server.domain.ids import Instant
from queue_server.domain.ticket import PostponedBy


class LineUnreadable(Exception):  # noqa: N818 - named for what the line is
    """A line that is no JSON object, or that has no time; the message says which."""


@dataclass(frozen=True, slots=True)
class LineCommand:
    """One line: when, where, what; `command` is None where nobody knows such a command."""

    at: Instant
    office: str | None
    id: str | None
    name: str | None
    command: Command | None


def read_line(text: str, made_up_ticket: str) -> LineCommand:
    """The command on one line; `made_up_ticket` is the id of a new ticket that the line leaves without one.

    Raises `LineUnreadable`.
    """
    try:
        line = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LineUnreadable(f"not JSON: {error}") from error
    if not isinstance(line, dict):
        raise LineUnreadable("not a JSON object")
    at = instant(line.get("at"))
    if at is None:
        raise LineUnreadable("“at” must be a time with its zone, such as 2026-03-02T06:05:00Z")
    for field in ("issued_at", "due"):
        if line.get(field) is not None and instant(line[field]) is None:
            raise LineUnreadable(f"“{field}” must be a time with its zone")
    name = _text(line, "command")
    make = MAKERS.get(name) if name is not None else None
    return LineCommand(
        at=at,
        office=_text(line, "office"),
        id=_text(line, "id"),
        name=name,
        command=make({**line, "made_up_ticket": made_up_ticket}) if make is not None else None,
    )


def instant(value: object) -> Instant | None:
    """Milliseconds of an RFC 3339 time; None for anything else: a time without a zone, one at the calendar's ends.

    >>> instant("2026-03-02T06:05:00.250Z")
    1772431500250
    >>> instant("2026-03-02T06:05:00") is None
    True
    """
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    if moment.tzinfo is None or not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        return None
    return round(moment.timestamp() * 1000)


Fields = dict[str, Any]
EARLIEST_YEAR, LATEST_YEAR = 1970, 9998
"""Within these every zone's neighbouring days exist."""


def _text(line: Fields, key: str) -> str | None:
    value = line.get(key)
    return value if isinstance(value, str) and value else None


def _whole(line: Fields, key: str) -> int | None:
    value = line.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _ticket(line: Fields) -> str:
    return _text(line, "ticket") or ""


def _new_ticket(line: Fields) -> str:
    return _text(line, "ticket") or str(line["made_up_ticket"])


def _number(line: Fields, key: str) -> str | None:
    """A desk's number; some write it as one."""
    value = line.get(key)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(line, key)


def _desk(line: Fields) -> str:
    return _number(line, "desk") or ""


def _by(line: Fields) -> PostponedBy | None:
    value = line.get("by")
    return next((who for who in PostponedBy if who.value == value), None)


def _topics(line: Fields) -> tuple[str, ...] | None:
    value = line.get("topics")
    return tuple(str(topic) for topic in value) if isinstance(value, list) else None


MAKERS: dict[str, Callable[[Fields], Command]] = {
    "book": lambda f: c.Book(_new_ticket(f), _text(f, "topic"), instant(f.get("slot")), category=_text(f, "category")),
    "check_in": lambda f: c.CheckIn(_ticket(f)),
    "issue": lambda f: c.Issue(
        _new_ticket(f),
        _text(f, "topic"),
        category=_text(f, "category"),
        issued_at=instant(f.get("issued_at")),
        offline=f.get("offline") is True,
    ),
    "call_next": lambda f: c.CallNext(_desk(f)),
    "call": lambda f: c.Call(_desk(f), _ticket(f), _text(f, "reason")),
    "recall": lambda f: c.Recall(_ticket(f)),
    "start": lambda f: c.Start(_ticket(f)),
    "add_topic": lambda f: c.AddTopic(_ticket(f), _text(f, "topic")),
    "switch_topic": lambda f: c.SwitchTopic(_ticket(f), _text(f, "topic")),
    "finish_topic": lambda f: c.FinishTopic(_ticket(f), _text(f, "outcome")),
    "transfer": lambda f: c.Transfer(
        _ticket(f),
        topic=_text(f, "topic"),
        manager=_text(f, "manager"),
        to_desk=_number(f, "to_desk"),
        return_to_me=f.get("return_to_me") is True,
    ),
    "return_to_queue": lambda f: c.ReturnToQueue(_ticket(f)),
    "postpone": lambda f: c.Postpone(_ticket(f), _by(f), _text(f, "reason"), instant(f.get("due"))),
    "resume": lambda f: c.Resume(_ticket(f)),
    "mark_no_show": lambda f: c.MarkNoShow(_ticket(f)),
    "restore": lambda f: c.Restore(_ticket(f)),
    "complete": lambda f: c.Complete(_ticket(f), _text(f, "outcome")),
    "cancel": lambda f: c.Cancel(_ticket(f)),
    "mark_left": lambda f: c.MarkLeft(_ticket(f)),
    "remove": lambda f: c.Remove(_ticket(f), _text(f, "reason")),
    "rate": lambda f: c.Rate(_ticket(f), _whole(f, "score"), _text(f, "comment")),
    "open_desk": lambda f: c.OpenDesk(_desk(f), _text(f, "manager")),
    "close_desk": lambda f: c.CloseDesk(_desk(f)),
    "start_break": lambda f: c.StartBreak(_desk(f), _text(f, "reason")),
    "end_break": lambda f: c.EndBreak(_desk(f)),
    "set_topics": lambda f: c.SetTopics(_desk(f), _topics(f)),
    "open_day": lambda f: c.OpenDay(),  # noqa: ARG005
    "stop_issuing": lambda f: c.StopIssuing(),  # noqa: ARG005
    "resume_issuing": lambda f: c.ResumeIssuing(),  # noqa: ARG005
    "close_day": lambda f: c.CloseDay(),  # noqa: ARG005
    "suspend_topic": lambda f: c.SuspendTopic(_text(f, "topic"), _text(f, "reason")),
    "resume_topic": lambda f: c.ResumeTopic(_text(f, "topic")),
}
