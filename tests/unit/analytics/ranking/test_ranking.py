"""The ranking on cases worked out by hand: totals, leagues, ties, missing values, trend, what would lift one place."""

import math
from dataclasses import dataclass
from random import Random
from typing import get_args

import pytest

from analytics.figures import FIGURES
from analytics.ranking.criteria import DEFAULT_CRITERIA, UNIT_OF_FIGURE, Criterion, Figure
from analytics.ranking.entries import EntriesInvalidError, Entry, entered_value, read_entries
from analytics.ranking.measuring import measured, spread
from analytics.ranking.placing import Contender, League, Standing, league_of, ranked, total_of
from analytics.ranking.quarter import RankingMaker
from analytics.reports.company import Company
from analytics.reports.periods import Span, period
from analytics.reports.values import Name, Unit
from analytics.reports.words import words_in
from analytics.visits.visit import Visit
from queue_server.organisation.values import RankingFigure
from tests.unit.analytics.reports.days import instant, visit
from tests.unit.analytics.reports.test_periodical import Plain

LEVEL = Criterion("level", Name({}, "level"), 3, 0.8, 1.0, Unit.SHARE, "service_level")
SHOPPER = Criterion("shopper", Name({}, "shopper"), 1, 50, 100, Unit.SCORE)
COMPLAINTS = Criterion("complaints", Name({}, "complaints"), 1, 10, 0, Unit.MEAN)
THREE = (LEVEL, SHOPPER, COMPLAINTS)


def place(
    name: str, level: float | None, shopper: float | None, complaints: float | None, accounts: int = 1
) -> Contender:
    return Contender(name, accounts, {"level": level, "shopper": shopper, "complaints": complaints})


def standings(*contenders: Contender, before: tuple[League, ...] = ()) -> dict[str, Standing]:
    leagues = ranked(contenders, THREE, 60_000, before=before)
    return {one.id: one for league in leagues for one in league.standings}


def test_a_total_is_the_weighted_mean_of_scores() -> None:
    # level 0.95 → 75, shopper 80 → 60, complaints 4 → 60: (3·75 + 60 + 60) / 5
    assert total_of({"level": 0.95, "shopper": 80, "complaints": 4}, THREE) == 69.0


def test_beyond_the_scale_there_is_nothing_to_gain_or_lose() -> None:
    assert (LEVEL.score(0.5), LEVEL.score(1.0), COMPLAINTS.score(99), COMPLAINTS.score(0)) == (0, 100, 0, 100)


def test_the_larger_league_begins_with_its_limit() -> None:
    assert [league_of(accounts, 60_000) for accounts in (60_000, 59_999, 0)] == [1, 2, 2]
    leagues = ranked([place("a", 0.9, 60, 5, 60_000), place("b", 0.99, 90, 1, 59_999)], THREE, 60_000)
    assert [[one.id for one in league.standings] for league in leagues] == [["a"], ["b"]]
    assert [one.place for league in leagues for one in league.standings] == [1, 1]


def test_equal_totals_share_a_place_and_the_next_is_after_both() -> None:
    found = standings(
        place("a", 1.0, 100, 0), place("b", 0.95, 80, 4), place("c", 0.95, 70, 2), place("d", 0.8, 50, 10)
    )
    assert {name: (one.total, one.place) for name, one in found.items()} == {
        "a": (100.0, 1), "b": (69.0, 2), "c": (69.0, 2), "d": (0.0, 4),
    }  # fmt: skip
    assert [one.above for one in found.values()] == [None, "a", "a", "b"]


def test_a_missing_value_is_left_out_and_named() -> None:
    one = standings(place("a", 0.95, None, 4))["a"]
    assert (one.total, one.place, one.missing) == (71.2, 1, ("shopper",))  # (3·75 + 60) / 4 = 71.25


def test_without_half_of_the_weight_there_is_no_place() -> None:
    found = standings(place("a", None, 100, 0), place("b", 0.81, None, None))
    assert (found["a"].place, found["a"].total) == (None, None)  # 2 of 5
    assert (found["b"].place, found["b"].total) == (1, 5.0)  # 3 of 5
    assert found["a"].lifts == found["b"].lifts == ()


def test_nobody_and_nothing() -> None:
    assert [league.standings for league in ranked([], THREE, 60_000)] == [(), ()]
    assert standings(Contender("a", 1, {}))["a"].missing == ("level", "shopper", "complaints")


def test_the_trend_is_against_the_same_league_a_quarter_earlier() -> None:
    before = ranked(
        [place("a", 0.9, 60, 5), place("b", 0.95, 80, 4), place("moved", 1.0, 100, 0, 70_000)], THREE, 60_000
    )
    found = standings(place("a", 0.96, 80, 4), place("b", 0.95, 80, 4), place("moved", 0.9, 60, 5), before=before)
    assert (found["a"].place, found["a"].place_before, found["a"].total_before) == (1, 2, 44.0)
    assert (found["b"].place, found["b"].place_before) == (2, 1)
    assert found["moved"].place_before is None


def test_the_cheapest_improvement_is_the_shortest_part_of_what_is_left() -> None:
    # b has 69.0 and needs more than 72.0, the total of a: 5 · 3.05 = 15.25 points of one criterion's weight.
    found = standings(place("a", 0.96, 80, 4), place("b", 0.95, 80, 4))
    assert (found["a"].total, found["b"].above) == (72.0, "a")
    level, shopper, complaints = found["b"].lifts
    assert level.criterion == "level"
    assert level.needed == 0.961  # 96.02 % suffices, but 96.0 % as it would be shown does not
    assert level.effort == pytest.approx(5.5 / 25)  # 75 → 80.5 of 100
    assert (shopper.criterion, shopper.needed, shopper.effort) == ("shopper", 87.7, 0.385)
    assert (complaints.criterion, complaints.needed, complaints.effort) == ("complaints", 2.4, 0.4)
    for lift in found["b"].lifts:
        lifted = total_of({**{"level": 0.95, "shopper": 80, "complaints": 4}, lift.criterion: lift.needed}, THREE)
        assert lifted is not None and lifted > 72.0


@pytest.mark.parametrize("seed", range(20))
def test_whoever_reaches_the_value_as_it_is_shown_is_lifted(seed: int) -> None:
    """And whoever stays a step of what is shown short of it is not, or it would be no improvement to be seen."""
    chance, words = Random(seed), words_in("en")
    criteria = DEFAULT_CRITERIA
    contenders = [
        Contender(name, 1, {one.id: chance.uniform(one.worst, one.best) for one in criteria}) for name in "abcdef"
    ]
    league, _ = reversed(ranked(contenders, criteria, 60_000))
    values = {one.id: one.values for one in contenders}
    totals = {one.id: one.total or 0.0 for one in league.standings}
    told = 0
    for standing in league.standings:
        for lift in standing.lifts:
            criterion = next(one for one in criteria if one.id == lift.criterion)

            def total(value: float, name: str = criterion.id, of: str = standing.id) -> float:
                return total_of({**values[of], name: value}, criteria) or 0.0

            assert words.number(criterion.number(lift.needed)) == words.number(criterion.number(read(lift.needed)))
            assert words.number(criterion.number(lift.needed)) != words.number(criterion.number(lift.value))
            assert total(read(lift.needed)) > totals[standing.above or ""]
            short = lift.needed - criterion.grid * (1 if criterion.best > criterion.worst else -1)
            near = abs(short - lift.value) < criterion.grid / 2 + 1e-9
            assert near or total(short) <= totals[standing.above or ""]
            told += 1
    assert told > 5


def read(value: float) -> float:
    """The value as whoever reads three decimals knows it."""
    return round(value, 3)


def test_a_value_just_below_the_best_has_nothing_to_gain_that_could_be_shown() -> None:
    assert standings(place("a", 1.0, 80, 4), place("b", 0.9996, 79.9, 4))["b"].lifts[0].criterion != "level"


def test_what_would_not_suffice_at_its_best_is_not_advised() -> None:
    found = standings(place("a", 1.0, 100, 0), place("b", 0.8, 50, 10))
    assert found["b"].above == "a"
    assert found["b"].lifts == ()


def test_a_criterion_without_a_value_is_no_improvement() -> None:
    lifts = standings(place("a", 0.96, 80, 4), place("b", 0.95, None, 4))["b"].lifts
    assert "shopper" not in {lift.criterion for lift in lifts}


def test_the_ten_criteria_weigh_a_hundred_and_every_figure_is_there() -> None:
    assert len(DEFAULT_CRITERIA) == 10
    assert sum(one.weight for one in DEFAULT_CRITERIA) == 100
    assert {one.id for one in DEFAULT_CRITERIA if one.figure is None} == {
        "payment_collection", "mystery_shopper", "complaints",
    }  # fmt: skip
    assert set(get_args(Figure)) == set(get_args(RankingFigure)) == set(UNIT_OF_FIGURE)
    assert set(get_args(Figure)) - {"over_30_share", "load_spread"} <= set(FIGURES)


VISITS: list[Visit] = [
    visit("П001", "09:00", 60),
    visit("П002", "09:10", 2000),
    visit("П003", "09:20", 1000),
    visit("П004", "09:30", 60, state="left", judged="excluded", abandoned=True),
]


async def test_the_queues_criteria_are_the_figures_of_the_territory() -> None:
    found = await measured(Plain(VISITS), ("2026-03-01", "2026-03-31"), DEFAULT_CRITERIA)
    assert list(found) == ["north"]
    north = found["north"]
    assert north["service_level"] == pytest.approx(1 / 3)
    assert north["long_waits"] == pytest.approx(1 / 3)
    assert (north["longest_waits"], north["abandonment"], north["one_desk"]) == (2000, 0.25, 1.0)
    assert north["load_balance"] is None  # nobody knows the desks' time here
    assert "mystery_shopper" not in north


def test_load_is_balanced_where_every_hour_is_as_busy() -> None:
    assert spread([(3600, 0.7), (1800, 0.7)]) == 0
    assert spread([(3, 0.9), (1, 0.5)]) == pytest.approx(math.sqrt((3 * 0.1**2 + 0.3**2) / 4))
    assert spread([]) is None


CRITERIA = {one.id: one for one in DEFAULT_CRITERIA}
HEAD = "quarter,territory,criterion,value\n"


def taken(text: str) -> list[Entry]:
    return read_entries(text, criteria=CRITERIA, territories={"north", "south"})


def test_entries_are_read_as_people_and_spreadsheets_write_them() -> None:
    lines = ("2026Q1;north;payment_collection;95,7 %", "2026-Q1;south;complaints;1\u00a0,5")
    assert taken("\n".join(("\ufeffquarter;territory;criterion;value", *lines))) == [
        Entry("2026Q1", "north", "payment_collection", 0.957),
        Entry("2026Q1", "south", "complaints", 1.5),
    ]
    assert taken(HEAD + '2026Q1,north,complaints,"1,5",\n') == [Entry("2026Q1", "north", "complaints", 1.5)]
    assert taken(HEAD + "2026Q1,north,mystery_shopper,88\n") == [Entry("2026Q1", "north", "mystery_shopper", 88.0)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2026Q5,north,complaints,1", "line 2: “2026Q5” is no quarter"),
        ("2026Q1,moon,complaints,1", "no territory “moon”"),
        ("2026Q1,north,smiles,1", "no criterion “smiles”"),
        ("2026Q1,north,service_level,0.9", "comes from the queue"),
        ("2026Q1,north,complaints,many", "“many” is no number"),
        ("2026Q1,north,complaints,nan", "is no number"),
        ("2026Q1,north,complaints,1,5", "line 2: has more fields than the header"),
        ("2026Q1,north,payment_collection,0,957", "more fields"),
        ("2026Q1,north,complaints,1\r2026Q1,south,complaints,1", "line 2: new-line character"),
        (f"2026Q1,north,complaints,{'1' * 140_000}", "line 2: field larger than field limit"),
        ("2026Q1,north,complaints,-1", "below zero"),
        ("2026Q1,north,complaints,5%", "is no share"),
        ("2026Q1,north,payment_collection,95.7", "write 0.957 or 95.7%"),
        ("2026Q1,north", "is no"),
        ("2026Q1,north,complaints,1\n2026Q1,north,complaints,2", "line 3: 2026Q1 north complaints stands in the file"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_named_and_nothing_is_taken(line: str, said: str) -> None:
    with pytest.raises(EntriesInvalidError, match=said.replace("“", ".").replace("”", ".")):
        taken(HEAD + "2026Q1,south,complaints,3\n" + line if "line" not in said else HEAD + line)


def test_a_file_without_its_columns_is_refused() -> None:
    with pytest.raises(EntriesInvalidError, match="the column value is missing"):
        taken("quarter,territory,criterion\n")
    with pytest.raises(EntriesInvalidError, match="is missing"):
        taken("")


def test_a_share_is_a_share() -> None:
    assert entered_value("100%", CRITERIA["payment_collection"]) == 1.0


@dataclass(frozen=True)
class Then:
    """North had few accounts until the spring, many since."""

    async def of(self, quarter: str) -> dict[str, dict[str, float]]:
        return {}

    async def accounts_before(self, at: int) -> dict[str, int] | None:
        return {"north": 70_000 if at > instant("2026-04-01", "00:00") else 50_000}


async def test_a_past_quarter_has_the_leagues_of_its_own_time() -> None:
    company = Company({}, territories={"north": {}, "new": {}}, criteria=THREE)
    maker = RankingMaker(Plain(VISITS), Then(), company, Then(), "Europe/Moscow")

    async def leagues(quarter: str) -> list[list[tuple[str, int]]]:
        found = await maker.ranking(period(Span.QUARTER, quarter))
        return [[(one.id, one.accounts) for one in league.standings] for league in found.leagues]

    assert await leagues("2026Q1") == [[], [("north", 50_000), ("new", 0)]]
    assert await leagues("2026Q2") == [[("north", 70_000)], [("new", 0)]]
