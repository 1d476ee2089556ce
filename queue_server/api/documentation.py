"""/docs, the browsable API, where a developer asked for it. Its page needs looser rules than the product's own.

The viewer comes from a public network of files: never served in an office, off unless a setting says so.
"""

from fastapi.openapi.docs import get_swagger_ui_html
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from queue_server.api.permissions import PUBLIC, permits

OPENAPI_PATH = "/api/v1/openapi.json"
LOOSER_POLICY = (
    "default-src 'none'; script-src https://cdn.jsdelivr.net 'unsafe-inline'; "
    "style-src https://cdn.jsdelivr.net 'unsafe-inline'; img-src data: https://fastapi.tiangolo.com; connect-src 'self'"
)


def documentation() -> Route:
    """The route of the page."""

    @permits(PUBLIC)
    async def page(request: Request) -> Response:  # noqa: ARG001
        answer = get_swagger_ui_html(openapi_url=OPENAPI_PATH, title="queue-server")
        answer.headers["Content-Security-Policy"] = LOOSER_POLICY
        return answer

    return Route("/docs", page, methods=["GET"], include_in_schema=False)
