"""From commits to messages: folds every view that somebody reads, one event at a time, in the order of the log.

A commit is only noted while it is being announced; the folding comes after, in slices, so that a busy round of commands
is answered first and no other office waits long. A view is encoded once, whoever many read it.

A rush may end with waits that are a beat old (see `paced_estimates`): then the rows that tell newcomers' waits are made
once more, and whoever reads one that is another by it gets a snapshot. A phone's rows tell none.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from queue_server.domain.evolve import evolve
from queue_server.domain.ids import Instant, OfficeId
from queue_server.domain.office import Office
from queue_server.log.recorded import Recorded
from queue_server.projections.change import Change
from queue_server.projections.estimating import WaitEstimator
from queue_server.projections.office_at import OfficeAt
from queue_server.projections.view import View
from queue_server.push.codes import CloseCode
from queue_server.push.held_rows import Subscription
from queue_server.push.live_view import LiveView
from queue_server.push.paced_estimates import PacedEstimates

SLICE_S = 0.005
"""How long folding may keep the event loop before others have their turn."""

LINGER_S = 60.0
"""A view that nobody reads is kept for this long, so that whoever was cut off can resume without a snapshot."""

log = structlog.get_logger(__name__)


class Source(Protocol):
    """A running office, as far as its readers are concerned: what is on disk."""

    @property
    def id(self) -> OfficeId: ...  # noqa: D102
    @property
    def state(self) -> Office: ...  # noqa: D102
    @property
    def seq(self) -> int: ...  # noqa: D102
    @property
    def epoch(self) -> str: ...  # noqa: D102


@dataclass(slots=True)
class _Channel:
    """The views of one office that are read, and the office as they show it."""

    office: Source
    views: dict[View, LiveView] = field(default_factory=dict)
    last: Change | None = None
    noted: int = 0


class Feed:
    """All live views of all offices. `committed` is the listener to hang on the offices."""

    def __init__(self, *, estimator: WaitEstimator, clock: Callable[[], Instant]) -> None:
        self._estimator = PacedEstimates(estimator)
        self._clock = clock
        self._channels: dict[OfficeId, _Channel] = {}
        self._steps: deque[Iterator[None]] = deque()
        self._scheduled = False

    @property
    def views(self) -> int:
        """How many views are being kept."""
        return sum(len(channel.views) for channel in self._channels.values())

    @property
    def backlog(self) -> int:
        """How many commits have yet to be folded."""
        return len(self._steps)

    def committed(self, office: Source, before: Office, recorded: Sequence[Recorded], after: Office) -> None:
        """Notes what was written, if anybody reads this office."""
        channel = self._channels.get(office.id)
        if channel is None:
            return
        channel.office = office
        channel.noted += 1
        self._put(self._fold(channel, before, recorded, after))

    def subscribe(self, office: Source, view: View, *, after: int | None, epoch: str | None) -> Subscription:
        """A place for one reader: all that followed `after` in this epoch, or a snapshot; then every event."""
        channel = self._channels.setdefault(office.id, _Channel(office))
        channel.office = office
        live = channel.views.get(view)
        if live is None:
            moment = OfficeAt(office.state, self._clock(), self._estimator)
            live = LiveView(view, epoch=office.epoch, seq=office.seq, moment=moment, clock=self._clock)
            channel.views[view] = live
        return live.join(after=after, epoch=epoch)

    def sweep(self) -> None:
        """Lets go of views that nobody has read for `LINGER_S`, and of offices without any; tells old waits anew."""
        now = time.monotonic()
        for office, channel in list(self._channels.items()):
            idle = [v for v, live in channel.views.items() if not live.outboxes and now - live.idle_since > LINGER_S]
            for view in idle:
                del channel.views[view]
            if not channel.views and not channel.noted:
                del self._channels[office]
        for office in self._estimator.lagging(self._clock()):
            lagging = self._channels.get(office)
            if lagging is not None and not lagging.noted:
                self._put(self._tell_anew(lagging))

    def _put(self, steps: Iterator[None]) -> None:
        self._steps.append(steps)
        if not self._scheduled:
            self._scheduled = True
            asyncio.get_running_loop().call_soon(self._work)

    def _work(self) -> None:
        end = time.perf_counter() + SLICE_S
        while self._steps:
            try:
                done = next(self._steps[0], _DONE) is _DONE
            except Exception:
                # The views have missed events now; they see it by the gap in `seq`, and start over.
                log.exception("folding failed")
                done = True
            if done:
                self._steps.popleft()
            if time.perf_counter() > end:
                break
        self._scheduled = bool(self._steps)
        if self._scheduled:
            asyncio.get_running_loop().call_soon(self._work)

    def _fold(self, channel: _Channel, before: Office, recorded: Sequence[Recorded], after: Office) -> Iterator[None]:
        """One step an event. The states between the events of one commit are made again: nobody else needs them."""
        office = before
        try:
            for record in recorded:
                following = after if record is recorded[-1] else evolve(office, record.event)
                if channel.views:
                    self._fold_event(channel, office, record, following)
                office = following
                yield
        finally:
            channel.noted -= 1

    def _tell_anew(self, channel: _Channel) -> Iterator[None]:
        """Newcomers' waits as they are now; one step a view, until another event is noted: that tells them itself."""
        office, seq = channel.office, channel.office.seq
        moment = OfficeAt(office.state, self._clock(), self._estimator)
        for live in list(channel.views.values()):
            if channel.noted or office.seq != seq:
                return
            if live.seq == seq:
                live.tell_anew(moment)
            yield

    def _fold_event(self, channel: _Channel, before: Office, record: Recorded, after: Office) -> None:
        held = channel.last.after if channel.last is not None else None
        # The office lets go of old tickets between two events: then any row may be gone, and all are compared.
        whole = held is not None and held.office is not before
        earlier = held if held is not None and not whole else OfficeAt(before, record.at, self._estimator)
        change = Change(record.event, earlier, OfficeAt(after, record.at, self._estimator))
        channel.last = change
        for view, live in list(channel.views.items()):
            try:
                live.fold(record, change, whole=whole)
            except Exception:
                log.exception("a view failed", office=after.id, view=view.name, seq=record.seq)
                live.close(CloseCode.FAILED)
                del channel.views[view]


_DONE = object()
