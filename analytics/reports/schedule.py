"""When reports are due: local times of the offices turned into instants, and the period that each tells of. Pure.

A brief is due on each day on which its office opens, about the last open day before; a bulletin on Mondays, a monthly
and a quarterly report on the first day of the next month and quarter. A local time that a change of the clocks skips is
an hour later, one that it repeats is the first of the two. What was missed since the last run is made too, unless it is
so old that nobody reads it any more. Of what never ran only the latest is made, within its grace: who subscribes today
gets no back numbers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, takewhile
from typing import Protocol
from zoneinfo import ZoneInfo

from analytics.reports.answers import Scope
from analytics.reports.company import Company
from analytics.reports.periodical import timezone_of
from analytics.reports.periods import Period, Span, period_of
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.opening import hours_on

DAY_MS = 86_400 * SECOND
SPANS = {"bulletin": Span.WEEK, "monthly": Span.MONTH, "quarterly": Span.QUARTER}
GRACE_MS = {"brief": DAY_MS, "bulletin": 3 * DAY_MS, "monthly": 7 * DAY_MS, "quarterly": 14 * DAY_MS}
"""How late the first report of a subscription may be."""
GIVEN_UP_AFTER_MS = {"brief": 7 * DAY_MS, "bulletin": 28 * DAY_MS, "monthly": 93 * DAY_MS, "quarterly": 186 * DAY_MS}
"""How late a missed report may be: the briefs of a week, four bulletins, three months, two quarters."""
LOOKED_AT_DAYS = 100
"""Days looked at for the next and the last due one: more than a quarter has."""
COUNTED_DAYS = 400
"""Days looked at for what was missed: a server that was off for longer has forgotten worse."""

RunOf = tuple[str, str]
"""Subscription and subject."""


class Subscription(Protocol):
    """One `[[report]]` of the organisation file."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def at(self) -> str: ...  # noqa: D102
    @property
    def office(self) -> str | None: ...  # noqa: D102
    @property
    def territory(self) -> str | None: ...  # noqa: D102
    @property
    def language(self) -> str: ...  # noqa: D102
    @property
    def formats(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def to(self) -> Sequence[str]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Due:
    """One report about one subject and one period. `period` is a day for a brief."""

    subscription: Subscription
    scope: Scope
    period: str
    due_at: Instant

    @property
    def subject(self) -> str:
        """Whom it is about, as a word: an office's id, `territory:` and its id, or `company`."""
        if self.scope.office is not None:
            return self.scope.office
        return f"territory:{self.scope.territory}" if self.scope.territory is not None else "company"

    @property
    def key(self) -> tuple[str, str, str]:
        """By which it is made once."""
        return self.subscription.id, self.subject, self.period


@dataclass(frozen=True, slots=True)
class GivenUp:
    """What will not be made: the newest of them, and how many they are."""

    newest: Due
    count: int


def due(
    subscriptions: Sequence[Subscription], company: Company, now: Instant, last: Mapping[RunOf, Instant]
) -> tuple[list[Due], list[GivenUp]]:
    """What is due since the last run of each subscription and subject, the newest first, and what is given up.

    `last` is when those that ever ran were due last.
    """
    found, lost = list[Due](), list[GivenUp]()
    for subscription, scope in _subjects(subscriptions, company):
        before = _until(subscription, scope, company, now)
        newest = next(before, None)
        if newest is None:
            continue
        ran_at = last.get((subscription.id, newest.subject))
        if ran_at is None:
            if now - newest.due_at <= GRACE_MS[subscription.kind]:
                found.append(newest)
            continue
        missed = list(_after(ran_at, chain([newest], before)))
        kept = [one for one in missed if now - one.due_at <= GIVEN_UP_AFTER_MS[subscription.kind]]
        found += kept
        if len(missed) > len(kept):
            lost.append(GivenUp(missed[len(kept)], len(missed) - len(kept)))
    return sorted(found, key=lambda one: (-one.due_at, one.key)), lost


def still_due(
    waiting: Sequence[tuple[RunOf, str, Instant]],
    subscriptions: Sequence[Subscription],
    company: Company,
    now: Instant,
) -> list[Due]:
    """What was begun and not sent, as (subscription and subject, period, due_at): what is still subscribed to, and not
    given up."""
    known = {
        (one.subscription.id, one.subject): one
        for one in (Due(row, scope, "", 0) for row, scope in _subjects(subscriptions, company))
    }
    found = []
    for run_of, period, due_at in waiting:
        one = known.get(run_of)
        if one is not None and now - due_at <= GIVEN_UP_AFTER_MS[one.subscription.kind]:
            found.append(replace(one, period=period, due_at=due_at))
    return found


def upcoming(subscriptions: Sequence[Subscription], company: Company, now: Instant) -> list[Due]:
    """The next report of each subscription and subject."""
    found = []
    for subscription, scope in _subjects(subscriptions, company):
        zone = ZoneInfo(timezone_of(scope, company))
        today = _local_day(now, zone)
        for ahead in range(LOOKED_AT_DAYS):
            one = _on(subscription, scope, company, today + timedelta(days=ahead), zone)
            if one is not None and one.due_at > now:
                found.append(one)
                break
    return sorted(found, key=lambda one: (one.due_at, one.key))


def last_open_day(office: OfficeConfig, day: date) -> str | None:
    """The last day before `day` on which the office opened; the day before where it has no hours at all."""
    before = [(day - timedelta(days=back)).isoformat() for back in range(1, LOOKED_AT_DAYS)]
    if not office.hours and not office.days:
        return before[0]
    return next((one for one in before if hours_on(office, one) is not None), None)


def _subjects(subscriptions: Sequence[Subscription], company: Company) -> Iterator[tuple[Subscription, Scope]]:
    """Whom each is about; a brief is about each office. What is not known any more is left out."""
    for subscription in subscriptions:
        scope = Scope(subscription.office, subscription.territory)
        if scope.office is not None:
            if scope.office in company.offices:
                yield subscription, scope
        elif subscription.kind == "brief":
            offices = company.of_territory(scope.territory) if scope.territory else sorted(company.offices)
            yield from ((subscription, Scope(office=office)) for office in offices)
        elif scope.territory is None or scope.territory in company.territories:
            yield subscription, scope


def _until(subscription: Subscription, scope: Scope, company: Company, now: Instant) -> Iterator[Due]:
    """What was due until now, the newest first."""
    zone = ZoneInfo(timezone_of(scope, company))
    today = _local_day(now, zone)
    for back in range(COUNTED_DAYS):
        one = _on(subscription, scope, company, today - timedelta(days=back), zone)
        if one is not None and one.due_at <= now:
            yield one


def _after(at: Instant, dues: Iterable[Due]) -> Iterator[Due]:
    return takewhile(lambda one: one.due_at > at, dues)


def _on(subscription: Subscription, scope: Scope, company: Company, day: date, zone: ZoneInfo) -> Due | None:
    """What is due on a local day."""
    told = _told_of(subscription.kind, scope, company, day)
    if told is None:
        return None
    local = datetime.combine(day, time.fromisoformat(subscription.at), tzinfo=zone)
    return Due(subscription, scope, told, round(local.astimezone(UTC).timestamp()) * SECOND)


def _told_of(kind: str, scope: Scope, company: Company, day: date) -> str | None:
    if kind == "brief":
        office = company.offices[scope.office or ""]
        opens = (not office.hours and not office.days) or hours_on(office, day.isoformat()) is not None
        return last_open_day(office, day) if opens else None
    inside: Period = period_of(SPANS[kind], day.isoformat())
    return inside.previous.id if inside.first == day.isoformat() else None


def _local_day(at: Instant, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(at / SECOND, tz=zone).date()
