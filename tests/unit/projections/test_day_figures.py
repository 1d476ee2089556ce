"""The figures that are followed event by event are the sums over all tickets, at every moment."""

from hypothesis import HealthCheck, given, settings

from queue_server.domain import commands as c
from queue_server.domain.clocks import accountable_ms, counts
from queue_server.domain.handling import handle
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.judging import tally
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date
from queue_server.domain.ticket import Ticket
from queue_server.projections.day_figures import BREACHES_AHEAD, DayFigures
from tests.unit.projections.halls import MONDAY_8_IN_KLIN, Draw, klin, long_story, stories, story

MINUTE = 60 * SECOND


def visits_of(office: Office, day: str) -> list[Ticket]:
    """Numbered visits of the day, and whoever still waits from before it."""
    config = office.configured
    return [
        ticket
        for ticket in office.tickets.values()
        if ticket.issued_at is not None and ticket.number is not None and local_date(config, ticket.issued_at) == day
    ]


def assert_figures_are_the_sums(figures: DayFigures, office: Office, at: Instant) -> None:
    todays, limits = visits_of(office, figures.day), office.configured.limits
    expected, found = tally(todays, at, limits), figures.office
    above = found.above(at)
    assert (found.issued, found.met, found.excluded, found.abandoned) == (
        expected.issued, expected.met, expected.excluded, expected.abandoned,
    )  # fmt: skip
    assert found.breached + above == expected.breached
    running = [ticket for ticket in office.tickets.values() if counts(ticket)]
    assert above == sum(accountable_ms(ticket, at) > ticket.target_ms for ticket in running)
    assert (found.longest_since_at is None) == (running == [])
    if found.longest_since_at is not None and running:
        longest = max(at - max(t.since_at, t.clock_start_at) + t.round_ms for t in running)
        assert at - found.longest_since_at == longest
    for field in ("issued", "met", "breached", "excluded", "abandoned", "no_show", "served"):
        assert sum(getattr(count, field) for count in figures.topics.values()) == getattr(found, field)
    assert sum(count.above(at) for count in figures.topics.values()) == above


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(stories)
def test_followed_figures_are_the_sums_over_all_tickets(drawn: list[Draw]) -> None:
    assert_followed(drawn)


def test_so_it_is_for_every_event_there_is() -> None:
    for seed in range(12):
        assert_followed(long_story(seed, length=120))


def assert_followed(drawn: list[Draw]) -> None:
    figures: DayFigures | None = None
    for event, before, after in story(drawn):
        ticket = getattr(event, "ticket", None)
        if figures is None:
            figures = DayFigures.of(after, event.at)
        else:
            figures = figures.after(before, after, () if ticket is None else (ticket,), event.at)
        assert figures == DayFigures.of(after, event.at), event
        for later in (0, 5 * MINUTE, 20 * MINUTE):
            assert_figures_are_the_sums(figures, after, event.at + later)


def hall(*commands: c.Command) -> Office:
    office = Office("klin")
    for step, command in enumerate((c.Configure(klin(queue_limit=None)), c.OpenDay(), *commands)):
        _, office = handle(office, command, MONDAY_8_IN_KLIN + step * SECOND)
    return office


def test_the_exact_second_of_the_standard_is_within_it() -> None:
    office = hall(c.Issue("t", "meters"))
    breach_at = DayFigures.of(office, office.last_at).office.above_standard_at(office.last_at)[0]
    count = DayFigures.of(office, office.last_at).office
    assert (count.above(breach_at), count.above(breach_at + 1)) == (0, 1)
    assert count.above_standard_at(breach_at) == [breach_at]
    assert count.above_standard_at(breach_at + 1) == []


def test_a_row_tells_of_no_more_breaches_than_a_page_can_need() -> None:
    office = hall(*(c.Issue(f"t{n}", "meters") for n in range(3 * BREACHES_AHEAD)))
    count = DayFigures.of(office, office.last_at).office
    assert len(count.above_standard_at(office.last_at)) == BREACHES_AHEAD
    after_all = office.last_at + 3600 * SECOND
    assert (count.above(after_all), count.above_standard_at(after_all)) == (3 * BREACHES_AHEAD, [])


def test_a_new_date_counts_from_nothing_but_keeps_whoever_still_waits_in_sight() -> None:
    office = hall(c.Issue("waits", "meters"), c.Issue("goes", "debt"), c.Cancel("goes"))
    tomorrow = office.last_at + 24 * 3600 * SECOND
    figures = DayFigures.of(office, office.last_at).after(office, office, (), tomorrow)
    assert figures.day == "2026-03-03"
    assert (figures.office.issued, figures.office.above(tomorrow)) == (0, 1)
    assert figures.office.longest_ticket == "waits"
