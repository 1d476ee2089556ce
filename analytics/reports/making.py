"""Makes the documents that are asked for: asks for figures, gathers the facts, and hands back the plain structure."""

from dataclasses import dataclass

from analytics.fair_play.answering import fair_play
from analytics.fair_play.rules import Finding
from analytics.ranking.quarter import Accounts, Entries, RankingMaker
from analytics.reports.answers import Answers, Asking, Scope
from analytics.reports.brief import BriefFacts, brief, next_open_day
from analytics.reports.company import Company
from analytics.reports.document import Document, Section
from analytics.reports.fair_play_section import fair_play_section
from analytics.reports.period_facts import gathered
from analytics.reports.periodical import periodical, timezone_of
from analytics.reports.periods import Period, Span
from analytics.reports.ranking_section import ranking_document, ranking_sections
from analytics.reports.tables import MANAGER_FIGURES
from analytics.reports.troubles import DeskHalfHours
from analytics.reports.usual import SLOTS, Forecast, slot_of, usual_day_of
from analytics.store import VisitStore, asked_of


@dataclass(frozen=True, slots=True)
class ReportMaker:
    """The maker of one database's reports."""

    store: VisitStore
    answers: Answers
    entries: Entries
    company: Company
    forecast: Forecast
    accounts: Accounts

    @property
    def rankings(self) -> RankingMaker:
        """The maker of rankings."""
        return RankingMaker(self.answers, self.entries, self.company, self.accounts, timezone_of(Scope(), self.company))

    async def brief(self, office: str, day: str, *, made_at: int) -> Document:
        """The morning brief about `day`. Raises `KeyError` for an office without a log."""
        config = self.company.offices[office]
        next_day = next_open_day(config, day)
        facts = BriefFacts(
            office=config,
            day=day,
            visits=await self.store.between(day, day, office=office),
            usual=await usual_day_of(self.answers, office, day),
            desks=await self._desks(office, day),
            managers=(await self.answers.answer(day, day, office=office, by=("manager",), only=MANAGER_FIGURES)).rows,
            next_day=next_day,
            expected=await self.forecast.expected(office, next_day),
        )
        return brief(facts, self.company, made_at)

    async def periodical(self, scope: Scope, period: Period, *, made_at: int, alone: bool = False) -> Document:
        """The report of a week, a month or a quarter; a quarter's has the ranking, where territories are ranked.

        `alone` leaves the other territories out of it.
        """
        facts = await gathered(Asking(self.answers, scope), period)
        further: list[Section] = [fair_play_section(await self._noticed(scope, period), scope, self.company)]
        if period.span is Span.QUARTER and scope.office is None and self.company.territories:
            ranking = await self.rankings.ranking(period)
            told = ranking.only(scope.territory) if alone and scope.territory is not None else ranking
            further = [*ranking_sections(told, self.company, scope.territory), *further]
        return periodical(facts, self.company, made_at, further=further)

    async def ranking(self, quarter: Period, *, made_at: int) -> Document:
        """The ranking by itself."""
        zone = timezone_of(Scope(), self.company)
        return ranking_document(await self.rankings.ranking(quarter), self.company, made_at, zone)

    async def _noticed(self, scope: Scope, period: Period) -> list[Finding]:
        """What the rules of fair play find in the period."""
        among = self.company.of_territory(scope.territory) if scope.territory is not None else None
        return await fair_play(self.store, asked_of(period.first, period.last, scope.office, among))

    async def _desks(self, office: str, day: str) -> DeskHalfHours | None:
        """The desks' time by half-hour; None where no desk was open in any half-hour in which somebody came."""
        only = ("desks_open_s", "desks_break_s")
        rows = (await self.answers.answer(day, day, office=office, by=("half_hour",), only=only)).rows
        open_s, break_s = [0.0] * SLOTS, [0.0] * SLOTS
        for row in rows:
            open_s[slot_of(row["half_hour"])] = row["desks_open_s"] or 0.0
            break_s[slot_of(row["half_hour"])] = row["desks_break_s"] or 0.0
        return DeskHalfHours(tuple(open_s), tuple(break_s)) if any(open_s) else None
