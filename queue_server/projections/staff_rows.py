"""Rows that the staff's views share: office, topics, desks. They name managers, so no public view uses them."""

from typing import Literal, TypedDict

from queue_server.domain.ids import DeskNumber, Names, TopicId
from queue_server.projections.office import NamedShape, TopicState, topic_shape
from queue_server.projections.office_at import OfficeAt
from queue_server.projections.presence import Presence, presence
from queue_server.projections.wire import instant_or_null


class ManagerShape(TypedDict):
    """A manager. `topics` maps a topic to the skill level."""

    id: str
    name: str


class SkilledManagerShape(ManagerShape):
    """A manager with skills, for choosing whom to transfer to."""

    topics: dict[str, str]


class LimitsShape(TypedDict):
    """The limits a desk counts with, in seconds unless named otherwise."""

    no_show_calls: int
    no_show_after_s: int
    restore_grace_s: int
    walk_limit_s: int
    pin_s: int


class StaffOfficeRow(TypedDict):
    """The office as its staff works with it."""

    kind: Literal["office"]
    id: str
    name: Names
    timezone: str
    open: bool
    issuing: bool
    waiting: int
    message: Names
    standard_s: float
    appointment_standard_s: float
    goal: float
    outcomes: list[NamedShape]
    categories: list[NamedShape]
    managers: list[SkilledManagerShape]
    limits: LimitsShape


class StaffTopicRow(TypedDict):
    """A topic as the staff sees it; no expected wait, which is for visitors."""

    kind: Literal["topic"]
    id: str
    parent: str | None
    name: Names
    prefix: str
    state: TopicState
    reason: str | None
    waiting: int
    desks: int
    outcome_required: bool


class StaffDeskRow(TypedDict):
    """A desk, who sits there and what they are doing since when. `number_called` is the visitor's at this desk."""

    kind: Literal["desk"]
    number: str
    manager: ManagerShape | None
    presence: Presence
    topics: list[str]
    number_called: str | None
    since_at: str | None
    opened_at: str | None
    break_since_at: str | None
    break_reason: str | None


def staff_office_row(moment: OfficeAt) -> StaffOfficeRow:
    """The row `office:{id}`."""
    office, config, limits = moment.office, moment.config, moment.config.limits
    return {
        "kind": "office",
        "id": office.id,
        "name": config.name,
        "timezone": config.timezone,
        "open": office.day_open,
        "issuing": office.issuing,
        "waiting": moment.waiting,
        "message": config.message,
        "standard_s": float(config.standard_s),
        "appointment_standard_s": float(config.appointment_standard_s),
        "goal": config.goal,
        "outcomes": [{"id": outcome.id, "name": outcome.name} for outcome in config.outcomes],
        "categories": [{"id": category.id, "name": category.name} for category in config.categories.values()],
        "managers": [
            {"id": m.id, "name": m.name, "topics": {topic: level.value for topic, level in m.topics.items()}}
            for m in config.managers.values()
        ],
        "limits": {
            "no_show_calls": limits.no_show_calls,
            "no_show_after_s": limits.no_show_after_s,
            "restore_grace_s": limits.restore_grace_s,
            "walk_limit_s": limits.walk_limit_s,
            "pin_s": limits.pin_s,
        },
    }


def staff_topic_row(moment: OfficeAt, topic: TopicId) -> StaffTopicRow | None:
    """The row `topic:{id}`, or None where the office does not have the topic."""
    config = moment.config.topics.get(topic)
    if config is None:
        return None
    shape = topic_shape(moment, config, with_expected_wait=False)
    return {
        "kind": "topic",
        "id": topic,
        "parent": shape["parent"],
        "name": shape["name"],
        "prefix": config.prefix,
        "state": shape["state"],
        "reason": shape["reason"],
        "waiting": shape["waiting"],
        "desks": shape["desks"],
        "outcome_required": config.outcome_required,
    }


def staff_desk_row(moment: OfficeAt, number: DeskNumber) -> StaffDeskRow | None:
    """The row `desk:{number}`, or None where there is no such desk."""
    desk = moment.office.desks.get(number)
    if desk is None:
        return None
    config = moment.config.managers.get(desk.manager) if desk.manager is not None else None
    manager: ManagerShape | None = None
    if desk.manager is not None:
        manager = {"id": desk.manager, "name": config.name if config is not None else desk.manager}
    ticket = moment.office.tickets.get(desk.ticket) if desk.ticket is not None else None
    return {
        "kind": "desk",
        "number": number,
        "manager": manager,
        "presence": presence(moment.office, desk),
        "topics": list(desk.topics),
        "number_called": ticket.number if ticket is not None else None,
        "since_at": instant_or_null(desk.since_at),
        "opened_at": instant_or_null(desk.opened_at),
        "break_since_at": instant_or_null(desk.break_since_at),
        "break_reason": desk.break_reason,
    }
