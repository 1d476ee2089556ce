"""The morning brief, on days worked out by hand."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from analytics.figures import figures
from analytics.reports.brief import BriefFacts, brief, next_open_day
from analytics.reports.document import Document
from analytics.reports.html_file import content_security_policy, to_html
from analytics.reports.json_file import structure
from analytics.reports.longest import longest_waits
from analytics.reports.rendering import rendered
from analytics.reports.tables import MANAGER_FIGURES
from analytics.reports.troubles import DeskHalfHours, troubles
from analytics.reports.usual import SLOTS, UsualDay, usual_day
from analytics.reports.words import LANGUAGES, words_in
from analytics.visits.columns import columns_of
from analytics.visits.visit import Visit
from tests.unit.analytics.reports.days import COMPANY, DAY, OFFICE, visit, weeks_before

RUSH = [
    visit("П001", "09:00", 60),
    visit("П002", "09:10", 120),
    *(visit(f"П{n:03}", "11:05", 600 + 60 * n) for n in range(3, 13)),
    visit("К001", "11:40", 1500, topic="contract", last_topic="contract"),
    visit("П014", "15:00", 30, category="veteran"),
]
"""Fourteen visits. At 11:00 ten came and waited 13 to 22 minutes: eight above the standard; at 11:30 one more."""

HISTORY = [
    visit(f"П{n:03}", came, 60, day=weeks_before(week))
    for week in (1, 2, 3)
    for n, came in enumerate(("09:00", "11:00", "11:10", "11:45"))
]


def made(visits: Sequence[Visit], history: Sequence[Visit] = HISTORY, desks: DeskHalfHours | None = None) -> Document:
    usual = usual_of(history)
    managers = figures(columns_of(visits), ("manager",), only=MANAGER_FIGURES)
    facts = BriefFacts(OFFICE, DAY, visits, usual, desks, managers, next_open_day(OFFICE, DAY), usual.expected())
    return brief(facts, COMPANY, made_at=1_772_600_000_000)


def usual_of(visits: Sequence[Visit]) -> UsualDay:
    return usual_day(figures(columns_of(visits), ("day", "half_hour")), DAY)


def told(document: Document, language: str = "en") -> str:
    return json.dumps(structure(document, words_in(language)), ensure_ascii=False).replace("\u00a0", " ")


def test_the_median_under_nine_in_ten_is_a_line_of_its_own_where_there_are_numbers_only() -> None:
    lines = csv.DictReader(io.StringIO(rendered(made(RUSH), "csv", "en").decode("utf-8-sig")))
    assert [float(one["value"]) for one in lines if one["figure"] == "Wait, median"] == [960]
    assert '"wait_p50_s"' in told(made(RUSH))


def test_the_usual_day_is_the_mean_of_such_weekdays() -> None:
    usual = usual_of([*HISTORY, *RUSH, visit("П001", "11:00", 60, day="2026-03-02")])
    assert (usual.days, usual.total) == (3, 4.0)
    assert {30 * slot: n for slot, n in enumerate(usual.arrivals) if n} == {540: 1.0, 660: 2.0, 690: 1.0}
    assert usual.service_mean_s == 300


def test_a_stretch_of_trouble_and_its_causes() -> None:
    open_s = tuple(1800.0 if slot in (22, 23) else 3600.0 for slot in range(SLOTS))
    break_s = tuple(1200.0 if slot == 22 else 0.0 for slot in range(SLOTS))
    (trouble,) = troubles(RUSH, usual_of(HISTORY), DeskHalfHours(open_s, break_s))
    assert (trouble.from_minute, trouble.to_minute) == (660, 720)
    assert (trouble.judged, trouble.breached, trouble.issued, trouble.usual_issued) == (11, 8, 11, 3.0)
    assert trouble.work == pytest.approx(11 * 300 / 3600)
    assert (trouble.open_desks, trouble.break_s) == (1.0, 1200.0)
    assert trouble.surge and trouble.breaks
    assert not trouble.slower and not trouble.short_of_desks
    assert (trouble.topic, trouble.topic_breached) == ("meters", 7)


def test_too_few_desks_are_named_only_where_the_work_needed_more() -> None:
    half_a_desk = DeskHalfHours((900.0,) * SLOTS, (0.0,) * SLOTS)
    (trouble,) = troubles(RUSH, usual_of(HISTORY), half_a_desk)
    assert (trouble.open_desks, trouble.short_of_desks) == (0.5, True)


def test_fewer_desks_than_usual_are_named_where_they_were_enough_for_the_work() -> None:
    usual = replace(usual_of(HISTORY), open_desks=(3.0,) * SLOTS)
    (trouble,) = troubles(RUSH, usual, DeskHalfHours((3600.0,) * SLOTS, (0.0,) * SLOTS))
    assert (trouble.open_desks, trouble.usual_open_desks, trouble.short_of_desks) == (2.0, 3.0, False)
    assert trouble.fewer_desks
    (as_usual,) = troubles(RUSH, usual, DeskHalfHours((4700.0,) * SLOTS, (0.0,) * SLOTS))
    assert not as_usual.fewer_desks


def test_a_trouble_without_anything_unusual_says_so() -> None:
    alone = [visit("П001", "09:00", 901)]
    (trouble,) = troubles(alone, usual_of([]))
    assert not trouble.explained
    assert "No rush, no lack of desks" in told(made(alone, []))


def test_who_waited_longest_and_who_overtook_them() -> None:
    late = visit("П050", "10:00", 3600)
    quick = visit("П051", "10:10", 60, category="veteran")
    other_topic = visit("К001", "10:10", 60, topic="contract")
    (wait,) = longest_waits([late, quick, visit("П052", "10:20", 120), other_topic])
    assert (wait.visit.number, wait.overtaken_by, wait.with_category) == ("П050", 2, 1)


def test_without_a_breach_the_longest_one_is_told() -> None:
    assert [wait.visit.number for wait in longest_waits([visit("П001", "09:00", 60), visit("П002", "09:00", 90)])] == [
        "П002"
    ]


def test_the_brief_says_what_was_missed_and_by_how_many() -> None:
    document = structure(made(RUSH), words_in("ru"))
    assert document["headline"]["id"] == "headline-missed"
    assert document["headline"]["args"] == {"level": 6 / 14, "goal": 0.95, "n": 14, "missing": 8}
    assert document["tone"] == "breach"
    figures = {one["id"]: one["value"] for one in document["sections"][0]["blocks"][0]["figures"]}
    assert figures["service_level"] == 6 / 14
    assert (figures["issued"], figures["breached"], figures["wait_max_s"]) == (14, 8, 1500)
    assert "К001" in told(made(RUSH), "ru")


def test_the_forecast_is_of_the_next_open_day() -> None:
    assert next_open_day(OFFICE, "2026-03-06") == "2026-03-09"
    ahead = structure(made(RUSH), words_in("en"))["sections"][-1]
    assert ahead["heading"] == "Ahead: Wednesday, March 4, 2026"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "visits",
    [
        [],
        [visit("П001", "23:59", 0)],
        [visit("П001", "09:00", 1000, state="left", abandoned=True, first_called_at=None, desk=None, manager=None)],
        [visit("П001", "09:00", 5, state="unserved", judged="breached", first_called_at=None, desk=None)],
        [visit("П001", "09:00", 5, state="waiting", judged="undecided", first_called_at=None, ended_at=None)],
        [visit("П001", "09:00", 1000, state="no_show", walk_ms=60_000, transfers=2, restored=True), *RUSH],
        RUSH,
    ],
)
def test_any_day_can_be_told_in_any_language(visits: list[Visit], language: str) -> None:
    for history in (HISTORY, []):
        page = to_html(made(visits, history), words_in(language)).decode()
        assert f'<html lang="{language}">' in page


def test_a_day_of_five_thousand_visits_is_told_like_any_other() -> None:
    many = [visit(f"П{n:04}", f"{8 + n % 12:02}:{n % 60:02}", n % 1200) for n in range(5_000)]
    document = structure(made(many), words_in("en"))
    assert document["headline"]["args"]["n"] == 5_000
    assert document["headline"]["args"]["level"] == sum(n % 1200 <= 900 for n in range(5_000)) / 5_000
    table = document["sections"][2]["blocks"][1]["rows"]
    assert sum(row[1] for row in table) == 5_000


class _Elements(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, Any]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_the_page_loads_nothing_and_styles_nothing_inline() -> None:
    evil = [visit('"><script>alert(1)</script>', "09:00", 1000)]
    page = to_html(made(evil), words_in("ru")).decode()
    elements = _Elements(page).seen
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in elements}
    assert not any("style" in attributes or "src" in attributes or "onload" in attributes for _, attributes in elements)
    assert [tag for tag, _ in elements].count("style") == 1
    assert "&lt;script&gt;" in page
    assert "style-src 'sha256-" in content_security_policy()
