"""Questions for figures, answered from visits one by one where that is quick, from their summaries where it is not.

The one entry for the terminal, the API and documents. Up to `EXACT_MOST` visits the quantiles are exact; beyond, they
come from merged histograms, and the answer says so with how far off they can be. Counts, sums and the service level are
exact either way.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from analytics.figures.definitions import FIGURES, Row, figures, needs_of, rows_of, with_beside
from analytics.figures.sums import OFFERED, OFFERED_QUANTILES, QUANTILES
from analytics.refusals import refused_beside
from analytics.store.asked import Asked, asked_of
from analytics.store.refusals import refusals
from analytics.store.summaries import SummaryStore
from analytics.store.visits import VisitStore
from analytics.summaries import bins
from analytics.summaries.cells import DESK_SUMS, KINDS, cells_of, side_by_side
from analytics.summaries.sums import desks_beside, desks_of_cells, sums_of_cells
from queue_server.domain.ids import OfficeId

EXACT_MOST = 250_000
"""Visits that are read one by one: about two seconds, and as many megabytes as a hundred thousand tickets."""
PLACES = frozenset({"office", "territory", "day", "weekday"})
"""Groups that every summary keeps apart."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows asked for. `exact`: quantiles come from the visits themselves and not from histograms."""

    rows: list[Row]
    exact: bool

    def waits(self) -> dict[str, object]:
        """Where the quantiles come from, for programs."""
        if self.exact:
            return {"from": "visits"}
        return {"from": "histograms", "within_share": round(bins.WITHIN_SHARE, 4), "within_s": bins.WITHIN_S}


class FigureAnswers:
    """Answers from one database."""

    def __init__(self, store: VisitStore) -> None:
        self.store = store
        self.summaries = SummaryStore(store)

    async def catch_up(self) -> None:
        """Folds what the log has gained, and sums up the days that are over: questions are answered at once then."""
        await self.store.catch_up()
        await self.summaries.sum_up()

    async def answer(
        self,
        first_day: str,
        last_day: str,
        *,
        office: OfficeId | None = None,
        by: Sequence[str] = (),
        only: Collection[str] = FIGURES,
        exact: bool = False,
        among: Collection[OfficeId] | None = None,
    ) -> Answer:
        """The figures of visits issued on these local days, both included, a row a group: of an office, of some
        (`among`), or of all.

        `exact` reads the visits one by one however many they are; so does a grouping that no summary keeps apart.
        """
        asked = asked_of(first_day, last_day, office, among)
        await self.store.catch_up(asked=asked)
        kind = kind_for(by)
        if not exact and kind is not None and await self.store.more_than(EXACT_MOST, asked):
            return Answer(await self._from_summaries(asked, kind, by, only), exact=False)
        going_on = await self.store.going_on(asked)
        visits = await self.store.columns(asked, going_on=going_on)
        needs_desks = bool(needs_of(only) & set(DESK_SUMS))
        desks = desks_beside(await self.store.desk_time(asked, going_on=going_on), by) if needs_desks else None
        refused = refused_beside(await refusals(self.store.database, asked), by)
        return Answer(figures(visits, by, only=only, desks=desks, refused=refused), exact=True)

    async def _from_summaries(self, asked: Asked, kind: str, by: Sequence[str], only: Collection[str]) -> list[Row]:
        going_on = await self.summaries.sum_up(asked)
        needs = needs_of(only)
        days_apart = bool({"day", "weekday"} & set(by))
        needs_bins = bool(needs & {*QUANTILES, *OFFERED, *OFFERED_QUANTILES})
        cells = await self.summaries.load(asked, kind, days_apart=days_apart, bins=needs_bins)
        if open_days := going_on.days():
            visits = await self.store.columns(asked, open_days, going_on=going_on)
            desk_time = await self.store.desk_time(asked, open_days, going_on=going_on)
            cells = side_by_side([cells, cells_of(visits, desk_time, KINDS[kind])])
        refused = refused_beside(await refusals(self.store.database, asked), by)
        desks = desks_of_cells(cells, by) if needs & set(DESK_SUMS) else None
        sums = with_beside(sums_of_cells(cells, by, needs), by, desks=desks, refused=refused, needs=needs)
        return rows_of(sums, by, only=only)


def kind_for(by: Sequence[str]) -> str | None:
    """The smallest summary that keeps `by` apart; None where there is none.

    >>> kind_for(["office", "half_hour"]), kind_for(["half_hour", "topic"]), kind_for(["manager", "topic"])
    ('half_hour', 'topic_half_hour', None)
    """
    kept = set(by) - PLACES
    return next((kind for kind, keys in KINDS.items() if kept <= set(keys)), None)
