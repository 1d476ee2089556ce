"""What broke the standard and why: half-hours in which visitors waited too long, and what was unlike usual.

A stretch is half-hours with a breach, at most one half-hour apart. Its causes are facts beside it, each said only where
it is out of the ordinary: more arrivals than usual, less open desk time than work, breaks, longer services, one topic.

    work   seconds of service that the arrivals brought / seconds of the stretch: desks busy without a pause (erlangs);
           who was not served brings the mean service of those who were
    open   seconds of open desk time outside breaks / seconds of the stretch: desks open on average; beside it the mean
           of such weekdays
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analytics.figures import figures
from analytics.reports.usual import HALF_HOUR_S, SLOTS, UsualDay
from analytics.visits.columns import columns_of
from analytics.visits.visit import Visit

MOST = 3
"""Stretches told of; the table beside has every half-hour."""

SURGE = 1.2
"""Arrivals above so many times the usual are a surge: the usual half-hour varies that much by itself (SCIENCE A)."""
SURGE_LEAST = 3
FEWER_DESKS = 0.85
"""Below this part of the desks that are open usually, and by half a desk at least, fewer were open."""
FEWER_LEAST = 0.5
SLOWER = 1.15
"""Services longer by so much than usual are worth a word."""
BREAKS_LEAST_S = 600
INSIDE = ("issued", "judged", "breached", "service_mean_s")
TOPIC_SHARE = 0.5
"""From this share of the breaches on, one topic is named as theirs."""


@dataclass(frozen=True, slots=True)
class DeskHalfHours:
    """Desk seconds by half-hour of the day: open outside breaks, and on breaks."""

    open_s: tuple[float, ...]
    break_s: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """One stretch. Bounds in minutes after local midnight, the end not included."""

    from_minute: int
    to_minute: int
    judged: int
    breached: int
    issued: int
    usual_issued: float | None
    work: float | None
    open_desks: float | None
    usual_open_desks: float | None
    break_s: float
    service_mean_s: float | None
    usual_service_s: float | None
    topic: str | None
    topic_breached: int

    @property
    def surge(self) -> bool:
        """Whether clearly more came than usual."""
        usual = self.usual_issued
        return usual is not None and self.issued > SURGE * usual and self.issued - usual >= SURGE_LEAST

    @property
    def short_of_desks(self) -> bool:
        """Whether less desk time was open than the arrivals needed."""
        return self.work is not None and self.open_desks is not None and self.open_desks < self.work

    @property
    def fewer_desks(self) -> bool:
        """Whether clearly fewer desks were open than usually at that time."""
        there, usual = self.open_desks, self.usual_open_desks
        if there is None or usual is None:
            return False
        return there < FEWER_DESKS * usual and usual - there >= FEWER_LEAST

    @property
    def slower(self) -> bool:
        """Whether services took clearly longer than usual."""
        mean, usual = self.service_mean_s, self.usual_service_s
        return mean is not None and usual is not None and mean > SLOWER * usual

    @property
    def breaks(self) -> bool:
        """Whether breaks took a noticeable part of it."""
        return self.break_s >= BREAKS_LEAST_S

    @property
    def explained(self) -> bool:
        """Whether anything was out of the ordinary."""
        return (
            self.surge
            or self.short_of_desks
            or self.fewer_desks
            or self.slower
            or self.breaks
            or self.topic is not None
        )


def troubles(visits: Sequence[Visit], usual: UsualDay, desks: DeskHalfHours | None = None) -> list[Trouble]:
    """The stretches of one office's day, those with most breaches first, at most `MOST`."""
    broken = sorted({visit.half_hour // 30 for visit in visits if visit.judged == "breached"})
    found = [_trouble(first, last, visits, usual, desks) for first, last in _stretches(broken)]
    return sorted(found, key=lambda one: (-one.breached, one.from_minute))[:MOST]


def _stretches(slots: Sequence[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for slot in slots:
        if found and slot - found[-1][1] <= 2:
            found[-1] = (found[-1][0], slot)
        else:
            found.append((slot, slot))
    return found


def _trouble(first: int, last: int, visits: Sequence[Visit], usual: UsualDay, desks: DeskHalfHours | None) -> Trouble:
    inside = [visit for visit in visits if first <= visit.half_hour // 30 <= last]
    row = figures(columns_of(inside), only=INSIDE)[0]
    span_s = (last - first + 1) * HALF_HOUR_S
    mean_s = row["service_mean_s"] if row["service_mean_s"] is not None else usual.service_mean_s
    by_topic = Counter(visit.last_topic for visit in inside if visit.judged == "breached").most_common(1)
    topic, topic_breached = by_topic[0] if by_topic else (None, 0)
    told = topic_breached >= TOPIC_SHARE * row["breached"] and len({visit.last_topic for visit in visits}) > 1
    slots = range(first, min(last + 1, SLOTS))
    return Trouble(
        from_minute=30 * first,
        to_minute=30 * (last + 1),
        judged=row["judged"],
        breached=row["breached"],
        issued=row["issued"],
        usual_issued=sum(usual.arrivals[slot] for slot in slots) if usual.grounded else None,
        work=row["issued"] * mean_s / span_s if mean_s is not None else None,
        usual_open_desks=sum(usual.open_desks[slot] for slot in slots) / len(slots) if usual.grounded else None,
        open_desks=sum(desks.open_s[slot] for slot in slots) / span_s if desks is not None else None,
        break_s=sum(desks.break_s[slot] for slot in slots) if desks is not None else 0.0,
        service_mean_s=row["service_mean_s"],
        usual_service_s=usual.service_mean_s if usual.grounded else None,
        topic=topic if told else None,
        topic_breached=topic_breached,
    )
