"""A visit from the log, stretch by stretch: where the time went, and what of it counted.

The counting is the domain's: the visit's own events are folded again, and what each of them added is read off. Nothing
is judged here. Beside it stands the wait that was told with the ticket, held against what came.
"""

from collections.abc import Sequence
from typing import Any

from queue_server.api.surroundings import Surroundings
from queue_server.domain.clocks import accountable_ms, all_rounds_ms
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.events import TicketCalled, TicketRestored
from queue_server.domain.evolve import evolve
from queue_server.domain.ids import SECOND, Instant, TicketId
from queue_server.domain.judging import judged
from queue_server.domain.office import Desk, Office
from queue_server.domain.opening import local_date
from queue_server.domain.ticket import Ticket, TicketState
from queue_server.errors import TicketUnknown
from queue_server.log.recorded import Recorded
from queue_server.offices.running import RunningOffice
from queue_server.projections.estimating import FirstWait
from queue_server.projections.wire import expected_wait, instant, seconds

RUNS_ON = frozenset({
    TicketState.BOOKED, TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.POSTPONED,
})  # fmt: skip
"""States that last; the others are an end."""


async def history_shape(surroundings: Surroundings, office: RunningOffice, ticket: TicketId) -> dict[str, Any]:
    """The visit of `ticket`, by the rules as they were when it began; raises `TicketUnknown`."""
    past = surroundings.log.past()
    recorded = await past.of_ticket(office.id, ticket)
    if not recorded:
        raise TicketUnknown(ticket)
    held, config = office.state.tickets.get(ticket), office.state.configured
    if held is None:
        config = await past.configured(office.id, recorded[0].seq) or config
    at = surroundings.clock()
    stretches, folded = told(config, recorded, at)
    visit = held or folded
    issued_at = visit.issued_at
    first = None if issued_at is None else await surroundings.first_waits.first_told(office.id, ticket, issued_at)
    return {
        "ticket": visit.id,
        "number": visit.number,
        "day": None if visit.issued_at is None else local_date(config, visit.issued_at),
        "accountable_wait_s": seconds(accountable_ms(visit, at)),
        "target_s": seconds(visit.target_ms),
        "judged": judged(visit, at, config.limits),
        "first_estimate": None if first is None else first_estimate(first, recorded, visit, at),
        "rounds": rounds(stretches),
        "segments": stretches,
    }


def first_estimate(first: FirstWait, recorded: Sequence[Recorded], visit: Ticket, at: Instant) -> dict[str, Any]:
    """What was told with the ticket, as it was told, and what came: the wait until the first call.

    Whoever still waits longer than the range already waits longer for certain. Of those who went nothing is known.
    """
    calls = (r.event.at for r in recorded if isinstance(r.event, TicketCalled) and r.event.at >= first.at)
    called_at = next(calls, None)
    waits = called_at is None and visit.state is TicketState.WAITING
    lasted_s = None if called_at is None and not waits else seconds((called_at or at) - first.at)
    wait, came = expected_wait(first.wait), None
    if wait is not None and lasted_s is not None:
        if lasted_s > wait["high_s"]:
            came = "later"
        elif called_at is not None:
            came = "sooner" if lasted_s < wait["low_s"] else "within"
    return {
        "told_at": instant(first.at),
        "expected_wait": wait,
        "estimator": first.wait.by if first.wait is not None else None,
        "called_after_s": lasted_s if called_at is not None else None,
        "came": came,
    }


def rounds(stretches: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What counted in each round; the largest is the accountable wait. A restore after a no-show begins a new one."""
    sums: dict[int, int] = {}
    for one in stretches:
        sums[one["round"]] = sums.get(one["round"], 0) + round(one["counted_s"] * SECOND)
    largest = max(sums, key=lambda number: (sums[number], -number))
    return [
        {"round": number, "counted_s": seconds(counted), "judged": number == largest}
        for number, counted in sorted(sums.items())
    ]


def told(config: OfficeConfig, recorded: Sequence[Recorded], at: Instant) -> tuple[list[dict[str, Any]], Ticket]:
    """Stretches of one ticket's events in order, the last one open where the visit goes on; and the ticket."""
    folded = Office(id=recorded[0].office, config=config, desks={number: Desk(number) for number in config.desks})
    found: list[dict[str, Any]] = []
    before: Ticket | None = None
    number = 1
    for record in recorded:
        folded = evolve(folded, record.event)
        number += isinstance(record.event, TicketRestored)
        after = next(iter(folded.tickets.values()))
        if before is not None and (after.state, after.since_at) != (before.state, before.since_at):
            _end(found, before, after)
        if before is None or after.state is not before.state or after.since_at != before.since_at:
            found.append(_begun(after, record, number))
        before = after
    visit = next(iter(folded.tickets.values()))
    if visit.state in RUNS_ON:
        found[-1]["seconds"] = seconds(max(0, at - visit.since_at))
        found[-1]["counted_s"] = seconds(all_rounds_ms(visit, at) - visit.counted_ms)
    return found, visit


def _begun(ticket: Ticket, record: Recorded, number: int) -> dict[str, Any]:
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
        "round": number,
    }


def _end(found: list[dict[str, Any]], before: Ticket, after: Ticket) -> None:
    """The stretch that ends where `after` begins; what the event added to the counted wait belongs to it."""
    if before.state in RUNS_ON:
        found[-1]["to_at"] = instant(after.since_at)
        found[-1]["seconds"] = seconds(max(0, after.since_at - before.since_at))
        found[-1]["counted_s"] = seconds(max(0, after.counted_ms - before.counted_ms))
