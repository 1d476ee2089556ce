"""Days under watch: quiet ones stay quiet, a surge is told in time, nothing flickers, nothing rings twice."""

from itertools import count

import pytest

from analytics.alerts.alert import Alert, ChangeKind, ClosedWhy, Person
from analytics.alerts.engine import acknowledged, owned, standing_of
from analytics.alerts.reading import EVIDENCE_LIMIT, Missing
from analytics.alerts.rules import MINUTE, Cause, Severity
from analytics.alerts.watch import OfficeWatch
from queue_server.domain import commands as c
from queue_server.domain.clocks import accountable_ms
from queue_server.domain.configuration import Limits
from queue_server.domain.handling import handle
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.judging import tally
from queue_server.domain.office import Office
from tests.unit.analytics.alerts.day import LOOK_EVERY_MS, Watched, day
from tests.unit.analytics.simulated_office import START, Traffic

IVANOVA = Person("person:ivanova", "Иванова А. П.")
PETROV = Person("person:petrov", "Петров И. И.")
FLAP_MS = 15 * MINUTE


def quick_returns(watched: Watched) -> list[Instant]:
    closed_at: dict[str, Instant] = {}
    gaps = []
    for change in watched.changes:
        if change.kind is ChangeKind.CLOSED:
            closed_at[change.alert] = change.at
        elif change.kind is ChangeKind.REOPENED:
            gaps.append(change.at - closed_at[change.alert])
    return [gap for gap in gaps if gap < FLAP_MS]


@pytest.mark.parametrize(("desks", "visits"), [(3, 300), (8, 800)])
def test_an_ordinary_day_has_at_most_three_alerts_and_none_flickers(desks: int, visits: int) -> None:
    for seed in (0, 3):
        watched = Watched()
        office = watched.follow(day(desks, visits, seed))
        level = tally(office.tickets.values(), office.last_at, Limits()).service_level
        assert len(watched.alerts) <= 3, (seed, level)
        assert quick_returns(watched) == [], (seed, level)
        assert level is None or level < 0.98 or not watched.of(ChangeKind.OPENED), (seed, level)


@pytest.mark.parametrize(("visits", "seed"), [(360, 1), (330, 7), (400, 2)])
def test_a_hopeless_day_is_three_alerts_all_the_same_and_rings_only_for_news(visits: int, seed: int) -> None:
    watched = Watched()
    watched.follow(day(3, visits, seed))
    assert 1 <= len(watched.alerts) <= 3
    assert watched.of(ChangeKind.REOPENED)
    assert quick_returns(watched) == []
    for alert in watched.alerts.values():
        mine = [change for change in watched.changes if change.alert == alert.id]
        news = [ch for ch in mine if ch.kind in (ChangeKind.OPENED, ChangeKind.REOPENED, ChangeKind.ESCALATED)]
        assert alert.rings <= len(news)
        assert alert.reopened == sum(change.kind is ChangeKind.REOPENED for change in mine)


def test_a_surge_is_critical_within_a_quarter_of_an_hour_of_the_first_late_visit() -> None:
    watched = Watched()
    watched.follow(day(5, 400, 2, extra=lambda hour: 4.0 if 3 <= hour < 5 else 1.0), upto=START + 6 * 3600 * SECOND)
    first_late = next(reading.at for reading in watched.readings if reading.late_today)
    critical = [
        ch for ch in watched.changes
        if ch.severity is Severity.CRITICAL and watched.alerts[ch.alert].cause is Cause.ERROR_BUDGET
    ]  # fmt: skip
    assert critical and critical[0].at - first_late <= 15 * MINUTE
    spent = next(reading for reading in watched.readings if reading.at == critical[0].at)
    assert spent.late_today < 0.05 * 400 * 2  # long before the day's whole budget is twice gone
    (alert,) = [a for a in watched.alerts.values() if a.cause is Cause.ERROR_BUDGET]
    assert alert.evidence and all(row["wait_s"] > 900 for row in alert.evidence)
    assert alert.facts["judged"] and alert.peak >= 6


def test_the_watch_says_what_the_domain_says() -> None:
    watched = Watched()
    office = watched.follow(day(3, 360, 1), upto=START + 5 * 3600 * SECOND)
    assert watched.watch is not None
    at = office.last_at
    watched.watch.take(office, [ticket.id for ticket in office.tickets.values()])
    whole = tally(office.tickets.values(), at, Limits())
    assert watched.watch.between(0, at) == (whole.breached, whole.met + whole.breached)
    assert watched.watch.today(at) == watched.watch.between(0, at)
    afresh = OfficeWatch(office)
    assert afresh.running.by_ticket == watched.watch.running.by_ticket
    for ago in (0, 10 * MINUTE, 60 * MINUTE, 240 * MINUTE):
        assert afresh.between(at - ago, at) == watched.watch.between(at - ago, at)
        assert afresh.late(at - ago, at) == watched.watch.late(at - ago, at)
    for ticket_id, wait in watched.watch.running.by_ticket.items():
        ticket = office.tickets.get(ticket_id)
        assert ticket is not None and wait.wait_ms(at) == accountable_ms(ticket, at)
    assert whole.breached > 0


# ---- One cause at a time, by hand ------------------------------------------------------------------------------------

PLACES = {"1": ("meters",), "2": ("meters",)}


def hall(desks: int = 1) -> Office:
    traffic = Traffic(dict(list(PLACES.items())[: max(desks, 1)]), {"meters": 240.0}, load=0.5)
    office = Office("klin")
    for command in (c.Configure(traffic.config()), c.OpenDay()):
        _, office = handle(office, command, START)
    for number in list(PLACES)[:desks]:
        _, office = handle(office, c.OpenDesk(number, f"m{number}"), START)
    return office


def wait(watched: Watched, office: Office, from_at: Instant, until_at: Instant) -> None:
    for at in range(from_at, until_at + 1, LOOK_EVERY_MS):
        watched.look(office, [ticket.id for ticket in office.tickets.values()], at)


def late_office() -> tuple[Watched, Office, Instant]:
    """Nobody at the desks, one visitor above the standard for three minutes: one alert is open."""
    watched, office = Watched(), hall(0)
    _, office = handle(office, c.Issue("t1", "meters"), START)
    end = START + (15 + 3) * MINUTE + LOOK_EVERY_MS
    wait(watched, office, START, end)
    return watched, office, end


def only(watched: Watched) -> Alert:
    (alert,) = watched.alerts.values()
    return alert


def test_the_longest_wait_counts_once_it_was_above_the_standard_for_three_minutes() -> None:
    watched, _, _ = late_office()
    (opened,) = watched.changes
    assert (opened.kind, opened.at) == (ChangeKind.OPENED, START + 18 * MINUTE + LOOK_EVERY_MS)
    alert = only(watched)
    assert (alert.cause, alert.severity) == (Cause.LONGEST_WAIT, Severity.WARNING)
    assert alert.facts["number"] == "A001" and alert.facts["target_s"] == 900
    assert [row["ticket"] for row in alert.evidence] == ["t1"]


def test_an_alert_says_how_many_wait_above_the_standard_and_names_some_of_them() -> None:
    watched, office, end = late_office()
    for number in range(2, 36):
        _, office = handle(office, c.Issue(f"t{number}", "meters"), end)
    watched.look(office, office.tickets, end + 20 * MINUTE)
    alert = only(watched)
    assert (alert.facts["over"], len(alert.evidence)) == (35, EVIDENCE_LIMIT)


def test_twice_the_standard_is_critical_and_ends_an_acknowledgement() -> None:
    watched, office, end = late_office()
    seen, change = acknowledged(only(watched), IVANOVA, end)
    assert change is not None and acknowledged(seen, PETROV, end) == (seen, None)
    watched.standing = watched.standing.__class__(watched.standing.held, {Cause.LONGEST_WAIT: seen})
    wait(watched, office, end + LOOK_EVERY_MS, START + 34 * MINUTE)
    assert [change.kind for change in watched.changes] == [ChangeKind.OPENED, ChangeKind.ESCALATED]
    alert = only(watched)
    assert (alert.severity, alert.rings, alert.acknowledged_by) == (Severity.CRITICAL, 2, None)


def test_what_is_told_of_now_and_what_is_told_of_the_worst_are_each_of_one_look() -> None:
    """The longest waiter is called and the next is not so late: the sentence is of that one, the tickets of before."""
    watched, office, end = late_office()
    _, office = handle(office, c.Issue("t2", "meters"), START + 14 * MINUTE)
    wait(watched, office, end, end + MINUTE)
    alert = only(watched)
    assert (alert.value, alert.peak_at) == (alert.peak, end + MINUTE)
    assert (alert.facts["number"], alert.facts["wait_s"]) == ("A001", round(alert.evidence[0]["wait_s"]))

    _, office = handle(office, c.Cancel("t1"), end + MINUTE)
    wait(watched, office, end + MINUTE + LOOK_EVERY_MS, end + 2 * MINUTE)
    eased = only(watched)
    assert (eased.facts["number"], eased.facts["over"]) == ("A002", 0)
    assert eased.facts["wait_s"] == round(eased.value) < round(eased.peak)
    assert (eased.peak, eased.peak_at, eased.evidence) == (alert.peak, alert.peak_at, alert.evidence)
    assert eased.evidence[0]["wait_s"] == pytest.approx(eased.peak)

    _, office = handle(office, c.Cancel("t2"), end + 2 * MINUTE)
    wait(watched, office, end + 2 * MINUTE + LOOK_EVERY_MS, end + 3 * MINUTE)
    gone = only(watched)
    assert (gone.closed_at, gone.value, gone.facts) == (None, 0, {})  # not over yet, and nothing of it to be seen


def test_on_a_whole_day_the_tickets_are_those_of_the_moment_that_is_named_with_them() -> None:
    watched = Watched()
    office, looks = None, 0
    for _, _, office in day(3, 360, 1):
        if office.config is None or office.last_at > START + 6 * 3600 * SECOND:
            continue
        watched.look(office, [ticket.id for ticket in office.tickets.values()], office.last_at)
        for alert in watched.standing.last.values():
            if alert.closed_at is None and alert.value == alert.peak:
                looks += 1
                told = watched.readings[-1].at
                assert alert.peak_at == told
                if alert.cause is Cause.LONGEST_WAIT:
                    assert alert.facts["number"] == alert.evidence[0]["number"]
                    assert alert.facts["wait_s"] == round(alert.evidence[0]["wait_s"])
                if alert.cause is Cause.ERROR_BUDGET:
                    assert len(alert.evidence) == min(20, alert.facts["breached"])  # type: ignore[type-var]
    assert looks > 50


def test_it_is_over_once_nobody_waits_long_for_three_minutes_and_comes_back_as_the_same_alert() -> None:
    watched, office, end = late_office()
    _, office = handle(office, c.Cancel("t1"), end)
    wait(watched, office, end, end + 3 * MINUTE + LOOK_EVERY_MS)
    assert only(watched).closed_why is ClosedWhy.PASSED
    again_at = end + 10 * MINUTE
    _, office = handle(office, c.Issue("t2", "meters"), again_at)
    wait(watched, office, again_at, again_at + 19 * MINUTE)
    alert = only(watched)
    assert [change.kind for change in watched.changes][-1] is ChangeKind.REOPENED
    assert (alert.closed_at, alert.reopened, alert.rings) == (None, 1, 1)


def test_what_was_over_is_opened_again_when_it_has_rested_and_still_holds() -> None:
    watched, office, end = late_office()
    waiting = office
    _, office = handle(office, c.Cancel("t1"), end)
    wait(watched, office, end, end + 3 * MINUTE)
    closed_at = only(watched).closed_at
    assert closed_at is not None
    for over_at in (closed_at + 2 * MINUTE, closed_at + 8 * MINUTE):  # twice above the standard within the rest
        wait(watched, waiting, over_at, over_at + 4 * MINUTE)
        wait(watched, office, over_at + 4 * MINUTE, over_at + 8 * MINUTE)
    wait(watched, waiting, closed_at + 11 * MINUTE, closed_at + 15 * MINUTE)
    again = watched.changes[-1]
    assert (again.kind, again.at - closed_at) == (ChangeKind.REOPENED, 15 * MINUTE)


def test_the_days_end_closes_what_is_open_and_the_next_day_begins_anew() -> None:
    watched, office, end = late_office()
    _, office = handle(office, c.CloseDay(), end)
    wait(watched, office, end, end + LOOK_EVERY_MS)
    assert only(watched).closed_why is ClosedWhy.DAY_CLOSED
    tomorrow = START + 24 * 3600 * SECOND
    _, office = handle(office, c.OpenDay(), tomorrow)
    _, office = handle(office, c.Issue("t9", "meters"), tomorrow)
    wait(watched, office, tomorrow, tomorrow + 19 * MINUTE)
    assert len(watched.alerts) == 2


def test_after_a_restart_what_is_open_is_not_raised_again() -> None:
    watched, office, end = late_office()
    restarted = Watched(standing=standing_of(watched.standing.last), alerts=dict(watched.alerts))
    wait(restarted, office, end + MINUTE, end + 5 * MINUTE)
    assert restarted.changes == []
    assert only(restarted).id == only(watched).id
    assert only(restarted).peak > only(watched).peak


def test_a_day_whose_end_nobody_saw_is_ended_and_its_alert_with_it() -> None:
    watched, office, end = late_office()
    _, office = handle(office, c.CloseDay(), end)
    tomorrow = START + 24 * 3600 * SECOND
    _, office = handle(office, c.OpenDay(), tomorrow)
    _, office = handle(office, c.Issue("t9", "meters"), tomorrow)
    restarted = Watched(standing=standing_of(watched.standing.last), alerts=dict(watched.alerts), ids=count(1))
    wait(restarted, office, tomorrow + 18 * MINUTE, tomorrow + 22 * MINUTE)
    assert [change.kind for change in restarted.changes] == [ChangeKind.CLOSED, ChangeKind.OPENED]
    assert restarted.alerts[only(watched).id].closed_why is ClosedWhy.DAY_CLOSED
    assert len({change.alert for change in restarted.changes}) == 2


def test_a_desk_that_stands_free_for_three_minutes_with_somebody_to_call_is_told_of() -> None:
    watched, office = Watched(), hall(2)
    at = START + 20 * MINUTE
    _, office = handle(office, c.Issue("t1", "meters"), at)
    wait(watched, office, at, at + 3 * MINUTE)
    assert watched.changes == []
    wait(watched, office, at + 3 * MINUTE + LOOK_EVERY_MS, at + 4 * MINUTE)
    alert = only(watched)
    assert (alert.cause, alert.facts["desks"], alert.facts["waiting"]) == (Cause.IDLE_DESKS, "1, 2", 1)
    assert [row["ticket"] for row in alert.evidence] == ["t1"]


def test_gaps_of_many_desks_in_turn_are_no_idle_desk() -> None:
    watched, office = Watched(), hall(2)
    at = START
    for number in range(40):
        _, office = handle(office, c.Issue(f"t{number}", "meters"), at)
    for place in PLACES:
        _, office = handle(office, c.CallNext(place), at)
    for number in range(20):
        place = "1" if number % 2 else "2"
        at += 70 * SECOND
        desk = office.desks[place]
        if desk.ticket is not None:
            for command in (c.Start(desk.ticket), c.Complete(desk.ticket, "done")):
                _, office = handle(office, command, at)
        wait(watched, office, at, at + 60 * SECOND)
        _, office = handle(office, c.CallNext(place), at + 60 * SECOND)
    assert [alert for alert in watched.alerts.values() if alert.cause is Cause.IDLE_DESKS] == []


def test_a_desk_that_should_be_open_is_told_of_after_ten_minutes_once_and_ends_when_it_opens() -> None:
    watched, office, at = Watched(), hall(2), START + 20 * MINUTE
    watched.missing = (Missing("ann", "5", at), Missing("bob", None, at + 5 * MINUTE))
    wait(watched, office, at, at + 10 * MINUTE)
    assert watched.changes == []
    wait(watched, office, at + 10 * MINUTE + LOOK_EVERY_MS, at + 14 * MINUTE)
    alert = only(watched)
    assert (alert.cause, alert.severity, alert.evidence) == (Cause.MISSING_DESKS, Severity.WARNING, ())
    assert (alert.facts["desks"], alert.facts["desk_count"], alert.facts["missing_s"]) == ("5", 2, 840)
    watched.missing = ()
    wait(watched, office, at + 14 * MINUTE, at + 17 * MINUTE - LOOK_EVERY_MS)
    assert only(watched).closed_at is None  # it may be gone for a moment only
    watched.missing = (Missing("ann", "5", at),)
    wait(watched, office, at + 17 * MINUTE, at + 20 * MINUTE)
    watched.missing = ()
    wait(watched, office, at + 20 * MINUTE, at + 23 * MINUTE + LOOK_EVERY_MS)
    assert [change.kind for change in watched.changes] == [ChangeKind.OPENED, ChangeKind.CLOSED]
    assert only(watched).rings == 1


def test_whoever_takes_it_on_has_acknowledged_it() -> None:
    watched, _, end = late_office()
    alert, changes = owned(only(watched), PETROV, IVANOVA, end)
    assert [change.kind for change in changes] == [ChangeKind.OWNED, ChangeKind.ACKNOWLEDGED]
    assert (alert.owner, alert.acknowledged_by) == (PETROV, IVANOVA)
    released, changes = owned(alert, None, PETROV, end)
    assert released.owner is None and [change.kind for change in changes] == [ChangeKind.RELEASED]
    assert released.acknowledged_at == end
