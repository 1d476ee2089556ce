"""Whether a visit kept the promise. One definition for screens, reports, terminal and API.

Source: DOMAIN "Four clocks, and the one that is judged", the table.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from queue_server.domain.clocks import accountable_ms
from queue_server.domain.configuration import Limits
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.ticket import Ticket, TicketState


class Judgement(StrEnum):
    """What the standard says of a visit at a moment."""

    MET = "met"
    BREACHED = "breached"
    UNDECIDED = "undecided"
    EXCLUDED = "excluded"


def judged(ticket: Ticket, at: Instant, limits: Limits) -> Judgement:
    """Met or breached where the visit was called or served; who still waits is breached only above the target."""
    above = accountable_ms(ticket, at) > ticket.target_ms
    match ticket.state:
        case TicketState.BOOKED:
            return Judgement.UNDECIDED
        case _ if ticket.number is None:
            return Judgement.EXCLUDED
        case TicketState.COMPLETED | TicketState.SERVING | TicketState.CALLED | TicketState.NO_SHOW:
            return Judgement.BREACHED if above else Judgement.MET
        case TicketState.WAITING | TicketState.POSTPONED:
            return Judgement.BREACHED if above else Judgement.UNDECIDED
        case TicketState.UNSERVED:
            return Judgement.BREACHED
        case TicketState.CANCELLED | TicketState.LEFT:
            slip = went_at_once(ticket, limits)
            return Judgement.BREACHED if above and not slip else Judgement.EXCLUDED
        case TicketState.REMOVED:
            return Judgement.BREACHED if above else Judgement.EXCLUDED


def went_at_once(ticket: Ticket, limits: Limits) -> bool:
    """A slip of the finger: the visitor went within `slip_s` of the ticket."""
    if ticket.issued_at is None or ticket.ended_at is None:
        return False
    return ticket.ended_at - ticket.issued_at <= limits.slip_s * SECOND


def abandoned(ticket: Ticket, limits: Limits) -> bool:
    """The visitor gave up: cancelled or left, and it was no slip of the finger."""
    return (
        ticket.state in (TicketState.CANCELLED, TicketState.LEFT)
        and ticket.number is not None
        and not went_at_once(ticket, limits)
    )


def service_level(met: int, breached: int) -> float | None:
    """`met / (met + breached)`, in [0, 1]; None when nothing was judged.

    >>> service_level(2, 1)
    0.6666666666666666
    >>> service_level(0, 0) is None
    True
    """
    return met / (met + breached) if met + breached else None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many visits were issued, and how they were judged."""

    issued: int = 0
    met: int = 0
    breached: int = 0
    undecided: int = 0
    excluded: int = 0
    abandoned: int = 0

    @property
    def service_level(self) -> float | None:
        """Share of judged visits within the standard."""
        return service_level(self.met, self.breached)


def tally(tickets: Iterable[Ticket], at: Instant, limits: Limits) -> Tally:
    """The sums over `tickets` that have a number: judged, undecided and excluded ones add up to those issued."""
    counts = dict.fromkeys(Judgement, 0)
    gave_up = 0
    for ticket in tickets:
        if ticket.number is None:
            continue
        counts[judged(ticket, at, limits)] += 1
        gave_up += abandoned(ticket, limits)
    return Tally(
        issued=sum(counts.values()),
        met=counts[Judgement.MET],
        breached=counts[Judgement.BREACHED],
        undecided=counts[Judgement.UNDECIDED],
        excluded=counts[Judgement.EXCLUDED],
        abandoned=gave_up,
    )
