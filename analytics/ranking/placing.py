"""Places: totals from values, two leagues, ties, and what became of a territory since the quarter before. Pure.

A criterion without a value for a territory is left out of its total, and is said to be missing. A territory with values
for less than half of the weight gets no place: what is left says too little. Totals are compared as they are shown, to
a tenth; equal totals share a place, and the next place is after all of them (1, 2, 2, 4).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analytics.ranking.criteria import Criterion
from analytics.ranking.improving import Lift, lifts

LEAST_WEIGHT_SHARE = 0.5
DECIMALS = 1

Values = Mapping[str, float | None]
"""By criterion; None or absent where there is no value."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A territory with what it is ranked by."""

    id: str
    accounts: int
    values: Values


@dataclass(frozen=True, slots=True)
class Scored:
    """One criterion of one territory. `value` and `score` are None where nothing is known."""

    criterion: str
    value: float | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a territory stands. `place` is None without enough values. `place_before` and `total_before` of the same
    league a quarter earlier. `lifts` are single improvements that lift it one place, the cheapest first."""

    id: str
    league: int
    accounts: int
    place: int | None
    total: float | None
    scores: tuple[Scored, ...]
    missing: tuple[str, ...]
    place_before: int | None = None
    total_before: float | None = None
    above: str | None = None
    """The territory that the lifts would overtake."""
    lifts: tuple[Lift, ...] = ()


@dataclass(frozen=True, slots=True)
class League:
    """Territories of comparable size: the first league has `league_accounts` and more, the second fewer."""

    number: int
    standings: tuple[Standing, ...]


def ranked(
    contenders: Sequence[Contender],
    criteria: Sequence[Criterion],
    league_accounts: int,
    *,
    before: Sequence[League] = (),
) -> tuple[League, ...]:
    """The leagues, in each the standings in the order of their places. `before` is the ranking a quarter earlier."""
    leagues = []
    for number in (1, 2):
        inside = [one for one in contenders if league_of(one.accounts, league_accounts) == number]
        earlier = {one.id: one for league in before if league.number == number for one in league.standings}
        leagues.append(League(number, _placed(number, inside, criteria, earlier)))
    return tuple(leagues)


def league_of(accounts: int, league_accounts: int) -> int:
    """1 for the large ones, the limit included; 2 for the others."""
    return 1 if accounts >= league_accounts else 2


def total_of(values: Values, criteria: Sequence[Criterion]) -> float | None:
    """The weighted mean of the scores that are known; None where they carry less than half of the weight."""
    known = [(one, value) for one in criteria if (value := values.get(one.id)) is not None]
    weight = sum(one.weight for one, _ in known)
    if not known or weight < LEAST_WEIGHT_SHARE * sum(one.weight for one in criteria):
        return None
    return round(sum(one.weight * one.score(value) for one, value in known) / weight, DECIMALS)


def _placed(
    number: int, contenders: Sequence[Contender], criteria: Sequence[Criterion], earlier: Mapping[str, Standing]
) -> tuple[Standing, ...]:
    totals = {one.id: total_of(one.values, criteria) for one in contenders}
    ordered = sorted(contenders, key=lambda one: (totals[one.id] is None, -(totals[one.id] or 0.0), one.id))
    known = [total for total in totals.values() if total is not None]
    standings = []
    for one in ordered:
        total = totals[one.id]
        place = 1 + sum(other > total for other in known) if total is not None else None
        above = _next_above(total, ordered, totals)
        before = earlier.get(one.id)
        standings.append(
            Standing(
                id=one.id,
                league=number,
                accounts=one.accounts,
                place=place,
                total=total,
                scores=tuple(_scored(criterion, one.values.get(criterion.id)) for criterion in criteria),
                missing=tuple(criterion.id for criterion in criteria if one.values.get(criterion.id) is None),
                place_before=before.place if before is not None else None,
                total_before=before.total if before is not None else None,
                above=above.id if above is not None else None,
                lifts=lifts(one.values, criteria, totals[above.id] or 0.0, total_of) if above is not None else (),
            )
        )
    return tuple(standings)


def _next_above(
    total: float | None, ordered: Sequence[Contender], totals: Mapping[str, float | None]
) -> Contender | None:
    """Whoever stands one place higher: the lowest total above this one."""
    if total is None:
        return None
    higher = [(found, other) for other in ordered if (found := totals[other.id]) is not None and found > total]
    return min(higher, key=lambda pair: (pair[0], pair[1].id))[1] if higher else None


def _scored(criterion: Criterion, value: float | None) -> Scored:
    return Scored(criterion.id, value, round(criterion.score(value), DECIMALS) if value is not None else None)
