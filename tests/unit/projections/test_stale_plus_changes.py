"""The one property that a live view stands on: stale rows and the changes of each event are the fresh rows."""

import json
from collections import Counter
from typing import get_args

from hypothesis import HealthCheck, given, settings

from analytics.estimators.simple import SimpleEstimator
from queue_server.domain.events import Event
from queue_server.domain.routing import people_ahead, waiting_count
from queue_server.projections.board import BoardView
from queue_server.projections.change import Change
from queue_server.projections.desk import DeskView
from queue_server.projections.estimating import NoEstimate
from queue_server.projections.kiosk import KioskView
from queue_server.projections.office_at import OfficeAt
from queue_server.projections.queue import QueueView
from queue_server.projections.supervisor import SupervisorView
from queue_server.projections.ticket import TicketView
from queue_server.projections.view import Row, View, changes, rows
from tests.unit.projections.halls import DESKS, TICKETS, Draw, long_story, stories, story

VIEWS: tuple[View, ...] = (
    BoardView(),
    KioskView(),
    QueueView(),
    SupervisorView(),
    *(DeskView(desk) for desk in DESKS),
    *(TicketView(ticket) for ticket in TICKETS[:3]),
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(stories)
def test_stale_rows_and_the_changes_of_every_event_are_the_fresh_rows(drawn: list[Draw]) -> None:
    assert_views_follow(drawn)


def test_so_it_is_for_every_event_there_is() -> None:
    seen: set[type] = set()
    for seed in range(40):
        seen |= assert_views_follow(long_story(seed, length=150))
    assert seen == set(get_args(Event))


def assert_views_follow(drawn: list[Draw]) -> set[type]:
    seen: set[type] = set()
    held: dict[View, dict[str, Row]] = {view: {} for view in VIEWS}
    for event, before, after in story(drawn):
        change = Change(event, OfficeAt(before, event.at, NoEstimate()), OfficeAt(after, event.at, NoEstimate()))
        for view in VIEWS:
            for key, row in changes(view, change).items():
                if row is None:
                    held[view].pop(key, None)
                else:
                    held[view][key] = row
            fresh = rows(view, OfficeAt(after, event.at, NoEstimate()))
            assert held[view] == fresh, f"{view} after {event}"
        seen.add(type(event))
    return seen


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(stories)
def test_no_row_changes_by_time_alone(drawn: list[Draw]) -> None:
    office = [after for _, _, after in story(drawn)][-1]
    for view in VIEWS:
        now = rows(view, OfficeAt(office, office.last_at, NoEstimate()))
        assert now == rows(view, OfficeAt(office, office.last_at + 30 * 86_400_000, NoEstimate())), view


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(stories)
def test_what_a_hall_can_read_names_no_ticket_no_category_and_nobody_of_the_staff(drawn: list[Draw]) -> None:
    estimator = SimpleEstimator()
    for event, before, after in story(drawn):
        estimator.observe(before, event)
        moment = OfficeAt(after, event.at, estimator)
        for row in rows(BoardView(), moment).values():
            assert set(row) == BOARD_FIELDS[str(row["kind"])]
            assert_impersonal(row)
        for row in rows(KioskView(), moment).values():
            assert set(row) == KIOSK_FIELDS[str(row["kind"])]
            assert_impersonal(row)


BOARD_FIELDS = {
    "office": {"kind", "id", "name", "timezone", "open", "issuing", "waiting", "phone_join", "message", "standard_s",
               "expected_wait"},
    "call": {"kind", "number", "desk", "called_at", "announced_at", "calls", "state"},
    "next": {"kind", "position", "number", "topic"},
    "desk": {"kind", "number", "open", "number_called", "state"},
}  # fmt: skip
KIOSK_FIELDS = {
    "office": {
        "kind", "id", "name", "territory", "timezone", "open", "issuing", "full", "phone_join",
        "slot_minutes", "opens_at", "closes_at",
        "waiting", "categories", "message", "standard_s",
    },
    "topic": {"kind", "id", "parent", "name", "bring", "state", "reason", "waiting", "desks", "expected_wait"},
}  # fmt: skip


def assert_impersonal(row: Row) -> None:
    """`categories` are the choices a kiosk offers to everybody; nobody's own category may stand anywhere."""
    text = json.dumps({key: value for key, value in row.items() if key != "categories"}, ensure_ascii=False)
    for secret in ("nobody-may-read", "veteran", "ivanova", "petrov", "Иванова", "Петров"):
        assert secret not in text, text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(stories)
def test_the_views_count_what_the_domain_counts(drawn: list[Draw]) -> None:
    office = [after for _, _, after in story(drawn)][-1]
    moment = OfficeAt(office, office.last_at, NoEstimate())
    by_topic = Counter(t.topic for t in office.tickets.values() if t.state.value == "waiting")
    for topic in ("meters", "contract", "debt"):
        assert moment.waiting_by_topic[topic] == by_topic[topic] == waiting_count(office, topic)
    for ticket in office.tickets.values():
        row = rows(TicketView(ticket.id), moment)["ticket"]
        expected = people_ahead(office, ticket) if ticket.state.value == "waiting" else None
        assert row["people_ahead"] == expected
