"""handle(office, command, at) → events, office: what is due first, then the command."""

from queue_server.domain.advancing import advance
from queue_server.domain.commands import Command
from queue_server.domain.decide import decide
from queue_server.domain.events import Event
from queue_server.domain.evolve import fold
from queue_server.domain.ids import Instant
from queue_server.domain.office import Office


def handle(office: Office, command: Command, at: Instant) -> tuple[list[Event], Office]:
    """All events that `command` at `at` brings, those of time itself before it, and the office after them.

    A clock that ran backwards counts as the time of what was recorded last. Raises `CommandRejected`.
    """
    at = max(at, office.last_at)
    due, office = advance(office, at)
    events = decide(office, command, at)
    return [*due, *events], fold(office, events)
