"""What the announcer says: the grammar of a call in each language."""

import doctest

import pytest

from display.voice import grammar, plan
from display.voice.clips import CHIME, CLIPS, PAUSE, SOUNDS


def spoken(language: str, number: str, desk: str) -> str:
    """The call as the words that would be heard."""
    words = [CLIPS[language][name].text if name not in SOUNDS else "|" for name in plan(language, number, desk)]
    return " ".join(words)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("А015", "а ноль пятнадцать"),
        ("А007", "а ноль ноль семь"),
        ("К115", "ка сто пятнадцать"),
        ("М021", "эм ноль двадцать один"),
        ("Т100", "тэ сто"),
        ("Т120", "тэ сто двадцать"),
        ("Е999", "е девятьсот девяносто девять"),
        ("А1002", "а тысяча два"),
        ("А2340", "а две тысячи триста сорок"),
        ("А12345", "а один два три четыре пять"),
        ("А000", "а ноль ноль ноль"),
        ("П001", "пэ ноль ноль один"),
    ],
)
def test_russian_says_leading_zeros_one_by_one_and_the_rest_as_a_number(number: str, words: str) -> None:
    assert spoken("ru", number, "3") == f"| Талон {words} | Окно номер три"


@pytest.mark.parametrize(
    ("desk", "words"),
    [
        ("1", "один"),
        ("2", "два"),
        ("21", "двадцать один"),
        ("12", "двенадцать"),
        ("104", "сто четыре"),
        ("3А", "три а"),
    ],
)
def test_russian_names_the_desk_in_the_nominative(desk: str, words: str) -> None:
    assert spoken("ru", "А015", desk).endswith(f"Окно номер {words}")


def test_russian_letters_are_said_by_name() -> None:
    assert [CLIPS["ru"][f"letter-{ord(letter):04x}"].text for letter in "БВКМСТ"] == [
        "бэ",
        "вэ",
        "ка",
        "эм",
        "эс",
        "тэ",
    ]


@pytest.mark.parametrize(
    ("number", "desk", "words"),
    [
        ("A015", "3", "| Ticket A zero one five | Window three"),
        ("A115", "21", "| Ticket A one one five | Window twenty one"),
        ("A007", "104", "| Ticket A zero zero seven | Window one zero four"),
    ],
)
def test_english_says_the_ticket_digit_by_digit(number: str, desk: str, words: str) -> None:
    assert spoken("en", number, desk) == words


@pytest.mark.parametrize(
    ("number", "desk", "words"),
    [
        ("A015", "3", "| 请 A 零 一 五 号 | 到 三 号窗口"),
        ("A115", "12", "| 请 A 一 一 五 号 | 到 十 二 号窗口"),
        ("A115", "21", "| 请 A 一 一 五 号 | 到 二 十 一 号窗口"),
        ("A115", "10", "| 请 A 一 一 五 号 | 到 十 号窗口"),
        ("A115", "104", "| 请 A 一 一 五 号 | 到 一 零 四 号窗口"),
    ],
)
def test_chinese_says_digits_and_counts_desks(number: str, desk: str, words: str) -> None:
    assert spoken("zh", number, desk) == words


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_cyrillic_letter_is_said_as_it_looks_to_those_who_do_not_read_it(language: str) -> None:
    for cyrillic, latin in zip("АЕКМТР", "AEKMTP", strict=True):
        assert CLIPS[language][f"letter-{ord(cyrillic):04x}"].text == latin


@pytest.mark.parametrize("language", list(CLIPS))
def test_every_call_is_made_of_known_clips_and_begins_with_the_chime(language: str) -> None:
    numbers = [
        f"{prefix}{value:03}"
        for prefix in ("А", "A", "Щ", "АБ", "")
        for value in (0, 1, 10, 19, 20, 99, 100, 999, 9999)
    ]
    for number in numbers:
        for desk in ("1", "9", "10", "15", "20", "99", "100", "007", "12Б"):
            said = plan(language, number, desk)
            assert said[0] == CHIME
            assert said.count(PAUSE) == 1
            assert all(name in CLIPS[language] or name in SOUNDS for name in said)


def test_signs_without_a_name_are_silent_and_strange_digits_are_no_digits() -> None:
    assert plan("ru", "А-015", "№3") == plan("ru", "А015", "3")
    assert plan("ru", "А０1٣", "3") == plan("ru", "А1", "3")


def test_a_language_that_nobody_speaks_has_the_chime() -> None:
    assert plan("fr", "A015", "3") == [CHIME]


def test_about_150_clips_cover_a_language() -> None:
    assert all(len(clips) <= 150 for clips in CLIPS.values())


def test_the_examples_hold() -> None:
    assert doctest.testmod(grammar).failed == 0
