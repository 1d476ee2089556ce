"""The demo's managers work early, late, all day or half of it; no topic is without somebody, and all is published."""

from datetime import date

import pytest

from queue_server.cli.demo_cast import casts_on
from queue_server.cli.demo_clock import busy_hour, working_day
from queue_server.cli.demo_shifts import as_schedule
from queue_server.client.driver.cast import OfficeCast
from queue_server.organisation import load
from tests.always_open import DEMO

OFFICES = load(DEMO).offices
WEDNESDAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def casts() -> dict[str, OfficeCast]:
    return {cast.id: cast for cast in casts_on(OFFICES.values(), WEDNESDAY)}


def test_managers_differ_in_hours_and_so_do_offices(casts: dict[str, OfficeCast]) -> None:
    spans = {
        (one.works.begins_at - cast.opens_at, one.works.ends_at - cast.opens_at)
        for cast in casts.values()
        for one in cast.managers
        if one.works is not None
    }
    assert len(spans) >= 6
    assert len({(cast.opens_at, cast.closes_at) for cast in casts.values()}) >= 4


def test_at_every_quarter_of_an_hour_somebody_knows_each_topic(casts: dict[str, OfficeCast]) -> None:
    for cast in casts.values():
        known = {topic for one in cast.managers for topic in one.topics}
        for at in range(cast.opens_at, cast.closes_at, 15 * 60_000):
            there = [one for one in cast.managers if one.works and one.works.begins_at <= at < one.works.ends_at]
            assert {topic for one in there for topic in one.topics} == known, (cast.id, at)


def test_in_the_hour_in_which_the_curtain_rises_everybody_works(casts: dict[str, OfficeCast]) -> None:
    at = busy_hour(OFFICES.values(), working_day(OFFICES.values(), WEDNESDAY))
    for cast in casts.values():
        assert all(one.works and one.works.begins_at <= at < one.works.ends_at for one in cast.managers), cast.id


def test_breaks_lie_within_the_shift_and_do_not_overlap(casts: dict[str, OfficeCast]) -> None:
    for cast in casts.values():
        for one in cast.managers:
            assert one.works is not None
            edges = [one.works.begins_at, *(at for pair in one.works.breaks for at in pair), one.works.ends_at]
            assert edges == sorted(set(edges)), one.id


def test_the_schedule_says_what_the_players_will_do(casts: dict[str, OfficeCast]) -> None:
    cast = casts["klin"]
    shifts = {shift["manager"]: shift for shift in as_schedule(cast, OFFICES["klin"])}
    assert [shift["desk"] for shift in shifts.values()] == [desk for desk, _ in cast.staffed]
    assert (shifts["ivanova"]["begins"], shifts["ivanova"]["ends"]) == ("08:00", "20:00")
    assert (shifts["sidorova"]["begins"], shifts["sidorova"]["ends"]) == ("08:00", "17:35")
