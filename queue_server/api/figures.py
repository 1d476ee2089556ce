"""Figures of any days by office, topic, manager and the like, and the signs of fair play.

How they are worked out is elsewhere: what these routes need of it is `FigureBook`, which `starting.py` puts in.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from queue_server.api.fields import WORD, LocalDay
from queue_server.api.figure_answers import FairPlayAnswer, FiguresAnswer
from queue_server.api.guard import GuardedRoute, caller_of
from queue_server.api.permissions import WATCHES, permits
from queue_server.api.reach import in_reach, reaches
from queue_server.api.scope import office_ever
from queue_server.api.submitting import json_response
from queue_server.errors import OfficeUnknown, RequestInvalid

router = APIRouter(prefix="/api/v1/reports", tags=["reports"], route_class=GuardedRoute)

GROUPS = ("office", "territory", "topic", "category", "manager", "outcome", "state", "day", "weekday", "half_hour")
LONGEST_DAYS = 1100
"""Three years."""
ROWS_MOST = 20_000
"""Rows of one answer: some twenty megabytes. Who needs more asks office by office."""
FINDINGS_MOST = 2_000
TOO_LARGE = "The answer would be too large. Ask for fewer days, fewer groups, or one office."

FirstDay = Annotated[LocalDay, Query(alias="from", description="First local day.", examples=["2026-03-02"])]
LastDay = Annotated[LocalDay, Query(alias="to", description="Last local day, included.", examples=["2026-03-08"])]
OfficeQuery = Annotated[str | None, Query(max_length=64, pattern=WORD, description="One office only.")]
ByQuery = Annotated[
    str,
    Query(max_length=100, description=f"Groups, with commas between: {', '.join(GROUPS)}.", examples=["office,topic"]),
]


class WorkedOut(Protocol):
    """Figures as they were worked out."""

    @property
    def rows(self) -> list[dict[str, Any]]:
        """A row a group."""
        ...

    def waits(self) -> dict[str, object]:
        """Where the percentiles come from."""
        ...


class FigureBook(Protocol):
    """What the routes ask."""

    async def figures(
        self,
        first_day: str,
        last_day: str,
        *,
        office: str | None,
        by: Sequence[str],
        among: Collection[str] | None = None,
    ) -> WorkedOut | None:
        """The figures of an office, of some or of all; None where too many visits would have to be read one by one."""
        ...

    async def fair_play(
        self, first_day: str, last_day: str, *, office: str | None, among: Collection[str] | None = None
    ) -> list[dict[str, Any]]:
        """Findings with their evidence."""
        ...


@router.get("/figures", response_model=FiguresAnswer, summary="Service level, waits, service, load")
@permits(WATCHES)
async def figures(
    request: Request, first: FirstDay, last: LastDay, office: OfficeQuery = None, by: ByQuery = ""
) -> Response:
    """Of visits issued on these days, a row a group; each figure is defined in docs/figures.md.

    Who belongs to an office or a territory sees what is there only. Days and half-hours are the office's local time.
    """
    days, asked = _days(first, last), _office(request, office)
    groups = _groups(by)
    found = await _book(request).figures(*days, office=asked, by=groups, among=_among(request))
    if found is None or len(found.rows) > ROWS_MOST:
        raise RequestInvalid(TOO_LARGE, code="answer_too_large")
    return json_response({
        "from": days[0], "to": days[1], "office": asked, "by": groups, "waits": found.waits(), "rows": found.rows,
    })  # fmt: skip


@router.get("/fair_play", response_model=FairPlayAnswer, summary="Signs that figures look better than the day was")
@permits(WATCHES)
async def fair_play(request: Request, first: FirstDay, last: LastDay, office: OfficeQuery = None) -> Response:
    """Rules, days, managers, and the tickets that speak for each; docs/fair-play.md has the rules."""
    days, asked = _days(first, last), _office(request, office)
    found = await _book(request).fair_play(*days, office=asked, among=_among(request))
    if len(found) > FINDINGS_MOST:
        raise RequestInvalid(
            "The answer would be too large. Ask for fewer days or one office.", code="answer_too_large"
        )
    return json_response({"from": days[0], "to": days[1], "office": asked, "findings": found})


def _book(request: Request) -> FigureBook:
    found: FigureBook = request.app.state.figures
    return found


def _days(first: date, last: date) -> tuple[str, str]:
    if last < first:
        raise RequestInvalid(f"{last} is before {first}; `from` is the first day.")
    if (last - first).days >= LONGEST_DAYS:
        raise RequestInvalid(f"At most {LONGEST_DAYS} days can be asked for at once.")
    return first.isoformat(), last.isoformat()


def _office(request: Request, office: str | None) -> str | None:
    identity = caller_of(request).identity
    if office is None:
        return identity.office if identity is not None else None
    if identity is not None and not reaches(request, identity, office):
        raise OfficeUnknown(office)
    return office_ever(request, office).id


def _among(request: Request) -> Collection[str] | None:
    return in_reach(request, caller_of(request).identity, ever=True)


def _groups(text: str) -> list[str]:
    groups = [name.strip() for name in text.split(",") if name.strip()]
    for name in groups:
        if name not in GROUPS:
            raise RequestInvalid(f"Visits cannot be grouped by “{name}”; choose from {', '.join(GROUPS)}.")
    if len(set(groups)) != len(groups):
        raise RequestInvalid("A group is named twice.")
    return groups
