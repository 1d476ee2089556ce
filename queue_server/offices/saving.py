"""Snapshots of one office: when one is due, and saving it beside the work.

Encoding one costs in proportion to those who wait, and a start folds what came after the last one. While the office
writes, a snapshot goes along with its next events; a transaction of its own would hold up everybody's.
"""

import asyncio

import structlog

from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office
from queue_server.log.store import LogStore, Snapshot

SNAPSHOT_EVERY = 200
"""Events after which the state is saved, so that a start folds at most these."""

TICKETS_PER_EVENT = 2
"""A crowded office is saved less often: about so many waiting tickets are encoded for each event, however many wait."""

QUIET_MS = 20 * SECOND
QUIET_EVENTS = 20
"""After so many events an office in which nothing has happened for so long is saved, too: a power cut in the evening
leaves little to fold."""

log = structlog.get_logger(__name__)


class Saving:
    """Keeps the snapshot of one office near the end of its log."""

    def __init__(self, store: LogStore, saved_seq: int) -> None:
        self._store = store
        self._saved_seq = saved_seq
        self._task: asyncio.Task[None] | None = None
        self._encoded: Snapshot | None = None
        self._taken: Snapshot | None = None

    def due(self, state: Office, seq: int) -> bool:
        """Whether the state after event `seq` should be saved now."""
        if self._task is not None or self._encoded is not None or seq - self._saved_seq < SNAPSHOT_EVERY:
            return False
        return seq - self._saved_seq >= sum(map(len, state.lines.values())) // TICKETS_PER_EVENT

    def look(self, state: Office, seq: int) -> None:
        """Encodes the state after event `seq` beside everything else, if that is due."""
        if self.due(state, seq):
            self._task = asyncio.create_task(self._encode(state, seq), name=f"snapshot {state.id}")

    def take(self) -> Snapshot | None:
        """What should go along with the events that are being handed to the log."""
        self._taken = self._encoded
        return self._taken

    def written(self) -> None:
        """What was taken last is on disk."""
        if self._taken is not None:
            self._saved_seq = max(self._saved_seq, self._taken.seq)
            self._taken = self._encoded = None

    def rest(self, state: Office, seq: int, now: Instant) -> bool:
        """Saves the state of a quiet office, if that is worth it; whether it does."""
        quiet = now - state.last_at >= QUIET_MS and seq - self._saved_seq >= QUIET_EVENTS
        if quiet and self._task is None:
            self._task = asyncio.create_task(self._save(state, seq), name=f"snapshot {state.id}")
            return True
        return False

    async def finish(self, state: Office, seq: int) -> None:
        """Saves the last state, unless that is saved already."""
        if self._task is not None:
            await self._task
        if seq > self._saved_seq:
            await self._save(state, seq)

    async def _encode(self, state: Office, seq: int) -> None:
        try:
            self._encoded = await self._store.snapshot(seq, state)
        except Exception:
            log.exception("a snapshot could not be made", office=state.id, seq=seq)
        finally:
            self._task = None

    async def _save(self, state: Office, seq: int) -> None:
        try:
            await self._store.save_snapshot(state.id, seq, state)
            self._saved_seq, self._encoded = seq, None
        except Exception:
            log.exception("a snapshot could not be saved", office=state.id, seq=seq)
        finally:
            self._task = None
