"""The ranking of one quarter: gathers what the queue says and what was entered, and places the territories."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from analytics.ranking.criteria import Criterion
from analytics.ranking.measuring import measured
from analytics.ranking.placing import Contender, League, Standing, ranked
from analytics.reports.answers import Answers
from analytics.reports.company import Company
from analytics.reports.periods import Period
from analytics.reports.values import Name
from queue_server.domain.ids import SECOND, Instant


class Entries(Protocol):
    """Where entered values come from."""

    async def of(self, quarter: str) -> dict[str, dict[str, float]]:
        """By territory and criterion."""
        ...


class Accounts(Protocol):
    """Who knows how many accounts a territory looked after."""

    async def accounts_before(self, at: Instant) -> Mapping[str, int] | None:
        """By territory, as it was said last before `at`, else first; None where nothing was ever said."""
        ...


@dataclass(frozen=True, slots=True)
class Ranking:
    """The leagues of one quarter, with what they were made by."""

    quarter: Period
    criteria: tuple[Criterion, ...]
    league_accounts: int
    leagues: tuple[League, ...]

    @property
    def standings(self) -> dict[str, Standing]:
        """By territory."""
        return {one.id: one for league in self.leagues for one in league.standings}

    def only(self, territory: str) -> "Ranking":
        """The same, told of one territory: where it stands, without the others."""
        leagues = (replace(one, standings=tuple(s for s in one.standings if s.id == territory)) for one in self.leagues)
        return replace(self, leagues=tuple(leagues))


@dataclass(frozen=True, slots=True)
class RankingMaker:
    """Makes rankings from one database."""

    answers: Answers
    entries: Entries
    company: Company
    accounts: Accounts
    timezone: str

    async def ranking(self, quarter: Period) -> Ranking:
        """The quarter's, with the trend since the one before."""
        criteria, league_accounts = self.company.criteria, self.company.league_accounts
        before = ranked(await self._contenders(quarter.previous), criteria, league_accounts)
        leagues = ranked(await self._contenders(quarter), criteria, league_accounts, before=before)
        return Ranking(quarter, criteria, league_accounts, leagues)

    async def _contenders(self, quarter: Period) -> list[Contender]:
        queue = await measured(self.answers, (quarter.first, quarter.last), self.company.criteria)
        entered = await self.entries.of(quarter.id)
        accounts = await self.accounts.accounts_before(_end_of(quarter, self.timezone)) or {}
        return [
            Contender(
                territory,
                accounts.get(territory, self._accounts(territory)),
                {**entered.get(territory, {}), **queue.get(territory, {})},
            )
            for territory in sorted(self.company.territories)
        ]

    def _accounts(self, territory: str) -> int:
        """Those of today: of a territory that was not there then."""
        return sum(self.company.offices[office].accounts for office in self.company.of_territory(territory))


def _end_of(quarter: Period, timezone: str) -> Instant:
    """The moment at which the day after its last one begins."""
    after = date.fromisoformat(quarter.last) + timedelta(days=1)
    return round(datetime.combine(after, time(), tzinfo=ZoneInfo(timezone)).timestamp()) * SECOND


def plain(ranking: Ranking) -> dict[str, Any]:
    """The ranking as plain data, for programs."""
    return {
        "quarter": ranking.quarter.id,
        "from": ranking.quarter.first,
        "to": ranking.quarter.last,
        "league_accounts": ranking.league_accounts,
        "criteria": [
            {
                "id": one.id,
                "name": _names(one),
                "weight": one.weight,
                "worst": one.worst,
                "best": one.best,
                "unit": one.unit.value,
                "figure": one.figure,
            }
            for one in ranking.criteria
        ],
        "leagues": [
            {"league": league.number, "standings": [_standing(one) for one in league.standings]}
            for league in ranking.leagues
        ],
    }


def _names(criterion: Criterion) -> dict[str, str]:
    if isinstance(criterion.name, Name):
        return dict(criterion.name.names)
    from analytics.reports.words import LANGUAGES, words_in  # late: Babel takes long to load

    return {language: words_in(language).text(criterion.name) for language in LANGUAGES}


def _standing(one: Standing) -> dict[str, Any]:
    return {
        "territory": one.id,
        "accounts": one.accounts,
        "place": one.place,
        "total": one.total,
        "place_before": one.place_before,
        "total_before": one.total_before,
        "scores": [{"criterion": each.criterion, "value": each.value, "score": each.score} for each in one.scores],
        "missing": list(one.missing),
        "above": one.above,
        "lifts": [
            {"criterion": each.criterion, "value": each.value, "needed": each.needed, "effort": each.effort}
            for each in one.lifts
        ],
    }
