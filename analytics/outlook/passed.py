"""When visits passed their target: what came of a step is counted by it.

Most waits are one stretch, and what the office holds of the ticket tells the moment. A transfer, a return, a pause or a
long walk makes several of them, a transfer another target too; then the visit's own events are folded again.
"""

from bisect import bisect_right
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeAlias

from queue_server.domain.clocks import accountable_ms, breach_at
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.events import OfficeConfigured
from queue_server.domain.evolve import evolve
from queue_server.domain.ids import Instant, OfficeId, TicketId
from queue_server.domain.office import Desk, Office
from queue_server.domain.ticket import Ticket, TicketState, WaitReason
from queue_server.log.recorded import Recorded

ReadTickets: TypeAlias = Callable[[OfficeId, Sequence[TicketId]], Awaitable[Mapping[TicketId, Sequence[Recorded]]]]
"""All that happened to each of these tickets, in order, and how the office was configured then where that is not as
now."""


class PassedMoments:
    """The moments of offices' late visits. What was read of a visit is kept until something more happens to it.

    As long as a ticket is the same, its past is the same, and a visit that was late then is so since the same moment.
    Kept are the late tickets of the last look, so never more than offices hold.
    """

    def __init__(self, read: ReadTickets) -> None:
        self._read = read
        self._kept: dict[OfficeId, dict[TicketId, tuple[Ticket, Instant]]] = {}

    async def of(self, office: Office, now: Instant) -> list[Instant]:
        """When each visit whose accountable wait is above the target by now passed it, the earliest first."""
        found, unread = list[Instant](), list[Ticket]()
        before, kept = self._kept.get(office.id, {}), dict[TicketId, tuple[Ticket, Instant]]()
        for ticket in office.tickets.values():
            if ticket.state is TicketState.BOOKED or accountable_ms(ticket, now) <= ticket.target_ms:
                continue
            known = before.get(ticket.id)
            if (at := passed_in_one_stretch(ticket)) is not None:
                found.append(at)
            elif known is not None and known[0] == ticket:
                kept[ticket.id] = known
            else:
                unread.append(ticket)
        recorded = await self._read(office.id, [ticket.id for ticket in unread]) if unread else {}
        for ticket in unread:
            at = passed_by_log(office.configured, ticket.id, recorded.get(ticket.id, ()), now)
            if at is not None:
                kept[ticket.id] = (ticket, at)
        self._kept[office.id] = kept
        return sorted([*found, *(at for _, at in kept.values())])


def between(passed: list[Instant], first_at: Instant, last_at: Instant) -> int:
    """How many moments of the sorted list lie within `(first_at, last_at]`."""
    return bisect_right(passed, last_at) - bisect_right(passed, first_at)


def passed_in_one_stretch(ticket: Ticket) -> Instant | None:
    """Of a visit that is late: the moment, where its wait ran from the clock's start without a stop, and was all."""
    stop_at = ticket.called_at or ticket.ended_at or ticket.since_at
    whole = ticket.wait_reason is WaitReason.FIRST and ticket.worst_ms == 0
    if not whole or ticket.round_ms != max(0, stop_at - ticket.clock_start_at):
        return None
    return ticket.clock_start_at + ticket.target_ms


def passed_by_log(
    config: OfficeConfig, ticket_id: TicketId, recorded: Sequence[Recorded], now: Instant
) -> Instant | None:
    """Since when the visit is above the target that it then had; None where it is not by `now`."""
    first = recorded[0].event if recorded else None
    config = first.config if isinstance(first, OfficeConfigured) else config
    office = Office(id=config.id, config=config, desks={number: Desk(number) for number in config.desks})
    ticket: Ticket | None = None
    since_at: Instant | None = None
    for record in recorded:
        if ticket is not None and since_at is None:
            since_at = _reaches(ticket, record.at)
        office = evolve(office, record.event)
        ticket = office.tickets.get(ticket_id)
        if ticket is None or accountable_ms(ticket, record.at) <= ticket.target_ms:
            since_at = None
        elif since_at is None:
            since_at = record.at
    if ticket is not None and since_at is None:
        since_at = _reaches(ticket, now)
    return since_at


def _reaches(ticket: Ticket, until_at: Instant) -> Instant | None:
    """When the wait that runs now comes to the target; None where that is not before `until_at`."""
    at = breach_at(ticket)
    return at if at is not None and at < until_at else None
