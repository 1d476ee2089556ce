"""The what-if page on a real server: a day is changed and tried, the promise stands side by side, in every language."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.analytics.conftest import DESKTOP, PHONE
from tests.web.console.test_console_accessible import faults, without_axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

MONDAY, SUNDAY = "2027-03-01", "2027-03-07"


@pytest.fixture
def what_if(office_days: Callable[..., "Page"]) -> Callable[..., "Page"]:
    """Opens the page, signed in, at a day on which the office opens."""

    def open_page(*, size: tuple[int, int] = DESKTOP, day: str = MONDAY, **more: Any) -> "Page":
        page = office_days("/what_if", day, size=size, **more)
        page.locator(".what-if__card").first.wait_for()
        return page

    return open_page


def levels(page: "Page") -> list[str]:
    found: list[str] = page.locator(".what-if__level b").all_inner_texts()
    return found


def test_a_change_is_tried_and_stands_beside_the_day_as_it_is(
    what_if: Callable[..., "Page"], trouble: list[str]
) -> None:
    page = what_if()
    assert len(levels(page)) == 1
    page.locator(".what-if__form > .field input[type=number]").fill("260")
    page.locator(".what-if__actions .button--primary").click()
    page.locator(".what-if__card").nth(1).wait_for()
    usual, crowded = levels(page)
    assert usual != crowded
    card = page.locator(".what-if__card").nth(1)
    assert "260" in card.locator(".what-if__said").inner_text()
    assert (
        "−" in card.locator(".what-if__difference").inner_text()
        or "-" in card.locator(".what-if__difference").inner_text()
    )

    page.locator(".what-if__person input[type=checkbox]").first.uncheck()
    page.locator(".what-if__actions .button--primary").click()
    page.locator(".what-if__card").nth(2).wait_for()
    assert page.locator(".what-if__card").nth(2).locator(".what-if__said li").count() == 2

    page.locator(".what-if__remove").first.click()
    page.locator(".what-if__card").nth(2).wait_for(state="detached")
    assert len(levels(page)) == 2
    page.locator(".what-if__table summary").click()
    assert page.locator(".what-if__table tbody tr").count() == 24
    assert without_axe(trouble) == []


def test_what_cannot_be_simulated_is_said_and_nothing_is_lost(what_if: Callable[..., "Page"]) -> None:
    page = what_if()
    for box in page.locator(".what-if__person input[type=checkbox]").all():
        box.uncheck()
    page.locator(".what-if__actions .button--primary").click()
    page.locator(".form-trouble .icon").wait_for()
    assert len(levels(page)) == 1
    page.locator(".what-if__actions .button--quiet").click()
    page.locator(".what-if__actions .button--primary").click()
    page.locator(".what-if__card").nth(1).wait_for()


def test_desks_breaks_and_single_topics_are_changed_and_what_cannot_be_is_said_in_words(
    what_if: Callable[..., "Page"], trouble: list[str]
) -> None:
    page = what_if()
    attempt = page.locator(".what-if__actions .button--primary")
    desks = page.locator(".what-if__desks .languages__one")
    usual = desks.count()
    for desk in desks.all()[1:]:
        desk.click()
    attempt.click()
    page.locator(".what-if__trouble .form-trouble").wait_for()  # more people than desks: said, and nothing is asked
    assert page.locator(".what-if__card").count() == 1
    for desk in desks.all()[1:]:
        desk.click()
    page.locator(".what-if__desks .button").click()
    assert (desks.count(), desks.last.get_attribute("aria-pressed")) == (usual + 1, "true")

    person = page.locator(".what-if__person").first
    person.locator(".what-if__place .button").click()
    person.locator(".what-if__break input").first.fill("13:00")  # after its end
    person.locator(".what-if__place select").select_option(index=usual + 1)
    attempt.click()
    page.locator(".what-if__trouble .form-trouble").wait_for()
    person.locator(".what-if__break input").last.fill("14:00")
    page.locator(".what-if__topics summary").click()
    topic = page.locator(".what-if__topics [data-topic=meters] input")
    topic.fill("90")
    attempt.click()
    page.locator(".what-if__card").nth(1).wait_for()
    assert page.locator(".what-if__trouble .form-trouble").count() == 0
    said = page.locator(".what-if__card").nth(1).locator(".what-if__said li").all_inner_texts()
    assert len(said) == 4, said
    assert any("90" in one for one in said)
    assert any("13:00–14:00" in one for one in said)
    before, after = levels(page)
    assert before != after
    assert without_axe(trouble) == []


def test_a_break_begins_at_any_minute(what_if: Callable[..., "Page"], trouble: list[str]) -> None:
    """As those of a published schedule may: a day with one is tried as it stands."""
    page = what_if()
    page.locator(".what-if__place .button").first.click()
    begins, ends = page.locator(".what-if__break input").all()
    begins.fill("11:35")
    ends.fill("11:52")
    page.locator(".what-if__actions .button--primary").click()
    page.locator(".what-if__card").nth(1).wait_for()
    assert "11:35–11:52" in page.locator(".what-if__card").nth(1).locator(".what-if__said").inner_text()
    assert without_axe(trouble) == []


def test_a_closed_day_is_told_and_can_be_tried_all_the_same(what_if: Callable[..., "Page"]) -> None:
    page = what_if(day=SUNDAY)
    assert page.locator(".what-if__note").count() == 2  # closed, and no history


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_language_and_theme(what_if: Callable[..., "Page"], trouble: list[str], size: tuple[int, int]) -> None:
    page = what_if(size=size, reduced_motion="reduce")
    page.locator(".what-if__form > .field input[type=number]").fill("300")
    page.locator(".what-if__actions .button--primary").click()
    page.locator(".what-if__card").nth(1).wait_for()
    for summary in page.locator(".what-if__skills summary").all()[:2]:  # topics of the day, and of a person
        summary.click()
    page.locator(".what-if__place .button").first.click()
    for desk in page.locator(".what-if__desks .languages__one").all():
        desk.click()
    page.locator(".what-if__actions .button--primary").click()
    page.locator(".what-if__trouble .form-trouble").wait_for()
    page.locator(".what-if__table summary").click()
    assert faults(page) == []
    assert without_axe(trouble) == []
