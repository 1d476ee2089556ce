"""Each waiting ticket's chance to pass the standard, by the learned waits where there are some.

On real days they tell apart better than the share of simulated futures does (docs/outlook.md, docs/adr/0321). Where
nothing was learned, and of tickets that the learned estimator hands on, the simulation's chance stays.
"""

from dataclasses import replace

import numpy as np

from analytics.estimators.chance import chance_above
from analytics.estimators.learned import LearnedEstimator
from analytics.outlook.seen import Outlook
from queue_server.domain.clocks import breach_at
from queue_server.domain.ids import SECOND
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket


def with_learned(seen: Outlook, office: Office, estimator: LearnedEstimator) -> Outlook:
    """The outlook with the chances that the learned waits of its moment tell."""
    if estimator.history(office.id) is None:
        return seen
    due = [found for name in seen.chances if (found := _left(office, name, seen)) is not None]
    told = estimator.told(office, [ticket for ticket, _ in due], seen.at)
    known = [
        (ticket.id, left_s, (wait.low_s, wait.likely_s, wait.upper_s, wait.high_s))
        for (ticket, left_s), wait in zip(due, told, strict=True)
        if wait is not None and wait.by == "learned"
    ]
    if not known:
        return seen
    names, left_s, quantiles = zip(*known, strict=True)
    chances = chance_above(np.array(quantiles), np.array(left_s)).tolist()
    return replace(seen, chances=seen.chances | dict(zip(names, chances, strict=True)))


def _left(office: Office, name: str, seen: Outlook) -> tuple[Ticket, float] | None:
    """Who has not passed the standard and whose clock runs, with the seconds that are left."""
    ticket = office.tickets.get(name)
    at = breach_at(ticket) if ticket is not None and name not in seen.passed else None
    return None if ticket is None or at is None else (ticket, (at - seen.at) / SECOND)
