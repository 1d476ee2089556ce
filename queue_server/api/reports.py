"""Reports: what was made and what comes, any report now, the ranking of territories and what is entered for it.

How they are made is elsewhere: what these routes need of it is `ReportBook`, which `starting.py` puts in.
"""

from collections.abc import Collection
from typing import Annotated, Any, Literal, Protocol

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from queue_server.api.bodies import EntriesBody
from queue_server.api.fields import WORD
from queue_server.api.guard import caller_of
from queue_server.api.permissions import SUPERVISES, WATCHES, permits
from queue_server.api.reach import in_reach, reaches
from queue_server.api.repeats_route import RememberingRoute
from queue_server.api.report_answers import RankingAnswer, ReportsAnswer, TakenAnswer
from queue_server.api.submitting import json_response
from queue_server.api.surroundings import client_of, surroundings_of
from queue_server.database.recording import Recorder
from queue_server.errors import NotAllowed, OfficeUnknown, TerritoryUnknown

router = APIRouter(prefix="/api/v1/reports", tags=["reports"], route_class=RememberingRoute)

Kind = Annotated[Literal["brief", "bulletin", "monthly", "quarterly", "ranking"], Path(description="Which report.")]
PeriodQuery = Annotated[
    str,
    Query(
        max_length=10,
        pattern=r"^[0-9QW-]+$",
        description="A day for a brief, else a week `2026-W10`, a month `2026-03`, a quarter `2026Q1`.",
        examples=["2026-03-02"],
    ),
]
QuarterQuery = Annotated[str, Query(max_length=10, pattern=r"^[0-9Q-]+$", examples=["2026Q1"])]
OfficeQuery = Annotated[str | None, Query(max_length=64, pattern=WORD, description="About this office.")]
TerritoryQuery = Annotated[str | None, Query(max_length=64, pattern=WORD, description="About this territory.")]
FormQuery = Annotated[Literal["html", "pdf", "xlsx", "csv", "json"], Query(description="Of the file.")]
LanguageQuery = Annotated[Literal["ru", "en", "zh"], Query(description="Of the words.")]

FORMS = (
    "text/html", "application/pdf", "text/csv", "application/json",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)  # fmt: skip
FILE_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The report.",
        "content": {form: {"schema": {"type": "string", "format": "binary"}} for form in FORMS if form != FORMS[3]}
        | {FORMS[3]: {"schema": {"type": "object"}}},
    }
}


class File(Protocol):
    """A made file."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def media_type(self) -> str: ...  # noqa: D102
    @property
    def data(self) -> bytes: ...  # noqa: D102
    @property
    def policy(self) -> str | None: ...  # noqa: D102


class ReportBook(Protocol):
    """What the routes ask of reports. Making one raises `RequestInvalid`, `Unknown`, `Unavailable`."""

    async def file(
        self,
        kind: str,
        *,
        office: str | None,
        territory: str | None,
        period: str,
        form: str,
        language: str,
        alone: bool = False,
    ) -> File:
        """One report as a file; `alone`: of the ranking what is about its territory."""
        ...

    async def ranking(self, quarter: str, *, only: str | None = None) -> dict[str, Any]:
        """The ranking of a quarter; of one territory only where it is given."""
        ...

    async def take(self, text: str, *, by: str, record: Recorder) -> int:
        """Takes values for the ranking from CSV; how many. `record` is told in the same transaction."""
        ...

    async def listed(self, *, offices: Collection[str] | None, territory: str | None) -> dict[str, Any]:
        """What was made by itself and what comes; about these offices and this territory only where they are given."""
        ...


def book_of(request: Request) -> ReportBook:
    """The reports of this server."""
    found: ReportBook = request.app.state.reports
    return found


@router.get("", response_model=ReportsAnswer, summary="What was made, what comes")
@permits(WATCHES)
async def reports(request: Request) -> Response:
    """Reports that are made by themselves. Who belongs to an office or a territory sees what is about it only."""
    identity = caller_of(request).identity
    territory = identity.territory if identity is not None else None
    return json_response(await book_of(request).listed(offices=in_reach(request, identity), territory=territory))


@router.get("/documents/{kind}", summary="A report, made now", responses=FILE_ANSWER, response_class=Response)
@permits(WATCHES)
async def document(
    request: Request,
    kind: Kind,
    period: PeriodQuery,
    office: OfficeQuery = None,
    territory: TerritoryQuery = None,
    format: FormQuery = "html",  # noqa: A002 - the word of the query
    language: LanguageQuery = "ru",
) -> Response:
    """Made from the log as it is now, in its turn. Without an office or a territory it is about the company.

    Who belongs to an office or a territory gets what is about it only; the names of colleagues stand in it.
    """
    office, territory = _within_reach(request, kind, office, territory)
    identity = caller_of(request).identity
    made = await book_of(request).file(
        kind, office=office, territory=territory, period=period, form=format, language=language,
        alone=identity is not None and identity.bound,
    )  # fmt: skip
    shown = "inline" if made.policy is not None else "attachment"
    headers = {"Content-Disposition": f'{shown}; filename="{made.name}"'}
    if made.policy is not None:
        headers["Content-Security-Policy"] = made.policy
    return Response(made.data, headers=headers, media_type=made.media_type)


@router.get("/ranking", response_model=RankingAnswer, summary="Territories ranked")
@permits(WATCHES)
async def ranking(request: Request, quarter: QuarterQuery) -> Response:
    """Places in two leagues, the trend, and what would lift each one place. docs/ranking.md has the rules.

    Who belongs to a territory sees where it stands, and nothing of the others.
    """
    identity = caller_of(request).identity
    if identity is not None and identity.office is not None:
        raise NotAllowed("The ranking is for those who look after a territory or all offices.")
    only = identity.territory if identity is not None else None
    return json_response(await book_of(request).ranking(quarter, only=only))


@router.post("/ranking/entries", response_model=TakenAnswer, summary="Values for the ranking")
@permits(SUPERVISES)
async def entries(request: Request, body: EntriesBody) -> Response:
    """CSV with `quarter,territory,criterion,value`. With one wrong line nothing is taken."""
    _of_the_company(request)
    caller = caller_of(request)
    record = surroundings_of(request).access.recorder(
        actor=caller.subject, action="ranking_entered", subject="ranking", address=client_of(request)
    )
    return json_response({"taken": await book_of(request).take(body.csv, by=caller.subject, record=record)})


def _within_reach(
    request: Request, kind: str, office: str | None, territory: str | None
) -> tuple[str | None, str | None]:
    """Whom the report is about: what was asked for, or what the caller belongs to. Raises where that is another's."""
    identity = caller_of(request).identity
    if identity is None or not identity.bound:
        return office, territory
    if kind == "ranking":
        raise NotAllowed("The report of the ranking is for those who look after all offices.")
    if office is not None and not reaches(request, identity, office):
        raise OfficeUnknown(office)
    if territory is not None and territory != identity.territory:
        raise TerritoryUnknown(territory)
    if office is None and territory is None and (identity.office is not None or kind != "brief"):
        return identity.office, identity.territory
    return office, territory


def _of_the_company(request: Request) -> None:
    """Values are entered for all territories: nobody of one of them does."""
    identity = caller_of(request).identity
    if identity is not None and identity.bound:
        raise NotAllowed("Values for the ranking are entered by those who look after all offices.")
