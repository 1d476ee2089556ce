"""How well the rules find what was planted: precision and recall by rule, a day and a manager as one case."""

from dataclasses import dataclass

from analytics.fair_play.marks import Mark, Rule
from analytics.fair_play.rules import Finding, findings
from analytics.visits.folding import VisitFolder
from analytics.visits.visit import Visit
from queue_server.domain.office import Office
from tests.unit.analytics.fair_play.planted import Days

DAYS, SEED = 40, 23
"""The days whose scores docs/fair-play.md tells."""


@dataclass(frozen=True)
class Score:
    """`found` of what was planted, `missed`, and `wrong`: findings where nothing was."""

    planted: int
    found: int
    wrong: int

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
        result[rule] = Score(len(planted), len(planted & said), len(said - planted))
    return result


def table(result: dict[Rule, Score]) -> str:
    """Markdown, for docs/fair-play.md."""
    lines = ["| rule | planted | found | wrongly said | precision | recall |", "| --- | --- | --- | --- | --- | --- |"]
    for rule, score in result.items():
        shares = f"{score.precision:.2f} | {score.recall:.2f}"
        lines.append(f"| `{rule}` | {score.planted} | {score.found} | {score.wrong} | {shares} |")
    return "\n".join(lines)


def main() -> None:
    """Prints the table of docs/fair-play.md."""
    from tests.unit.analytics.fair_play.planted import planted_days

    print(table(scores(planted_days(DAYS, seed=SEED))))


if __name__ == "__main__":
    main()
