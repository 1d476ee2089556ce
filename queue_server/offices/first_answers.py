"""The first answers of one office: the latest in memory for a quick repeat, the older ones in the log."""

from collections import OrderedDict
from collections.abc import Iterable

from queue_server.domain.ids import OfficeId
from queue_server.log.store import KeptAnswer, LogStore
from queue_server.offices.answers import Answer
from queue_server.offices.deciding import Request, repeated

REMEMBERED_ANSWERS = 64
"""First answers kept in memory, a kilobyte each: whoever got none asks again within seconds. The log has the others."""


class FirstAnswers:
    """What commands were answered with when they were accepted, by their ids."""

    def __init__(self, store: LogStore, office: OfficeId) -> None:
        self._store = store
        self._office = office
        self._remembered: OrderedDict[str, KeptAnswer] = OrderedDict()

    def get(self, command_id: str) -> KeptAnswer | None:
        """From memory alone."""
        return self._remembered.get(command_id)

    def keep(self, answers: Iterable[KeptAnswer]) -> None:
        """These are on disk."""
        for kept in answers:
            self._remembered[kept.command_id] = kept
            if len(self._remembered) > REMEMBERED_ANSWERS:
                self._remembered.popitem(last=False)

    async def tell_refused(self, request: Request, told: Answer | Exception) -> None:
        """A repeat of an old command may be refused now; its first answer, if the log keeps one, is the right one."""
        try:
            kept = await self.find(request.command_id or "")
        except Exception as error:
            request.tell(error)
        else:
            request.tell(told if kept is None else repeated(kept, request.fingerprint))

    async def find(self, command_id: str) -> KeptAnswer | None:
        """From the log."""
        return await self._store.answer(self._office, command_id)

    async def learn(self, command_ids: Iterable[str]) -> None:
        """Whatever the log knows of these."""
        for command_id in command_ids:
            kept = await self.find(command_id)
            if kept is not None:
                self.keep((kept,))
