"""What one transaction of the log writes: rows worked out from what the offices handed in and from where each log ends.

Pure: knows no database. An append that does not follow the end of its office's log gets its `SequenceConflict` here and
leaves the others alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import msgspec

from queue_server.domain.events import Event
from queue_server.errors import LogError, SequenceConflict
from queue_server.log.chain import hash_of
from queue_server.log.codec import FORM, encode_event
from queue_server.log.recorded import FIRST_HASH, Recorded

Tip: TypeAlias = tuple[int, bytes]
"""Where an office's log ends: the last seq and its hash."""

START: Tip = (0, bytes.fromhex(FIRST_HASH))

EventRow: TypeAlias = tuple[str, int, int, str, int, str, str, str | None, str | None, bytes, bytes]
HeadRow: TypeAlias = tuple[str, int, bytes]
AnswerRow: TypeAlias = tuple[str, str, str, int, bytes, int]
SnapshotRow: TypeAlias = tuple[str, int, str, bytes]


class NewEvent(msgspec.Struct, frozen=True):
    """An event that is to be recorded, with who did it and by which command."""

    event: Event
    actor: str
    command_id: str | None


class KeptAnswer(msgspec.Struct, frozen=True):
    """The first answer to a command id. `fingerprint` tells whether a repeat asks for the same."""

    command_id: str
    fingerprint: str
    status: int
    body: bytes
    at: int


class Snapshot(msgspec.Struct, frozen=True):
    """The office after its event `seq`, encoded."""

    seq: int
    state: bytes


class Append(msgspec.Struct, frozen=True):
    """What one office wants recorded, all of it or nothing, right after its event `after_seq`.

    `snapshot`: of an earlier moment; it goes along, so that it needs no transaction of its own.
    """

    office: str
    after_seq: int
    events: tuple[NewEvent, ...]
    answers: tuple[KeptAnswer, ...] = ()
    snapshot: Snapshot | None = None


Result: TypeAlias = list[Recorded] | LogError


@dataclass(slots=True)
class Batch:
    """The rows of one transaction, and for each append what came of it."""

    events: list[EventRow] = field(default_factory=list)
    heads: dict[str, Tip] = field(default_factory=dict)
    answers: list[AnswerRow] = field(default_factory=list)
    snapshots: list[SnapshotRow] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)

    @property
    def head_rows(self) -> list[HeadRow]:
        """Where each office's log ends after this batch, offices in order: two writers never wait for one another."""
        return [(office, seq, tip) for office, (seq, tip) in sorted(self.heads.items())]


def prepare(appends: Sequence[Append], tips: dict[str, Tip], *, whole: bool = False) -> Batch:
    """The rows for `appends`, given where the logs end now. `whole`: raise the first conflict there is."""
    batch = Batch()
    for append in appends:
        tip = batch.heads.get(append.office) or tips.get(append.office, START)
        if append.after_seq != tip[0]:
            conflict = SequenceConflict(append.office)
            if whole:
                raise conflict
            batch.results.append(conflict)
            continue
        batch.results.append(_record(batch, append, tip))
    return batch


def _record(batch: Batch, append: Append, tip: Tip) -> list[Recorded]:
    office = append.office
    seq, previous = tip
    previous_hex = previous.hex()
    recorded = []
    for new in append.events:
        event, actor, command_id = new.event, new.actor, new.command_id
        kind, version, data = encode_event(event)
        seq += 1
        this = hash_of(
            previous,
            office=office,
            seq=seq,
            at=event.at,
            kind=kind,
            version=version,
            actor=actor,
            command_id=command_id,
            data=data,
        )
        ticket = getattr(event, "ticket", None)
        batch.events.append(
            (office, seq, event.at, kind, version, data.decode(), actor, command_id, ticket, previous, this)
        )
        this_hex = this.hex()
        recorded.append(Recorded(office, seq, event.at, event, actor, command_id, previous_hex, this_hex))
        previous, previous_hex = this, this_hex
    if recorded:
        batch.heads[office] = (seq, previous)
    for answer in append.answers:
        batch.answers.append((office, answer.command_id, answer.fingerprint, answer.status, answer.body, answer.at))
    if append.snapshot is not None:
        batch.snapshots.append((office, append.snapshot.seq, FORM, append.snapshot.state))
    return recorded
