"""The first answers that are kept, held against the events of their commands: what a repeated command is told.

An answer that names a ticket has to name one that its command's events are about, under its number. A command that was
accepted after the oldest answer still kept has to have its own: whoever repeats it would do it twice. Of an answer this
knows only that `id`, `number` and `topic` make a ticket, at the top or under `ticket`.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from queue_server.domain.events import Event
from queue_server.domain.ids import Instant, OfficeId
from queue_server.log.tables import answers, heads

READ_AT_ONCE = 500

TICKET = frozenset({"id", "number", "topic"})


@dataclass(slots=True)
class _Kept:
    """One answer: the ticket that it names, and whether an event of its command is about that one."""

    ticket: object = None
    number: object = None
    readable: bool = True
    seen_seq: int | None = None
    agrees: bool = False


class KeptAnswers:
    """The answers of one office at one moment; `event` is shown its log up to that moment, in order."""

    def __init__(self, kept: dict[str, _Kept], oldest_at: Instant | None) -> None:
        self._kept = kept
        self._oldest_at = oldest_at
        self._unanswered: dict[str, int] = {}

    def event(self, seq: int, command_id: str | None, event: Event) -> None:
        """The next event of the office."""
        if command_id is None:
            return
        kept = self._kept.get(command_id)
        if kept is None:
            if self._oldest_at is not None and event.at >= self._oldest_at:
                self._unanswered.setdefault(command_id, seq)
            return
        if kept.seen_seq is None:
            kept.seen_seq = seq
        same_ticket = kept.ticket is None or getattr(event, "ticket", None) == kept.ticket
        same_number = getattr(event, "number", kept.number) == kept.number
        kept.agrees = kept.agrees or (same_ticket and same_number)

    def findings(self) -> Iterator[tuple[int, str]]:
        """The event and what is wrong with its command's answer."""
        for command_id, seq in self._unanswered.items():
            yield seq, f"was commanded as {command_id}, whose first answer is missing: a repeat would be done again"
        for command_id, kept in self._kept.items():
            if not kept.readable:
                yield kept.seen_seq or 0, f"was commanded as {command_id}, whose first answer cannot be read"
            elif kept.seen_seq is not None and not kept.agrees:
                yield kept.seen_seq, f"was commanded as {command_id}, whose first answer tells of another ticket"


class ListedAnswers:
    """Which commands of which office are answered, at one moment: the table is in the order of the commands' ids."""

    def __init__(self, ids: dict[OfficeId, list[str]], ends: dict[OfficeId, int]) -> None:
        self._ids = ids
        self._ends = ends

    @classmethod
    async def read(cls, connection: AsyncConnection) -> "ListedAnswers":
        """All of them, without what they say."""
        ids: dict[OfficeId, list[str]] = defaultdict(list)
        for office, command_id in await connection.execute(select(answers.c.office, answers.c.command_id)):
            ids[office].append(command_id)
        ends = {row.office: row.seq for row in await connection.execute(select(heads.c.office, heads.c.seq))}
        return cls(dict(ids), ends)

    def until(self, office: OfficeId) -> int:
        """The last event of the office whose command's answer would be listed."""
        return self._ends.get(office, 0)

    async def of(self, connection: AsyncConnection, office: OfficeId) -> KeptAnswers:
        """Those of one office, with what they say; without those that were let go of meanwhile."""
        oldest_at = await connection.scalar(select(func.min(answers.c.at)))
        ids, kept = self._ids.get(office, []), dict[str, _Kept]()
        for first in range(0, len(ids), READ_AT_ONCE):
            chunk = ids[first : first + READ_AT_ONCE]
            wanted = select(answers.c.command_id, answers.c.body).where(
                answers.c.office == office, answers.c.command_id.in_(chunk)
            )
            kept.update((row.command_id, _kept(row.body)) for row in await connection.execute(wanted))
        return KeptAnswers(kept, oldest_at)


def _kept(body: bytes) -> _Kept:
    if not body:
        return _Kept()
    try:
        told = msgspec.json.decode(body)
    except msgspec.DecodeError:
        return _Kept(readable=False)
    inner = told.get("ticket") if isinstance(told, dict) else None
    shape = inner if isinstance(inner, dict) else told
    if isinstance(shape, dict) and shape.keys() >= TICKET:
        return _Kept(ticket=shape["id"], number=shape["number"])
    return _Kept()
