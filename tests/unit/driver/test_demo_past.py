"""The days before the demo's own: by the rules, by the people's hours, the same for the same seed."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from queue_server.cli.demo_past import Past
from queue_server.domain.events import DeskClosed, NoShowMarked, OfficeConfigured, TicketCalled, TicketIssued
from queue_server.domain.evolve import evolve
from queue_server.domain.office import Office
from queue_server.organisation import load

KLIN = load(Path(__file__).parents[3] / "config" / "demo").offices["klin"]
MONDAY = date(2026, 3, 2)
DAYS = [MONDAY + timedelta(days=number) for number in range(7)]


def test_a_week_goes_by_and_nobody_is_left_over() -> None:
    past = Past(KLIN, seed=1)
    days = [list(past.play(day)) for day in DAYS]
    assert [bool(day) for day in days] == [True] * 6 + [False], "closed on Sunday"
    told = [event for day in days for event in day]
    assert sum(isinstance(event, OfficeConfigured) for event in told) == 1
    assert [event.at for event in told] == sorted(event.at for event in told)
    again = Office(KLIN.id)
    for event in told:
        again = evolve(again, event)
    assert again == past.office
    assert not again.day_open
    assert not any(desk.manager for desk in again.desks.values())


def test_each_ticket_is_one_of_its_day() -> None:
    past = Past(KLIN, seed=1)
    issued = [event for day in DAYS[:2] for event in past.play(day) if isinstance(event, TicketIssued)]
    assert max(Counter(event.ticket for event in issued).values()) == 1
    assert max(Counter((event.date, event.number) for event in issued).values()) == 1
    assert {event.date for event in issued} == {"2026-03-02", "2026-03-03"}


def test_managers_keep_their_hours_and_call_nobody_away_at_once() -> None:
    day = list(Past(KLIN, seed=1).play(MONDAY))
    closed = {event.at for event in day if isinstance(event, DeskClosed)}
    assert len(closed) > 1, "not all go home at the same time"
    called: dict[str, int] = {}
    waited_ms = []
    for event in day:
        if isinstance(event, TicketCalled):
            called[event.ticket] = event.at
        if isinstance(event, NoShowMarked):
            waited_ms.append(event.at - called[event.ticket])
    assert min(waited_ms) >= 60_000


def test_a_seed_gives_the_same_day_again_and_another_one_another() -> None:
    first, same, other = (list(Past(KLIN, seed=seed).play(MONDAY)) for seed in (1, 1, 2))
    assert first == same != other


def test_an_office_that_is_open_round_the_clock_has_a_past_too() -> None:
    always = replace(KLIN, hours=dict.fromkeys(KLIN.hours, "00:00-00:00"), days={})
    past = Past(always, seed=1)
    days = [list(past.play(day)) for day in DAYS[:3]]
    moments = [event.at for day in days for event in day]
    assert moments == sorted(moments) and all(days)
    assert not past.office.day_open, "each day is over before the next begins"
