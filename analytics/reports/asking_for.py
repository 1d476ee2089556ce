"""A report as somebody asks for it in words: which, about whom, of when. Refuses what makes no sense."""

from dataclasses import dataclass

from analytics.reports.answers import Scope
from analytics.reports.company import Company
from analytics.reports.document import Document
from analytics.reports.making import ReportMaker
from analytics.reports.periods import Period, PeriodInvalidError, Span, day_told, period
from analytics.reports.schedule import SPANS
from queue_server.domain.ids import Instant
from queue_server.errors import OfficeUnknown, RequestInvalid, TerritoryUnknown

KINDS = ("brief", "bulletin", "monthly", "quarterly", "ranking")


@dataclass(frozen=True, slots=True)
class Wanted:
    """`period` is a day for a brief, a week, a month, or a quarter; `alone` leaves other territories out of it."""

    kind: str
    scope: Scope
    period: str
    alone: bool = False

    def checked(self) -> "Wanted":
        """Itself, if it makes sense. Raises `RequestInvalid`."""
        if self.scope.office is not None and self.scope.territory is not None:
            raise RequestInvalid("Name an office or a territory, not both.")
        if self.kind == "brief" and self.scope.office is None:
            raise RequestInvalid("A brief is about an office: name it.")
        if self.kind == "ranking" and self.scope != Scope():
            raise RequestInvalid("The ranking is about all territories: name neither office nor territory.")
        self._span()
        return self

    async def made(self, maker: ReportMaker, at: Instant) -> Document:
        """The document. Raises `Unknown` for an office or a territory that is not there."""
        known(self.scope, maker.company)
        span = self._span()
        if span is None:
            return await maker.brief(self.scope.office or "", self.period, made_at=at)
        if self.kind == "ranking":
            return await maker.ranking(span, made_at=at)
        return await maker.periodical(self.scope, span, made_at=at, alone=self.alone)

    def _span(self) -> Period | None:
        try:
            if self.kind == "brief":
                day_told(self.period)
                return None
            return period(SPANS.get(self.kind, Span.QUARTER), self.period)
        except PeriodInvalidError as problem:
            raise RequestInvalid(str(problem)) from None


def known(scope: Scope, company: Company) -> None:
    """Raises `Unknown` for an office or a territory that is not there."""
    if scope.office is not None and scope.office not in company.offices:
        raise OfficeUnknown(scope.office)
    if scope.territory is not None and scope.territory not in company.territories:
        raise TerritoryUnknown(scope.territory)
