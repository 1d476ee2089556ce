"""Whatever happens in an office, the watch that was told piece by piece says what one made anew and the domain say."""

from analytics.alerts.rules import MINUTE
from analytics.alerts.watch import OfficeWatch
from queue_server.domain.clocks import accountable_ms
from queue_server.domain.events import DayOpened
from queue_server.domain.ids import Instant, TicketId
from queue_server.domain.judging import tally
from tests.unit.projections.halls import long_story, story


def test_the_watch_says_what_the_domain_says_after_every_event() -> None:
    assert max(late_in_a_story(seed) for seed in range(6)) > 2


def longest_of(watch: OfficeWatch, at: Instant) -> list[tuple[float, TicketId]]:
    """The three largest shares of everybody who waits."""
    every = sorted((wait.wait_ms(at) / wait.target_ms, one) for one, wait in watch.running.by_ticket.items())
    return every[:-4:-1]


def late_in_a_story(seed: int) -> int:
    """Compares after every event; the most visits that were late at once, so that something was compared."""
    watch: OfficeWatch | None = None
    openings = late = 0
    for event, _, office in story(long_story(seed=seed, length=200)):
        if office.config is None:
            continue
        openings += isinstance(event, DayOpened)
        watch = watch or OfficeWatch(office)
        ticket = getattr(event, "ticket", None)
        watch.take(office, [ticket] if ticket is not None else [])
        at, limits = office.last_at + MINUTE, office.configured.limits
        afresh = OfficeWatch(office)
        assert watch.running.by_ticket == afresh.running.by_ticket
        assert watch.running.longest(at, 3) == afresh.running.longest(at, 3) == longest_of(watch, at)
        for ago in (MINUTE, 10 * MINUTE, 120 * MINUTE, at):
            assert watch.between(at - ago, at) == afresh.between(at - ago, at)
            assert watch.late(at - ago, at) == afresh.late(at - ago, at)
        for waiting, wait in watch.running.by_ticket.items():
            known = office.tickets.get(waiting)
            assert known is not None and wait.wait_ms(at) == accountable_ms(known, at)
        if openings == 1:
            whole = tally(office.tickets.values(), at, limits)
            assert watch.today(at) == (whole.breached, whole.met + whole.breached)
            late = max(late, whole.breached)
    assert openings >= 1
    return late
