"""The forecast page on a real server; it reads the forecasts of a made-up history, for the demo has none."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from analytics.forecast.forecasting import Forecaster
from queue_server.api.staffing_answers import ForecastAnswer
from tests.running_server import RunningServer
from tests.unit.analytics.forecast.made_up import TOPICS, history
from tests.web.analytics.conftest import DESKTOP, PHONE
from tests.web.console.test_console_accessible import faults, without_axe

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

MONDAY = "2027-03-01"
NAMES = {"billing": "Счета", "contract": "Договор", "meters": "Счётчики"}


def answer(days: int) -> dict[str, Any]:
    """A day at 13:00 that is a quarter busier than expected, and the days after it."""
    known = history(71)
    counts = known.counts.copy()
    counts[70] *= 1.25
    counts[70, 26:] = 0
    forecaster = Forecaster(type(known)(known.first, known.topics, counts))
    first = known.day(70)
    found = forecaster.days([first + timedelta(number) for number in range(days)])
    document = {
        "office": "klin",
        "topics": [{"id": topic, "name": {"ru": NAMES[topic], "en": topic, "zh": topic}} for topic in TOPICS],
        "days": [forecaster.today(first, 13 * 60).document(), *(one.document() for one in found[1:])],
    }
    return ForecastAnswer.model_validate(document).model_dump(mode="json", by_alias=True)


@pytest.fixture
def forecast(office_days: Callable[..., "Page"]) -> Callable[..., "Page"]:
    """Opens the page, signed in, and lets it read the made-up days."""

    def told(route: "Route") -> None:
        route.fulfill(json=answer(int(route.request.url.rsplit("days=", 1)[1])))

    def open_page(*, size: tuple[int, int] = DESKTOP) -> "Page":
        page = office_days("/forecast", "2027-03-02", size=size, reduced_motion="reduce")
        page.route("**/staffing/forecast?*", told)
        page.locator(".office-days__where input[type=date]").fill(MONDAY)
        page.locator(".chart canvas").nth(1).wait_for()
        return page

    return open_page


def test_days_topics_and_what_has_come_are_drawn(forecast: Callable[..., "Page"], trouble: list[str]) -> None:
    page = forecast()
    days = page.locator(".forecast__choice button")
    assert days.count() == 7  # no hours are named in the made-up history: Sundays are forecast as well
    said = page.locator(".forecast__so-far").inner_text()
    share = answer(7)["days"][0]["so_far"]
    assert f"{abs(share['seen'] / share['expected'] - 1) * 100:.0f}" in said
    assert "13:00" in said
    total = page.locator(".forecast__total").inner_text()

    page.locator(".forecast__topic").select_option("meters")
    assert page.locator(".forecast__total").inner_text() != total
    page.locator(".forecast__table summary").click()
    assert page.locator(".forecast__table thead th").count() == 2
    page.locator(".forecast__topic").select_option("")
    assert page.locator(".forecast__table thead th").count() == 2 + len(TOPICS)
    assert page.locator(".forecast__table tbody tr").count() == 18

    days.nth(1).click()
    assert page.locator(".forecast__so-far").count() == 0
    page.locator(".forecast__span").select_option("28")
    page.wait_for_function("() => document.querySelectorAll('.forecast__choice button').length === 28")
    assert without_axe(trouble) == []


def test_too_little_history_is_told(office_days: Callable[..., "Page"]) -> None:
    page = office_days("/forecast", MONDAY)
    page.locator(".forecast__note").wait_for()


def test_what_is_known_of_days_is_entered_for_a_place_and_the_forecast_goes_by_it(
    forecast: Callable[..., "Page"], klin: RunningServer, trouble: list[str]
) -> None:
    def put(place: str, version: str, **values: float) -> None:
        body = {"place": place, "version": version, "days": [{"day": MONDAY, "values": values}]}
        answer = klin.client("admin").put("/api/v1/offices/klin/staffing/calendar", json=body)
        assert answer.is_success, answer.text

    put("all", "0", billing=1, rain_mm=7)
    page = forecast()
    row = page.locator(f".forecast__known tr[data-day='{MONDAY}']")
    bills, rain = row.locator("[data-name=billing] button"), row.locator("[data-name=rain_mm] input")
    assert bills.get_attribute("aria-pressed") == "true"
    assert (rain.input_value(), rain.get_attribute("placeholder")) == ("", "7")
    bills.click()  # this office has none
    rain.fill("2.5")
    page.locator(".forecast__new input").fill("забастовка")
    page.locator(".forecast__new button").click()
    row.locator("[data-name=забастовка] input").fill("1")
    put("office", "0", snow_mm=3)  # somebody else, meanwhile
    page.locator(".forecast__keep").click()
    page.locator(".forecast__note[role=alert]").wait_for()
    assert row.locator("[data-name=snow_mm] input").input_value() == "3"
    assert rain.input_value() == "2.5"
    with page.expect_request("**/staffing/forecast?*"):
        page.locator(".forecast__keep").click()
    page.locator(".forecast__said:not(:empty)").wait_for()
    assert page.locator(".forecast__keep").count() == 0
    found = klin.client("admin").get(
        "/api/v1/offices/klin/staffing/calendar", params={"from": MONDAY, "days": 1}
    ).json()["days"][0]["values"]  # fmt: skip
    assert {name: of.get("office") for name, of in found.items()} == {
        "billing": 0, "rain_mm": 2.5, "snow_mm": 3, "забастовка": 1,
    }  # fmt: skip
    assert page.locator(".forecast__place").count() == 0  # who is bound to one office keeps that of no other place
    assert without_axe(trouble) == []


def test_what_is_being_entered_outlives_a_forecast_that_fails(
    forecast: Callable[..., "Page"], trouble: list[str]
) -> None:
    page = forecast()
    wind = page.locator(f".forecast__known tr[data-day='{MONDAY}'] [data-name=wind_m_s] input")
    page.locator(".forecast__new input").fill("wind_m_s")
    page.locator(".forecast__new button").click()
    wind.fill("2.5")

    def fails(route: "Route") -> None:
        route.fulfill(status=503, json={})

    page.route("**/staffing/forecast?*", fails)
    page.locator(".forecast__span").select_option("14")
    page.locator(".state[role=alert]").wait_for()
    assert wind.input_value() == "2.5"
    assert page.locator(".forecast__keep").count() == 1
    page.unroute("**/staffing/forecast?*", fails)
    page.locator(".forecast__span").select_option("1")  # how far it looks is still to be chosen
    page.locator(".forecast__total").wait_for()
    assert page.locator(".state[role=alert]").count() == 0
    assert wind.input_value() == "2.5"
    trouble.clear()  # the 503 that was asked for


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_language_and_theme(forecast: Callable[..., "Page"], trouble: list[str], size: tuple[int, int]) -> None:
    page = forecast(size=size)
    page.locator(".forecast__table summary").click()
    assert faults(page) == []
    assert without_axe(trouble) == []
