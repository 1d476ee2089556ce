"""The route of calls that belong to no office's log: guarded, and done once for each Idempotency-Key."""

from fastapi import Request
from starlette.responses import Response

from queue_server.api.guard import GuardedRoute, Handler, caller_of
from queue_server.api.repeats import KeptResponse
from queue_server.api.submitting import fingerprint_of
from queue_server.api.surroundings import surroundings_of


class RememberingRoute(GuardedRoute):
    """Behind the door, the first answer to each key is kept."""

    def inner_handler(self) -> Handler:
        """The handler, done once for each key."""
        handler = super().inner_handler()

        async def remembering(request: Request) -> Response:
            caller = caller_of(request)
            if caller.key is None or request.method != "POST":
                return await handler(request)

            async def do() -> KeptResponse:
                response = await handler(request)
                return KeptResponse(response.status_code, bytes(response.body), tuple(response.raw_headers))

            kept, again = await surroundings_of(request).repeats.once(
                caller.subject, caller.key, await fingerprint_of(request, caller), do
            )
            response = Response(kept.body, status_code=kept.status)
            response.raw_headers = list(kept.headers)
            if again:
                response.headers["Idempotency-Replayed"] = "true"
            return response

        return remembering
