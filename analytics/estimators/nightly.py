"""Learning each night: an office's log is read on from where the last night ended, and its forests are grown anew.

What a `Notebook` holds between two nights is the office's state at that point, the history of services and the newest
rows, so that a night costs one day of the log, however long the log has become. The first night of a process reads all
of it; until then, what was kept on disk (`keeping`) answers.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from analytics.estimators.features import FEATURES
from analytics.estimators.learned import Learned
from analytics.estimators.model import ROWS_MOST, calibration_of, learn_model
from analytics.estimators.watching import Answered, Watcher, inferred_later
from queue_server.domain.ids import Instant, OfficeId
from queue_server.log.reader import LogReader

AHEAD = FEATURES.index("ahead")


@dataclass(slots=True)
class Notebook:
    """One office as far as it has been read: log position, the watcher with its state, and the newest answered rows."""

    office: OfficeId
    seq: int = 0
    watcher: Watcher = field(kw_only=True)
    answered: list[Answered] = field(default_factory=list)

    @classmethod
    def begun(cls, office: OfficeId) -> "Notebook":
        """An empty one: the log has yet to be read."""
        return cls(office, watcher=Watcher(office))

    async def read_on(self, reader: LogReader, *, until_at: Instant, pause: Callable[[], None] = lambda: None) -> int:
        """Takes in the log up to `until_at`; how many events that were. `pause` is called after each."""
        count = 0
        async for record in reader.events(self.office, after=self.seq):
            if record.at > until_at:
                break
            self.seq = record.seq
            count += 1
            if not inferred_later(record):
                self.answered.extend(row for row in self.watcher.take(record.event) if isinstance(row, Answered))
            pause()
        del self.answered[: -2 * ROWS_MOST]
        return count

    def learn(self) -> Learned | None:
        """What the rows teach; None where there are too few, and the simple estimator goes on."""
        model = learn_model(self.answered)
        if model is None:
            return None
        longest = max(float(row.asked.features[AHEAD]) for row in self.answered)
        return Learned(self.watcher.history.copy(), model, calibration_of(self.answered), longest)
