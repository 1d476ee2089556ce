"""The office as the public may see it: names, hours, load, expected waits. No ticket, nobody's category, no staff.

Serves `GET /api/v1/offices` and the office and topic rows of the kiosk and the phone.
"""

from collections.abc import Iterable
from typing import Literal, TypedDict

from queue_server.domain.configuration import Topic
from queue_server.domain.expected_wait import over_all
from queue_server.domain.ids import Names, TopicId
from queue_server.projections.hours import hours_shown
from queue_server.projections.office_at import OfficeAt
from queue_server.projections.wire import ExpectedWaitShape, expected_wait, instant, instant_or_null

TopicState = Literal["open", "suspended", "unavailable", "heading"]
"""`unavailable`: offered here, but no manager of this office has the skill. `heading`: holds topics, is none itself."""


class NamedShape(TypedDict):
    """Something with an id and a name by language."""

    id: str
    name: Names


class TopicShape(TypedDict):
    """A topic with its load. `waiting` and `desks` of a heading are those of all topics under it."""

    id: str
    parent: str | None
    name: Names
    bring: Names
    state: TopicState
    reason: str | None
    waiting: int
    desks: int
    expected_wait: ExpectedWaitShape | None


class OfficeShape(TypedDict):
    """An office without its topics. `opens_at` and `closes_at` are of this day while open, else of the next opening.

    `opens_at` without `closes_at`: open round the clock.
    """

    id: str
    name: Names
    territory: str | None
    timezone: str
    open: bool
    issuing: bool
    full: bool
    phone_join: bool
    slot_minutes: int | None
    opens_at: str | None
    closes_at: str | None
    waiting: int
    categories: list[NamedShape]
    message: Names
    standard_s: float


class OfficeSummaryShape(OfficeShape):
    """An office with its topics, as of `now`."""

    topics: list[TopicShape]
    now: str


class OfficeRow(OfficeShape):
    """The office's row in the views of kiosk and phone."""

    kind: Literal["office"]


class TopicRow(TopicShape):
    """A topic's row in the kiosk's view."""

    kind: Literal["topic"]


def summary(moment: OfficeAt) -> OfficeSummaryShape:
    """The office with its topics, in the order of the organisation file."""
    topics = [topic_shape(moment, topic) for topic in moment.config.topics.values()]
    return {**office_shape(moment), "topics": topics, "now": instant(moment.at)}


def office_row(moment: OfficeAt) -> OfficeRow:
    """The row `office:{id}`. Its hours are as of the last event, so that they do not change by time alone."""
    return {"kind": "office", **office_shape(OfficeAt(moment.office, moment.office.last_at, moment.estimator))}


def topic_row(moment: OfficeAt, topic: TopicId) -> TopicRow | None:
    """The row `topic:{id}`, or None where the office does not have the topic."""
    config = moment.config.topics.get(topic)
    return None if config is None else {"kind": "topic", **topic_shape(moment, config)}


def office_shape(moment: OfficeAt) -> OfficeShape:
    """The office without its topics."""
    office, config = moment.office, moment.config
    hours = hours_shown(office, moment.at)
    return {
        "id": office.id,
        "name": config.name,
        "territory": config.territory,
        "timezone": config.timezone,
        "open": office.day_open,
        "issuing": office.issuing,
        "full": config.queue_limit is not None and moment.waiting >= config.queue_limit,
        "phone_join": config.phone_join,
        "slot_minutes": config.slot_minutes,
        "opens_at": instant_or_null(hours[0] if hours else None),
        "closes_at": instant_or_null(hours[1] if hours else None),
        "waiting": moment.waiting,
        "categories": [{"id": category.id, "name": category.name} for category in config.categories.values()],
        "message": config.message,
        "standard_s": float(config.standard_s),
    }


def topic_shape(moment: OfficeAt, topic: Topic, *, with_expected_wait: bool = True) -> TopicShape:
    """One topic with its load, and with its expected wait unless nobody will look at it."""
    state = topic_state(moment, topic)
    leaves = topics_under(moment, topic.id) if state == "heading" else [topic.id]
    desks = frozenset[str]().union(*(moment.desks_by_topic.get(leaf, ()) for leaf in leaves))
    estimated = with_expected_wait and state != "heading"
    return {
        "id": topic.id,
        "parent": topic.parent,
        "name": topic.name,
        "bring": topic.bring,
        "state": state,
        "reason": moment.office.suspended.get(topic.id),
        "waiting": sum(moment.waiting_by_topic[leaf] for leaf in leaves),
        "desks": len(desks),
        "expected_wait": expected_wait(moment.expected_wait(topic.id)) if estimated else None,
    }


def topic_state(moment: OfficeAt, topic: Topic) -> TopicState:
    """Whether a visitor can take a ticket for the topic here, as far as the topic itself goes."""
    if not moment.config.offers(topic.id):
        return "heading"
    if topic.id in moment.office.suspended:
        return "suspended"
    return "open" if topic.id in moment.skilled_topics else "unavailable"


def newcomers_wait(moment: OfficeAt, topics: Iterable[TopicId]) -> ExpectedWaitShape | None:
    """The wait of whoever takes a ticket for one of `topics` now, as one range; null while nobody can, or knows."""
    if not moment.office.issuing:
        return None
    known = (moment.config.topics.get(topic) for topic in topics)
    open_now = (topic.id for topic in known if topic is not None and topic_state(moment, topic) == "open")
    return expected_wait(over_all(moment.expected_wait(topic) for topic in open_now))


def topics_under(moment: OfficeAt, heading: TopicId) -> list[TopicId]:
    """The served topics below a heading, at any depth."""
    below = [topic for topic in moment.config.topics.values() if topic.parent == heading]
    found: list[TopicId] = []
    for topic in below:
        found.extend([topic.id] if moment.config.offers(topic.id) else topics_under(moment, topic.id))
    return found
