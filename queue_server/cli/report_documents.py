"""`queue-server report brief …`: whole documents, as a page, for paper, as a sheet, or for programs."""

from typing import TYPE_CHECKING, Annotated

import typer

from queue_server.cli.documents import Told, document
from queue_server.cli.operator import clock
from queue_server.cli.report_words import a_period, a_told_day, known_office, known_territory

if TYPE_CHECKING:
    from analytics.reports.document import Document
    from analytics.reports.making import ReportMaker

OfOffice = Annotated[str | None, typer.Option("--office", help="Of one office.")]
OfTerritory = Annotated[str | None, typer.Option("--territory", help="Of one territory.")]


def add(reports: typer.Typer) -> None:
    """Adds the documents under `report`."""
    for command in (brief, bulletin, monthly, quarterly):
        reports.command()(command)


@document
def brief(
    office: Annotated[str, typer.Option(help="Which office.")],
    day: Annotated[str, typer.Option(metavar="DAY", help="The local day it tells of, 2026-03-02.")],
) -> Told:
    """The morning brief of an office: a day, what broke the standard and why, what the next open day will bring.

    Exit codes: 0 written, 2 the request makes no sense, 3 the database cannot be used.
    """
    told = a_told_day(day, "--day")

    async def make(maker: "ReportMaker") -> "Document":
        known_office(office, maker.company.offices)
        return await maker.brief(office, told, made_at=clock())

    return Told(make)


@document
def bulletin(
    week: Annotated[str, typer.Option(metavar="WEEK", help="The week it tells of, 2026-W10.")],
    office: OfOffice = None,
    territory: OfTerritory = None,
) -> Told:
    """The weekly bulletin of an office, a territory, or (without either) the company.

    Exit codes: 0 written, 2 the request makes no sense, 3 the database cannot be used.
    """
    return _periodical("week", week, office, territory)


@document
def monthly(
    month: Annotated[str, typer.Option(metavar="MONTH", help="The month it tells of, 2026-03.")],
    office: OfOffice = None,
    territory: OfTerritory = None,
) -> Told:
    """The monthly report of an office, a territory, or (without either) the company.

    Exit codes: 0 written, 2 the request makes no sense, 3 the database cannot be used.
    """
    return _periodical("month", month, office, territory)


@document
def quarterly(
    quarter: Annotated[str, typer.Option(metavar="QUARTER", help="The quarter it tells of, 2026Q1.")],
    office: OfOffice = None,
    territory: OfTerritory = None,
) -> Told:
    """The quarterly report of an office, a territory, or (without either) the company.

    Exit codes: 0 written, 2 the request makes no sense, 3 the database cannot be used.
    """
    return _periodical("quarter", quarter, office, territory)


def _periodical(span: str, text: str, office: str | None, territory: str | None) -> Told:
    """The report of a week, a month or a quarter; what makes no sense is refused."""
    from analytics.reports.answers import Scope

    if office is not None and territory is not None:
        raise typer.BadParameter("Name an office or a territory, not both.", param_hint="--territory")
    told = a_period(span, text)

    async def make(maker: "ReportMaker") -> "Document":
        if office is not None:
            known_office(office, maker.company.offices)
        if territory is not None:
            known_territory(territory, maker.company.territories)
        return await maker.periodical(Scope(office, territory), told, made_at=clock())

    return Told(make)
