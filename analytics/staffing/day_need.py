"""The need of one day as a document: desks by half-hour, which skills and which topics among them."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np

from analytics.simulation.comparing import clock
from analytics.simulation.drawing import Traffic
from analytics.simulation.setting import Setting
from analytics.staffing.need import Need, desks_need, need_by_topic
from analytics.staffing.pools import Kind
from queue_server.errors import TooManyRequests

KEPT_MOST = 100
PATIENCE_S = 5.0
AGAIN_S = 2.0

Turn = Callable[[Callable[[], Need]], Awaitable[Need]]


@dataclass(frozen=True, slots=True)
class Sought:
    """All that a search goes by. Needs and plans ask for the same one of the same day and people."""

    traffic: Traffic
    kinds: Sequence[Kind]
    goal: float
    desks: int
    seed: int

    def need(self) -> Need:
        """Searches."""
        return desks_need(self.traffic, self.kinds, goal=self.goal, seed=self.seed, desks=self.desks)

    def fingerprint(self) -> bytes:
        """Of every figure."""
        digest = hashlib.blake2b(repr((self.goal, self.desks, self.seed)).encode(), digest_size=16)
        parts = [getattr(self.traffic, one.name) for one in fields(self.traffic) if one.name != "demand"]
        parts += [getattr(self.traffic.demand, one.name) for one in fields(self.traffic.demand)]
        parts += [part for kind in self.kinds for part in (kind.name, kind.most, kind.penalty_ms)]
        for part in parts:
            digest.update(part.tobytes() if isinstance(part, np.ndarray) else repr(part).encode())
            digest.update(b";")
        return digest.digest()


class Needs:
    """Needs found and being sought, each once, in a turn of whoever asks first."""

    def __init__(self) -> None:
        self._found: OrderedDict[bytes, asyncio.Future[Need]] = OrderedDict()

    async def of(self, sought: Sought, turn: Turn) -> Need:
        """However long it takes: whoever stops waiting leaves the search to others, and to the next who asks."""
        key = sought.fingerprint()
        search = self._found.get(key)
        if search is not None:
            self._found.move_to_end(key)
        else:
            search = self._found[key] = asyncio.ensure_future(turn(sought.need))
            search.add_done_callback(lambda done: self._forget_failed(key, done))
            while len(self._found) > KEPT_MOST:
                self._found.popitem(last=False)
        await asyncio.wait({search})
        return search.result()

    async def soon(self, sought: Sought, turn: Turn) -> Need:
        """Raises `TooManyRequests` where it takes longer than a caller should wait; the search goes on meanwhile."""
        try:
            return await asyncio.wait_for(self.of(sought, turn), PATIENCE_S)
        except TimeoutError:
            raise TooManyRequests(
                "The need is still being worked out; come back in a moment.", retry_after_s=AGAIN_S
            ) from None

    def _forget_failed(self, key: bytes, search: asyncio.Future[Need]) -> None:
        if (search.cancelled() or search.exception() is not None) and self._found.get(key) is search:
            del self._found[key]


def need_document(day: date, setting: Setting, need: Need) -> dict[str, Any]:
    """For programs and for the page of rosters."""
    return {
        "day": day.isoformat(),
        "visits": round(float(setting.traffic.demand.expected.sum()), 1),
        "need_service_level": level_document(need),
        "half_hours": need_rows(setting, need),
    }


def need_rows(setting: Setting, need: Need) -> list[dict[str, Any]]:
    """One row a half-hour; kinds and topics without a desk are left out."""
    demand, knowing = setting.traffic.demand, need_by_topic(setting.traffic, need)
    return [
        {
            "from": clock(demand.edges_ms[number]),
            "visits": round(float(demand.expected[number].sum()), 2),
            "need": int(need.desks[:, number].sum()),
            "need_by_skills": {
                kind.name: int(need.desks[n, number]) for n, kind in enumerate(need.kinds) if need.desks[n, number]
            },
            "need_by_topic": {
                topic: int(knowing[number, column])
                for column, topic in enumerate(setting.topics)
                if knowing[number, column]
            },
        }
        for number in range(len(demand.edges_ms) - 1)
    ]


def level_document(need: Need) -> dict[str, float]:
    """What such desks come to on days that the search has not seen."""
    level = need.level
    return {
        "value": round(level.day, 4),
        "low": round(level.day - level.half_width, 4),
        "high": round(level.day + level.half_width, 4),
    }
