"""The bulletin and the reports of months and quarters, on visits written by hand."""

import csv
import io
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdf
import pytest

from analytics.figures import FIGURES, Row, figures
from analytics.reports.answers import Asking, Scope
from analytics.reports.company import Company
from analytics.reports.json_file import structure
from analytics.reports.period_facts import gathered
from analytics.reports.periodical import periodical
from analytics.reports.periods import Span, period
from analytics.reports.rendering import rendered
from analytics.reports.words import LANGUAGES, words_in
from analytics.visits.columns import columns_of
from analytics.visits.visit import Visit
from tests.unit.analytics.reports.days import COMPANY, OFFICE, visit

DUBNA = replace(OFFICE, id="dubna", name={"ru": "Дубна"}, territory="south")
TWO = Company(
    {"klin": OFFICE, "dubna": DUBNA}, name="Расчётный центр", territories={**COMPANY.territories, "south": {}}
)
WEEK = period(Span.WEEK, "2026-W10")

KLIN = [
    visit("П001", "09:00", 60, day="2026-03-02"),
    visit("П002", "09:10", 1000, day="2026-03-02"),
    visit("П001", "09:00", 1900, day="2026-03-04"),
    visit("П002", "15:00", 10, day="2026-03-04"),
    visit("П003", "15:00", 10, day="2026-03-04"),
    visit("П001", "09:00", 10, day="2026-02-24"),
]
"""The week: 3 of 5 within the standard; the week before: 1 of 1."""
ELSEWHERE = [
    replace(one, office="dubna", territory="south", ticket=f"d {one.ticket}")
    for one in (visit("К001", "12:00", 5, day="2026-03-03"), visit("К002", "12:00", 5, day="2026-03-03"))
]


@dataclass(frozen=True)
class _Rows:
    rows: list[Row]


@dataclass(frozen=True)
class Plain:
    """Answers from a list of visits."""

    visits: Sequence[Visit]

    async def answer(
        self, first_day: str, last_day: str, *, office: str | None = None, by: Sequence[str] = (),
        only: Collection[str] = FIGURES,
    ) -> _Rows:  # fmt: skip
        inside = [one for one in self.visits if first_day <= one.day <= last_day and office in (None, one.office)]
        return _Rows(figures(columns_of(inside), by, only=only))


async def told(scope: Scope, visits: Sequence[Visit], language: str = "en") -> dict[str, Any]:
    facts = await gathered(Asking(Plain(visits), scope), WEEK)
    return structure(periodical(facts, TWO, 1_772_600_000_000), words_in(language))


def sentences(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    blocks = [block for section in document["sections"] for block in section["blocks"]]
    found = [block["paragraphs"] for block in blocks if block["kind"] == "sentences"]
    return {one["id"]: one for paragraphs in found for paragraph in paragraphs for one in paragraph}


def table(document: dict[str, Any], name: str) -> list[list[Any]]:
    (found,) = [
        block["rows"] for section in document["sections"] for block in section["blocks"] if block.get("id") == name
    ]
    return list(found)


async def test_an_offices_week_beside_the_week_before() -> None:
    document = await told(Scope(office="klin"), [*KLIN, *ELSEWHERE])
    assert document["headline"]["args"] == {"level": 0.6, "goal": 0.95, "n": 5, "missing": 2}
    worse = sentences(document)["level-worse"]["args"]
    assert (worse["before"], round(worse["points"], 3)) == (1.0, -0.4)
    assert sentences(document)["worst-day"]["args"] == {"n": 2, "days": 2, "day": "2026-03-02", "level": 0.5}
    assert [row[:2] for row in table(document, "days")] == [["2026-03-02", 2], ["2026-03-04", 3]]


async def test_a_week_tells_what_the_desks_had_to_do() -> None:
    times = ((240_000, 20_000), (360_000, 40_000))
    visits = [replace(KLIN[n], service_ms=service_ms, walk_ms=walk_ms) for n, (service_ms, walk_ms) in enumerate(times)]
    visits.append(visit("П009", "11:00", 30, day="2026-03-02", state="no_show", judged="met", walk_ms=0, service_ms=0))
    document = await told(Scope(office="klin"), visits)
    (work,) = [section for section in document["sections"] if section["id"] == "work"]
    figures = {one["id"]: one for one in work["blocks"][0]["figures"]}
    assert (figures["service_mean_s"]["value"], figures["walk_mean_s"]["value"]) == (300.0, 30.0)
    assert figures["no_show_share"]["value"] == pytest.approx(1 / 3)
    assert figures["service_sd_s"]["value"] == pytest.approx(84.853, abs=0.001)  # √(2 · 60²)
    assert {"load_share", "load_erlangs", "idle_waiting_s"} <= set(figures)


async def test_a_territory_holds_its_own_offices_only() -> None:
    document = await told(Scope(territory="south"), [*KLIN, *ELSEWHERE])
    assert document["headline"]["args"]["n"] == 2
    assert [row[0] for row in table(document, "offices")] == ["Дубна"]


async def test_the_company_lists_the_worst_office_first_and_every_territory() -> None:
    document = await told(Scope(), [*KLIN, *ELSEWHERE])
    assert [row[:3] for row in table(document, "offices")] == [["Klin", 5, 0.6], ["Дубна", 2, 1.0]]
    assert [row[0] for row in table(document, "territories")] == ["North", "south"]
    assert sum(row[1] for row in table(document, "territories")) == document["headline"]["args"]["n"] == 7


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scope", [Scope(), Scope(office="klin"), Scope(territory="north")])
@pytest.mark.parametrize("visits", [[], KLIN[:1], [*KLIN, *ELSEWHERE]])
async def test_any_week_can_be_told(scope: Scope, visits: list[Visit], language: str) -> None:
    facts = await gathered(Asking(Plain(visits), scope), WEEK)
    document = periodical(facts, TWO, 1_772_600_000_000)
    for form in ("html", "csv", "json"):
        assert rendered(document, form, language)


async def test_a_duration_on_paper_stands_in_one_line_in_each_language() -> None:
    visits = [*KLIN, visit("П009", "10:00", 4560, day="2026-03-02")]
    facts = await gathered(Asking(Plain(visits), Scope(office="klin")), WEEK)
    document = periodical(facts, TWO, 1_772_600_000_000)
    for language, whole in {"ru": "1 ч 16 мин", "zh": "1 小时 16 分"}.items():
        pages = pypdf.PdfReader(io.BytesIO(rendered(document, "pdf", language))).pages
        text = "\n".join(page.extract_text() for page in pages).replace("\xa0", " ")
        assert text.count(whole) >= 4, text  # among the days and the topics: nine in ten, and the longest


async def test_what_a_figure_is_noted_with_is_a_line_of_its_own_where_there_are_numbers_only() -> None:
    facts = await gathered(Asking(Plain(KLIN), Scope(office="klin")), WEEK)
    document = periodical(facts, TWO, 1_772_600_000_000)
    lines = list(csv.DictReader(io.StringIO(rendered(document, "csv", "en").decode("utf-8-sig"))))
    told = {one["figure"]: (float(one["value"]), one["unit"]) for one in lines if one["value"] and not one["table"]}
    low, high = (told[f"Within the standard, 95 % interval, {end} end"] for end in ("low", "high"))
    level = told["Within the standard"]
    assert low[0] < level[0] == 0.6 < high[0] and {low[1], high[1]} == {"share"}
    assert told["Wait, median"][0] <= told["Wait, p90"][0]
    figures = json.loads(rendered(document, "json", "en"))["sections"][0]["blocks"][0]["figures"]
    assert [one["id"] for one in figures][:3] == ["service_level", "service_level_low", "service_level_high"]
