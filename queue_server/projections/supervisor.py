"""The supervisor's live view of one office: where the promise breaks, who could help, and every ticket behind it.

Knows the day's figures, the desks and the open tickets. Its office row is also what `push.overview` sends of every
office. Whatever passes by time alone stands here as instants: a page counts them with the server's clock.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Literal, TypedDict

from queue_server.domain.ids import DeskNumber, Instant, Milliseconds, Names, TopicId
from queue_server.domain.line import Entry, Line
from queue_server.domain.office import Desk, LineKey, Office
from queue_server.domain.routing import lines_of, next_ticket
from queue_server.projections.change import Change
from queue_server.projections.day_figures import Count, DayFigures
from queue_server.projections.desk_time import Load
from queue_server.projections.office import TopicState, topic_shape
from queue_server.projections.office_at import LINE_LOOK, OfficeAt
from queue_server.projections.presence import Presence, presence
from queue_server.projections.queue import QueueTicketRow, queue_ticket_row
from queue_server.projections.staff_rows import StaffDeskRow, staff_desk_row
from queue_server.projections.view import Key
from queue_server.projections.wire import instant, instant_or_null, seconds


class WatchShape(TypedDict):
    """How one office or topic stands. `issued` to `served` are of the visits of its local date `day`.

    `above_now` counts those whose wait, still running, was above the standard when the row was made;
    `above_standard_at` are the next moments at which one more is. So at a moment t above the standard are `above_now`
    and each of `above_standard_at` before t. `above_earlier` of `above_now` came on an earlier date: the day's service
    level is `met / (met + breached + above - above_earlier)`, as in reports.
    """

    waiting: int
    longest_since_at: str | None
    above_now: int
    above_earlier: int
    above_standard_at: list[str]
    issued: int
    met: int
    breached: int
    excluded: int
    abandoned: int
    no_show: int
    served: int


class DesksShape(TypedDict):
    """Desks by what they do. `idle_waiting`: ready while somebody waits whom they may call; it is part of `ready`."""

    all: int
    open: int
    ready: int
    calling: int
    serving: int
    on_break: int
    back_office: int
    idle_waiting: int


class SupervisorOfficeRow(WatchShape):
    """The office. `longest_ticket` is whose wait began at `longest_since_at`; `idle_since_at`, since when the desk that

    is idle longest could have called somebody.
    """

    kind: Literal["office"]
    id: str
    name: Names
    territory: str | None
    timezone: str
    open: bool
    issuing: bool
    message: Names
    standard_s: float
    goal: float
    day: str
    longest_ticket: str | None
    desks: DesksShape
    idle_since_at: str | None
    suspended: int


class OverviewOfficeRow(SupervisorOfficeRow):
    """The office among all offices, as it stands now.

    `load_share`: of the last `load_over_s`, half an hour at most. `load_working_s`: the desks' time behind it, by which
    the loads of several offices are weighed.
    """

    load_share: float | None
    load_working_s: float
    load_over_s: float


class SupervisorTopicRow(WatchShape):
    """A served topic. `desks` are the open ones that serve it."""

    kind: Literal["topic"]
    id: str
    name: Names
    state: TopicState
    reason: str | None
    desks: int
    standard_s: float


class SupervisorDeskRow(StaffDeskRow):
    """A desk and who sits there. `skills`: topics that this manager could serve here."""

    skills: list[str]
    idle_since_at: str | None


LOAD_STEP_S = 10.0
"""Times behind a load are told in these steps: a finer one would say nothing more of half an hour."""


@dataclass(frozen=True, slots=True)
class SupervisorView:
    """Rows `office:{id}`, `topic:{id}`, `desk:{number}`, `ticket:{id}`, all as of the office's last event."""

    @property
    def name(self) -> str:
        """The view's name in the stream's address."""
        return "supervisor"

    def keys(self, moment: OfficeAt) -> Iterable[Key]:
        """All rows. Looks at every open ticket, so it is for a first look only."""
        yield f"office:{moment.office.id}"
        yield from (f"topic:{topic}" for topic in moment.config.topics)
        yield from (f"desk:{number}" for number in moment.office.desks)
        yield from (f"ticket:{ticket.id}" for ticket in moment.office.open_tickets())

    def row(
        self, moment: OfficeAt, key: Key
    ) -> SupervisorOfficeRow | SupervisorTopicRow | SupervisorDeskRow | QueueTicketRow | None:
        """The row under `key`."""
        match key.partition(":"):
            case "office", _, _:
                return supervisor_office_row(moment.office, moment.day, moment.office.last_at)
            case "topic", _, topic:
                return _topic_row(moment, topic)
            case "desk", _, number:
                return _desk_row(moment, number)
            case _, _, ticket:
                return queue_ticket_row(moment, ticket)

    def waits_of_newcomers(self, moment: OfficeAt) -> Iterable[Key]:  # noqa: ARG002
        """None: staff are not told it here."""
        return ()

    def touched(self, change: Change) -> Iterable[Key]:
        """What is not what it was. A line that moves may make any desk idle."""
        counted = _counted_otherwise(change)  # before any row is made: rows read the figures that this follows
        yield f"office:{change.after.office.id}"
        yield from (f"topic:{topic}" for topic in counted | change.topics)
        desks = change.after.office.desks if change.moves_lines else change.desks
        yield from (f"desk:{number}" for number in {*desks, *change.desks})
        if change.ticket is not None:
            yield f"ticket:{change.ticket}"


def supervisor_office_row(office: Office, day: DayFigures, at: Instant) -> SupervisorOfficeRow:
    """The row `office:{id}` as it stands at `at`."""
    config = office.configured
    idle = [since for since in (idle_since_at(office, desk) for desk in office.desks.values()) if since is not None]
    return {
        "kind": "office",
        "id": office.id,
        "name": config.name,
        "territory": config.territory,
        "timezone": config.timezone,
        "open": office.day_open,
        "issuing": office.issuing,
        "message": config.message,
        "standard_s": float(config.standard_s),
        "goal": config.goal,
        "day": day.day,
        "longest_ticket": day.office.longest_ticket,
        "desks": _desks(office, len(idle)),
        "idle_since_at": instant_or_null(min(idle, default=None)),
        "suspended": len(office.suspended),
        **_watch(day.office, sum(map(len, (*office.lines.values(), *office.early.values()))), at),
    }


def overview_office_row(office: Office, day: DayFigures, load: Load, at: Instant) -> OverviewOfficeRow:
    """The same with the load of the desks. Shares in hundredths: a row that changes by less is not worth a message."""
    return {
        **supervisor_office_row(office, day, at),
        "load_share": None if load.share is None else round(load.share, 2),
        "load_working_s": _in_steps(load.working_ms),
        "load_over_s": _in_steps(load.over_ms),
    }


def idle_since_at(office: Office, desk: Desk) -> Instant | None:
    """Since when the desk is ready while there is somebody whom it would call next; None where it is not so.

    Looks at the heads of lines for whoever has been there longest, as every view does.
    """
    if presence(office, desk) != "ready" or next_ticket(office, desk) is None:
        return None
    keys = [key for key, _ in lines_of(office, desk)]
    entries = _heads(office.lines, keys) or _heads(office.early, keys)
    waiting = (office.tickets.get(entry[2]) for entry in entries)
    oldest = min((ticket.since_at for ticket in waiting if ticket is not None), default=0)
    return max(oldest, desk.since_at or 0)


def _in_steps(duration_ms: Milliseconds) -> float:
    return round(seconds(duration_ms) / LOAD_STEP_S) * LOAD_STEP_S


def _heads(lines: Mapping[LineKey, Line], keys: Iterable[LineKey]) -> list[Entry]:
    return [entry for key in keys for entry in islice(lines.get(key, ()), LINE_LOOK)]


def _counted_otherwise(change: Change) -> frozenset[TopicId]:
    """Topics whose count changed, and those where time alone has put one more above the standard."""
    old, new = change.before.day, change.follow_day()
    then, now = change.before.office.last_at, change.after.office.last_at

    def differs(topic: TopicId) -> bool:
        before, after = old.topic(topic), new.topic(topic)
        return before is not after or before.above(then) != after.above(now)

    return frozenset(topic for topic in old.topics.keys() | new.topics.keys() if differs(topic))


def _topic_row(moment: OfficeAt, topic: TopicId) -> SupervisorTopicRow | None:
    config = moment.config.topics.get(topic)
    if config is None or not moment.config.offers(topic):
        return None
    shape = topic_shape(moment, config, with_expected_wait=False)
    return {
        "kind": "topic",
        "id": topic,
        "name": config.name,
        "state": shape["state"],
        "reason": shape["reason"],
        "desks": shape["desks"],
        "standard_s": float(config.standard_s if config.standard_s is not None else moment.config.standard_s),
        **_watch(moment.day.topic(topic), shape["waiting"], moment.office.last_at),
    }


def _desk_row(moment: OfficeAt, number: DeskNumber) -> SupervisorDeskRow | None:
    row = staff_desk_row(moment, number)
    if row is None:
        return None
    desk = moment.office.desks[number]
    manager = moment.config.managers.get(desk.manager) if desk.manager is not None else None
    skills = [topic for topic in manager.topics if moment.config.offers(topic)] if manager is not None else []
    return {**row, "skills": skills, "idle_since_at": instant_or_null(idle_since_at(moment.office, desk))}


def _desks(office: Office, idle: int) -> DesksShape:
    doing = [presence(office, desk) for desk in office.desks.values()]

    def number(one: Presence) -> int:
        return doing.count(one)

    return {
        "all": len(doing),
        "open": len(doing) - number("offline"),
        "ready": number("ready"),
        "calling": number("calling"),
        "serving": number("serving"),
        "on_break": number("break"),
        "back_office": number("back_office"),
        "idle_waiting": idle,
    }


def _watch(count: Count, waiting: int, at: Instant) -> WatchShape:
    return {
        "waiting": waiting,
        "longest_since_at": instant_or_null(count.longest_since_at),
        "above_now": count.above(at),
        "above_earlier": count.above_earlier(at),
        "above_standard_at": [instant(moment) for moment in count.above_standard_at(at)],
        "issued": count.issued,
        "met": count.met,
        "breached": count.breached,
        "excluded": count.excluded,
        "abandoned": count.abandoned,
        "no_show": count.no_show,
        "served": count.served,
    }
