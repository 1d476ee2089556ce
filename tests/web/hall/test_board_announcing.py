"""An arrival cannot be missed: shown, sounded, one after another, once; and never is old shown as new."""

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.browsers import found_browser
from tests.web.hall.screens import Screen, screen
from tests.web.hall.scripted_office import ScriptedOffice

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GAP_MS = 1_500
BEAT_LIMIT_HZ = 2.0


def arrivals(board: Screen) -> list[str]:
    """Calls that came to the large place, in order."""
    return [one["call"] for one in board.page.evaluate("window.large")]


def sounded(board: Screen) -> list[tuple[float, float]]:
    """Announcements as stretches of sound: clips less than a second apart are one."""
    stretches: list[tuple[float, float]] = []
    for clip in board.page.evaluate("window.sounds"):
        if stretches and clip["from"] - stretches[-1][1] < 1_000:
            stretches[-1] = (stretches[-1][0], clip["to"])
        else:
            stretches.append((clip["from"], clip["to"]))
    return stretches


def test_two_calls_in_one_second_are_both_shown_large_and_sounded(browser: "Browser", office: ScriptedOffice) -> None:
    office.rehearse("А015", "3")
    office.rehearse("К002", "4")
    with screen(browser, office) as board:
        board.open(lang="ru")
        office.call("А015", "3")
        office.call("К002", "4")
        board.page.wait_for_function("() => window.large.length === 2", timeout=30_000)
        board.page.wait_for_function("() => window.sounds.length === 17", timeout=30_000)
        assert arrivals(board) == ["А015 3", "К002 4"]
        first, second = sounded(board)
        assert second[0] - first[1] >= GAP_MS
        shown = [one["at"] for one in board.page.evaluate("window.large")]
        assert first[0] - shown[0] < 2_500, "the sound belongs to the call that is shown"
        assert shown[1] <= second[0]


def test_a_recall_is_announced_once_more(browser: "Browser", office: ScriptedOffice) -> None:
    office.call("А015", "3", ago_s=60)
    with screen(browser, office) as board:
        board.open(lang="ru")
        assert arrivals(board) == [], "what was called a minute ago is no arrival"
        office.call("А015", "3", calls=2)
        board.page.wait_for_selector(".first--arriving")
        board.page.wait_for_function("() => window.sounds.length > 0")
        assert arrivals(board) == ["А015 3"]


def test_a_reload_announces_nothing_again(browser: "Browser", office: ScriptedOffice) -> None:
    with screen(browser, office) as board:
        board.open(lang="ru")
        office.call("А015", "3")
        board.page.wait_for_selector(".first--arriving")
        board.page.reload()
        board.page.wait_for_selector(".first--awaited")
        assert board.page.locator(".first--arriving").count() == 0


def test_after_a_gap_nothing_old_is_announced_and_nothing_new_is_lost(
    browser: "Browser", office: ScriptedOffice
) -> None:
    office.call("А015", "3", ago_s=90)
    with screen(browser, office) as board:
        board.open(lang="ru")
        office.cut(1012)
        office.call("М003", "5", ago_s=40)
        office.settle("А015", "serving")
        office.call("Е007", "6", ago_s=50)
        office.settle("Е007", "done")
        office.call("К002", "4")
        board.page.wait_for_selector(".veil--line", timeout=30_000)
        assert "М003" in board.text(".line:has(.veil--line)"), "the missed call that is still awaited shows itself"
        board.page.wait_for_function("() => window.large.length > 0", timeout=30_000)
        assert arrivals(board) == ["К002 4"]


def test_the_beat_is_slow_enough_and_ends(browser: "Browser", office: ScriptedOffice) -> None:
    with screen(browser, office) as board:
        board.open(lang="ru")
        office.call("А015", "3")
        board.page.wait_for_selector(".first--arriving")
        frames = board.observe("opacity", ".first .veil", 8_000)
        assert len(frames) > 60, "too few frames to judge"
        peaks = _peaks(frames)
        assert 4 <= len(peaks) <= 8
        assert all(1000 / (later - earlier) <= BEAT_LIMIT_HZ for earlier, later in pairwise(peaks))
        assert peaks[-1] < 6_500
        assert all(opacity == 0 for at, opacity in frames if at > 6_600), "then it stands still"
        assert board.page.evaluate("document.getAnimations().length") == 0
        assert board.page.locator(".first--awaited").count() == 1, "and stays lit until the visitor is there"


def _peaks(frames: list[tuple[float, float]]) -> list[float]:
    """When the veil was thickest, once a beat."""
    peaks: list[float] = []
    rising = False
    for (_, before), (at, opacity) in pairwise(frames):
        if opacity > 0.3:
            rising = rising or opacity > before
            if rising and opacity < before:
                peaks.append(at)
                rising = False
        elif opacity < 0.1:
            rising = False
    return peaks


def test_without_movement_the_arrival_is_a_still_frame(browser: "Browser", office: ScriptedOffice) -> None:
    with screen(browser, office, reduced_motion="reduce") as board:
        board.open(lang="ru")
        office.call("А015", "3")
        board.page.wait_for_selector(".first--arriving")
        assert board.page.evaluate("document.getAnimations().length") == 0
        frame = board.page.evaluate("getComputedStyle(document.querySelector('.first .veil')).boxShadow")
        assert "inset" in frame


def test_nothing_moves_while_nothing_happens(browser: "Browser", office: ScriptedOffice) -> None:
    office.office(message={"ru": "Очень длинное объявление, которое не помещается на одну строку табло никак"})
    office.call("А015", "3", ago_s=60)
    with screen(browser, office) as board:
        board.open(lang="ru")
        assert board.page.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize("path", ["/board/klin", "/board/klin/desk/3"])
def test_silence_of_35_seconds_is_said_and_old_calls_do_not_look_live(
    browser: "Browser", office: ScriptedOffice, path: str
) -> None:
    office.call("А015", "3", ago_s=60)
    with screen(browser, office) as board:
        board.page.clock.install()
        board.open(path, lang="ru")
        assert board.page.locator("[data-theme=light]").count() == 1
        office.refusal = 1012  # or the board would be back before anybody looks
        board.page.clock.fast_forward(35_100)
        board.page.wait_for_selector(".stale:has-text('Нет связи')", timeout=30_000)
        assert board.page.locator("[data-theme=light]").count() == 0, "no lit call while nobody knows"
        board.page.clock.fast_forward(121_000)
        board.page.wait_for_selector(".notice")
        assert board.page.locator(".chip").count() == 0, "after two minutes old numbers are gone"


def test_a_restart_of_the_server_is_no_alarm(browser: "Browser", office: ScriptedOffice) -> None:
    office.call("А015", "3", ago_s=60)
    with screen(browser, office) as board:
        board.open(lang="ru")
        office.cut(1012)
        office.call("К002", "4")
        board.page.wait_for_function("() => window.large.length === 1", timeout=30_000)
        assert board.page.locator(".stale").count() == 0


def test_languages_take_turns(browser: "Browser", office: ScriptedOffice) -> None:
    office.call("А015", "3", ago_s=60)
    with screen(browser, office) as board:
        board.open(languages="ru,en,zh", every=5)
        assert board.text(".head__legend").startswith("Талон")
        for legend, language in (("Ticket", "en"), ("号票", "zh"), ("Талон", "ru")):
            board.page.wait_for_selector(f".head__legend:has-text('{legend}')", timeout=30_000)
            assert board.page.evaluate("document.documentElement.lang") == language


def test_a_browser_that_mutes_says_so_until_one_key_is_pressed(browser: "Browser", office: ScriptedOffice) -> None:
    # A second browser, without the kiosk's flag.
    policy = "--autoplay-policy=document-user-activation-required"
    muted = browser.browser_type.launch(executable_path=found_browser(), args=["--no-sandbox", policy])
    try:
        with screen(muted, office) as board:
            board.open(lang="ru")
            board.page.wait_for_selector(".sound-hint")
            office.call("А015", "3")
            board.page.wait_for_selector(".first--arriving")
            assert sounded(board) == []
            board.page.keyboard.press("Enter")
            board.page.wait_for_selector(".sound-hint", state="detached")
            board.page.wait_for_function("() => window.sounds.length > 0")
    finally:
        muted.close()


def test_a_language_without_a_voice_has_the_chime_and_the_page_says_so(
    browser: "Browser", office: ScriptedOffice
) -> None:
    with screen(browser, office) as board:
        board.open(lang="en")
        board.page.wait_for_selector(".head__note")
        office.call("A015", "3")
        board.page.wait_for_function("() => window.sounds.length > 0")
        board.page.wait_for_function("() => document.querySelector('.first--arriving') === null", timeout=30_000)
        assert len(board.page.evaluate("window.sounds")) == 1


def test_a_silent_board_makes_no_sound(browser: "Browser", office: ScriptedOffice) -> None:
    with screen(browser, office) as board:
        board.open(lang="ru", sound="off")
        office.call("А015", "3")
        board.page.wait_for_function("() => document.querySelector('.first--arriving') !== null")
        board.page.wait_for_function("() => document.querySelector('.first--arriving') === null", timeout=30_000)
        assert board.page.evaluate("window.sounds") == []


def test_the_board_over_a_desk_says_what_the_desk_is_doing(browser: "Browser", office: ScriptedOffice) -> None:
    with screen(browser, office) as board:
        board.open("/board/klin/desk/3", lang="ru")
        assert board.text(".over__words") == "Ждите вызова"
        office.call("К002", "4")
        office.call("А015", "3")
        board.page.wait_for_selector(".over__sign--called .veil--beating")
        assert (board.text(".over__sign .chip"), board.text(".over__words")) == ("А015", "Подойдите к окну")
        office.settle("А015", "serving")
        board.page.wait_for_selector(".over__words:has-text('На приёме')")
        for presence, words in (("break", "Перерыв"), ("back_office", "Приёма нет"), ("offline", "Окно закрыто")):
            office.desk("3", presence)
            board.page.wait_for_selector(f".over__words:has-text('{words}')")
        assert board.page.evaluate("window.sounds") == [], "the lobby board speaks for all desks"


@pytest.mark.parametrize(("code", "words"), [(4401, "не подключён"), (4403, "не подключён"), (4404, "нет")])
def test_a_screen_that_is_turned_away_says_what_to_do(
    browser: "Browser", office: ScriptedOffice, code: int, words: str
) -> None:
    office.refusal = code
    with screen(browser, office) as board:
        board.open(lang="ru")
        assert words in board.text(".notice")
