"""A visit of the past, as a file tells it: one leg, or several where it went from desk to desk."""

from dataclasses import dataclass, field, replace

from queue_server.domain.ids import CategoryId, DeskNumber, Instant, ManagerId, OfficeId, TopicId


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that does not go in, or does and is odd, and why. The header is line 1."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Leg:
    """One row: waiting, then a call and a service, or an end without them. `end` only where the row says one.

    `desk` and `manager` are both set or both None.
    """

    line: int
    topic: TopicId
    queued_at: Instant
    called_at: Instant | None = None
    started_at: Instant | None = None
    finished_at: Instant | None = None
    desk: DeskNumber | None = None
    manager: ManagerId | None = None
    end: str = "unserved"

    @property
    def served(self) -> bool:
        """Whether somebody was at a desk in this leg."""
        return self.end == "completed"


@dataclass(frozen=True, slots=True)
class Visit:
    """One person's stay. `key` is what the file knows it by; equal visits of one file are told apart by `copy`."""

    office: OfficeId
    key: str
    legs: tuple[Leg, ...]
    number: str | None = None
    category: CategoryId | None = None
    language: str | None = None
    copy: int = 0
    noted: tuple[Refusal, ...] = field(default=())

    @property
    def issued_at(self) -> Instant:
        """When it began."""
        return self.legs[0].queued_at

    @property
    def last(self) -> Leg:
        """The leg in which it ended."""
        return self.legs[-1]

    def with_legs(self, legs: tuple[Leg, ...]) -> "Visit":
        """The same visit, of other legs."""
        return replace(self, legs=legs)
