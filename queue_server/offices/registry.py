"""All running offices of this server: found by id, or by a ticket of theirs."""

import asyncio
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import structlog

from queue_server.domain.commands import Configure
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.events import DayOpened, TicketBooked, TicketIssued
from queue_server.domain.ids import SECOND, Instant, OfficeId, TicketId
from queue_server.domain.office import Office
from queue_server.errors import OfficeUnknown
from queue_server.log.group_commit import GroupCommit
from queue_server.log.recorded import Recorded
from queue_server.log.store import LogStore
from queue_server.offices.answers import nothing_to_say
from queue_server.offices.running import Clock, Listener, RunningOffice
from queue_server.offices.turns import Turns

CLOCKS_DIFFER_MS = 5 * SECOND
"""A log never runs backwards: while this machine's clock is behind it, whatever happens is dated at the log's end."""

log = structlog.get_logger(__name__)


class Offices:
    """The offices by id, in the order of the organisation file, those that it does not name after them.

    Those that the organisation has given up are `retired`: no loop over the offices meets them, so that no timetable
    opens them and no list names them; `get` finds them still, for what they were.
    """

    def __init__(self, *, store: LogStore, group: GroupCommit, clock: Clock) -> None:
        self._store = store
        self._group = group
        self._turns = Turns()
        self._clock = clock
        self._epoch = ""
        self._offices: dict[OfficeId, RunningOffice] = {}
        self._tickets: dict[TicketId, OfficeId] = {}
        self._asking: dict[TicketId, list[OfficeId]] = {}
        self._known: dict[OfficeId, set[TicketId]] = {}
        self._retired: frozenset[OfficeId] = frozenset()
        self._listeners: list[Listener] = [self._keep_index]

    @property
    def epoch(self) -> str:
        """The life of the database: changes when one was restored."""
        return self._epoch

    @property
    def known(self) -> frozenset[OfficeId]:
        """All that have a log, retired or not."""
        return frozenset(self._offices)

    async def start(self) -> None:
        """Brings every office of the log to where it was."""
        loaded = await self._store.load()
        self._epoch = await self._store.epoch()
        for office in loaded.values():
            self._add(office.state, office.seq, office.seq - office.since_snapshot)
            ahead_ms = office.state.last_at - self._clock()
            if ahead_ms > CLOCKS_DIFFER_MS:
                log.warning(
                    "the log is ahead of the clock: set it right", office=office.state.id, ahead_s=ahead_ms / SECOND
                )

    async def stop(self) -> None:
        """Finishes what was asked and saves every office."""
        await asyncio.gather(*(office.stop() for office in self._offices.values()))

    async def apply(self, configs: Mapping[OfficeId, OfficeConfig], *, actor: str) -> list[OfficeId]:
        """Records what the organisation file says where it differs; the ids of the offices that changed."""
        changed = [office for office, config in configs.items() if not config.same_as(self._config_of(office))]
        for office in changed:
            if office not in self._offices:
                self._add(Office(id=office), 0, 0)
        await asyncio.gather(
            *(
                self.get(office).submit(Configure(configs[office]), actor=actor, present=nothing_to_say)
                for office in changed
            )
        )
        return changed

    def arrange(self, order: Iterable[OfficeId]) -> None:
        """From now on the offices stand in this order, and those that it does not name after them."""
        self._offices = {**{office: self._offices[office] for office in order}, **self._offices}

    def retire(self, given_up: Collection[OfficeId]) -> list[RunningOffice]:
        """From now on these are retired, and no others; those of them that were not before."""
        before, self._retired = self._retired, frozenset(given_up) & self._offices.keys()
        return [self._offices[office] for office in sorted(self._retired - before)]

    async def forget_answers(self, before_at: Instant) -> None:
        """Lets go of first answers given before `before_at`."""
        await self._store.forget_answers(before_at)

    def listen(self, listener: Listener) -> None:
        """Tells `listener` of every commit of every office from now on."""
        self._listeners.append(listener)
        for office in self._offices.values():
            office.listeners.append(listener)

    def get(self, office: OfficeId) -> RunningOffice:
        """The office, retired or not, or `OfficeUnknown`."""
        found = self._offices.get(office)
        if found is None:
            raise OfficeUnknown(office)
        return found

    def serving(self, office: OfficeId) -> RunningOffice:
        """The office where visitors can be served, or `OfficeUnknown`."""
        if office in self._retired:
            raise OfficeUnknown(office)
        return self.get(office)

    def office_of(self, ticket: TicketId) -> RunningOffice | None:
        """The office that issued `ticket`, while it is remembered."""
        office = self._tickets.get(ticket)
        if office is None:
            return None
        running = self._offices[office]
        if ticket not in running.state.tickets:
            return None
        return running

    def __iter__(self) -> Iterator[RunningOffice]:
        return iter([running for office, running in self._offices.items() if office not in self._retired])

    def __len__(self) -> int:
        return len(self._offices)

    def _config_of(self, office: OfficeId) -> OfficeConfig | None:
        running = self._offices.get(office)
        return running.state.config if running is not None else None

    def _add(self, state: Office, seq: int, snapshot_seq: int) -> None:
        office = RunningOffice(
            state=state,
            seq=seq,
            store=self._store,
            group=self._group,
            turns=self._turns,
            clock=self._clock,
            epoch=self._epoch,
            claim=self._claim,
            release=self._release,
            snapshot_seq=snapshot_seq,
        )
        office.listeners.extend(self._listeners)
        self._offices[state.id] = office
        self._known[state.id] = set(state.tickets)
        self._tickets.update(dict.fromkeys(self._known[state.id], state.id))

    def _claim(self, ticket: TicketId, office: OfficeId) -> bool:
        """Reserves `ticket` for `office` unless another has it or is about to; the same office may ask again."""
        owner = self._tickets.get(ticket)
        if owner is not None and owner != office and ticket in self._offices[owner].state.tickets:
            return False
        asking = self._asking.setdefault(ticket, [])
        if any(other != office for other in asking):
            return False
        asking.append(office)
        return True

    def _release(self, ticket: TicketId, office: OfficeId) -> None:
        """The request is answered: either the office has the ticket now, or anybody may."""
        asking = self._asking[ticket]
        asking.remove(office)
        if not asking:
            del self._asking[ticket]

    def _keep_index(
        self,
        office: RunningOffice,
        _before: Office,
        recorded: Sequence[Recorded],
        _after: Office,
    ) -> None:
        for record in recorded:
            if isinstance(record.event, TicketIssued | TicketBooked):
                self._tickets[record.event.ticket] = office.id
                self._known[office.id].add(record.event.ticket)
            elif isinstance(record.event, DayOpened):
                self._forget_tickets(office)

    def _forget_tickets(self, office: RunningOffice) -> None:
        """Once a day: the index lets go of the tickets that the office has let go of.

        Looks at this office's own only: two hundred of them open at the same minute.
        """
        gone = {ticket for ticket in self._known[office.id] if ticket not in office.state.tickets}
        self._known[office.id] -= gone
        for ticket in gone:
            if self._tickets.get(ticket) == office.id:
                del self._tickets[ticket]
