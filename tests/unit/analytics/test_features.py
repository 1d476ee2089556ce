"""What the learned estimator looks at: the quick way against the definitions, what is remembered against what is."""

from collections.abc import Iterator
from itertools import islice
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from analytics.estimators.features import FEATURES, features
from analytics.estimators.history import ServiceHistory
from analytics.estimators.moment import Hall, newcomer
from analytics.estimators.pace import Pace
from queue_server.domain.events import Event
from queue_server.domain.evolve import evolve
from queue_server.domain.ids import SECOND
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket
from tests.unit.analytics.plain_features import Noted, plain
from tests.unit.analytics.skilled_office import SERVICE_S, days

TIMEZONE = ZoneInfo("Europe/Moscow")
LEARNED = 300
"""After so many events of the day the office's services until then are learned from."""


@pytest.fixture(scope="module")
def events() -> list[Event]:
    return list(islice(days(1, seed=11, load=1.1), 1400))


class Day:
    """A simulated day, its first hours learned from."""

    def __init__(self, events: list[Event]) -> None:
        self.events = events
        self.history = ServiceHistory()
        self.pace = Pace(self.history.topics, self.history.managers)
        self.hall = Hall(self.pace, self.history)
        self.noted = Noted()

    def looks(self, every: int) -> Iterator[Office]:
        """The office after each `every` events, with the pace of its instant."""
        office = Office("klin")
        for number, event in enumerate(self.events):
            self.pace.observe(office, event)
            self.noted.take(office, event)
            office = evolve(office, event)
            if number == LEARNED:
                self.history.learn(self.pace.services, SERVICE_S)
            if number > LEARNED and number % every == 0:
                yield office


def seekers(office: Office) -> list[Ticket]:
    """Every third who waits, and a newcomer for each topic."""
    names = [name for line in office.lines.values() for _, _, name in line]
    waiting = [ticket for name in names if (ticket := office.tickets.get(name)) is not None]
    return [*waiting[::3], *(newcomer(office, topic, office.last_at + 7 * SECOND) for topic in SERVICE_S)]


def test_each_feature_is_what_its_definition_says(events: list[Event]) -> None:
    day, seen, favoured = Day(events), 0, 0
    for office in day.looks(67):
        at, asking = office.last_at + 7 * SECOND, seekers(office)
        rows = features(day.hall.moment(office, asking, at), day.pace, day.history, TIMEZONE)
        for ticket, row in zip(asking, rows, strict=True):
            by_definition = plain(office, ticket, at, day.noted, day.history)
            assert dict(zip(FEATURES, row.tolist(), strict=True)) == pytest.approx(by_definition, rel=1e-9, abs=1e-6)
            favoured += row[FEATURES.index("credited")] > 0
        seen += len(asking)
    assert seen > 100 and favoured > 5


def test_a_hall_that_remembers_sees_what_one_that_looks_for_the_first_time_sees(events: list[Event]) -> None:
    day, looks = Day(events), 0
    for office in day.looks(5):
        looks += 1
        at, asking = office.last_at, seekers(office)
        remembered, anew = (
            features(hall.moment(office, asking, at), day.pace, day.history, TIMEZONE)
            for hall in (day.hall, Hall(day.pace, day.history))
        )
        assert np.array_equal(remembered, anew)
    assert looks > 200


def test_what_has_not_moved_is_not_read_again(events: list[Event], monkeypatch: pytest.MonkeyPatch) -> None:
    day = Day(events)
    office = next(day.looks(400))
    asking = seekers(office)
    first = day.hall.moment(office, asking, office.last_at)
    read: list[str] = []
    monkeypatch.setattr("analytics.estimators.in_line.credited", lambda _, ticket: read.append(ticket.id))
    for hall in (day.hall, day.hall.copy(day.pace, day.history)):
        later = hall.moment(office, asking[:1], office.last_at + 60 * SECOND)
        assert read == [] and later.seats is first.seats
        assert later.seekers.waited_s[0] == first.seekers.waited_s[0] + 60
