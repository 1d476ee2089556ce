"""People who sign in: administrators make them, change them, lock them out."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from queue_server.access.identity import Role
from queue_server.access.people import Person
from queue_server.api.access_answers import AuditAnswer, PeopleAnswer, PersonAnswer
from queue_server.api.access_bodies import PasswordBody, PersonBody, PersonChangeBody
from queue_server.api.bodies import NothingBody
from queue_server.api.fields import AfterQuery, BeforeQuery, LimitQuery, LoginPath
from queue_server.api.guard import caller_of
from queue_server.api.permissions import ADMINISTERS, permits
from queue_server.api.reach import in_reach
from queue_server.api.repeats_route import RememberingRoute
from queue_server.api.submitting import json_response
from queue_server.api.surroundings import client_of, surroundings_of
from queue_server.errors import TerritoryUnknown, Unknown
from queue_server.organisation.findings import did_you_mean
from queue_server.projections.wire import instant, instant_or_null

router = APIRouter(prefix="/api/v1", tags=["people"], route_class=RememberingRoute)


@router.get("/people", response_model=PeopleAnswer, summary="Who may sign in")
@permits(ADMINISTERS)
async def everybody(request: Request) -> Response:
    """All people, those who are locked out too."""
    people = await surroundings_of(request).access.list_people()
    return json_response({"people": [person_shape(person) for person in people]})


@router.post("/people", status_code=201, response_model=PersonAnswer, summary="Somebody new")
@permits(ADMINISTERS)
async def create(request: Request, body: PersonBody) -> Response:
    """A login is taken once: a repeat is refused with `login_taken`."""
    surroundings = surroundings_of(request)
    _check_place(request, body)
    person = await surroundings.access.create_person(
        body.login, name=body.name, role=Role(body.role), password=body.password, office=body.office,
        territory=body.territory, manager=body.manager, by=caller_of(request).subject, address=client_of(request),
    )  # fmt: skip
    return json_response(person_shape(person), 201)


@router.post("/people/{login}/change", response_model=PersonAnswer, summary="Another role, place or name")
@permits(ADMINISTERS)
async def change(request: Request, login: LoginPath, body: PersonChangeBody) -> Response:
    """Ends the person's sessions: what is open was opened as somebody else."""
    surroundings = surroundings_of(request)
    _check_place(request, body)
    person = await surroundings.access.change_person(
        login, role=Role(body.role), office=body.office, territory=body.territory, manager=body.manager, name=body.name,
        by=caller_of(request).subject, address=client_of(request),
    )  # fmt: skip
    return json_response(person_shape(person))


@router.post("/people/{login}/set_password", response_model=PersonAnswer, summary="A new password")
@permits(ADMINISTERS)
async def set_password(request: Request, login: LoginPath, body: PasswordBody) -> Response:
    """Whoever is signed in with the old one no longer is."""
    access = surroundings_of(request).access
    await access.set_password(login, body.password, by=caller_of(request).subject, address=client_of(request))
    return json_response(person_shape(await _person(request, login)))


@router.post("/people/{login}/disable", response_model=PersonAnswer, summary="Lock out")
@permits(ADMINISTERS)
async def disable(request: Request, login: LoginPath, body: NothingBody | None = None) -> Response:  # noqa: ARG001
    """Nobody signs in as this person any more, and who is signed in is out."""
    access = surroundings_of(request).access
    await access.disable_person(login, by=caller_of(request).subject, address=client_of(request))
    return json_response(person_shape(await _person(request, login)))


@router.post("/people/{login}/enable", response_model=PersonAnswer, summary="Let in again")
@permits(ADMINISTERS)
async def enable(request: Request, login: LoginPath, body: NothingBody | None = None) -> Response:  # noqa: ARG001
    """The opposite of `disable`."""
    access = surroundings_of(request).access
    await access.enable_person(login, by=caller_of(request).subject, address=client_of(request))
    return json_response(person_shape(await _person(request, login)))


@router.post("/people/{login}/reset_second_factor", response_model=PersonAnswer, summary="No second factor any more")
@permits(ADMINISTERS)
async def reset_second_factor(request: Request, login: LoginPath, body: NothingBody | None = None) -> Response:  # noqa: ARG001
    """For somebody whose app is lost. Who is signed in is out; where one is required, they set up another."""
    access = surroundings_of(request).access
    person = await access.reset_second_factor(login, by=caller_of(request).subject, address=client_of(request))
    return json_response(person_shape(person))


@router.get("/audit", response_model=AuditAnswer, summary="Who did what")
@permits(ADMINISTERS)
async def audit(
    request: Request, after: AfterQuery = 0, before: BeforeQuery = None, limit: LimitQuery = 100
) -> Response:
    """Signing in, access given and taken, the organisation applied; chained by hash. Oldest first, unless `before`."""
    entries = await surroundings_of(request).access.audit_entries(after=after, before=before, limit=limit)
    return json_response({
        "entries": [
            {
                "seq": entry.seq, "at": instant(entry.at), "actor": entry.actor, "action": entry.action,
                "subject": entry.subject, "address": entry.address, "before": entry.before, "after": entry.after,
            }
            for entry in entries
        ]
    })  # fmt: skip


def person_shape(person: Person) -> dict[str, object]:
    """What an administrator sees of a person."""
    return {
        "login": person.login,
        "name": person.name,
        "role": person.role,
        "office": person.office,
        "territory": person.territory,
        "manager": person.manager,
        "created_at": instant(person.created_at),
        "password_set_at": instant_or_null(person.password_set_at),
        "disabled_at": instant_or_null(person.disabled_at),
        "second_factor_at": instant_or_null(person.second_factor_at),
    }


def _check_place(request: Request, body: PersonBody | PersonChangeBody) -> None:
    """Raises `Unknown` for an office, a territory or a manager that is not there, or is not where the person is."""
    surroundings = surroundings_of(request)
    if body.office is not None:
        surroundings.offices.serving(body.office)
    if body.territory is not None and body.territory not in surroundings.organisation().territories:
        raise TerritoryUnknown(body.territory)
    if body.manager is None:
        return
    known = _managers_in(request, body.office, body.territory)
    if body.manager not in known:
        place = body.office or body.territory or "any office"
        detail = f"There is no manager “{body.manager}” in {place}. {did_you_mean(body.manager, known)}"
        raise Unknown(detail, code="manager_unknown")


def _managers_in(request: Request, office: str | None, territory: str | None) -> set[str]:
    """The managers of the offices that a person of this place would have, as far as the caller has these too."""
    own = in_reach(request, caller_of(request).identity)
    configs = [(one.id, one.state.config) for one in surroundings_of(request).offices]
    return {
        manager
        for name, config in configs
        if config is not None
        and (own is None or name in own)
        and office in (None, name)
        and territory in (None, config.territory)
        for manager in config.managers
    }


async def _person(request: Request, login: str) -> Person:
    people = await surroundings_of(request).access.list_people()
    found = next((person for person in people if person.login == login.strip().casefold()), None)
    if found is None:
        raise Unknown(f"There is no person “{login}”.", code="person_unknown")
    return found
