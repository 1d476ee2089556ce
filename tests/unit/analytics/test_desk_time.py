"""Where desks' time goes: nothing of it is lost or told twice, and a case by hand."""

from collections import defaultdict
from dataclasses import replace

from analytics.visits.desk_time import DeskTime
from analytics.visits.folding import VisitFolder
from analytics.visits.visit import Visit
from queue_server.domain import commands as c
from queue_server.domain.events import (
    BreakEnded,
    BreakStarted,
    DayClosed,
    DeskClosed,
    DeskOpened,
    Event,
    OfficeConfigured,
)
from queue_server.domain.handling import handle
from queue_server.domain.ids import Instant
from queue_server.domain.office import Office
from tests.unit.analytics.skilled_office import days
from tests.unit.domain.scenario import CONFIG, at

HALF_HOUR_MS = 1_800_000


def folded(events: list[Event]) -> tuple[list[Visit], list[DeskTime]]:
    folder, visits, desks = VisitFolder(Office("klin")), dict[str, Visit](), list[DeskTime]()
    for event in events:
        row = folder.take(event)
        if row is not None:
            visits[row.ticket] = row
        if isinstance(event, DayClosed):
            desks += [row for row in folder.desk_time() if row.day not in {told.day for told in desks}]
    return list(visits.values()), desks


def between(events: list[Event], begins: type[Event], ends: type[Event]) -> dict[str, int]:
    """Milliseconds by desk from each beginning to its end."""
    since: dict[str, Instant] = {}
    total: dict[str, int] = defaultdict(int)
    for event in events:
        if isinstance(event, begins):
            since[event.desk] = event.at  # type: ignore[union-attr]
        elif isinstance(event, (ends, DeskClosed)):
            total[event.desk] += event.at - since.pop(event.desk, event.at)  # type: ignore[union-attr]
    return total


def test_the_desks_time_is_their_visitors_and_their_breaks_and_the_rest() -> None:
    events = list(days(2, seed=3))
    visits, desks = folded(events)
    assert len({row.day for row in desks}) == 2
    assert sum(row.serving_ms for row in desks) == sum(visit.service_ms for visit in visits)
    assert sum(row.called_ms for row in desks) == sum(visit.walk_ms for visit in visits)
    opened, breaks = between(events, DeskOpened, DeskClosed), between(events, BreakStarted, BreakEnded)
    assert sum(breaks.values()) > 0
    for desk in opened:
        mine = [row for row in desks if row.desk == desk]
        assert sum(row.break_ms for row in mine) == breaks[desk]
        assert sum(row.free_ms + row.called_ms + row.serving_ms + row.break_ms for row in mine) == opened[desk]
        assert all(0 <= row.idle_ms <= row.free_ms for row in mine)


def test_history_that_is_imported_into_an_office_configured_since_has_its_desks_time() -> None:
    events = list(days(1, seed=3))
    (configured, *worked) = events
    assert isinstance(configured, OfficeConfigured)
    later = replace(configured, at=worked[-1].at + 1000 * HALF_HOUR_MS)
    assert folded([later, later, *worked]) == folded(events)


def test_a_clock_that_is_set_back_while_nobody_sits_spends_no_moment_twice() -> None:
    """Given a desk from nine to 9:20 and, as the log tells it, from 9:15 to 9:35; the office is configured at ten."""
    folder = VisitFolder(Office("klin"))
    told: list[Event] = [
        OfficeConfigured(at=at(0), config=CONFIG),
        DeskOpened(at=at(0), desk="1", manager="ivanova", topics=()),
        DeskClosed(at=at(20), desk="1", manager="ivanova"),
        OfficeConfigured(at=at(60), config=CONFIG),
        DeskOpened(at=at(15), desk="1", manager="ivanova", topics=()),
        DeskClosed(at=at(35), desk="1", manager="ivanova"),
    ]
    for event in told:
        folder.take(event)
    assert {row.half_hour: row.free_ms / 60_000 for row in folder.desk_time()} == {540: 30, 570: 5}


def test_a_half_hour_holds_no_more_of_a_desk_than_half_an_hour() -> None:
    _, desks = folded(list(days(1, seed=4)))
    spent: dict[tuple[str, int], int] = defaultdict(int)
    for row in desks:
        spent[row.desk, row.half_hour] += row.free_ms + row.called_ms + row.serving_ms + row.break_ms
    assert max(spent.values()) == HALF_HOUR_MS
    inside = sorted({half_hour for _, half_hour in spent})[1:-1]
    assert {spent["1", half_hour] for half_hour in inside} == {HALF_HOUR_MS}


def test_a_case_by_hand() -> None:
    """A manager opens at 9:20, lets a visitor of 9:25 wait until 9:28, serves from 9:29 to 9:40; idle are 3 minutes."""
    folder = VisitFolder(Office("klin"))
    office = Office("klin")
    steps: list[tuple[Instant, c.Command]] = [
        (at(0), c.Configure(CONFIG)),
        (at(1), c.OpenDay()),
        (at(20), c.OpenDesk("1", "ivanova")),
        (at(25), c.Issue("t1", "meters", category="veteran")),
        (at(28), c.CallNext("1")),
        (at(29), c.Start("t1")),
        (at(40), c.Complete("t1", "settled")),
        (at(45), c.CloseDesk("1")),
        (at(50), c.CloseDay()),
    ]
    for moment, command in steps:
        events, office = handle(office, command, moment)
        for event in events:
            folder.take(event)
    found = {(row.half_hour, row.topic, row.category): row for row in folder.desk_time()}
    minutes = {
        key: [ms / 60_000 for ms in (row.free_ms, row.idle_ms, row.called_ms, row.serving_ms, row.break_ms)]
        for key, row in found.items()
    }
    assert minutes == {
        (540, None, None): [8, 3, 0, 0, 0],
        (540, "meters", "veteran"): [0, 0, 1, 1, 0],
        (570, "meters", "veteran"): [0, 0, 0, 10, 0],
        (570, None, None): [5, 0, 0, 0, 0],
    }
