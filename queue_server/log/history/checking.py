"""What makes no sense only beside other rows: legs of one visit that run into each other, two visitors at one desk."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from queue_server.domain.ids import Instant
from queue_server.log.history.visit import Leg, Refusal, Visit

NOBODY_NAMED = "was served, but neither a desk nor a manager is named"


def checked(visits: Iterable[Visit]) -> tuple[list[Visit], list[Refusal]]:
    """The visits that can have been so, and the lines that are refused.

    A leg that is refused takes the later ones of its visit with it: how long they waited in all could not be told.
    """
    refused: list[Refusal] = []
    whole = [visit.with_legs(_consecutive(visit.legs, refused)) for visit in visits]
    for place in (_manager, _desk):
        overlapping = _overlapping(whole, place)
        whole = [visit.with_legs(_before(visit.legs, overlapping, refused)) for visit in whole]
    return [visit for visit in whole if visit.legs], sorted(refused, key=lambda refusal: refusal.line)


def _consecutive(legs: tuple[Leg, ...], refused: list[Refusal]) -> tuple[Leg, ...]:
    kept: list[Leg] = []
    waiting_since: Instant | None = None
    for index, leg in enumerate(legs):
        if waiting_since is not None:
            leg = replace(leg, queued_at=min(waiting_since, leg.queued_at))
            waiting_since = None
        reason = _reason(kept[-1] if kept else None, leg)
        if reason == NOBODY_NAMED and leg.started_at == leg.finished_at and index + 1 < len(legs):
            refused.append(Refusal(leg.line, f"{NOBODY_NAMED}; its waiting counts with the next leg"))
            waiting_since = leg.queued_at
        elif reason is not None:
            refused.append(Refusal(leg.line, reason))
            refused.extend(_after(leg, legs[index + 1 :]))
            break
        else:
            kept.append(leg)
    return tuple(kept)


def _reason(before: Leg | None, leg: Leg) -> str | None:
    if before is not None and not before.served:
        return f"goes on after the visit had ended (line {before.line})"
    if before is not None and before.finished_at is not None and leg.queued_at < before.finished_at:
        return f"begins before the leg before it has ended (line {before.line})"
    if leg.called_at is not None and leg.desk is None:
        return NOBODY_NAMED
    return None


def _before(legs: tuple[Leg, ...], overlapping: dict[int, str], refused: list[Refusal]) -> tuple[Leg, ...]:
    for index, leg in enumerate(legs):
        if leg.line in overlapping:
            refused.append(Refusal(leg.line, overlapping[leg.line]))
            refused.extend(_after(leg, legs[index + 1 :]))
            return legs[:index]
    return legs


def _after(leg: Leg, later: tuple[Leg, ...]) -> list[Refusal]:
    return [Refusal(other.line, f"follows a leg that was refused (line {leg.line})") for other in later]


def _overlapping(visits: Iterable[Visit], place: Callable[[Leg], str | None]) -> dict[int, str]:
    """Lines of services that overlap another at the same place, and why; as few as can be.

    In order of their ends, each that begins before the last kept one has ended is refused: no other choice keeps more
    (interval scheduling).
    """
    services: dict[tuple[str, str], list[Leg]] = defaultdict(list)
    for visit in visits:
        for leg in visit.legs:
            where = place(leg)
            if where is not None:
                services[visit.office, where].append(leg)
    reasons: dict[int, str] = {}
    for (_office, where), legs in services.items():
        kept: Leg | None = None
        for leg in sorted(legs, key=_ends):
            if kept is not None and _ends(kept)[0] > _starts(leg):
                reasons[leg.line] = f"overlaps another service of {where} (line {kept.line})"
            else:
                kept = leg
    return reasons


def _starts(leg: Leg) -> Instant:
    return leg.called_at if leg.called_at is not None else leg.queued_at


def _ends(leg: Leg) -> tuple[Instant, Instant, int]:
    return (leg.finished_at if leg.finished_at is not None else leg.queued_at, _starts(leg), leg.line)


def _manager(leg: Leg) -> str | None:
    return leg.manager


def _desk(leg: Leg) -> str | None:
    return leg.desk
