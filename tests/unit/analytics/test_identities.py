"""What must hold on every closed day, whatever happened: Little's law, parts and wholes, odd days of the clock."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest

from analytics.figures import FIGURES, GROUPS, figures
from analytics.reports.endings import ENDS
from analytics.summaries.sums import desks_beside
from analytics.visits.columns import columns_of
from analytics.visits.desk_time import DeskTime
from analytics.visits.folding import VisitFolder
from analytics.visits.visit import Visit
from queue_server.domain import commands as c
from queue_server.domain.commands import Command
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.events import DayClosed, Event, NoShowMarked, TicketCalled, TicketRestored
from queue_server.domain.evolve import evolve
from queue_server.domain.handling import handle
from queue_server.domain.ids import Instant
from queue_server.domain.office import Office
from queue_server.domain.opening import hours_on
from queue_server.domain.ticket import OPEN_STATES, TicketState
from tests.unit.analytics.fair_play.planted import planted_days
from tests.unit.analytics.skilled_office import days
from tests.unit.domain.scenario import CONFIG

MINUTE = 60_000
PARTS = (
    "issued", "judged", "met", "breached", "undecided", "excluded", "abandoned", "no_show", "served", "served_short",
    "cancelled", "left", "removed",
    "unserved", "one_desk", "transferred", "restored", "out_of_order", "over_15_min", "over_30_min",
    "legs", "legs_within",
)  # fmt: skip
SUMS = ("over_standard_s", "service_total_s")


@cache
def closed_days(seed: int) -> tuple[list[Event], list[Event]]:
    """A crowded hall with people who give up, and one with no-shows, returns, postponements and cheats."""
    return list(days(1, seed=seed)), [event for event, _ in planted_days(1, seed=seed, cheating=0.5).events]


@cache
def closed_days_folded(seed: int) -> list[tuple[dict[str, Visit], list[DeskTime]]]:
    return [folded(events) for events in closed_days(seed)]


def folded(events: list[Event]) -> tuple[dict[str, Visit], list[DeskTime]]:
    folder, visits, desks = VisitFolder(Office("klin")), dict[str, Visit](), list[DeskTime]()
    for event in events:
        row = folder.take(event)
        if row is not None:
            visits[row.ticket] = row
        if isinstance(event, DayClosed):
            desks += folder.desk_time()
    assert folder.going_on(events[-1].at) == []
    return visits, desks


@pytest.mark.parametrize("seed", range(3))
def test_littles_law_is_exact(seed: int) -> None:
    """People in the office, summed over time, are their visits; those waiting, the waits; those at desks, the service.

    ∫ N(t) dt = Σ time in system, to the millisecond; N is counted from the states between two events. Who came back
    after a missed call was away in between: that time, read off the events, is in the visit and no part of N.
    """
    for events in closed_days(seed):
        office, before_at = Office("klin"), events[0].at
        present: dict[str, int] = defaultdict(int)
        away: dict[str, int] = defaultdict(int)
        missed_at: dict[str, int] = {}
        for event in events:
            for ticket in office.open_tickets():
                if ticket.state in OPEN_STATES and ticket.number is not None:
                    present[str(ticket.state)] += event.at - before_at
            before_at = max(before_at, event.at)
            office = evolve(office, event)
            if isinstance(event, NoShowMarked):
                missed_at[event.ticket] = event.at
            elif isinstance(event, TicketRestored | TicketCalled) and event.ticket in missed_at:
                away[event.ticket] += event.at - missed_at.pop(event.ticket)
        visits, _ = folded(events)
        rows = visits.values()
        assert present[TicketState.WAITING] == sum(row.wait_ms for row in rows)
        assert present[TicketState.CALLED] == sum(row.walk_ms for row in rows)
        assert present[TicketState.SERVING] == sum(row.service_ms for row in rows)
        assert sum(present.values()) == sum(row.visit_ms for row in rows) - sum(away.values())


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("by", GROUPS)
def test_parts_add_up_to_the_whole(seed: int, by: str) -> None:
    for visits, desks in closed_days_folded(seed):
        columns = columns_of(visits.values())
        (whole,) = figures(columns, desks=desks_beside(desks, ()))
        parts = figures(columns, (by,), desks=desks_beside(desks, (by,)))
        for name in PARTS:
            assert sum(row[name] for row in parts) == whole[name], name
        for name in SUMS:
            assert sum(row[name] or 0 for row in parts) == pytest.approx(whole[name] or 0)
        for row in (*parts, whole):
            assert row["judged"] + row["undecided"] + row["excluded"] == row["issued"]
            assert row["met"] + row["breached"] == row["judged"]
        assert whole["undecided"] == 0
        assert sum(whole[end] for end in ENDS) == whole["issued"]
        if by in ("office", "territory", "day", "weekday"):
            assert [row["desks_serving_s"] for row in parts] == [whole["desks_serving_s"]]
            assert [row["load_share"] for row in parts] == [whole["load_share"]]
        if by in ("half_hour", "manager"):
            for name in ("desks_open_s", "desks_serving_s", "desks_break_s", "idle_waiting_s"):
                assert sum(row[name] for row in parts) == pytest.approx(whole[name]), name


def test_a_half_hour_in_which_desks_were_open_has_a_row_though_nobody_came() -> None:
    steps = [*visit("t1", 10, 12, 45), (100, c.CloseDesk("1")), (100, c.CloseDay())]
    visits, desks = told(CONFIG, 1_772_431_200_000, steps)
    rows = figures(columns_of(visits), ("half_hour",), desks=desks_beside(desks, ("half_hour",)))
    found = [(row["half_hour"], row["issued"], row["desks_serving_s"], row["desks_open_s"]) for row in rows]
    assert found == [
        ("09:00", 1, 1080.0, 1800.0), ("09:30", 0, 900.0, 1800.0), ("10:00", 0, 0.0, 1800.0), ("10:30", 0, 0.0, 600.0),
    ]  # fmt: skip
    assert [row["service_level"] for row in rows] == [1.0, None, None, None]
    by_topic = figures(columns_of(visits), ("topic",), desks=desks_beside(desks, ("topic",)))
    assert [(row["topic"], row["desks_serving_s"], row["desks_open_s"]) for row in by_topic] == [
        ("meters", 1980.0, None)
    ]


@pytest.mark.parametrize("seed", range(3))
def test_the_waits_of_a_visit_add_up_to_what_is_judged_where_nobody_came_back(seed: int) -> None:
    for visits, _ in closed_days_folded(seed):
        for row in visits.values():
            assert row.longest_leg_ms <= row.legs_ms
            assert 1 + row.transfers + row.restored <= row.legs
            assert row.legs_ms == row.accountable_ms or (row.restored and row.legs_ms >= row.accountable_ms)


def told(
    config: OfficeConfig, opened_at: Instant, steps: list[tuple[float, Command]]
) -> tuple[list[Visit], list[DeskTime]]:
    """The rows of a day: minutes after opening, and what was done then."""
    office = Office(config.id)
    events: list[Event] = []
    begin: list[tuple[float, Command]] = [(0, c.Configure(config)), (0, c.OpenDay()), (0, c.OpenDesk("1", "ivanova"))]
    for minutes, command in [*begin, *steps]:
        done, office = handle(office, command, opened_at + round(minutes * MINUTE))
        events += done
    visits, desks = folded(events)
    return list(visits.values()), desks


def visit(ticket: str, came: float, called: float, done: float) -> list[tuple[float, Command]]:
    return [(came, c.Issue(ticket, "meters")), (called, c.CallNext("1")), (called, c.Start(ticket)),
            (done, c.Complete(ticket, "settled"))]  # fmt: skip


def test_a_day_that_crosses_midnight_is_the_day_of_its_tickets_and_the_hours_of_its_desks() -> None:
    config = replace(CONFIG, hours={"mon": "20:00-02:00"})
    opens_at = hours_on(config, "2026-03-02")
    assert opens_at is not None
    steps = [*visit("t1", 235, 236, 250), *visit("t2", 245, 250, 260), (300, c.CloseDesk("1")), (360, c.CloseDay())]
    visits, desks = told(config, opens_at[0], steps)
    rows = figures(columns_of(visits), ("day", "half_hour"), desks=desks_beside(desks, ("day", "half_hour")))
    found = [(row["day"], row["half_hour"], row["served"], row["desks_serving_s"]) for row in rows if row["issued"]]
    assert found == [("2026-03-02", "23:30", 1, 240.0), ("2026-03-03", "00:00", 1, 1200.0)]


@pytest.mark.parametrize(
    ("day", "utc_hours", "local"),
    [
        ("2026-03-29", (0, 3), ["01:00", "01:30", "03:00", "03:30", "04:00", "04:30"]),
        ("2026-10-25", (0, 3), ["02:00", "02:30", "02:00", "02:30", "03:00", "03:30"]),
    ],
)
def test_half_hours_of_a_day_whose_clock_jumps_are_those_on_the_wall(
    day: str, utc_hours: tuple[int, int], local: list[str]
) -> None:
    """In Berlin 02:00 to 03:00 is missing in March and comes twice in October; no time is lost or counted twice."""
    config = replace(CONFIG, timezone="Europe/Berlin", hours={})
    begin_at = round(datetime.fromisoformat(f"{day}T00:00:00").replace(tzinfo=UTC).timestamp()) * 1000
    steps: list[tuple[float, Command]] = []
    for number in range(len(local)):
        steps += visit(f"t{number}", 30 * number + 5, 30 * number + 6, 30 * number + 16)
    visits, desks = told(config, begin_at, [*steps, (180, c.CloseDesk("1")), (180, c.CloseDay())])
    rows = figures(columns_of(visits), ("half_hour",), desks=desks_beside(desks, ("half_hour",)))
    times = {name: local.count(name) for name in local}
    assert {row["half_hour"]: row["issued"] for row in rows} == times
    assert {row["half_hour"]: row["desks_serving_s"] for row in rows} == {name: 600.0 * n for name, n in times.items()}
    (whole,) = figures(columns_of(visits), desks=desks_beside(desks, ()))
    assert whole["desks_open_s"] == 3 * 3600
    assert {row.day for row in visits} == {day}


def test_an_office_that_nobody_came_to_has_a_day_all_the_same() -> None:
    visits, desks = told(CONFIG, 1_772_431_200_000, [(60, c.CloseDesk("1")), (60, c.CloseDay())])
    (row,) = figures(columns_of(visits), desks=desks_beside(desks, ()))
    assert (row["issued"], row["service_level"], row["wait_p95_s"], row["service_mean_s"]) == (0, None, None, None)
    assert (row["desks_open_s"], row["load_share"], row["load_erlangs"]) == (3600.0, 0.0, 0.0)
    assert figures(columns_of(visits), ("topic",), desks=desks_beside(desks, ("topic",))) == []


def test_one_visit_is_every_percentile() -> None:
    steps = [*visit("t1", 10, 12, 20), (60, c.CloseDesk("1")), (60, c.CloseDay())]
    visits, desks = told(CONFIG, 1_772_431_200_000, steps)
    (row,) = figures(columns_of(visits), desks=desks_beside(desks, ()))
    assert [row[f"wait_{name}_s"] for name in ("p50", "p90", "p95", "max", "mean")] == [120.0] * 5
    assert (row["service_level"], row["service_mean_s"], row["service_sd_s"]) == (1.0, 480.0, None)
    assert row["load_share"] == pytest.approx(480 / 3600)
    assert row["load_erlangs"] == pytest.approx(480 / 3600)
    assert row["idle_waiting_s"] == 120.0
    assert set(row) == set(FIGURES)


def test_a_visitors_walk_is_open_time_and_neither_free_nor_service() -> None:
    """Called at 12 minutes, there at 14, done at 20, of an hour."""
    steps: list[tuple[float, Command]] = [
        (10, c.Issue("t1", "meters")), (12, c.CallNext("1")), (14, c.Start("t1")), (20, c.Complete("t1", "settled")),
        (60, c.CloseDesk("1")), (60, c.CloseDay()),
    ]  # fmt: skip
    visits, desks = told(CONFIG, 1_772_431_200_000, steps)
    (row,) = figures(columns_of(visits), desks=desks_beside(desks, ()))
    assert row["load_share"] == pytest.approx(360 / 3600)
    assert row["occupancy_share"] == pytest.approx(360 / 3480)


def test_a_day_of_five_thousand_visits() -> None:
    """The same visits under other names, 5,000 of them: shares and percentiles stay, counts and sums grow."""
    visits, _ = folded(list(days(1, seed=5)))
    once = list(visits.values())
    copies = -(-5000 // len(once))
    many = [replace(row, ticket=f"{row.ticket}-{copy}") for copy in range(copies) for row in once]
    assert len(many) >= 5000
    (small,), (large,) = figures(columns_of(once)), figures(columns_of(many))
    for name in PARTS:
        assert large[name] == copies * small[name], name
    for name in ("service_level", "wait_p50_s", "wait_p90_s", "wait_p95_s", "wait_max_s", "wait_mean_s", "walk_mean_s"):
        assert large[name] == pytest.approx(small[name]), name
    assert large["service_level_low"] > small["service_level_low"]
