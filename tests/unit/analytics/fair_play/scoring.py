"""How well the rules find what was planted: precision and recall by rule, a day and a manager as one case."""

from dataclasses import dataclass

import numpy as np

from analytics.fair_play.marks import Mark, Rule
from analytics.fair_play.rules import Finding, findings
from analytics.figures.intervals import wilson
from analytics.visits.folding import VisitFolder
from analytics.visits.visit import Visit
from queue_server.domain.office import Office
from tests.unit.analytics.fair_play.planted import DESKS, OF_MANAGERS, Days, by_day, planted_days

DAYS, SEED = 40, 23
"""The days that a test looks at."""
SEEDS, DAYS_OF_A_SEED, CHEATING = range(101, 113), 40, 0.2
"""The days whose scores docs/fair-play.md tells: other seeds than those on which the thresholds were set."""


@dataclass(frozen=True)
class Score:
    """`found` of what was `planted`, and `wrong`: findings in cases that were `clean`."""

    planted: int
    found: int
    clean: int
    wrong: int

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.planted + other.planted, self.found + other.found, self.clean + other.clean, self.wrong + other.wrong
        )

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.planted if self.planted else 1.0


def found_in(days: Days) -> list[Finding]:
    """What the rules say of these days."""
    folder, marks, visits = VisitFolder(Office("klin")), list[Mark](), dict[str, Visit]()
    for event, actor in days.events:
        row = folder.take(event, actor)
        marks += folder.marks
        if row is not None:
            visits[row.ticket] = row
    counts: dict[tuple[str, str, str | None], int] = {}
    for visit in visits.values():
        for manager in {visit.manager, None}:
            counts[visit.office, visit.day, manager] = counts.get((visit.office, visit.day, manager), 0) + 1
    return findings(marks, counts)


def scores(days: Days) -> dict[Rule, Score]:
    """By rule."""
    found = {(finding.day, finding.rule, finding.manager) for finding in found_in(days)}
    result = {}
    for rule in Rule:
        planted = {case for case in days.planted if case[1] is rule}
        said = {case for case in found if case[1] is rule}
        cases = len(list(by_day(days))) * (len(DESKS) if rule in OF_MANAGERS else 1)
        result[rule] = Score(len(planted), len(planted & said), cases - len(planted), len(said - planted))
    return result


def table(result: dict[Rule, Score]) -> str:
    """Markdown."""
    lines = [
        "| rule | planted | found | clean | wrongly said | precision, 95 of 100 | recall, 95 of 100 |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for rule, score in result.items():
        precision = _share(score.found, score.found + score.wrong)
        recall = _share(score.found, score.planted)
        counts = f"{score.planted} | {score.found} | {score.clean} | {score.wrong}"
        lines.append(f"| `{rule}` | {counts} | {precision} | {recall} |")
    return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    if not whole:
        return "–"
    low, high = wilson(np.array([part]), np.array([whole]))
    return f"{part / whole:.2f} ({low[0]:.2f}–{high[0]:.2f})"


def tables() -> None:
    """Prints what stands between the marks of docs/fair-play.md."""
    whole: dict[Rule, Score] = {}
    for seed in SEEDS:
        for rule, score in scores(planted_days(DAYS_OF_A_SEED, seed=seed, cheating=CHEATING)).items():
            whole[rule] = whole[rule] + score if rule in whole else score
    days = f"{len(SEEDS)} seeds, {len(SEEDS) * DAYS_OF_A_SEED} days, {len(DESKS)} managers"
    print(f"{days}; each rule is broken on a day with a probability of {CHEATING:.0%}:\n")
    print(table(whole))


if __name__ == "__main__":
    tables()
