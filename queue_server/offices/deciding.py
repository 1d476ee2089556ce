"""One round of a running office: requests decided one after another on the state as it will be, and written together.

Pure but for the futures that the requests carry: what is decided still has to be written before anyone is answered.
"""

import asyncio
from dataclasses import dataclass, field

from queue_server.domain.advancing import advance
from queue_server.domain.commands import Command
from queue_server.domain.decide import decide
from queue_server.domain.evolve import fold
from queue_server.domain.ids import Instant
from queue_server.domain.office import Office
from queue_server.domain.rejection import CommandRejected
from queue_server.errors import IdempotencyKeyReused
from queue_server.log.store import KeptAnswer, NewEvent
from queue_server.offices.answers import Answer, Present, outcome_of

TIME = "time"
"""The actor of what time alone brings."""


@dataclass(slots=True)
class Request:
    """A command that waits to be decided. `command` is None where only time shall be looked at."""

    command: Command | None
    actor: str
    command_id: str | None
    fingerprint: str
    present: Present
    answered: asyncio.Future[Answer]

    def tell(self, told: Answer | Exception) -> None:
        """Answers whoever asked, if they still wait."""
        if self.answered.done():
            return
        if isinstance(told, Exception):
            self.answered.set_exception(told)
            self.answered.exception()  # a caller who went away need not fetch it
        else:
            self.answered.set_result(told)


@dataclass(slots=True)
class Round:
    """What has been decided: the office as it will be, events and answers to write, what each request will be told."""

    office: Office
    events: list[NewEvent] = field(default_factory=list)
    answers: dict[str, KeptAnswer] = field(default_factory=dict)
    told: list[tuple[Request, Answer | Exception]] = field(default_factory=list)

    @property
    def writes(self) -> bool:
        """Whether anything has to be on disk before the requests are told."""
        return bool(self.events or self.answers)

    def decide(self, request: Request, now: Instant) -> None:
        """Decides one request more. One that is refused, or whose answer cannot be made, changes nothing."""
        at = max(now, self.office.last_at)
        due, office = advance(self.office, at)
        if due:
            self.office = office
            self.events += [NewEvent(event, TIME, None) for event in due]
        command, command_id = request.command, request.command_id
        try:
            events = decide(office, command, at) if command is not None else []
            after = fold(office, events)
            outcome = outcome_of(after, events, at, getattr(command, "ticket", None))
            status, body = request.present(outcome)
        except Exception as error:
            self.told.append((request, error))
            return
        self.office = after
        self.events += [NewEvent(event, request.actor, command_id) for event in events]
        if command_id is not None:
            self.answers[command_id] = KeptAnswer(command_id, request.fingerprint, status, body, at)
        self.told.append((request, Answer(status, body, replayed=False)))


def repeated(kept: KeptAnswer, fingerprint: str) -> Answer | Exception:
    """The first answer again; an error where the same key came with another request."""
    if kept.fingerprint != fingerprint:
        return IdempotencyKeyReused()
    return Answer(kept.status, kept.body, replayed=True)


def refused(told: Answer | Exception) -> bool:
    """Whether the domain said no."""
    return isinstance(told, CommandRejected)
