"""The next two hours in the cockpit: what helps is said in a sentence, done by one press, and told of afterwards."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.analytics.conftest import WORST, Company

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

Opened = Callable[..., "Page"]
PANEL = "section:has(#outlook-title)"


def test_a_step_is_done_by_one_press_and_told_of_afterwards(
    opened: Opened, company: Company, trouble: list[str]
) -> None:
    page = opened(f"?lang=ru#office/{WORST}")
    panel = page.locator(PANEL)
    panel.wait_for()
    step = panel.locator(".outlook__advice li").first
    assert re.search(r"Открыть окно|Добавить окну", step.inner_text())
    assert re.search(r"за час нарушений меньше на|сверх норматива меньше на", step.inner_text())
    page.evaluate("const now = Date.now; Date.now = () => now() + 7_200_000")  # a device that is two hours ahead
    step.get_by_role("button").click()
    panel.locator(".outlook__done li").first.wait_for()
    assert "Нарушений пока" in panel.locator(".outlook__done li").first.inner_text()
    moves = company.by("supervisor").get(f"/api/v1/offices/{WORST}/staffing/moves").json()["moves"]
    assert len(moves) == 1
    assert trouble == []


@pytest.mark.parametrize(
    ("language", "title"), [("ru", "Ближайшие два часа"), ("en", "The next two hours"), ("zh", "未来两小时")]
)
def test_in_each_language(opened: Opened, language: str, title: str) -> None:
    page = opened(f"?lang={language}#office/{WORST}")
    page.locator(PANEL).wait_for()
    assert page.locator("#outlook-title").inner_text() == title
    assert "outlook-" not in page.locator(PANEL).inner_text()


def test_a_calm_office_is_told_to_be_calm(opened: Opened) -> None:
    page = opened("?lang=ru#office/o3")
    page.locator(PANEL).wait_for()
    assert "Нарушений норматива не ожидается" in page.locator(PANEL).inner_text()


STEPS = "section:has(#steps-title)"


def minutes_from_now(minutes: float) -> str:
    return (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def open_until(company: Company, office: str, desk: str, minutes: float) -> None:
    """On advice, for so many minutes from now on; some of them may have passed."""
    move = {"kind": "open_desk", "desk": desk, "manager": f"{office}m{desk}", "until": minutes_from_now(minutes)}
    company.do(f"offices/{office}/staffing/moves", move)


def test_a_desk_past_its_end_is_told_of_on_the_first_screen_and_closed_there(
    opened: Opened, company: Company, trouble: list[str]
) -> None:
    page = opened("?lang=ru")
    page.locator(".offices-table, .office-tiles").first.wait_for()
    open_until(company, "o3", "4", -1)
    due = page.locator(STEPS)
    due.get_by_text(re.compile(r"Окно 4 договорились держать открытым до \d\d:\d\d: ")).wait_for()
    due.get_by_role("button", name=re.compile("^Закрыть окно: ")).click()
    due.wait_for(state="detached")
    company.open_desk("o3", "4")  # it was closed, or this would be refused
    company.do("offices/o3/desks/4/close")
    assert trouble == []


def test_until_its_end_a_desk_says_what_was_agreed_and_then_it_may_stay_open(opened: Opened, company: Company) -> None:
    open_until(company, "o4", "4", 0.1)
    page = opened("?lang=en#office/o4")
    page.get_by_text(re.compile(r"agreed until \d\d:\d\d")).wait_for()
    due = page.locator(STEPS)
    due.wait_for()  # by the page's own clock, with nothing said by the server
    due.get_by_role("button", name=re.compile("^Leave it open: ")).click()
    due.wait_for(state="detached")
    assert page.get_by_text("agreed until").count() == 0


@pytest.mark.parametrize(
    ("language", "asks"), [("ru", "просит коллегу до"), ("en", "asks for"), ("zh", "请求一位同事支援至")]
)
def test_a_neighbour_sees_who_is_asked_for_and_the_asking_office_that_it_was_seen(
    opened: Opened, company: Company, trouble: list[str], language: str, asks: str
) -> None:
    ask = {"kind": "call_neighbour", "desk": "3", "office": "o1", "manager": "o1m1", "until": minutes_from_now(60)}
    company.do(f"offices/{WORST}/staffing/moves", ask)
    page = opened(f"?lang={language}#office/o1")
    asked = page.locator(STEPS)
    asked.get_by_text(asks).wait_for()
    asked.get_by_role("button").click()
    asked.wait_for(state="detached")
    page.evaluate(f"location.hash = '#office/{WORST}'")
    page.locator(PANEL).get_by_text(
        {"ru": "там увидели в", "en": "seen there at", "zh": "对方已于"}[language]
    ).first.wait_for()
    assert "outlook-" not in page.locator(PANEL).inner_text()
    assert trouble == []


def advice_of(kind: str, **move: Any) -> dict[str, Any]:
    manager = {"manager_name": "Иванова Анна Петровна"} if "manager" in move else {"manager_name": None}
    return {
        "move": {"kind": kind, "desk": None, "manager": None, "topic": None, "office": None, "until": None} | move,
        "within_s": 3600, "spared": 4.2, "spared_low": 3.8, "spared_high": 4.6, "minutes_spared": 31.0,
        "sent_away": 3.0 if kind in ("suspend_topic", "redirect_topic") else 0.0,
    } | manager  # fmt: skip


EVERY_MOVE = [
    advice_of("open_desk", desk="5", manager=f"{WORST}m5", until="2026-03-02T09:30:00.000Z"),
    advice_of("give_topic", desk="1", manager=f"{WORST}m1", topic="contract"),
    advice_of("move_break", desk="2", manager=f"{WORST}m2", by_s=1200),
    advice_of("call_neighbour", desk="6", office="o1", manager="o1m1", until="2026-03-02T09:45:00.000Z"),
    advice_of("redirect_topic", topic="contract", office="o1"),
    advice_of("suspend_topic", topic="contract"),
]
SAID = {
    "ru": [
        "Открыть окно 5 до T: Иванова Анна Петровна",
        "Добавить тему «Заключение и переоформление договора»: Иванова Анна Петровна, окно 1",
        "Перенести перерыв на 20 мин: Иванова Анна Петровна, окно 2", "Позвать коллегу из соседнего офиса до T",
        "Направить «Заключение и переоформление договора» в соседний офис",
        "Приостановить «Заключение и переоформление договора»", "резерв, ступень 1: бэк-офис",
        "резерв, ступень 2: соседний офис", "3 посетителя пойдут туда", "3 посетителям придётся отказать",
    ],
    "en": [
        "Open desk 5 with Иванова Анна Петровна until T",
        "Move the break of Иванова Анна Петровна by 20 min (desk 2)",
        "reserve, level 1: back office", "3 visitors would go there",
    ],
    "zh": ["开放 5 号窗口至 T：Иванова Анна Петровна", "休息推迟 20 分钟（2 号窗口）", "3 位访客将前往该处"],
}  # fmt: skip


@pytest.mark.parametrize("language", list(SAID))
def test_every_kind_of_step_is_a_sentence_with_its_time_and_level(
    opened: Opened, trouble: list[str], language: str
) -> None:
    page = opened("?lang=" + language)
    page.route(f"**/offices/{WORST}/staffing/outlook", with_every_move)
    page.evaluate(f"location.hash = '#office/{WORST}'")
    panel = page.locator(PANEL)
    panel.locator(".outlook__advice li").nth(len(EVERY_MOVE) - 1).wait_for()
    said = re.sub(r"\d\d:\d\d", "T", panel.inner_text())
    assert [words for words in SAID[language] if words not in said] == []
    assert "outlook-" not in said
    assert trouble == []


def test_a_topic_is_redirected_after_a_question_and_the_kiosk_is_told_where_to(opened: Opened) -> None:
    page = opened("?lang=ru")
    sent: list[Any] = []
    page.route(f"**/offices/{WORST}/staffing/outlook", with_every_move)
    page.route(f"**/offices/{WORST}/staffing/moves", lambda route: noted(route, sent))
    page.evaluate(f"location.hash = '#office/{WORST}'")
    panel = page.locator(PANEL)
    panel.get_by_role("button", name=re.compile("Направить «Заключение и переоформление договора»")).click()
    question = page.locator("dialog[open]")
    question.wait_for()
    assert "Киоск не выдаёт талоны" in question.inner_text()
    question.get_by_role("button", name="Сделать").click()
    question.wait_for(state="detached")
    panel.get_by_role("button", name=re.compile("Открыть окно 5 до")).click()
    panel.locator(".outlook__advice button:not([disabled])").nth(len(EVERY_MOVE) - 1).wait_for()
    redirected, opening = sent
    assert redirected["kind"] == "redirect_topic" and redirected["reason"] == "вас примут в офисе: Дубна"
    assert (opening["kind"], opening["until"]) == ("open_desk", "2026-03-02T09:30:00.000Z")


def with_every_move(route: "Route") -> None:
    answer = route.fetch()
    hour = {"within_s": 3600, "mean": 5.1, "low": 1.0, "high": 10.0}
    told = [hour | {"within_s": within_s} for within_s in (1800, 3600, 7200)]
    route.fulfill(response=answer, json=answer.json() | {"advice": EVERY_MOVE, "expected_breaches": told})


def noted(route: "Route", sent: list[Any]) -> None:
    if route.request.method == "POST":
        sent.append(route.request.post_data_json)
        route.fulfill(status=200, json={})
    else:
        route.continue_()
