"""A manager's live view: the visitor at this desk, the line of this desk's topics, who is postponed or did not come.

No name and no category before the call: the line is counted, not listed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypedDict

from queue_server.domain.ids import DeskNumber, Instant
from queue_server.domain.office import Desk, LineKey
from queue_server.domain.ticket import PinKind, TicketState
from queue_server.projections.change import Change
from queue_server.projections.office import newcomers_wait
from queue_server.projections.office_at import BREACHES_SHOWN, LineFigures, OfficeAt
from queue_server.projections.staff_rows import (
    StaffDeskRow,
    StaffOfficeRow,
    StaffTopicRow,
    staff_desk_row,
    staff_office_row,
    staff_topic_row,
)
from queue_server.projections.standing_aside import (
    NoShowRow,
    PostponedRow,
    aside_keys,
    no_show_row,
    postponed_row,
)
from queue_server.projections.view import Key, id_in
from queue_server.projections.visitor import VisitorRow, visitor_row
from queue_server.projections.wire import ExpectedWaitShape, instant, instant_or_null


class TopicLineShape(TypedDict):
    """Those who wait for one of the desk's topics."""

    topic: str
    waiting: int
    longest_since_at: str | None


class LineRow(TypedDict):
    """Those whom this desk may call. `above_standard_at`: the next moments at which one of them passes the standard.

    `expected_wait` is that of whoever takes a ticket for one of the desk's topics now; null where nobody knows.
    """

    kind: Literal["line"]
    waiting: int
    longest_since_at: str | None
    above_standard_at: list[str]
    expected_wait: ExpectedWaitShape | None
    by_topic: list[TopicLineShape]


DeskViewRow = StaffOfficeRow | StaffTopicRow | StaffDeskRow | VisitorRow | LineRow | PostponedRow | NoShowRow


@dataclass(frozen=True, slots=True)
class DeskView:
    """Rows `office:{id}`, `topic:{id}`, `desk:{number}`, `visitor`, `line`, `postponed:{id}`, `no_show:{id}`."""

    desk: DeskNumber

    @property
    def name(self) -> str:
        """The view's name in the stream's address."""
        return "desk"

    def keys(self, moment: OfficeAt) -> Iterable[Key]:
        """All rows. Looks at every ticket, so it is for a first look only."""
        yield f"office:{moment.office.id}"
        yield from (f"topic:{topic}" for topic in moment.config.topics)
        yield from (f"desk:{number}" for number in moment.office.desks)
        yield "visitor"
        yield "line"
        yield from _all_aside_keys(moment)

    def row(self, moment: OfficeAt, key: Key) -> DeskViewRow | None:
        """The row under `key`."""
        match key.partition(":"):
            case "office", _, _:
                return staff_office_row(moment)
            case "topic", _, topic:
                return staff_topic_row(moment, topic)
            case "desk", _, number:
                return staff_desk_row(moment, number)
            case "visitor", _, _:
                return visitor_row(moment, self.desk)
            case "line", _, _:
                return self._line_row(moment)
            case "postponed", _, ticket:
                return postponed_row(moment, ticket)
            case _:
                return no_show_row(moment, id_in(key))

    def touched(self, change: Change) -> Iterable[Key]:
        """What is not what it was; the line always: any step at a desk moves the wait of whoever comes."""
        yield f"office:{change.after.office.id}"
        yield from (f"topic:{topic}" for topic in change.topics)
        yield from (f"desk:{number}" for number in change.desks)
        if self.desk in change.desks or self._has(change.before, change) or self._has(change.after, change):
            yield "visitor"
        yield "line"
        if change.ticket is not None:
            yield from aside_keys(change.ticket)
        if change.turns_the_day:
            yield from _all_aside_keys(change.before)
            yield from _all_aside_keys(change.after)

    def waits_of_newcomers(self, moment: OfficeAt) -> Iterable[Key]:  # noqa: ARG002
        """The line's."""
        return ("line",)

    def _has(self, moment: OfficeAt, change: Change) -> bool:
        desk = moment.office.desks.get(self.desk)
        return desk is not None and desk.ticket is not None and desk.ticket == change.ticket

    def _line_row(self, moment: OfficeAt) -> LineRow | None:
        desk = moment.office.desks.get(self.desk)
        if desk is None:
            return None
        by_topic = {topic: _figures(moment, desk, topic) for topic in desk.topics}
        every = [figures for several in by_topic.values() for figures in several]
        return {
            "kind": "line",
            "waiting": sum(figures.waiting for figures in every),
            "longest_since_at": instant_or_null(_longest(every)),
            "above_standard_at": [
                instant(at) for at in sorted(at for f in every for at in f.breaches_at)[:BREACHES_SHOWN]
            ],
            "expected_wait": newcomers_wait(moment, desk.topics),
            "by_topic": [
                {
                    "topic": topic,
                    "waiting": sum(figures.waiting for figures in several),
                    "longest_since_at": instant_or_null(_longest(several)),
                }
                for topic, several in by_topic.items()
            ],
        }


def _figures(moment: OfficeAt, desk: Desk, topic: str) -> list[LineFigures]:
    """The lines of `topic` that this desk may call from: those pinned to nobody, to its manager and to itself."""
    keys: list[LineKey] = [(topic, None, None), (topic, PinKind.DESK, desk.number)]
    if desk.manager is not None:
        keys.append((topic, PinKind.MANAGER, desk.manager))
    return [moment.line(key, early=early) for key in keys for early in (False, True)]


def _longest(several: Iterable[LineFigures]) -> Instant | None:
    return min((f.longest_since_at for f in several if f.longest_since_at is not None), default=None)


def _all_aside_keys(moment: OfficeAt) -> Iterable[Key]:
    for ticket in moment.office.tickets.at_hand():
        if ticket.state is TicketState.POSTPONED:
            yield f"postponed:{ticket.id}"
        elif ticket.state is TicketState.NO_SHOW:
            yield f"no_show:{ticket.id}"
