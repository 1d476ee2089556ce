"""One running office: the only writer of its log.

A request is decided in its turn, on the state as it will be, while the round before is still being written. What has
been decided until the log is free goes into it together; only after the commit does the state move on, are requests
answered and listeners told. If a commit fails, everything that was decided on top of it fails with it, and nothing has
changed, because a state is never edited: the next one is simply not taken.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import TypeAlias

import structlog

from queue_server.domain.advancing import next_due_at
from queue_server.domain.commands import Book, Command, Issue
from queue_server.domain.events import DayOpened
from queue_server.domain.evolve import fold
from queue_server.domain.forgetting import FORGET_AFTER_MS, forget
from queue_server.domain.ids import Instant, OfficeId, TicketId
from queue_server.domain.office import Office
from queue_server.domain.rejection import CommandRejected
from queue_server.errors import SequenceConflict, Unavailable
from queue_server.log.codec import put_away
from queue_server.log.group_commit import GroupCommit
from queue_server.log.recorded import Recorded
from queue_server.log.store import Append, CommandRepeated, KeptAnswer, LogStore
from queue_server.offices.answers import Answer, Present, nothing_to_say
from queue_server.offices.deciding import Request, Round, refused, repeated
from queue_server.offices.first_answers import FirstAnswers
from queue_server.offices.saving import Saving
from queue_server.offices.turns import Beside, Turns

Clock: TypeAlias = Callable[[], Instant]
Listener: TypeAlias = Callable[["RunningOffice", Office, Sequence[Recorded], Office], None]
"""Told after each commit, in order: the office, the state before, what was recorded, the state after."""

INBOX_LIMIT = 2_000
"""Requests that may wait undecided; beyond it something is wrong and callers are better told to come back."""

ROUND_LIMIT = 256
"""Requests written together, so that one crowded office does not make the others wait for its commit."""

CONFLICT_ATTEMPTS = 5
"""How often a round is decided again when another process keeps writing first."""

log = structlog.get_logger(__name__)


class RunningOffice:
    """The state, the place in the log, and the requests that wait."""

    def __init__(
        self,
        *,
        state: Office,
        seq: int,
        store: LogStore,
        group: GroupCommit,
        turns: Turns,
        clock: Clock,
        epoch: str,
        claim: Callable[[TicketId, OfficeId], bool],
        release: Callable[[TicketId, OfficeId], None],
        snapshot_seq: int | None = None,
    ) -> None:
        self.id = state.id
        self.state = state
        self.seq = seq
        self.epoch = epoch
        self.listeners: list[Listener] = []
        self._store = store
        self._group = group
        self._turns = turns
        self._clock = clock
        self._claim = claim
        self._release = release
        self._inbox: deque[Request] = deque()
        self._turns_in_vain = 0
        self._ahead: Round | None = None
        self._waits_for_log = False
        self._writing: Round | None = None
        self._conflicts = 0
        self._beside = Beside(self._go_on)
        self._catching_up = False
        self._saving = Saving(store, seq if snapshot_seq is None else snapshot_seq)
        self._forget_before_at: Instant | None = None
        self._first_answers = FirstAnswers(store, state.id)
        self._stopping = False
        self._rested: asyncio.Future[None] | None = None

    @property
    def waiting_requests(self) -> int:
        """How many requests have yet to be handed to the log."""
        return len(self._inbox) + (len(self._ahead.told) if self._ahead is not None else 0)

    async def submit(
        self,
        command: Command,
        *,
        actor: str,
        present: Present,
        command_id: str | None = None,
        fingerprint: str = "",
    ) -> Answer:
        """The answer, once what it says is on disk.

        Raises `CommandRejected`, `IdempotencyKeyReused`, `Unavailable` (stopping, too much waiting, storage gone).
        A caller who goes away changes nothing: the request is carried out all the same.
        """
        if not isinstance(command, Issue | Book):
            return await self._enqueue(command, actor, present, command_id, fingerprint)
        if not self._claim(command.ticket, self.id):
            raise CommandRejected("ticket_exists", f"Ticket {command.ticket!r} is another office's.")
        try:
            return await self._enqueue(command, actor, present, command_id, fingerprint)
        finally:
            self._release(command.ticket, self.id)

    async def look_at_time(self) -> None:
        """Records what time alone has brought by now, if anything."""
        due_at = next_due_at(self.state)
        if due_at is not None and due_at <= self._clock():
            await self._enqueue(None, "", nothing_to_say, None, "")

    def save_if_quiet(self) -> bool:
        """Keeps a snapshot where nothing has happened for a while; whether it does."""
        return self._saving.rest(self.state, self.seq, self._clock())

    async def stop(self) -> None:
        """Takes no more requests, finishes those that wait, and saves the state."""
        self._stopping = True
        while self._busy():
            self._rested = asyncio.get_running_loop().create_future()
            await self._rested
        await self._saving.finish(self.state, self.seq)

    def _enqueue(
        self, command: Command | None, actor: str, present: Present, command_id: str | None, fingerprint: str
    ) -> asyncio.Future[Answer]:
        """The answer to come. A caller who goes away cancels only this; the request is carried out all the same."""
        if self._stopping or len(self._inbox) >= INBOX_LIMIT:
            why = "The server is stopping" if self._stopping else f"Office {self.id} has {INBOX_LIMIT} requests waiting"
            raise Unavailable(f"{why}; come back in a moment.")
        answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._inbox.append(Request(command, actor, command_id, fingerprint, present, answered))
        self._turns.ask(self._decide_next)
        return answered

    def _go_on(self) -> None:
        """After a commit, or a failure: hands in what is ahead; what has had its turn in vain gets another."""
        self._hand_in()
        if not self._catching_up:
            for _ in range(self._turns_in_vain):
                self._turns.ask(self._decide_next)
            self._turns_in_vain = 0

    def _hand_in(self) -> None:
        """Says to the log that there is something to write; what needs no writing is told at once."""
        if self._ahead is not None and self._writing is None and not self._waits_for_log and not self._catching_up:
            if self._ahead.writes:
                try:
                    self._group.ready(self)
                    self._waits_for_log = True
                except Unavailable as error:
                    self._fail(error)
            else:
                turn, self._ahead = self._ahead, None
                self._tell(turn)
        if self._rested is not None and not self._rested.done() and not self._busy():
            self._rested.set_result(None)

    def _busy(self) -> bool:
        return bool(self._inbox or self._ahead or self._writing or self._beside)

    def _decide_next(self) -> None:
        if self._catching_up or (self._ahead is not None and len(self._ahead.told) >= ROUND_LIMIT):
            self._turns_in_vain += 1
            return
        request = self._inbox.popleft()
        if self._ahead is None:
            self._ahead = Round(self._writing.office if self._writing is not None else self.state)
        kept = self._first_answer(request.command_id) if request.command_id is not None else None
        try:
            if kept is not None:
                self._ahead.told.append((request, repeated(kept, request.fingerprint)))
            else:
                self._ahead.decide(request, self._clock())
        except Exception:
            log.exception("a request could not be decided", office=self.id)
            self._ahead.told.append((request, Unavailable("Nothing was done.")))
        self._hand_in()

    def _first_answer(self, command_id: str) -> KeptAnswer | None:
        """What the command was answered with, or will be once it is on disk."""
        turns = [turn for turn in (self._ahead, self._writing) if turn is not None and command_id in turn.answers]
        return turns[0].answers[command_id] if turns else self._first_answers.get(command_id)

    # ---- Writing: the log asks and tells -------------------------------------------------------------------------

    def take(self) -> Append:
        """What has been decided until now; from here on the next round is decided."""
        turn, self._ahead, self._waits_for_log = self._ahead, None, False
        if turn is None:
            raise RuntimeError(f"office {self.id} has nothing to write")
        self._writing = turn
        return Append(self.id, self.seq, tuple(turn.events), tuple(turn.answers.values()), self._saving.take())

    def written(self, result: list[Recorded] | Exception) -> None:
        """The round is on disk, or is not and never was."""
        if isinstance(result, SequenceConflict | CommandRepeated) and self._conflicts < CONFLICT_ATTEMPTS:
            self._conflicts += 1
            self._catching_up = True
            self._beside.do(self._decide_again(), f"office {self.id}")
        elif isinstance(result, Exception):
            self._fail(result)
        else:
            self._conflicts = 0
            self._move_on(result)
        self._go_on()

    def _fail(self, error: Exception) -> None:
        """What could not be written was not done, and what was decided on top of it neither."""
        self._conflicts = 0
        self._refuse(self._take_back(), error)

    def _refuse(self, requests: list[Request], error: Exception) -> None:
        if isinstance(error, SequenceConflict | CommandRepeated):
            error = Unavailable(f"Office {self.id} is being written by another process; come back in a moment.")
        elif not isinstance(error, Unavailable):
            log.error("a round failed", office=self.id, exc_info=error)
            error = Unavailable("Nothing was done.")
        for request in requests:
            request.tell(error)

    def _take_back(self) -> list[Request]:
        """The requests of both rounds, in order; the state is what is on disk."""
        turns = [turn for turn in (self._writing, self._ahead) if turn is not None]
        self._writing = self._ahead = None
        return [request for turn in turns for request, _ in turn.told]

    async def _decide_again(self) -> None:
        """Another process wrote first, or a command id is known to the log: reads on, and learns the first answers."""
        requests = self._take_back()
        try:
            while missing := await self._store.read(self.id, after=self.seq):
                before, self.state = self.state, fold(self.state, (record.event for record in missing))
                self.seq = missing[-1].seq
                self._tell_listeners(before, missing)
            await self._first_answers.learn(one.command_id for one in requests if one.command_id is not None)
            self._inbox.extendleft(reversed(requests))
            self._turns_in_vain += len(requests)
        except Exception as error:
            self._refuse(requests, error)
        finally:
            self._catching_up = False

    # ---- After the commit ----------------------------------------------------------------------------------------

    def _move_on(self, recorded: list[Recorded]) -> None:
        turn, self._writing = self._writing, None
        if turn is None:
            raise RuntimeError(f"office {self.id} has written nothing")
        before, self.state = self.state, turn.office
        self._first_answers.keep(turn.answers.values())
        self._saving.written()
        if recorded:
            self.seq = recorded[-1].seq
            if self._saving.due(self.state, self.seq):
                self._put_away()
        self._tell(turn)
        if recorded:
            self._tell_listeners(before, recorded)
            self._keep_small(recorded)

    def _tell(self, turn: Round) -> None:
        for request, told in turn.told:
            if request.command_id is not None and refused(told):
                self._beside.do(self._first_answers.tell_refused(request, told), f"office {self.id}")
            else:
                request.tell(told)

    def _put_away(self) -> None:
        """Visits that are over become bytes, in the state or, where that has been built upon already, in the next."""
        if self._ahead is None:
            self.state = put_away(self.state)
        else:
            self._ahead.office = put_away(self._ahead.office)

    def _tell_listeners(self, before: Office, recorded: Sequence[Recorded]) -> None:
        for listener in self.listeners:
            try:
                listener(self, before, recorded, self.state)
            except Exception:
                log.exception("a listener failed", office=self.id)

    def _keep_small(self, recorded: Sequence[Recorded]) -> None:
        if any(isinstance(record.event, DayOpened) for record in recorded):
            self._forget_before_at = self.state.last_at - FORGET_AFTER_MS
        if self._forget_before_at is not None and self._ahead is None:
            self.state = forget(self.state, self._forget_before_at)
            self._forget_before_at = None
        self._saving.look(self.state, self.seq)
