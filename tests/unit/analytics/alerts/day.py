"""An office's simulated day as the alert rules see it: a look every ten seconds, whatever happens in between."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random

from analytics.alerts.alert import Alert, AlertChange, ChangeKind
from analytics.alerts.engine import Standing, advance
from analytics.alerts.reading import Missing, Reading, read
from analytics.alerts.rules import AlertRules
from analytics.alerts.watch import OfficeWatch
from queue_server.domain.events import Event
from queue_server.domain.ids import SECOND, Instant, TicketId
from queue_server.domain.office import Office
from tests.unit.analytics.simulated_office import START, Traffic, simulate

LOOK_EVERY_MS = 10 * SECOND
HOURS = 12
HALF_HOUR_S = 1800

SHAPE = (0.5, 0.8, 1.1, 1.3, 1.4, 1.3, 1.1, 1.0, 0.9, 0.8, 0.9, 1.0, 1.1, 1.1, 1.2, 1.2, 1.2, 1.1, 1.0, 0.9, 0.8, 0.7,
         0.5, 0.3)  # fmt: skip
"""Two peaks, by half-hours of a day of twelve hours; the mean is about one."""


@dataclass
class Watched:
    """One office under watch."""

    rules: AlertRules = field(default_factory=AlertRules)
    standing: Standing = field(default_factory=Standing)
    changes: list[AlertChange] = field(default_factory=list)
    alerts: dict[str, Alert] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    watch: OfficeWatch | None = None
    ids: Iterator[int] = field(default_factory=count)
    missing: tuple[Missing, ...] = ()

    def look(self, office: Office, touched: Iterable[TicketId], at: Instant) -> list[AlertChange]:
        if self.watch is None:
            self.watch = OfficeWatch(office)
        self.watch.take(office, touched)
        reading = read(office, self.watch, self.rules, at, self.missing)
        self.standing, changes = advance(
            self.standing, reading, office=office, watch=self.watch, rules=self.rules,
            new_id=lambda: f"a{next(self.ids)}",
        )  # fmt: skip
        self.changes += changes
        self.readings.append(reading)
        self.alerts.update({alert.id: alert for alert in self.standing.last.values()})
        return changes

    def follow(self, day: Iterable[tuple[Event, Office, Office]], *, upto: Instant | None = None) -> Office:
        """Looks every ten seconds through the day; the office at its end."""
        at, office, touched = START, None, set[TicketId]()
        for event, _, after in day:
            while office is not None and office.config is not None and at < event.at:
                self.look(office, touched, at)
                touched, at = set(), at + LOOK_EVERY_MS
            office = after
            ticket = getattr(event, "ticket", None)
            if ticket is not None:
                touched.add(ticket)
            if upto is not None and event.at > upto:
                break
        assert office is not None
        return office

    def of(self, kind: ChangeKind) -> list[AlertChange]:
        return [change for change in self.changes if change.kind is kind]


def arrivals(visits: int, seed: int, extra: Callable[[float], float] = lambda _: 1.0) -> list[float]:
    """When visitors come on a day of about `visits`, in seconds from opening; `extra` multiplies the rate by hour."""
    chance = Random(seed)
    found: list[float] = []
    for half_hour, share in enumerate(SHAPE):
        mean = visits * share / sum(SHAPE) * extra(half_hour / 2)
        at = half_hour * HALF_HOUR_S + chance.expovariate(mean / HALF_HOUR_S)
        while at < (half_hour + 1) * HALF_HOUR_S:
            found.append(at)
            at += chance.expovariate(mean / HALF_HOUR_S)
    return found


def day(
    desks: int, visits: int, seed: int, extra: Callable[[float], float] = lambda _: 1.0
) -> Iterator[tuple[Event, Office, Office]]:
    """A day of `desks` managers; a service takes 4 min 48 s on average, with a variation of 0.9."""
    when = arrivals(visits, seed, extra)
    places = {str(number): ("meters",) for number in range(1, desks + 1)}
    traffic = Traffic(places, {"meters": 288.0}, load=0.8)
    return simulate(traffic, visitors=len(when), seed=seed, arrivals_s=when)
