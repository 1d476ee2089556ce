"""One live view of one office: its rows, folded event by event, one message for every event of the log."""

from collections.abc import Callable

from queue_server.domain.ids import Instant
from queue_server.log.recorded import Recorded
from queue_server.projections.change import Change
from queue_server.projections.office_at import OfficeAt
from queue_server.projections.view import Key, Row, View, changes, rows
from queue_server.push.held_rows import HeldRows
from queue_server.push.messages import event


class LiveView(HeldRows):
    """The rows of one view of one office after event `seq`, and whoever reads them."""

    __slots__ = ("view",)

    def __init__(self, view: View, *, epoch: str, seq: int, moment: OfficeAt, clock: Callable[[], Instant]) -> None:
        super().__init__(epoch=epoch, seq=seq, clock=clock)
        self.view = view
        self.hold(rows(view, moment).items())

    def fold(self, record: Recorded, change: Change, *, whole: bool = False) -> None:
        """Takes over what one event changed and tells every reader. `whole`: compares all rows, not those touched."""
        if record.seq <= self.seq:
            return
        if record.seq != self.seq + 1:
            self.start_over(record.seq, change.after)
            return
        found = self._all_rows(change.after) if whole else changes(self.view, change)
        edits = self.hold(found.items())
        self.publish(event(seq=record.seq, at=record.at, name=type(record.event).__name__, changes=edits))

    def tell_anew(self, moment: OfficeAt) -> None:
        """Newcomers' waits as they are now, without an event; where a row is another, readers get a snapshot."""
        if self.hold([(key, self.view.row(moment, key)) for key in self.view.waits_of_newcomers(moment)]):
            self.told_anew()

    def start_over(self, seq: int, moment: OfficeAt) -> None:
        """The rows as they are at `seq`, for a view that has lost its place in the log; readers get a snapshot."""
        self.empty()
        self.hold(rows(self.view, moment).items())
        self.seq = seq
        for outbox in self.outboxes:
            outbox.start_over()

    def _all_rows(self, moment: OfficeAt) -> dict[Key, Row | None]:
        return {**dict.fromkeys(self._rows), **rows(self.view, moment)}
