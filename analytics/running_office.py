"""A running office, as far as analytics is concerned: what is on disk. The server has one for each office."""

from typing import Protocol

from queue_server.domain.ids import OfficeId
from queue_server.domain.office import Office


class RunningOffice(Protocol):
    """Read it as often as you like; `state` and `seq` move on together, between two turns of the event loop."""

    @property
    def id(self) -> OfficeId: ...  # noqa: D102
    @property
    def state(self) -> Office: ...  # noqa: D102
    @property
    def seq(self) -> int: ...  # noqa: D102
