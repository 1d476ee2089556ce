"""What the organisation file says of one office, as the office's own log remembers it.

Knows topics, categories, managers, desks, hours and limits. Knows nothing of files: `organisation` makes these.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from queue_server.domain.ids import CategoryId, DeskNumber, ManagerId, Names, OfficeId, TopicId


class SkillLevel(StrEnum):
    """How well a manager serves a topic. A secondary skill waits for those who have it as primary."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


class PolicyName(StrEnum):
    """The ways to choose who is called next (see `routing`)."""

    EARLIEST_PROMISE = "earliest_promise"
    FIFO = "fifo"
    STRICT_PRIORITY = "strict_priority"


@dataclass(frozen=True, slots=True)
class Topic:
    """What a visitor comes for. A topic that is another's `parent` is a heading and is not served itself."""

    id: TopicId
    name: Names
    prefix: str = ""
    parent: TopicId | None = None
    standard_s: int | None = None
    typical_service_s: int = 300
    outcome_required: bool = False
    bring: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Category:
    """A reason to be called sooner, worth `credit_s` seconds of waiting."""

    id: CategoryId
    name: Names
    credit_s: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way a visit can end at the desk."""

    id: str
    name: Names


@dataclass(frozen=True, slots=True)
class Manager:
    """Who serves visitors, and how well each topic."""

    id: ManagerId
    name: str
    topics: dict[TopicId, SkillLevel]


@dataclass(frozen=True, slots=True)
class Limits:
    """Every number of the rules, in seconds unless named otherwise. Every limit includes its exact second."""

    no_show_calls: int = 2
    no_show_after_s: int = 40
    restore_grace_s: int = 900
    slip_s: int = 60
    walk_limit_s: int = 180
    pin_s: int = 600
    secondary_penalty_s: int = 300
    check_in_early_s: int = 3600
    check_in_late_s: int = 1200


@dataclass(frozen=True, slots=True)
class OfficeConfig:
    """One hall with its own queue.

    `hours` maps `mon`…`sun` to `"HH:MM-HH:MM"` in the office's zone; a closing not after the opening is on the next
    day. `days` overrides one local date (`"2026-12-31"`) with hours or `"closed"`. `topics` are those offered here,
    with the headings above them.
    """

    id: OfficeId
    name: Names
    timezone: str
    topics: dict[TopicId, Topic]
    desks: tuple[DeskNumber, ...]
    managers: dict[ManagerId, Manager]
    categories: dict[CategoryId, Category] = field(default_factory=dict)
    outcomes: tuple[Outcome, ...] = ()
    hours: dict[str, str] = field(default_factory=dict)
    days: dict[str, str] = field(default_factory=dict)
    standard_s: int = 900
    appointment_standard_s: int = 300
    goal: float = 0.95
    policy: PolicyName = PolicyName.EARLIEST_PROMISE
    limits: Limits = field(default_factory=Limits)
    slot_minutes: int | None = None
    slot_capacity: int | None = None
    territory: str | None = None
    accounts: int = 0
    message: Names = field(default_factory=dict)
    opens_before_s: int = 0
    closes_after_s: int = 3600
    queue_limit: int | None = None
    phone_join: bool = False

    def offers(self, topic: TopicId) -> bool:
        """Whether visitors can be served on `topic` here (a heading is not a topic that is served)."""
        return topic in self.topics and bool(self.topics[topic].prefix)

    def same_as(self, other: "OfficeConfig | None") -> bool:
        """Whether `other` says the same in the same order: screens show topics and categories as they are listed."""
        return (
            other is not None
            and self == other
            and list(self.topics) == list(other.topics)
            and list(self.categories) == list(other.categories)
        )
