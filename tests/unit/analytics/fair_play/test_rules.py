"""Fair play: each rule by hand; what is planted is found, honest people are left alone, docs/fair-play.md says so."""

import doctest
import re
from pathlib import Path

import pytest

from analytics.fair_play import rules
from analytics.fair_play.marks import Mark, MarkWatch, Rule
from analytics.fair_play.rules import THRESHOLDS, findings
from queue_server.domain import commands as c
from queue_server.domain.evolve import evolve
from queue_server.domain.handling import handle
from queue_server.domain.ids import Instant
from queue_server.domain.office import Office
from queue_server.domain.ticket import PostponedBy
from tests.unit.analytics.fair_play.planted import planted_days
from tests.unit.analytics.fair_play.scoring import DAYS, SEED, found_in, scores
from tests.unit.domain.scenario import CONFIG, at

PAGE = Path(__file__).parents[4] / "docs" / "fair-play.md"
Step = tuple[Instant, c.Command]


def marks_of(*steps: Step, actor: str = "m1") -> list[Mark]:
    """A morning from nine with desk 1 open for Ivanova and 2 for Petrov, both on contracts."""
    opening: list[Step] = [
        (at(-60), c.Configure(CONFIG)), (at(-60), c.OpenDay()),
        (at(0), c.OpenDesk("1", "ivanova")), (at(0), c.OpenDesk("2", "petrov")),
    ]  # fmt: skip
    office, watch, found = Office("klin"), MarkWatch(), list[Mark]()
    for moment, command in (*opening, *steps):
        events, _ = handle(office, command, moment)
        for event in events:
            before, office = office, evolve(office, event)
            found += watch.take(before, event, office, actor=actor)
    return found


def said(marks: list[Mark]) -> list[tuple[str, str | None, str | None, float]]:
    return [(mark.rule, mark.manager, mark.ticket, mark.lasted_ms / 1000) for mark in marks]


def test_a_call_taken_back_is_marked() -> None:
    found = marks_of((at(1), c.Issue("t1", "contract")), (at(2), c.CallNext("1")), (at(3), c.ReturnToQueue("t1")))
    assert said(found)[0] == ("called_early", "ivanova", "t1", 60.0)


@pytest.mark.parametrize(("seconds", "marked"), [(180, []), (181, [("called_early", "ivanova", "t1", 181.0)])])
def test_a_start_beyond_the_walk_limit_is_marked(seconds: int, marked: list[object]) -> None:
    steps: list[Step] = [(at(1), c.Issue("t1", "contract")), (at(2), c.CallNext("1")), (at(2, seconds), c.Start("t1"))]
    assert said(marks_of(*steps)) == marked


@pytest.mark.parametrize(("seconds", "marked"), [(60, [("early_no_show", "ivanova", "t1", 60.0)]), (61, [])])
def test_a_no_show_within_a_minute_is_marked(seconds: int, marked: list[object]) -> None:
    found = marks_of(
        (at(1), c.Issue("t1", "contract")), (at(2), c.CallNext("1")),
        (at(2, 30), c.Recall("t1")), (at(2, seconds), c.MarkNoShow("t1")),
    )  # fmt: skip
    assert said(found) == marked


def test_two_minutes_free_while_somebody_waits_are_marked_for_each_desk_that_could_have_called() -> None:
    found = marks_of((at(1), c.Issue("t1", "contract")), (at(3), c.CallNext("1")))
    assert said(found) == [
        ("idle_while_waiting", "ivanova", "t1", 120.0),
        ("idle_while_waiting", "petrov", "t1", 120.0),
    ]
    assert marks_of((at(1), c.Issue("t1", "contract")), (at(2, 59), c.CallNext("1"))) == []
    assert [mark.manager for mark in marks_of((at(1), c.Issue("t1", "meters")), (at(5), c.CallNext("1")))] == [
        "ivanova"
    ]


def test_a_desk_that_closes_keeps_its_idleness() -> None:
    found = marks_of((at(1), c.Issue("t1", "meters")), (at(5), c.CloseDesk("1")))
    assert said(found) == [("idle_while_waiting", "ivanova", "t1", 240.0)]


def test_a_postponement_by_staff_in_the_visitor_s_name_is_marked_after_half_of_the_target() -> None:
    def postponed(minutes: float, actor: str) -> list[str]:
        steps: list[Step] = [
            (at(0), c.Issue("t1", "contract")), (at(minutes), c.Postpone("t1", PostponedBy.VISITOR, "asked")),
        ]  # fmt: skip
        return [mark.rule for mark in marks_of(*steps, actor=actor) if mark.rule == Rule.MASS_POSTPONING]

    assert postponed(7.5, "ivanova") == ["mass_postponing"]
    assert postponed(7.4, "ivanova") == []
    assert postponed(10, "visitor") == []


def test_issuing_stopped_within_the_hours_is_marked_from_a_quarter_of_an_hour_on() -> None:
    closing = 11 * 60
    found = marks_of((at(closing - 15), c.StopIssuing()), (at(closing + 5), c.CloseDay()))
    assert said(found) == [("issuing_closed_early", None, None, 900.0)]
    assert marks_of((at(closing - 14), c.StopIssuing()), (at(closing + 5), c.CloseDay())) == []
    found = marks_of((at(60), c.StopIssuing()), (at(80), c.ResumeIssuing()))
    assert said(found) == [("issuing_closed_early", None, None, 1200.0)]
    found = marks_of((at(closing - 60), c.CloseDay()))
    assert said(found) == [("issuing_closed_early", None, None, 3600.0)]


def test_issuing_closed_early_names_the_last_ticket_before_it() -> None:
    closing = 11 * 60
    served: list[Step] = [
        (at(1), c.Issue("t1", "contract")), (at(1), c.Cancel("t1")),
        (at(2), c.Issue("t2", "contract")), (at(2), c.Cancel("t2")),
    ]  # fmt: skip
    found = marks_of(*served, (at(closing - 60), c.StopIssuing()), (at(closing), c.CloseDay()))
    assert [(mark.ticket, mark.number is not None) for mark in found] == [("t2", True)]


def test_a_harder_topic_passed_over_is_marked() -> None:
    """First guesses are alike, so nothing is harder; after twenty services of each, contracts are known to be."""
    steps: list[Step] = []
    for number in range(20):
        for topic, minutes in (("meters", 1.0), ("contract", 3.0)):
            begin = 10.0 * number + (0 if topic == "meters" else 2)
            ticket = f"{topic}{number}"
            steps += [
                (at(begin), c.Issue(ticket, topic)), (at(begin), c.Call("1", ticket, "first of the morning")),
                (at(begin), c.Start(ticket)), (at(begin + minutes), c.Complete(ticket, "done")),
            ]  # fmt: skip
    steps += [(at(300), c.Issue("hard", "contract")), (at(301), c.Issue("easy", "meters"))]
    found = marks_of(*steps, (at(302), c.Call("1", "easy", "a question only")))
    assert ("hard_topics_skipped", "ivanova", "hard", 120.0) in said(found)
    found = marks_of(*steps, (at(302), c.SetTopics("1", ("meters",))))
    assert ("hard_topics_skipped", "ivanova", "hard", 120.0) in said(found)
    found = marks_of(*steps, (at(302), c.SetTopics("1", ("contract",))))
    assert "hard_topics_skipped" not in {mark.rule for mark in found}


def test_seconds_of_service_are_marked() -> None:
    def served(seconds: float) -> list[str]:
        return [mark.rule for mark in marks_of(
            (at(1), c.Issue("t1", "contract")), (at(1), c.CallNext("1")),
            (at(1), c.Start("t1")), (at(1, seconds), c.Complete("t1", "done")),
        )]  # fmt: skip

    assert served(9.9) == ["served_in_seconds"]
    assert served(10) == []


def test_a_few_marks_are_no_finding() -> None:
    mark = Mark("klin", "2026-03-02", Rule.SERVED_IN_SECONDS, 0, "m1", "t1", "A001", 5000)
    visits: dict[tuple[str, str, str | None], int] = {("klin", "2026-03-02", "m1"): 40}
    assert findings([mark] * 3, visits) == []
    (found,) = findings([mark] * 4, visits)
    assert (found.manager, found.visits, found.share) == ("m1", 40, 0.1)
    visits["klin", "2026-03-02", "m1"] = 41
    assert findings([mark] * 4, visits) == []


def test_what_is_planted_is_found() -> None:
    """Loose limits on a few days; docs/fair-play.md has the scores of many."""
    for rule, score in scores(planted_days(DAYS, seed=SEED)).items():
        assert score.planted >= 5, rule
        assert score.precision >= 0.75, rule
        assert score.recall >= 0.65, rule


def test_the_page_tells_scores_of_dozens_of_planted_and_hundreds_of_clean_cases_of_each_rule() -> None:
    _, told, _ = (part for part in re.split("<!-- (?:end of )?scores -->", PAGE.read_text(encoding="utf-8")))
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in told.splitlines() if line.startswith("| `")]
    assert [row[0].strip("`") for row in rows] == list(Rule)
    for rule, planted, found, clean, wrong, precision, recall in rows:
        assert int(planted) >= 36 and int(clean) >= 300, rule
        assert precision.startswith(f"{int(found) / (int(found) + int(wrong)):.2f} ("), rule
        assert recall.startswith(f"{int(found) / int(planted):.2f} ("), rule
        assert float(precision[:4]) >= 0.8 and float(recall[:4]) >= 0.7, rule


def test_honest_people_are_left_alone() -> None:
    """Four desks on eight days, in which seven rules could each be wrong: more than one in a hundred is too many."""
    assert len(found_in(planted_days(8, seed=31, cheating=0.0))) <= 8 * 4 * 7 // 100


def test_findings_stand_rule_by_rule_of_each_the_newest_day_first() -> None:
    """In the order of the table above, whoever tells of them."""
    marks = [
        Mark(office, day, rule, number, manager, f"t{number}", None, 1_200_000)
        for rule in (Rule.SERVED_IN_SECONDS, Rule.CALLED_EARLY)
        for day in ("2026-03-02", "2026-03-09", "2026-03-03")
        for office, manager in (("tver", "m2"), ("klin", "m2"), ("klin", "m1"))
        for number in range(4)
    ]
    found = findings(marks, {})
    assert [one.rule for one in found] == [Rule.CALLED_EARLY] * 9 + [Rule.SERVED_IN_SECONDS] * 9
    assert [one.day for one in found[::3]] == ["2026-03-09", "2026-03-03", "2026-03-02"] * 2
    assert [(one.office, one.manager) for one in found[:3]] == [("klin", "m1"), ("klin", "m2"), ("tver", "m2")]
    assert [one.rule for one in findings(marks[::-1], {})] == [one.rule for one in found]


def test_every_rule_has_a_threshold_and_stands_on_the_page_with_its_numbers() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    told = {line.split("`")[1]: line.split("|")[3] for line in rows if line.count("|") == 4}
    assert set(told) == set(THRESHOLDS) == set(Rule)
    for rule, threshold in THRESHOLDS.items():
        assert f"{threshold.marks} mark" in told[rule]
        if threshold.share:
            assert f"{threshold.share * 100:.0f} %" in told[rule]
        if threshold.lasted_ms:
            assert f"{threshold.lasted_ms // 1000} s" in told[rule]
    assert doctest.testmod(rules).failed == 0
