"""Who plays in one office: its topics, categories, desks and managers, as far as a simulation needs them.

Plain data. Whoever starts the driver fills it in, from the organisation file or from an imported log.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

SECONDARY_SLOWER = 1.25
"""A judgement: who does something seldom takes a quarter longer."""


@dataclass(frozen=True, slots=True)
class TopicRole:
    """A topic that is served; `weight` is its share of the arrivals, relative to the others."""

    id: str
    typical_service_s: float
    weight: float = 1.0
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """When somebody works: instants in milliseconds; breaks as pairs of them, in order."""

    begins_at: int
    ends_at: int
    breaks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ManagerRole:
    """A manager, the topics they know (True: as a primary skill) and how quick they are (1.0: average).

    Without `works` they are there all day, and rest when they have worked for a while.
    """

    id: str
    topics: Mapping[str, bool]
    quickness: float = 1.0
    works: WorkingTime | None = None


@dataclass(frozen=True, slots=True)
class OfficeCast:
    """One office on one day. `opens_at` and `closes_at` are instants in milliseconds; `reserve` works when asked to."""

    id: str
    topics: Mapping[str, TopicRole]
    managers: tuple[ManagerRole, ...]
    desks: tuple[str, ...]
    opens_at: int
    closes_at: int
    categories: tuple[str, ...] = ()
    reserve: tuple[ManagerRole, ...] = ()
    languages: Mapping[str, float] = field(default_factory=lambda: {"ru": 0.94, "en": 0.03, "zh": 0.03})

    @property
    def staffed(self) -> tuple[tuple[str, ManagerRole], ...]:
        """Which manager sits at which desk: in order, as far as both go."""
        return tuple(zip(self.desks, self.managers, strict=False))

    def presence(self, manager: ManagerRole) -> float:
        """The share of the opening time at which a manager is at the desk."""
        if manager.works is None:
            return 1.0
        away_ms = sum(ends_at - begins_at for begins_at, ends_at in manager.works.breaks)
        there_ms = manager.works.ends_at - manager.works.begins_at - away_ms
        return there_ms / (self.closes_at - self.opens_at)

    def service_mean_s(self, manager: ManagerRole, topic: str) -> float:
        """How long this manager takes for this topic on average."""
        slower = 1.0 if manager.topics.get(topic, True) else SECONDARY_SLOWER
        return self.topics[topic].typical_service_s * slower / manager.quickness
