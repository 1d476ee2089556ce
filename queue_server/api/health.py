"""For operations: is it alive, can it serve, what does it measure."""

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import Response

from queue_server.api.answers import HealthAnswer
from queue_server.api.guard import GuardedRoute
from queue_server.api.permissions import OPERATES, PUBLIC, permits
from queue_server.api.submitting import json_response
from queue_server.api.surroundings import surroundings_of

# Whoever watches from outside often asks with HEAD.
router = APIRouter(tags=["operations"], route_class=GuardedRoute)


@router.head("/healthz", include_in_schema=False)
@router.get("/healthz", response_model=HealthAnswer, summary="Is it alive?")
@permits(PUBLIC)
async def healthz(request: Request) -> Response:  # noqa: ARG001
    """The process answers. Says nothing of the database: restarting the process would not mend it."""
    return json_response({"status": "ok"})


@router.head("/readyz", include_in_schema=False)
@router.get(
    "/readyz", response_model=HealthAnswer, summary="Can it serve?",
    responses={503: {"model": HealthAnswer, "description": "Not now."}},
)  # fmt: skip
@permits(PUBLIC)
async def readyz(request: Request) -> Response:
    """The offices are loaded, the database answers, nobody told it to stop."""
    surroundings = surroundings_of(request)
    if surroundings.stopping():
        return json_response({"status": "stopping"}, 503)
    if not await surroundings.database_answers():
        return json_response({"status": "failing", "detail": "The database does not answer."}, 503)
    return json_response({"status": "ok"})


@router.get("/metrics", summary="Figures for Prometheus", response_class=Response)
@permits(OPERATES)
async def metrics(request: Request) -> Response:
    """Without a token from this machine only, behind a proxy that says for whom it asks."""
    return Response(
        generate_latest(surroundings_of(request).measures.registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
    )
