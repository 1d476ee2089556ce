"""The kiosk's live view: the office and its topics, with people waiting and expected waits. Nothing of any person."""

from collections.abc import Iterable
from dataclasses import dataclass

from queue_server.projections.change import Change
from queue_server.projections.office import OfficeRow, TopicRow, office_row, topic_row
from queue_server.projections.office_at import OfficeAt
from queue_server.projections.view import Key, id_in


@dataclass(frozen=True, slots=True)
class KioskView:
    """Rows `office:{id}` and `topic:{id}`."""

    @property
    def name(self) -> str:
        """The view's name in the stream's address."""
        return "kiosk"

    def keys(self, moment: OfficeAt) -> Iterable[Key]:
        """The office, then its topics in the order of the organisation file."""
        return (f"office:{moment.office.id}", *(f"topic:{topic}" for topic in moment.config.topics))

    def row(self, moment: OfficeAt, key: Key) -> OfficeRow | TopicRow | None:
        """The row under `key`."""
        return office_row(moment) if key.startswith("office:") else topic_row(moment, id_in(key))

    def touched(self, change: Change) -> Iterable[Key]:
        """Everything: any step at a desk or in a line moves the expected wait of every topic that shares the desks."""
        return self.keys(change.after)

    def waits_of_newcomers(self, moment: OfficeAt) -> Iterable[Key]:
        """The topics'."""
        return (f"topic:{topic}" for topic in moment.config.topics)
