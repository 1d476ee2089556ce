"""The need of one day as a document: desks by half-hour, which skills and which topics among them."""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

import numpy as np

from analytics.simulation.comparing import clock
from analytics.simulation.drawing import Traffic
from analytics.simulation.setting import Setting
from analytics.staffing.need import Kind, Need, desks_need, need_by_topic

KEPT_MOST = 100


class Needs:
    """Needs found before: the same day of the same people is not sought twice. One thread at a time."""

    def __init__(self) -> None:
        self._found: OrderedDict[bytes, Need] = OrderedDict()

    def known(self, traffic: Traffic, kinds: Sequence[Kind], goal: float) -> Need | None:
        """What was found for just this, if anything was."""
        return self._found.get(_fingerprint(traffic, kinds, goal))

    def sought(self, traffic: Traffic, kinds: Sequence[Kind], goal: float) -> Need:
        """Found now, and kept."""
        found = self._found[_fingerprint(traffic, kinds, goal)] = desks_need(traffic, kinds, goal=goal)
        while len(self._found) > KEPT_MOST:
            self._found.popitem(last=False)
        return found


def _fingerprint(traffic: Traffic, kinds: Sequence[Kind], goal: float) -> bytes:
    """Of every figure that the search goes by."""
    digest = hashlib.blake2b(repr(goal).encode(), digest_size=16)
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
