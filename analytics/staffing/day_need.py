"""The need of one day as a document: desks by half-hour, which skills and which topics among them."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import fields
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


class Needs:
    """Needs found and being sought, each once for the same day of the same people. `turn` runs one search at a time."""

    def __init__(self, turn: Callable[[Callable[[], Need]], Awaitable[Need]]) -> None:
        self._turn = turn
        self._sought: OrderedDict[bytes, asyncio.Future[Need]] = OrderedDict()

    async def of(self, traffic: Traffic, kinds: Sequence[Kind], goal: float, desks: int) -> Need:
        """Raises `TooManyRequests` where it takes longer than a caller should wait; the search goes on meanwhile."""
        key = _fingerprint(traffic, kinds, goal, desks)
        search = self._sought.get(key)
        if search is None:
            search = asyncio.ensure_future(self._turn(lambda: desks_need(traffic, kinds, goal=goal, desks=desks)))
            self._sought[key] = search
            while len(self._sought) > KEPT_MOST:
                self._sought.popitem(last=False)
        done, _ = await asyncio.wait({search}, timeout=PATIENCE_S)
        if not done:
            raise TooManyRequests("The need is still being worked out; come back in a moment.", retry_after_s=AGAIN_S)
        if search.cancelled() or search.exception() is not None:
            self._sought.pop(key, None)
        return search.result()


def _fingerprint(traffic: Traffic, kinds: Sequence[Kind], goal: float, desks: int) -> bytes:
    """Of every figure that the search goes by."""
    digest = hashlib.blake2b(repr((goal, desks)).encode(), digest_size=16)
    parts = [getattr(traffic, one.name) for one in fields(traffic) if one.name != "demand"]
    parts += [getattr(traffic.demand, one.name) for one in fields(traffic.demand)]
    parts += [part for kind in kinds for part in (kind.name, kind.most, kind.penalty_ms)]
    for part in parts:
        digest.update(part.tobytes() if isinstance(part, np.ndarray) else repr(part).encode())
        digest.update(b";")
    return digest.digest()


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
