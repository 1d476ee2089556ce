"""What a report says of fair play: signs with their tickets, counted, in three languages, and no verdict."""

from dataclasses import replace
from html import escape
from typing import Any

import pytest

from analytics.fair_play.marks import Mark, Rule
from analytics.fair_play.rules import Finding
from analytics.reports.answers import Asking, Scope
from analytics.reports.document import Table
from analytics.reports.fair_play_section import MOST_ROWS, MOST_TICKETS, RULE_NAMES, RULE_REASONS, fair_play_section
from analytics.reports.json_file import structure
from analytics.reports.period_facts import gathered
from analytics.reports.periodical import periodical
from analytics.reports.rendering import rendered
from analytics.reports.words import LANGUAGES, words_in
from tests.unit.analytics.reports.days import COMPANY, DAY
from tests.unit.analytics.reports.test_periodical import KLIN, TWO, WEEK, Plain

BLAME = "cheat fraud violat guilt обман нарушител виноват мошен 作弊 欺骗 违规"


def finding(rule: Rule, marks: int, manager: str | None = "ivanova", **more: Any) -> Finding:
    seen = tuple(Mark("klin", DAY, rule, n, manager, f"t{n}", f"П{n:03}", 1000) for n in range(marks))
    return Finding(**{
        "office": "klin", "day": DAY, "rule": rule, "manager": manager, "visits": 40, "share": marks / 40,
        "lasted_ms": 1000 * marks, "marks": seen, **more,
    })  # fmt: skip


FOUND = [
    finding(Rule.SERVED_IN_SECONDS, 9),
    finding(Rule.ISSUING_CLOSED_EARLY, 1, None, refused=7),
    replace(finding(Rule.EARLY_NO_SHOW, 3), office="dubna"),
]


async def told(scope: Scope, found: list[Finding], language: str) -> dict[str, Any]:
    facts = await gathered(Asking(Plain(KLIN), scope), WEEK)
    document = periodical(facts, TWO, 1_772_600_000_000, further=[fair_play_section(found, scope, COMPANY)])
    shown: dict[str, Any] = structure(document, words_in(language))
    return shown


def tables(document: dict[str, Any]) -> dict[str, list[list[Any]]]:
    blocks = [block for section in document["sections"] if section["id"] == "fair_play" for block in section["blocks"]]
    return {block["id"]: block["rows"] for block in blocks if block["kind"] == "table"}


async def test_an_offices_findings_stand_one_by_one_with_their_tickets() -> None:
    (rows,) = tables(await told(Scope(office="klin"), FOUND[:2], "en")).values()
    closed, seconds = rows  # by rule, as the rules stand in their table
    numbers = ", ".join(f"П{n:03}" for n in range(MOST_TICKETS)) + ", …"
    assert seconds == [DAY, "Visits of a few seconds", "Иванова А. П.", 9, 40, numbers]
    assert closed == [DAY, "No tickets given out before closing", "the office as a whole", 1, 40, "П000, 7 refused"]


async def test_of_several_offices_it_says_where_and_how_much() -> None:
    found = tables(await told(Scope(), FOUND, "en"))
    assert ["Visits of a few seconds", "Klin", 1, 9] in found["fair_play_places"]
    assert [row[1] for row in found["fair_play"]] == ["dubna", "Klin", "Klin"]


async def test_very_many_are_told_as_those_with_most_cases() -> None:
    many = [finding(Rule.SERVED_IN_SECONDS, n + 4, f"m{n:03}") for n in range(MOST_ROWS + 5)]
    rows = tables(await told(Scope(office="klin"), many, "en"))["fair_play"]
    assert len(rows) == MOST_ROWS
    assert min(row[3] for row in rows) == 9


@pytest.mark.parametrize("language", LANGUAGES)
async def test_each_rule_is_explained_once_above_its_findings(language: str) -> None:
    many = [finding(rule, 4, f"m{n}") for rule in (Rule.SERVED_IN_SECONDS, Rule.CALLED_EARLY) for n in range(3)]
    facts = await gathered(Asking(Plain(KLIN), Scope()), WEEK)
    document = periodical(facts, TWO, 1_772_600_000_000, further=[fair_play_section(many, Scope(), COMPANY)])
    words = words_in(language)
    shown = rendered(document, "html", language).decode("utf-8")
    table = shown[shown.rindex("<caption>") :]
    called, seconds = (escape(words.text(RULE_NAMES[rule])) for rule in (Rule.CALLED_EARLY, Rule.SERVED_IN_SECONDS))
    reason = escape(words.text(RULE_REASONS[Rule.CALLED_EARLY]))
    assert (table.count(called), table.count(reason), table.count(seconds), table.count("<tbody>")) == (1, 1, 1, 2)
    first, second = table.split("<tbody>")[1:]
    assert called in first and seconds in second
    assert first.count("<tr>") == second.count("<tr>") == 1 + 3
    (told,) = [block for block in document.sections[-1].blocks if isinstance(block, Table) and block.groups]
    columns, parts = told.told()
    assert [len(rows) for _, rows in parts] == [3, 3]
    assert "sign" not in [column.id for column in columns] and len(columns) == len(told.columns) - 1
    assert rendered(document, "pdf", language).startswith(b"%PDF")


def test_every_rule_has_its_words() -> None:
    assert set(RULE_NAMES) == set(RULE_REASONS) == set(Rule)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_words_blame_nobody_and_nothing_is_said_where_nothing_was_seen(language: str) -> None:
    words = words_in(language)
    text = str(await told(Scope(), FOUND, language)) + " ".join(
        words.text(one) for named in (RULE_NAMES, RULE_REASONS) for one in named.values()
    )
    for blame in BLAME.split():
        assert blame not in text.lower()
    assert words.say("fair-play-no-verdict") in text
    assert words.say("fair-play-none") in str(await told(Scope(), [], language))
    facts = await gathered(Asking(Plain(KLIN), Scope()), WEEK)
    document = periodical(facts, TWO, 1_772_600_000_000, further=[fair_play_section(FOUND, Scope(), COMPANY)])
    for form in ("html", "xlsx", "csv", "json"):
        assert rendered(document, form, language)
