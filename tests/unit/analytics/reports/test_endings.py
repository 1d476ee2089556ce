"""How visits ended: in every language, in a sheet and for programs, and nothing told that was not."""

import csv
import io
from dataclasses import replace

import openpyxl  # type: ignore[import-untyped]
import pytest

from analytics.figures import figures
from analytics.reports.document import Figures
from analytics.reports.endings import ENDS, OF_THE_ENDS, endings
from analytics.reports.rendering import rendered
from analytics.reports.values import Message, Number
from analytics.reports.words import LANGUAGES, words_in
from analytics.visits.columns import columns_of
from analytics.visits.visit import Visit
from tests.unit.analytics.reports.days import visit
from tests.unit.analytics.reports.test_brief import made


def gone(number: str, state: str, judged: str, waited_s: int) -> Visit:
    """Somebody who was never called."""
    return visit(
        number, "10:00", waited_s, state=state, judged=judged, manager=None, desk=None, first_called_at=None,
        first_started_at=None, service_ms=0, visit_ms=1000 * waited_s, calls=0, outcome=None,
    )  # fmt: skip


TWICE = replace(visit("П006", "10:00", 900), transfers=1, desks=2, legs=2, legs_within=2, longest_leg_ms=600_000)
PLAIN = [visit("П001", "09:00", 100), visit("П002", "09:00", 200)]
MIXED = [
    *PLAIN, TWICE, visit("П003", "09:00", 300, state="no_show", service_ms=0),
    gone("П004", "left", "excluded", 50), gone("П005", "unserved", "breached", 1000),
]  # fmt: skip


def shown(visits: list[Visit]) -> dict[str, tuple[float | None, Message | None]]:
    section = endings(figures(columns_of(visits), only=OF_THE_ENDS)[0])
    found = {}
    for block in section.blocks:
        assert isinstance(block, Figures) and len(block.figures) <= 7
        for figure in block.figures:
            assert isinstance(figure.value, Number)
            found[figure.id] = (figure.value.value, figure.note)
    return found


def test_ends_are_those_that_there_were_and_together_all_visits() -> None:
    found = shown(MIXED)
    assert {name: value for name, (value, _) in found.items() if name in ENDS} == {
        "served": 3, "no_show": 1, "left": 1, "unserved": 1,
    }  # fmt: skip
    assert sum(value or 0 for name, (value, _) in found.items() if name in ENDS) == len(MIXED)
    assert found["visit_mean_s"][0] == (400 + 500 + 1200) / 3
    assert (found["legs"][0], found["leg_max_s"][0]) == (6, 1000)


def test_waits_had_nobody_left_are_told_where_somebody_did_and_waits_one_by_one_where_there_were_several() -> None:
    assert set(shown(PLAIN)) == {"served", "visit_mean_s"}
    assert shown(MIXED)["offered_p50_s"][0] == 300
    value, note = shown([PLAIN[0], *(gone(f"П01{n}", "left", "excluded", 90) for n in range(5))])["offered_p50_s"]
    assert value == 100 and note == Message("figure-offered-p50-note")
    value, note = shown([PLAIN[0], *(gone(f"П01{n}", "left", "breached", 1000) for n in range(5))])["offered_p90_s"]
    assert (value, note) == (None, Message("figure-offered-unknown"))


def test_a_day_without_a_visit_has_nothing_to_tell() -> None:
    assert shown([]) == {"served": (0, None)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_are_in_the_sheet_and_for_programs_in_each_language(language: str) -> None:
    say = words_in(language).say
    document = made(MIXED)
    rows = list(csv.DictReader(io.StringIO(rendered(document, "csv", language).decode("utf-8-sig"))))
    told = {row["figure"]: (row["value"], row["unit"]) for row in rows if row["section"] == say("section-ends")}
    assert told[say("figure-unserved")] == ("1", "count")
    assert told[say("figure-offered-p50")] == ("300.0", "s")
    assert told[say("figure-legs-level")][1] == "share"
    sheet = openpyxl.load_workbook(io.BytesIO(rendered(document, "xlsx", language))).worksheets[0]
    cells = {row[0].value: (row[1].value, row[1].number_format) for row in sheet.iter_rows()}
    assert cells[say("figure-unserved")] == (1, "#,##0")
    assert cells[say("figure-offered-p50")][1] == "[h]:mm:ss"
    assert say("figure-legs-note") in rendered(document, "html", language).decode()
