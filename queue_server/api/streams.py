"""The stream's parts put together: offices and access on one side, sockets on the other.

`starting.py` makes one `Streams`, hangs it on `app.state.streams`, and starts and stops it with the server.
"""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import HTTPConnection

from queue_server.access import Access, Identity
from queue_server.domain.ids import Instant
from queue_server.offices.registry import Offices
from queue_server.projections.estimating import WaitEstimator
from queue_server.push.feed import Feed
from queue_server.push.hub import Hub
from queue_server.push.overview import Overview
from queue_server.push.stream_tickets import StreamTickets


@dataclass(frozen=True, slots=True)
class Streams:
    """Everything behind the stream's address."""

    feed: Feed
    overview: Overview
    hub: Hub
    tickets: StreamTickets[Identity]

    @classmethod
    def over(
        cls,
        offices: Offices,
        access: Access,
        *,
        estimator: WaitEstimator,
        clock: Callable[[], Instant],
        door_clock: Callable[[], Instant] | None = None,
    ) -> "Streams":
        """Streams that follow every commit of `offices`, and end when `access` says that somebody's rights have.

        Tickets for the door expire by `door_clock` where the offices' own clock is a demonstration's fast one.
        """
        feed = Feed(estimator=estimator, clock=clock)
        overview = Overview(offices=lambda: offices, clock=clock)
        hub = Hub((feed.sweep, overview.sweep), clock)
        offices.listen(feed.committed)
        offices.listen(overview.committed)
        access.listeners.append(hub.revoked)
        return cls(feed, overview, hub, StreamTickets(door_clock or clock))

    def start(self) -> None:
        """Looks after the conversations from now on."""
        self.hub.start()

    async def stop(self) -> None:
        """Tells every reader to come back in a moment (1012)."""
        await self.hub.stop()


def streams_of(connection: HTTPConnection) -> Streams:
    """The streams of a request or a socket."""
    found: Streams = connection.scope["app"].state.streams
    return found
