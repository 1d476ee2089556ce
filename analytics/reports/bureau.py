"""Where a server's reports are made: in the clerk's room, one after another, so that none holds up a command.

Who asks while too many wait is told to come back.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from analytics.answering import FigureAnswers
from analytics.clerk import Clerk
from analytics.forecast.office import StoreForecast
from analytics.ranking.entries import EntriesInvalidError, read_entries
from analytics.ranking.quarter import Accounts, plain
from analytics.ranking.store import EntryStore
from analytics.reports.asking_for import Wanted
from analytics.reports.company import Organised, company_of
from analytics.reports.document import Document
from analytics.reports.making import ReportMaker
from analytics.reports.periods import PeriodInvalidError, Span, period
from analytics.reports.schedule import Subscription
from queue_server.database.engine import Database
from queue_server.database.recording import Recorder
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import Instant
from queue_server.errors import RequestInvalid, Unavailable

MOST_WAITING = 8
"""Reports that may wait for their turn: more than a few people's presses, fewer than a flood."""
BUSY_S = 10.0
"""When to come back: about as long as a few reports take."""

T = TypeVar("T")


class Planned(Organised, Protocol):
    """The organisation with what is made by itself."""

    @property
    def reports(self) -> Sequence[Subscription]: ...  # noqa: D102
    @property
    def offices(self) -> Mapping[str, OfficeConfig]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class ReportFile:
    """One file of a report. `policy` is the Content-Security-Policy with which a browser may show it."""

    name: str
    media_type: str
    data: bytes
    policy: str | None = None


@dataclass(slots=True)
class ReportBureau:
    """Makes what is asked for, one after another."""

    clerk: Clerk
    organisation: Callable[[], Planned | None]
    clock: Callable[[], Instant]
    accounts_of: Callable[[Database], Accounts]
    """Who knows the accounts of earlier days; it is asked in the clerk's room."""
    _waiting: int = 0

    async def file(self, wanted: Wanted, form: str, language: str) -> ReportFile:
        """The report in one form and one language. Raises `RequestInvalid`, `Unknown`, `Unavailable`."""
        wanted.checked()

        async def work(maker: ReportMaker) -> ReportFile:
            return file_of(await wanted.made(maker, self.clock()), wanted, form, language)

        return await self.made(work)

    async def ranking(self, quarter: str, *, only: str | None = None) -> dict[str, Any]:
        """The ranking of a quarter (of one territory) as plain data. Raises `RequestInvalid`, `Unavailable`."""
        try:
            told = period(Span.QUARTER, quarter)
        except PeriodInvalidError as problem:
            raise RequestInvalid(str(problem)) from None

        async def work(maker: ReportMaker) -> dict[str, Any]:
            named = {name: dict(names) for name, names in maker.company.territories.items()}
            found = await maker.rankings.ranking(told)
            return {**plain(found if only is None else found.only(only)), "territories": named}

        return await self.made(work)

    async def take(self, text: str, *, by: str, record: Recorder) -> int:
        """Takes entered values from CSV; how many. Raises `RequestInvalid` with every wrong line, `Unavailable`.

        `record` is told in the same transaction.
        """

        async def work(maker: ReportMaker) -> int:
            criteria = {one.id: one for one in maker.company.criteria}
            entries = read_entries(text, criteria=criteria, territories=maker.company.territories)
            await EntryStore(maker.store.database).keep(entries, at=self.clock(), by=by, record=record)
            return len(entries)

        try:
            return await self.made(work)
        except EntriesInvalidError as problem:
            raise RequestInvalid(" ".join(f"{line}." for line in problem.problems)) from None

    async def made(self, work: Callable[[ReportMaker], Awaitable[T]]) -> T:
        """Runs `work` in its turn, in the clerk's room. Raises `Unavailable` where too many wait."""
        if self._waiting >= MOST_WAITING:
            raise Unavailable("Many reports are being made. Try again in a moment.", retry_after_s=BUSY_S)
        organisation = self.organisation()

        async def in_the_room(answers: FigureAnswers) -> T:
            store = answers.store
            company = company_of(organisation, await store.configurations())
            forecast, entries = StoreForecast(store), EntryStore(store.database)
            accounts = self.accounts_of(store.database)
            return await work(ReportMaker(store, answers, entries, company, forecast, accounts))

        self._waiting += 1
        try:
            return await self.clerk.in_turn(in_the_room)
        finally:
            self._waiting -= 1


def file_of(document: Document, wanted: Wanted, form: str, language: str) -> ReportFile:
    """A document as a file with its name: kind, subject, period, language."""
    from analytics.reports.html_file import content_security_policy  # late: what renders takes long to load
    from analytics.reports.rendering import FORMS, rendered

    about = [wanted.kind, wanted.scope.id or "", wanted.period, language]
    name = f"{'-'.join(part for part in about if part)}.{form}"
    policy = content_security_policy() if form == "html" else None
    return ReportFile(name, FORMS[form].media_type, rendered(document, form, language), policy)
