"""Which offices are somebody's: their one, those of their territory as the organisation is now, or all.

Whatever lies outside does not exist for them.
"""

from starlette.requests import HTTPConnection

from queue_server.access.identity import Identity
from queue_server.api.surroundings import surroundings_of
from queue_server.errors import OfficeUnknown


def reaches(connection: HTTPConnection, identity: Identity, office: str) -> bool:
    """Whether the office is one of theirs; nobody's who is bound, where nobody has heard of it."""
    if not identity.bound:
        return True
    try:
        config = surroundings_of(connection).offices.get(office).state.config
    except OfficeUnknown:
        return False
    return identity.reaches(office, config.territory if config is not None else None)


def in_reach(connection: HTTPConnection, identity: Identity | None, *, ever: bool = False) -> frozenset[str] | None:
    """The ids of their offices; None where there is no bound. `ever`: with those that the organisation has given up."""
    if identity is None or not identity.bound:
        return None
    offices = surroundings_of(connection).offices
    return frozenset(
        office.id
        for office in ([offices.get(known) for known in offices.known] if ever else offices)
        if office.state.config is not None and identity.reaches(office.id, office.state.config.territory)
    )
