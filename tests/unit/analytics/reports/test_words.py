"""The texts of reports: whole in every language, plural forms right, numbers honest."""

import re
from pathlib import Path

import pytest

from analytics.reports.values import Chip, Day, Days, Message, Month, Number, Tone, Unit, count, seconds, share
from analytics.reports.words import FOLDERS, LANGUAGES, WordsMissingError, words_in
from tests.web.test_locales import messages

ROOT = Path(__file__).parents[4]
FOLDER = ROOT / "analytics/reports/locales"
PUT_TOGETHER = (
    "column-", "longest-", "bulletin-", "monthly-", "quarterly-", "table-", "level-", "criterion-", "section-league-",
    "fair-rule-", "fair-why-",
)  # fmt: skip
"""Beginnings of ids that the code completes."""
_NAMED = re.compile(r"\$(\w+)")
_SAID = re.compile(r"""Message\(\s*f?"([a-z][\w-]*)\"""")


def test_every_language_says_the_same_things() -> None:
    russian, *others = (messages(FOLDER / f"{language}.ftl") for language in LANGUAGES)
    for texts in others:
        assert set(texts) == set(russian)
        for name, text in texts.items():
            assert set(_NAMED.findall(text)) == set(_NAMED.findall(russian[name])), name


def test_every_message_of_the_code_is_written_and_every_written_one_is_said() -> None:
    written = {name for folder in FOLDERS for name in messages(Path(str(folder)) / "ru.ftl")}
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "analytics").rglob("*.py"))
    said = set(_SAID.findall(code))
    assert said <= written, said - written
    for name in written - said:
        put_together = any(name.startswith(start) for start in PUT_TOGETHER)
        assert put_together or f'"{name}"' in code, f"nobody says {name}"


@pytest.mark.parametrize(
    ("n", "told"),
    [
        (1, "не хватило 1 визита."),
        (2, "не хватило 2 визитов."),
        (5, "не хватило 5 визитов."),
        (21, "не хватило 21 визита."),
        (1001, "не хватило 1\u00a0001 визита."),
    ],
)
def test_russian_plurals(n: int, told: str) -> None:
    message = Message("headline-missed", {"level": share(0.9), "goal": share(0.95), "missing": count(n)})
    assert words_in("ru").text(message).endswith(told)


@pytest.mark.parametrize(
    ("n", "ru", "en", "zh"),
    [
        (0, "0 с", "0 s", "0 秒"),
        (59.4, "59 с", "59 s", "59 秒"),
        (900, "15 мин", "15 min", "15 分"),
        (901, "15 мин 01 с", "15 min 01 s", "15 分 01 秒"),
        (3599.6, "1 ч", "1 h", "1 小时"),
        (4030, "1 ч 07 мин", "1 h 07 min", "1 小时 07 分"),
    ],
)
def test_durations_show_the_second_that_decides(n: float, ru: str, en: str, zh: str) -> None:
    shown = [words_in(language).text(seconds(n)).replace("\u00a0", " ") for language in LANGUAGES]
    assert shown == [ru, en, zh]


def test_what_is_not_all_is_never_a_hundred_percent() -> None:
    words = words_in("en")
    assert [words.text(share(value)) for value in (1.0, 0.9999, 0.0001, 0.0, None)] == [
        "100.0%", "99.9%", "0.1%", "0.0%", "–",
    ]  # fmt: skip
    assert words_in("ru").text(share(0.953)) == "95,3\u00a0%"
    assert words_in("ru").text(Number(-0.0123, Unit.POINTS)) == "−1,2\u00a0п.\u00a0п."


def test_days() -> None:
    assert words_in("ru").text(Day("2026-03-03", long=True)) == "вторник, 3 марта 2026"
    assert words_in("en").text(Days("2026-03-02", "2026-03-08")) == "March 2, 2026 – March 8, 2026"
    assert words_in("ru").text(Days("2026-03-02", "2026-03-08")) == "2–8 марта 2026"
    assert words_in("zh").text(Month("2026-03")) == "2026年3月"
    assert words_in("ru").text(Month("2026-03")) == "март 2026"


def test_objects_stand_out_of_a_sentence() -> None:
    parts = words_in("en").parts(Message("figure-ticket", {"ticket": Chip("К014")}))
    assert parts == ["ticket ", Chip("К014"), ""]
    late = seconds(700, Tone.LATE)
    assert words_in("en").parts(Message("figure-median", {"median": late})) == ["half waited ", late, " or less"]


def test_a_gap_is_an_error() -> None:
    with pytest.raises(WordsMissingError, match="no-such"):
        words_in("ru").say("no-such")
    with pytest.raises(WordsMissingError, match="figure-goal"):
        words_in("ru").say("figure-goal")
    with pytest.raises(WordsMissingError, match="'fr'"):
        words_in("fr")
