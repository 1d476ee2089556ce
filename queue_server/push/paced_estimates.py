"""Expected waits for newcomers as live views show them: asked for when something moved, and not with every event.

An estimate looks at every desk and line of an office and takes as long as folding a dozen rows. Boards, desks and
kiosks read one with every event; at a peak an office has one a second and more, and each moves the range by less than
the steps in which it is shown. So the estimator is asked again when lines or desks moved: freely in a calm office, and
once a `BEAT_MS` in a busy one. Then what is shown is at most that much older than the row it stands in, and where no
further event comes to put it right, `lagging` says whose rows are to be told once more.
"""

from dataclasses import dataclass, field

from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.expected_wait import ExpectedWait
from queue_server.domain.ids import Instant, OfficeId, TopicId
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket
from queue_server.projections.estimating import WaitEstimator

BEAT_MS = 500
"""A busy office's estimates are this old at most."""
AT_ONCE = 30
"""So many steps in a row are each answered afresh: only an office that goes on like this is asked once a beat, and
there the next event is never far. A calm one is always told the newest, several people who come at once included."""
HOLDS_MS = 10_000
"""Where nothing moved, time alone moves an estimate by less than this."""


@dataclass(slots=True)
class _Told:
    """What was told last of one office, and how often the estimator may still be asked."""

    at: Instant
    config: OfficeConfig
    moving: tuple[object, ...]
    waits: dict[TopicId, ExpectedWait | None]
    left: float = field(default=AT_ONCE)


class PacedEstimates:
    """An estimator in front of another; of tickets it is asked as it is."""

    def __init__(self, estimator: WaitEstimator) -> None:
        self._estimator = estimator
        self._told: dict[OfficeId, _Told] = {}
        self._lagging: dict[OfficeId, Instant] = {}

    def for_newcomer(self, office: Office, topic: TopicId, at: Instant) -> ExpectedWait | None:
        """The wait of somebody without a category who would take a ticket for `topic` now, or a beat ago."""
        told = self._told.get(office.id)
        if told is None or told.config is not office.config or self._due(told, office, at):
            told = self._ask(office, at, told)
        return told.waits.get(topic)

    def lagging(self, at: Instant) -> list[OfficeId]:
        """Offices whose last answer was an older one, and of which nobody has asked for a beat; each is named once."""
        found = [office for office, since in self._lagging.items() if abs(at - since) >= BEAT_MS]
        for office in found:
            del self._lagging[office]
        return found

    def for_ticket(self, office: Office, ticket: Ticket, at: Instant) -> ExpectedWait | None:
        """The wait that is still before `ticket`."""
        return self._estimator.for_ticket(office, ticket, at)

    def _due(self, told: _Told, office: Office, at: Instant) -> bool:
        """Whether it is worth asking again, and may be. A clock that was set back makes nothing old for ever."""
        passed_ms = abs(at - told.at)
        moved = passed_ms >= HOLDS_MS or not _same(told.moving, _moving(office))
        due = told.left + passed_ms / BEAT_MS >= 1
        if moved and not due:
            self._lagging[office.id] = at
        return moved and due

    def _ask(self, office: Office, at: Instant, before: _Told | None) -> _Told:
        config = office.configured
        waits = {
            topic: self._estimator.for_newcomer(office, topic, at) for topic in config.topics if config.offers(topic)
        }
        told = _Told(at, config, _moving(office), waits)
        if before is not None:
            told.left = max(0.0, min(AT_ONCE, before.left + abs(at - before.at) / BEAT_MS) - 1)
        self._told[office.id] = told
        self._lagging.pop(office.id, None)
        return told


def _moving(office: Office) -> tuple[object, ...]:
    """What an estimate is made of, each made anew by the step that changes it."""
    at_desks = (office.tickets.get(desk.ticket) for desk in office.desks.values() if desk.ticket is not None)
    return office.lines, office.early, office.desks, *at_desks


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) == len(other) and all(mine is theirs for mine, theirs in zip(one, other, strict=True))
