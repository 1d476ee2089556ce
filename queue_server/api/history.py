"""A visit from the log, stretch by stretch: where the time went, and what of it counted.

The counting is the domain's: the visit's own events are folded again, and what each of them added is read off. Nothing
is judged here.
"""

from collections.abc import Sequence
from typing import Any

from queue_server.api.surroundings import Surroundings
from queue_server.domain.clocks import accountable_ms
from queue_server.domain.evolve import evolve
from queue_server.domain.ids import Instant
from queue_server.domain.judging import judged
from queue_server.domain.office import Desk, Office
from queue_server.domain.ticket import Ticket, TicketState
from queue_server.log.recorded import Recorded
from queue_server.offices.running import RunningOffice
from queue_server.projections.wire import instant, seconds

RUNS_ON = frozenset({
    TicketState.BOOKED, TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.POSTPONED,
})  # fmt: skip
"""States that last; the others are an end."""


async def history_shape(surroundings: Surroundings, running: RunningOffice, ticket: Ticket) -> dict[str, Any]:
    """The visit of `ticket`."""
    recorded = await surroundings.log.of_ticket(running.id, ticket.id)
    at = surroundings.clock()
    return {
        "ticket": ticket.id,
        "number": ticket.number,
        "accountable_wait_s": seconds(accountable_ms(ticket, at)),
        "target_s": seconds(ticket.target_ms),
        "judged": judged(ticket, at, running.state.configured.limits),
        "segments": segments(running.state, recorded, at),
    }


def segments(office: Office, recorded: Sequence[Recorded], at: Instant) -> list[dict[str, Any]]:
    """Stretches of one ticket's events in order; the last one is open where the visit goes on."""
    config = office.configured
    folded = Office(id=office.id, config=config, desks={number: Desk(number) for number in config.desks})
    found: list[dict[str, Any]] = []
    before: Ticket | None = None
    for record in recorded:
        folded = evolve(folded, record.event)
        after = next(iter(folded.tickets.values()))
        if before is not None and (after.state, after.since_at) != (before.state, before.since_at):
            _end(found, before, after)
        if before is None or after.state is not before.state or after.since_at != before.since_at:
            found.append(_begun(after, record))
        before = after
    if before is not None and found and before.state in RUNS_ON:
        found[-1]["seconds"] = seconds(max(0, at - before.since_at))
        found[-1]["counted_s"] = seconds(max(0, accountable_ms(before, at) - accountable_ms(before, before.since_at)))
    return found


def _begun(ticket: Ticket, record: Recorded) -> dict[str, Any]:
    reason = ticket.wait_reason if ticket.state is TicketState.WAITING else None
    ends = ticket.state not in RUNS_ON
    return {
        "state": ticket.state,
        "from_at": instant(ticket.since_at),
        "to_at": instant(ticket.since_at) if ends else None,
        "seconds": 0.0,
        "desk": ticket.desk if ticket.state in (TicketState.CALLED, TicketState.SERVING) else None,
        "manager": ticket.manager if ticket.state in (TicketState.CALLED, TicketState.SERVING) else None,
        "topic": ticket.topic,
        "counted_s": 0.0,
        "why": reason.value if reason is not None else ticket.reason,
        "by": record.actor,
    }


def _end(found: list[dict[str, Any]], before: Ticket, after: Ticket) -> None:
    """The stretch that ends where `after` begins; what the event added to the counted wait belongs to it."""
    if before.state in RUNS_ON:
        found[-1]["to_at"] = instant(after.since_at)
        found[-1]["seconds"] = seconds(max(0, after.since_at - before.since_at))
        found[-1]["counted_s"] = seconds(max(0, after.counted_ms - before.counted_ms))
