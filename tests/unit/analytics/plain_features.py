"""The learned estimator's features as their definitions read: one visitor, one desk, one topic at a time, in loops.

For a test that holds the quick way against it. Of the code that it checks it uses only what nights have learned.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from math import exp, log
from statistics import NormalDist, fmean
from zoneinfo import ZoneInfo

from analytics.estimators.history import ServiceHistory
from queue_server.domain.events import (
    Event,
    NoShowMarked,
    TicketCalled,
    TicketCancelled,
    TicketIssued,
    TicketLeft,
    TicketRemoved,
)
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Desk, Office
from queue_server.domain.policies import POLICIES
from queue_server.domain.ticket import Ticket, TicketState

_PHI = NormalDist().cdf


@dataclass
class Noted:
    """What the day has shown: when and of which topic, and of waits how long and whether with a credit."""

    joins: list[tuple[float, str]] = field(default_factory=list)
    calls: list[tuple[float, str]] = field(default_factory=list)
    leaves: list[tuple[float, str]] = field(default_factory=list)
    waits: list[tuple[float, str, float, bool]] = field(default_factory=list)
    takes: Counter[tuple[str, str]] = field(default_factory=Counter)
    first_call_s: float | None = None

    def take(self, before: Office, event: Event) -> None:
        at_s = event.at / SECOND
        ticket = before.tickets.get(getattr(event, "ticket", ""))
        if isinstance(event, TicketIssued):
            self.joins.append((at_s, event.topic))
        if ticket is None or ticket.topic is None:
            return
        if isinstance(event, TicketCalled) and ticket.state is TicketState.WAITING:
            self.calls.append((at_s, ticket.topic))
            self.takes[event.manager, ticket.topic] += 1
            self.first_call_s = at_s if self.first_call_s is None else self.first_call_s
            if event.at > ticket.since_at:
                waited_s = (event.at - ticket.since_at) / SECOND
                self.waits.append((at_s, ticket.topic, waited_s, _credited(before, ticket)))
        left = isinstance(event, TicketLeft | TicketCancelled | TicketRemoved) and ticket.state is TicketState.WAITING
        if left or isinstance(event, NoShowMarked):
            self.leaves.append((at_s, ticket.topic))


def plain(office: Office, seeker: Ticket, at: Instant, noted: Noted, history: ServiceHistory) -> dict[str, float]:
    """By name."""
    now_s, topic = at / SECOND, seeker.topic or ""
    found = _pace(topic, _credited(office, seeker), now_s, noted)
    mean_s = {word: float(history.mean_s[code]) for code, word in enumerate(history.topics.words)}
    names = [name for line in office.lines.values() for _, _, name in line if name != seeker.id]
    others = [ticket for name in names if (ticket := office.tickets.get(name)) is not None]
    same = [ticket for ticket in others if ticket.topic == topic]
    ahead = [ticket for ticket in others if _key(office, ticket) < _key(office, seeker)]
    local = datetime.fromtimestamp(now_s, tz=ZoneInfo(office.configured.timezone))
    found |= {
        "waited_s": _waited_s(seeker, at),
        "credited": float(_credited(office, seeker)),
        "topic_service_s": mean_s[topic],
        "topic": float(history.topics.of(topic)),
        "waiting": len(others),
        "waiting_same": len(same),
        "ahead": len(ahead),
        "ahead_same": sum(ticket.topic == topic for ticket in ahead),
        "ahead_credited": sum(_credited(office, ticket) for ticket in ahead),
        "behind": len(others) - len(ahead),
        "oldest_s": max((_waited_s(ticket, at) for ticket in others), default=0.0),
        "oldest_same_s": max((_waited_s(ticket, at) for ticket in same), default=0.0),
        "waited_sum_s": sum(_waited_s(ticket, at) for ticket in others),
        "hour": local.hour + local.minute / 60,
        "weekday": local.weekday(),
        "since_first_call_s": -60.0 if noted.first_call_s is None else min(now_s - noted.first_call_s, 3600.0),
    }
    desks = [desk for desk in office.desks.values() if desk.manager is not None]
    takes = {desk.number: _takes(desk, noted, history) for desk in desks}
    found |= _desks(office, desks, takes, topic, at, history)
    serving = [desk for desk in desks if _topic_at(office, desk)]

    def shared(other: str) -> float:
        theirs = [desk for desk in serving if other in takes[desk.number][0]]
        return fmean(topic in takes[desk.number][0] for desk in theirs) if theirs else 1.0

    able = max(1, sum(topic in takes[desk.number][0] for desk in serving))
    shared_ahead = sum(shared(ticket.topic or "") for ticket in ahead)
    work_s = sum(shared(ticket.topic or "") * mean_s[ticket.topic or ""] for ticket in ahead) / able
    line = [ticket for ticket in (*others, seeker) if ticket.id]
    of_line_s = fmean([mean_s[ticket.topic or ""] for ticket in line] or mean_s.values())
    joined = {
        "shared_ahead": shared_ahead,
        "shared_waiting": sum(shared(ticket.topic or "") for ticket in line),
        "work_s": work_s,
        "naive_s": len(ahead) * of_line_s / max(1, len(serving)),
        "next_s": (shared_ahead + 1) * mean_s[topic] / able,
        "first_work_s": found["first_s"] + work_s,
        "pace_s": (shared_ahead + 1) / max(found["calls_600"], 0.5) * 600,
        "pace_same_s": (found["ahead_same"] + 1) / max(found["calls_same_600"], 0.5) * 600,
    }
    return found | {name: min(value, 3600.0) for name, value in joined.items()}


def _pace(topic: str, credited: bool, now_s: float, noted: Noted) -> dict[str, float]:
    found: dict[str, float] = {}
    kept = noted.waits[-64:]
    groups = {
        "": kept,
        "_same": [row for row in kept if row[1] == topic],
        "_credit": [row for row in kept if (row[1], row[3]) == (topic, credited)],
    }
    for name, rows in groups.items():
        newest = [(now_s - at_s, waited_s) for at_s, _, waited_s, _ in reversed(rows) if now_s - at_s < 3600]
        means = {
            3: [waited_s for age_s, waited_s in newest[:3] if age_s < 300],
            5: [waited_s for _, waited_s in newest[:5]],
            10: [waited_s for age_s, waited_s in newest[:10] if age_s < 600],
        }
        found[f"wait_last{name}"] = newest[0][1] if newest else 0.0
        found[f"wait_age{name}"] = min(newest[0][0], 1800.0) if newest else 1800.0
        found |= {f"wait_mean{size}{name}": fmean(waits) if waits else 0.0 for size, waits in means.items()}
    for what, kept_rows in (("calls", noted.calls[-256:]), ("joins", noted.joins[-256:])):
        for suffix, rows_of in (("", kept_rows), ("_same", [row for row in kept_rows if row[1] == topic])):
            ages = [now_s - at_s for at_s, _ in rows_of]
            found |= {f"{what}{suffix}_{window}": sum(age <= window for age in ages) for window in (60, 180, 600, 1800)}
            if what == "calls":
                found[f"call_age{suffix}"] = min([*ages, 1800.0])
    left = noted.leaves[-64:]
    found["leaves_300"] = sum(now_s - at_s <= 300 for at_s, _ in left)
    found["leaves_same_600"] = sum(now_s - at_s <= 600 and of == topic for at_s, of in left)
    return found


def _takes(desk: Desk, noted: Noted, history: ServiceHistory) -> tuple[set[str], dict[str, float]]:
    """The topics that the desk takes, and the manager's share of each."""
    words, managers = history.topics.words, history.managers.words

    def counts(manager: str) -> list[float]:
        row = managers.index(manager) if manager in managers else len(managers)
        seen = [
            float(history.faded[row, code]) if row < history.faded.shape[0] and code < history.faded.shape[1] else 0.0
            for code in range(len(words))
        ]
        return [old + 5 * noted.takes[manager, word] for old, word in zip(seen, words, strict=True)]

    mine = counts(desk.manager or "")
    if not sum(mine):
        mine = [sum(column) for column in zip(*map(counts, managers), strict=True)]
    share = {word: count / sum(mine) for word, count in zip(words, mine, strict=True)}
    return {word for word in words if share[word] > 0.02 and word in desk.topics}, share


def _desks(
    office: Office,
    desks: list[Desk],
    takes: dict[str, tuple[set[str], dict[str, float]]],
    topic: str,
    at: Instant,
    history: ServiceHistory,
) -> dict[str, float]:
    busy = [desk for desk in desks if _topic_at(office, desk)]
    able = [desk for desk in busy if topic in takes[desk.number][0]]
    idle = [desk for desk in desks if desk.ticket is None and desk.break_since_at is None]
    ready = [desk for desk in idle if _since_s(office, desk, at) < 1800]
    free_ages = [_since_s(office, desk, at) for desk in ready if topic in takes[desk.number][0]]
    ages = [_since_s(office, desk, at) for desk in able]
    rests = [_rest_s(office, desk, at, history) for desk in able]
    found = {
        "busy": len(busy),
        "busy_same": sum(_topic_at(office, desk) == topic for desk in busy),
        "able_busy": len(able),
        "able_share": sum(takes[desk.number][1][topic] for desk in busy),
        "idle": len(ready),
        "idle_able": len(free_ages),
        "idle_able_age": min([*free_ages, 1800.0]),
        "breaks": sum(desk.break_since_at is not None for desk in desks),
        "busy_age_min": min(ages, default=0.0),
        "busy_age_mean": fmean(ages) if ages else 0.0,
        "busy_age_max": max(ages, default=0.0),
        "rest_min": min(rests, default=300.0),
        "first_s": 1 / sum(1 / rest_s for rest_s in rests) if rests else 300.0,
    }
    found |= {f"idle_able_{limit}": sum(age < limit for age in free_ages) for limit in (30, 120, 600)}
    for soon in (15, 30, 60, 120):
        done = {desk.number: _done(office, desk, at, history, soon) for desk in busy}
        found[f"done_{soon}"] = sum(done.values())
        found[f"able_done_{soon}"] = sum(
            min(1.0, 3 * takes[desk.number][1][topic]) * (topic in desk.topics) * done[desk.number] for desk in busy
        )
    return found


def _done(office: Office, desk: Desk, at: Instant, history: ServiceHistory, soon_s: float) -> float:
    age_s = _since_s(office, desk, at)
    left = max(_PHI(-_depth(office, desk, max(age_s, 1.0), history)), 1e-4)
    return 1 - min(_PHI(-_depth(office, desk, age_s + soon_s, history)) / left, 1.0)


def _rest_s(office: Office, desk: Desk, at: Instant, history: ServiceHistory) -> float:
    age_s = _since_s(office, desk, at)
    depth = _depth(office, desk, max(age_s, 1.0), history)
    left = max(_PHI(-depth), 1e-4)
    mean_s = exp(_centre(office, desk, history) + history.spread**2 / 2)
    return max(5.0, mean_s * _PHI(history.spread - depth) / left - age_s if left > 2e-4 else 200.0)


def _depth(office: Office, desk: Desk, age_s: float, history: ServiceHistory) -> float:
    return (log(age_s) - _centre(office, desk, history)) / history.spread


def _centre(office: Office, desk: Desk, history: ServiceHistory) -> float:
    managers = history.managers.words[: len(history.effect)]
    known = managers.index(desk.manager) if desk.manager in managers else None
    topic = history.topics.words.index(_topic_at(office, desk) or "")
    return float(history.mu[topic]) + (float(history.effect[known]) if known is not None else 0.0)


def _topic_at(office: Office, desk: Desk) -> str | None:
    ticket = office.tickets.get(desk.ticket) if desk.ticket is not None else None
    return ticket.topic if ticket is not None else None


def _since_s(office: Office, desk: Desk, at: Instant) -> float:
    ticket = office.tickets.get(desk.ticket) if desk.ticket is not None else None
    coming = ticket is not None and ticket.state is not TicketState.SERVING
    return 0.0 if coming else max(0, at - (desk.since_at or at)) / SECOND


def _credited(office: Office, ticket: Ticket) -> bool:
    category = office.configured.categories.get(ticket.category or "")
    return category is not None and category.credit_s > 0


def _key(office: Office, ticket: Ticket) -> tuple[int, int]:
    return POLICIES[office.configured.policy].place(ticket, office.configured), ticket.order


def _waited_s(ticket: Ticket, at: Instant) -> float:
    return max(0, at - ticket.since_at) / SECOND
