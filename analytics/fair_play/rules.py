"""The rules of fair play: how many marks of one manager (or office) on one day are a finding.

Each asks for a number of marks and for their share of the manager's visits, so that neither one bad morning nor a busy
desk is one. What a finding says is that somebody should look; the tickets it names are where to look.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.fair_play.marks import Mark, Rule
from queue_server.domain.ids import SECOND, ManagerId, Milliseconds

BURST_MS = 600 * SECOND
"""Postponements within ten minutes of each other belong together."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """From where on marks are a finding: at least `marks` of them, `share` of the manager's visits, `lasted_ms` in all.

    `together`: the marks must lie within `BURST_MS`.
    """

    marks: int
    share: float = 0.0
    lasted_ms: Milliseconds = 0
    together: bool = False


THRESHOLDS: Mapping[Rule, Threshold] = {
    Rule.CALLED_EARLY: Threshold(marks=3, share=0.08),
    Rule.EARLY_NO_SHOW: Threshold(marks=3, share=0.05),
    Rule.IDLE_WHILE_WAITING: Threshold(marks=3, lasted_ms=1200 * SECOND),
    Rule.HARD_TOPICS_SKIPPED: Threshold(marks=3, share=0.03),
    Rule.MASS_POSTPONING: Threshold(marks=4, together=True),
    Rule.ISSUING_CLOSED_EARLY: Threshold(marks=1),
    Rule.SERVED_IN_SECONDS: Threshold(marks=4, share=0.10),
}

OF_THE_OFFICE = frozenset({Rule.MASS_POSTPONING, Rule.ISSUING_CLOSED_EARLY})
"""Rules whose marks are counted for the office: who postponed is not always a desk."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule, one day, one manager (None: the office), and the marks that speak for it, in the order of time.

    `visits` are the manager's (or office's) that day, `share` is marks / visits. `refused`: tickets that were asked for
    and refused in the half-hours of the marks, where the rule is about giving out none.
    """

    office: str
    day: str
    rule: Rule
    manager: ManagerId | None
    visits: int
    share: float | None
    lasted_ms: Milliseconds
    marks: tuple[Mark, ...]
    refused: int | None = None


RULES = {rule: place for place, rule in enumerate(Rule)}
"""The place of each rule, wherever findings are told."""


def in_order(finding: Finding) -> tuple[int, int, str, str]:
    """Where a finding stands, on the page, in reports, over the API and at the terminal alike: rule by rule, of each
    the newest day first, then by office and manager."""
    return (
        RULES[finding.rule],
        -date.fromisoformat(finding.day).toordinal(),
        finding.office,
        finding.manager or "",
    )


def findings(marks: Iterable[Mark], visits: Mapping[tuple[str, str, ManagerId | None], int]) -> list[Finding]:
    """What the marks amount to, by rule, day, office and manager: see `in_order`.

    `visits` counts those of each office, day and manager, and under None those of the office.
    """
    groups: dict[tuple[str, str, Rule, ManagerId | None], list[Mark]] = {}
    for mark in marks:
        rule = Rule(mark.rule)
        manager = None if rule in OF_THE_OFFICE else mark.manager
        groups.setdefault((mark.day, mark.office, rule, manager), []).append(mark)
    found = []
    for (day, office, rule, manager), group in groups.items():
        threshold = THRESHOLDS[rule]
        held = sorted(group, key=lambda mark: (mark.at, mark.ticket or ""))
        if threshold.together:
            held = _together(held, threshold.marks)
        of_day = visits.get((office, day, manager), 0)
        lasted_ms = sum(mark.lasted_ms for mark in held)
        if len(held) >= threshold.marks and len(held) >= threshold.share * of_day and lasted_ms >= threshold.lasted_ms:
            share = len(held) / of_day if of_day else None
            found.append(Finding(office, day, rule, manager, of_day, share, lasted_ms, tuple(held)))
    return sorted(found, key=in_order)


def _together(marks: Sequence[Mark], least: int) -> list[Mark]:
    """The marks that lie in a stretch of `BURST_MS` with at least `least` of them.

    >>> at = lambda minute: Mark("klin", "2026-03-02", "mass_postponing", minute * 60_000, None, None, None, 0)
    >>> [mark.at // 60_000 for mark in _together([at(0), at(60), at(61), at(65), at(90)], 3)]
    [60, 61, 65]
    """
    held: dict[int, Mark] = {}
    for first, mark in enumerate(marks):
        burst = [n for n in range(first, len(marks)) if marks[n].at - mark.at <= BURST_MS]
        if len(burst) >= least:
            held |= {n: marks[n] for n in burst}
    return [held[n] for n in sorted(held)]
