"""Imagined visitors: within what the office offers, and of every kind that the screens must show."""

import random
from dataclasses import replace

import pytest

from queue_server.client.driver.visitor import LONGEST_SERVICE_S, SHORTEST_SERVICE_S, imagine
from tests.unit.driver.test_day_profile import an_office


def test_a_visitor_only_asks_for_what_somebody_at_a_desk_can_serve() -> None:
    office = an_office()
    office = replace(office, managers=tuple(replace(manager, topics={"meters": True}) for manager in office.managers))
    chance = random.Random(2)
    assert {imagine(office, chance).topic for _ in range(300)} == {"meters"}


def test_every_kind_of_visitor_comes_within_a_few_hundred() -> None:
    office = replace(an_office(), categories=("veteran",))
    chance = random.Random(3)
    crowd = [imagine(office, chance) for _ in range(800)]
    kinds = {
        "entitled": any(each.category for each in crowd),
        "took it by mistake": any(each.slips_after_s for each in crowd),
        "goes for a walk": any(each.postpones_after_s for each in crowd),
        "misses the call": any(each.misses_call and each.comes_back_after_s is None for each in crowd),
        "misses it and comes back": any(each.comes_back_after_s for each in crowd),
        "has a second topic": any(each.second_topic for each in crowd),
        "is sent on": any(each.sent_on_to and not each.sent_back for each in crowd),
        "is sent on and back": any(each.sent_on_to and each.sent_back for each in crowd),
        "waits for a paper": any(each.waits_for_paper_s for each in crowd),
        "is called by mistake": any(each.called_by_mistake for each in crowd),
        "rates": any(each.score for each in crowd),
    }
    assert [kind for kind, seen in kinds.items() if not seen] == []


def test_nobody_is_sent_on_to_the_topic_they_came_for() -> None:
    chance = random.Random(4)
    crowd = [imagine(an_office(), chance) for _ in range(500)]
    assert all(each.topic not in (each.sent_on_to, each.second_topic) for each in crowd)


def test_service_times_have_the_mean_that_the_topic_says() -> None:
    chance = random.Random(5)
    office = an_office()
    times = [imagine(office, chance).service_s(600) for _ in range(20_000)]
    assert sum(times) / len(times) == pytest.approx(600, rel=0.05)
    assert min(times) >= SHORTEST_SERVICE_S
    assert max(times) <= LONGEST_SERVICE_S
