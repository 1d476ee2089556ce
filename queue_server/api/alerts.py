"""Alerts: who is told that a promise is being broken, who has seen it, who takes it on.

The rules are elsewhere: what these routes need of them is `AlertBook`, which `starting.py` puts in.
"""

from collections.abc import Collection
from typing import Annotated, Any, Literal, Protocol

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from queue_server.api.alert_answers import AlertAnswer, AlertHistoryAnswer, AlertsAnswer
from queue_server.api.bodies import NothingBody, OwnAlertBody
from queue_server.api.fields import WORD
from queue_server.api.guard import Caller, caller_of
from queue_server.api.permissions import SUPERVISES, WATCHES, permits
from queue_server.api.reach import in_reach, reaches
from queue_server.api.repeats_route import RememberingRoute
from queue_server.api.submitting import json_response
from queue_server.api.surroundings import client_of, surroundings_of
from queue_server.database.recording import Recorder
from queue_server.errors import NotAllowed, Unknown

router = APIRouter(prefix="/api/v1/alerts", tags=["alerts"], route_class=RememberingRoute)

AlertPath = Annotated[str, Path(max_length=32, pattern=r"^[0-9a-f]+$", examples=["3f2a9c0b1d4e5f60"])]
AlertState = Annotated[Literal["open", "closed", "all"], Query(description="Which alerts.")]
OfficeQuery = Annotated[str | None, Query(max_length=64, pattern=WORD, description="Of this office only.")]
TerritoryQuery = Annotated[str | None, Query(max_length=64, pattern=WORD, description="Of this territory only.")]
BeforeQuery = Annotated[
    str | None, Query(max_length=32, pattern=r"^[0-9a-f]+$", description="The page after this alert, the older ones.")
]
PageQuery = Annotated[int, Query(ge=1, le=200, description="At most so many.")]


class AlertBook(Protocol):
    """What the routes ask of alerts. One of an office that is not `among` those given is unknown (`AlertUnknown`)."""

    async def listed(
        self,
        *,
        office: str | None,
        territory: str | None,
        among: Collection[str] | None = None,
        state: Literal["open", "closed", "all"],
        before: str | None,
        limit: int,
    ) -> list[Any]:
        """Alerts, newest first."""
        ...

    async def told(self, alert: str, *, among: Collection[str] | None = None) -> Any:
        """One alert with its history."""
        ...

    async def acknowledge(
        self, alert: str, *, subject: str, name: str, record: Recorder, among: Collection[str] | None = None
    ) -> Any:
        """Somebody has seen it; `record` is told with it, where that changes anything."""
        ...

    async def own(
        self,
        alert: str,
        *,
        owner: tuple[str, str] | None,
        subject: str,
        name: str,
        record: Recorder,
        among: Collection[str] | None = None,
    ) -> Any:
        """Somebody takes it on, or gives it back; `record` is told with it, where that changes anything."""
        ...


def book_of(request: Request) -> AlertBook:
    """The alerts of this server."""
    found: AlertBook = request.app.state.alerting.book
    return found


@router.get("", response_model=AlertsAnswer, summary="Alerts")
@permits(WATCHES)
async def alerts(
    request: Request,
    office: OfficeQuery = None,
    territory: TerritoryQuery = None,
    state: AlertState = "open",
    before: BeforeQuery = None,
    limit: PageQuery = 100,
) -> Response:
    """Newest first. Who belongs to an office or a territory sees the alerts of what is there only."""
    found = await book_of(request).listed(
        office=office, territory=territory, among=_among(request), state=state, before=before, limit=limit
    )
    return json_response({"alerts": found})


@router.get("/{alert}", response_model=AlertHistoryAnswer, summary="One alert with its history")
@permits(WATCHES)
async def one(request: Request, alert: AlertPath) -> Response:
    """What was seen, which tickets are behind it, who did what."""
    return json_response(await book_of(request).told(alert, among=_among(request)))


@router.post("/{alert}/acknowledge", response_model=AlertAnswer, summary="Seen")
@permits(SUPERVISES)
async def acknowledge(request: Request, alert: AlertPath, body: NothingBody | None = None) -> Response:  # noqa: ARG001
    """It is heard no more until it grows worse. The first one to say so counts; a repeat changes nothing."""
    caller = caller_of(request)
    subject, name = _named(caller)
    record = _recorder(request, "alert_acknowledged", alert)
    after = await book_of(request).acknowledge(alert, subject=subject, name=name, record=record, among=_among(request))
    return json_response(after)


@router.post("/{alert}/own", response_model=AlertAnswer, summary="Take on")
@permits(SUPERVISES)
async def own(request: Request, alert: AlertPath, body: OwnAlertBody | None = None) -> Response:
    """The caller takes it on, or gives it to the person named by login. Taking on acknowledges."""
    caller = caller_of(request)
    subject, name = _named(caller)
    owner = (subject, name)
    if body is not None and body.login is not None:
        told = await book_of(request).told(alert, among=_among(request))
        owner = await _person(request, body.login, told["office"])
    record = _recorder(request, "alert_owned", alert)
    after = await book_of(request).own(
        alert, owner=owner, subject=subject, name=name, record=record, among=_among(request)
    )
    return json_response(after)


@router.post("/{alert}/release", response_model=AlertAnswer, summary="Give back")
@permits(SUPERVISES)
async def release(request: Request, alert: AlertPath, body: NothingBody | None = None) -> Response:  # noqa: ARG001
    """Nobody's again; acknowledged it stays."""
    caller = caller_of(request)
    subject, name = _named(caller)
    record = _recorder(request, "alert_released", alert)
    after = await book_of(request).own(
        alert, owner=None, subject=subject, name=name, record=record, among=_among(request)
    )
    return json_response(after)


def _among(request: Request) -> Collection[str] | None:
    return in_reach(request, caller_of(request).identity)


def _named(caller: Caller) -> tuple[str, str]:
    if caller.identity is None:
        raise NotAllowed("Nobody in particular takes on no alert.")
    return caller.identity.subject, caller.identity.name or caller.identity.subject


async def _person(request: Request, login: str, office: str) -> tuple[str, str]:
    """Somebody who supervises this office, so that they can see what they are given."""
    people = await surroundings_of(request).access.list_people()
    found = next((person for person in people if person.login == login.strip().casefold()), None)
    fits = found is not None and found.disabled_at is None and str(found.role) in SUPERVISES.roles
    if found is None or not fits or not reaches(request, found.identity(via=""), office):
        raise Unknown(f"There is no supervisor “{login}”.", code="person_unknown")
    return found.subject, found.name


def _recorder(request: Request, action: str, alert: str) -> Recorder:
    return surroundings_of(request).access.recorder(
        actor=caller_of(request).subject, action=action, subject=f"alert:{alert}", address=client_of(request)
    )
