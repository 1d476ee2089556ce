"""An office at one moment, as arrays: who waits, who asks, what each desk does. Read off the office's state alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analytics.estimators.pace import Codes
from queue_server.domain.ids import SECOND, Instant, TopicId
from queue_server.domain.office import Office
from queue_server.domain.opening import clock_start_at
from queue_server.domain.policies import POLICIES
from queue_server.domain.ticket import Ticket, TicketState

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

IDLE, BREAK = -1, -2
"""What stands in `serving` where a desk serves nobody."""


@dataclass(frozen=True, slots=True)
class People:
    """n people. `place` and `order` as the routing policy has them: smaller is called sooner."""

    topic: Whole
    place: Whole
    order: Whole
    waited_s: Floats
    credited: Flags

    def __len__(self) -> int:
        return len(self.topic)

    def take(self, chosen: Whole | slice) -> "People":
        """Some of them."""
        return People(
            self.topic[chosen], self.place[chosen], self.order[chosen], self.waited_s[chosen], self.credited[chosen]
        )


@dataclass(frozen=True, slots=True)
class Moment:
    """`serving` holds the topic that a desk serves, or IDLE or BREAK, for `since_s` seconds now; `open_to[d, t]`
    whether desk d's manager has topic t active now."""

    at: Instant
    waiting: People
    seekers: People
    manager: Whole
    serving: Whole
    since_s: Floats
    open_to: Flags


def moment_of(office: Office, seekers: Sequence[Ticket], at: Instant, topics: Codes, managers: Codes) -> Moment:
    """The office at `at`. Those of `seekers` who stand in line themselves are not counted before themselves."""
    desks = [desk for desk in office.desks.values() if desk.manager is not None]
    serving = np.full(len(desks), IDLE, dtype=np.int64)
    since_s = np.zeros(len(desks))
    for index, desk in enumerate(desks):
        ticket = office.tickets.get(desk.ticket) if desk.ticket is not None else None
        since_s[index] = max(0, at - (desk.since_at or at)) / SECOND
        if ticket is not None and ticket.topic is not None:
            serving[index] = topics.of(ticket.topic)
            if ticket.state is not TicketState.SERVING:
                since_s[index] = 0.0
        elif desk.break_since_at is not None:
            serving[index] = BREAK
    manager = np.array([managers.of(desk.manager or "") for desk in desks], dtype=np.int64)
    people, asking = _people(office, seekers, at, topics)
    active = [topics.of_all(desk.topics) for desk in desks]
    open_to = np.zeros((len(desks), len(topics)), dtype=np.bool_)
    for index, codes in enumerate(active):
        open_to[index, codes] = True
    return Moment(at, people, asking, manager, serving, since_s, open_to)


def newcomer(office: Office, topic: TopicId, at: Instant) -> Ticket:
    """Somebody without a category who would take a ticket for `topic` now."""
    config = office.configured
    known = config.topics.get(topic)
    standard_s = known.standard_s if known is not None and known.standard_s is not None else config.standard_s
    return Ticket(
        id="",
        order=office.issued_count,
        state=TicketState.WAITING,
        since_at=at,
        topic=topic,
        topics=(topic,),
        promise_at=clock_start_at(config, at) + standard_s * SECOND,
    )


def _people(office: Office, seekers: Sequence[Ticket], at: Instant, topics: Codes) -> tuple[People, People]:
    """Those in the lines, and the seekers, most of whom stand in the lines themselves."""
    entries = list(chain.from_iterable(office.lines.values()))
    index = {entry[2]: number for number, entry in enumerate(entries)}
    asking = {ticket.id: ticket for ticket in seekers}
    found = [asking.get(name) or office.tickets.get(name) for name in index]
    tickets = [ticket for ticket in found if ticket is not None]
    config = office.configured
    policy = POLICIES[config.policy]
    asked = [index.get(ticket.id) for ticket in seekers]
    others = [ticket for ticket, number in zip(seekers, asked, strict=True) if number is None]
    everybody = [*tickets, *others]
    wanted = [ticket.topic or "" for ticket in everybody]
    codes = {topic: topics.of(topic) for topic in dict.fromkeys(wanted)}
    favoured = {name for name, category in config.categories.items() if category.credit_s > 0}
    people = People(
        topic=np.array([codes[topic] for topic in wanted], dtype=np.int64),
        place=np.array([e[0] for e in entries] + [policy.place(t, config) for t in others], dtype=np.int64),
        order=np.array([e[1] for e in entries] + [t.order for t in others], dtype=np.int64),
        waited_s=np.maximum(at - np.array([t.since_at for t in everybody], dtype=np.float64), 0.0) / SECOND,
        credited=np.array([t.category in favoured for t in everybody], dtype=np.bool_),
    )
    outside = iter(range(len(entries), len(everybody)))
    chosen = [number if number is not None else next(outside) for number in asked]
    return people.take(slice(len(entries))), people.take(np.array(chosen, dtype=np.int64))
