"""Joins the reports with a database at the terminal: its visits, and what the organisation file calls things."""

from analytics.answering import EXACT_MOST, FigureAnswers
from analytics.forecast.office import StoreForecast
from analytics.ranking.store import EntryStore
from analytics.reports.company import company_of
from analytics.reports.making import ReportMaker
from analytics.store import EVERYTHING, VisitStore
from queue_server.access.applied import AppliedOrganisations
from queue_server.cli.operator import clock
from queue_server.cli.progress import progress_bar
from queue_server.database.engine import Database


async def answers_of(database: Database) -> FigureAnswers:
    """Whoever answers with this database's figures, up to its log; where that takes long, a bar says how far it is."""
    store = VisitStore(database, clock)
    answers = FigureAnswers(store)
    behind = sum((await store.behind()).values())
    with progress_bar("Folding events", total=behind) as advance:
        await store.catch_up(lambda _office, events: advance(events))
    if await store.more_than(EXACT_MOST, EVERYTHING):  # then large questions are answered from sums of days
        with progress_bar("Adding up days", total=await answers.summaries.unsummed()) as advance:
            await answers.summaries.sum_up(progress=advance)
    return answers


async def maker_of(database: Database) -> ReportMaker:
    """The maker of this database's reports."""
    answers = await answers_of(database)
    store = answers.store
    kept = AppliedOrganisations(database)
    applied = await kept.latest()
    company = company_of(applied.organisation if applied is not None else None, await store.configurations())
    return ReportMaker(store, answers, EntryStore(database), company, StoreForecast(store), kept)
