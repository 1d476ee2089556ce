"""Letters say in three languages what the rules saw, and hold no gap."""

from dataclasses import replace
from typing import Any

import pytest

from analytics.alerts.alert import Alert
from analytics.alerts.letters import letter, said, worst
from analytics.alerts.reading import Facts
from analytics.alerts.rules import Cause, Severity
from analytics.alerts.wire import alert_shape
from analytics.reports.words import LANGUAGES
from queue_server.domain.configuration import OfficeConfig

KLIN = OfficeConfig("klin", {"ru": "Клин", "en": "Klin", "zh": "克林"}, "Europe/Moscow", {}, (), {})
AT = 1_772_431_500_000
FACTS: dict[Cause, Facts] = {
    Cause.ERROR_BUDGET: {
        "breached": 4, "judged": 12, "window_s": 1800, "burn": 6.67, "goal": 0.95, "breached_today": 5,
        "judged_today": 120, "spent_share": 0.833,
    },
    Cause.LONGEST_WAIT: {"number": "П017", "topic": "meters", "wait_s": 1084, "target_s": 900, "over": 2},
    Cause.IDLE_DESKS: {"desks": "1, 2", "desk_count": 2, "idle_s": 190, "waiting": 21},
    Cause.MISSING_DESKS: {"desks": "5", "desk_count": 1, "managers": "Ivanova", "missing_s": 720, "waiting": 0},
}  # fmt: skip


def alert(cause: Cause, severity: Severity = Severity.WARNING, closed: bool = False) -> Alert:
    return Alert(
        id="a1", office="klin", cause=cause, severity=severity, worst=severity, opened_at=AT, changed_at=AT,
        value=1.0, peak=1.0, peak_at=AT, facts={**FACTS[cause]},
        evidence=({"ticket": "t1", "number": "П017", "topic": "meters", "wait_s": 1084.0},),
        closed_at=AT + 60_000 if closed else None,
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cause", Cause)
def test_every_letter_is_whole(language: str, cause: Cause) -> None:
    for severity in Severity:
        for closed in (False, True):
            event = {"type": "alert.opened", "data": alert_shape(alert(cause, severity, closed), KLIN)}
            words = letter(event, language, public_url="https://queue.example")
            assert KLIN.name[language] in words.subject and "\n" not in words.subject
            assert "{" not in words.text and "П017" in words.text
            assert "https://queue.example/alerts#a1" in words.text
            assert words.grave is (severity is Severity.CRITICAL and not closed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_over_is_told_by_its_worst_moment_and_what_goes_on_by_both(language: str) -> None:
    for cause, peak in (
        (Cause.ERROR_BUDGET, 8.5),
        (Cause.LONGEST_WAIT, 1900.0),
        (Cause.IDLE_DESKS, 400.0),
        (Cause.MISSING_DESKS, 900.0),
    ):
        was = replace(alert(cause), peak=peak, peak_at=AT + 42 * 60_000)
        told = {
            closed: letter({"type": "alert.x", "data": alert_shape(one, KLIN)}, language).text.splitlines()
            for closed, one in ((False, was), (True, replace(was, closed_at=AT + 3_600_000)))
        }
        shape: dict[str, Any] = {**alert_shape(was, KLIN)}
        assert "09:47" in worst(shape, language)
        assert told[False][2:4] == [said(shape, language), worst(shape, language)]
        assert told[True][2] == worst(shape, language) and said(shape, language) not in told[True]
        eased = letter({"type": "alert.x", "data": alert_shape(replace(was, facts={}), KLIN)}, language).text
        assert said(shape, language) not in eased and worst(shape, language) in eased


def test_the_russian_sentences_read_as_people_speak() -> None:
    def said(cause: Cause) -> str:
        return letter({"type": "alert.opened", "data": alert_shape(alert(cause), KLIN)}, "ru").text

    assert "За последние 30\u00a0мин дольше норматива ждали 4 из 12: в 6,7 раза быстрее" in said(Cause.ERROR_BUDGET)
    assert "Талон П017 ждёт 18\u00a0мин 04\u00a0с при нормативе 15\u00a0мин." in said(Cause.LONGEST_WAIT).replace(
        "мин\u00a004", "мин 04"
    )
    assert "Окна 1, 2 свободны уже" in said(Cause.IDLE_DESKS) and "а в очереди 21 человек." in said(Cause.IDLE_DESKS)
    missing = "Не открыто 1 окно, которое должно работать по графику, уже 12\u00a0мин (Ivanova); в очереди никого."
    assert missing in said(Cause.MISSING_DESKS)
    assert "Замечено 2 мар. 2026" in said(Cause.IDLE_DESKS) and "09:05" in said(Cause.IDLE_DESKS)


@pytest.mark.parametrize(
    ("burn", "words"),
    [(1, "в 1 раз "), (2.04, "в 2 раза "), (8.04, "в 8 раз "), (7.3, "в 7,3 раза "), (21, "в 21 раз ")],
)
def test_times_agree_with_their_number_as_it_is_written(burn: float, words: str) -> None:
    shape: dict[str, Any] = {**alert_shape(replace(alert(Cause.ERROR_BUDGET), peak=burn), KLIN)}
    shape["facts"] = {**shape["facts"], "burn": burn, "spent_share": burn}
    assert words in said(shape, "ru").split(":")[1] and words in worst(shape, "ru")
