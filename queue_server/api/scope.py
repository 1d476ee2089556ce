"""Whose office, whose desk, whose ticket: what a role alone does not say.

Something in another office does not exist for the caller: the answer is the same as for what nobody has heard of.
"""

from fastapi import Request

from queue_server.api.guard import Caller, caller_of
from queue_server.api.links import link_opens
from queue_server.api.permissions import MANAGER
from queue_server.api.reach import reaches
from queue_server.api.surroundings import surroundings_of
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket
from queue_server.errors import NotAllowed, TicketUnknown
from queue_server.offices.running import RunningOffice


def office_at(request: Request, office_id: str) -> RunningOffice:
    """The office in the address. The guard has made sure that it is the caller's, where the caller has one."""
    return surroundings_of(request).offices.serving(office_id)


def office_ever(request: Request, office_id: str) -> RunningOffice:
    """The same for who asks what was: an office that the organisation has given up keeps its past."""
    return surroundings_of(request).offices.get(office_id)


def office_holding(request: Request, ticket_id: str) -> RunningOffice:
    """The office whose ticket this is, if the caller may know of the ticket."""
    caller, surroundings = caller_of(request), surroundings_of(request)
    office = surroundings.offices.office_of(ticket_id)
    if office is None:
        raise TicketUnknown(ticket_id)
    if caller.identity is None:
        known = link_opens(office.state, ticket_id, surroundings.clock())
    else:
        known = reaches(request, caller.identity, office.id)
    if not known:
        raise TicketUnknown(ticket_id)
    return office


async def office_of_any(request: Request, ticket_id: str) -> RunningOffice:
    """The same of a visit that may be long over, for callers who have signed in."""
    caller, surroundings = caller_of(request), surroundings_of(request)
    held = surroundings.offices.office_of(ticket_id)
    office = held.id if held is not None else await surroundings.log.past().office_of(ticket_id)
    if office is None or caller.identity is None or not reaches(request, caller.identity, office):
        raise TicketUnknown(ticket_id)
    return surroundings.offices.get(office)


def ticket_in(office: RunningOffice, ticket_id: str) -> Ticket:
    """The ticket as it stands on disk."""
    ticket = office.state.tickets.get(ticket_id)
    if ticket is None:
        raise TicketUnknown(ticket_id)
    return ticket


def at_own_desk(caller: Caller, office: Office, number: str) -> None:
    """A manager works at their own desk: the one of their device, and not where somebody else sits."""
    if caller.role != MANAGER or caller.identity is None:
        return
    if caller.identity.desk not in (None, number):
        raise NotAllowed(f"This device stands at desk {caller.identity.desk}.", code="desk_of_another")
    desk = office.desks.get(number)
    sitting = desk.manager if desk is not None else None
    if sitting is not None and caller.identity.manager not in (None, sitting):
        raise NotAllowed(f"Somebody else works at desk {number}.", code="desk_of_another")


def own_visitor(caller: Caller, office: Office, ticket_id: str) -> None:
    """A visitor who is called to a desk or sits at it is that desk's; who waits is anybody's."""
    ticket = office.tickets.get(ticket_id)
    if ticket is None or ticket.desk is None:
        return
    desk = office.desks.get(ticket.desk)
    if desk is not None and desk.ticket == ticket_id:
        at_own_desk(caller, office, ticket.desk)
