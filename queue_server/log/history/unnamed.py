"""Services whose file names neither desk nor manager: real, only not attributed. Each gets a place for its time.

Source of the method: interval partitioning; in order of their beginnings, each takes the first place that is free.
"""

from collections.abc import Sequence
from dataclasses import replace

from queue_server.domain.ids import Instant, OfficeId
from queue_server.log.history.visit import Leg, Refusal, Visit


def placed(visits: Sequence[Visit], name: str | None) -> tuple[list[Visit], list[Refusal]]:
    """The visits with unattributed services at places `name-1`, `name-2`, …, and a note on each.

    Such a place stands in addresses, so it has no space. With no name they stay as they are, and are refused later.
    """
    if name is None:
        return list(visits), []
    unnamed = sorted(
        ((visit.office, leg) for visit in visits for leg in visit.legs if _unattributed(leg)),
        key=lambda found: (found[0], found[1].called_at or 0, found[1].line),
    )
    free_at: dict[OfficeId, list[Instant]] = {}
    places: dict[int, str] = {}
    for office, leg in unnamed:
        ends = free_at.setdefault(office, [])
        begins = leg.called_at or 0
        lane = next((index for index, end in enumerate(ends) if end <= begins), len(ends))
        ends[lane : lane + 1] = [leg.finished_at if leg.finished_at is not None else begins]
        places[leg.line] = f"{name}-{lane + 1}"
    notes = [Refusal(line, f"names neither desk nor manager; counted at “{place}”") for line, place in places.items()]
    return [visit.with_legs(tuple(_at(leg, places) for leg in visit.legs)) for visit in visits], notes


def _unattributed(leg: Leg) -> bool:
    return leg.served and leg.called_at is not None and leg.desk is None


def _at(leg: Leg, places: dict[int, str]) -> Leg:
    place = places.get(leg.line)
    return leg if place is None else replace(leg, desk=place, manager=place)
