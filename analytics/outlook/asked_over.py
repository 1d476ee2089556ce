"""Colleagues who were asked over from next door: who of those that sit down since is one, and who is still on the way.

Nobody says at a desk why they opened it. Whoever has a shift of their own on has come for that, and whoever was there
before the question has not come for it; of the others each is here for one question.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from analytics.outlook.moves import FROM_NEXT_DOOR_S
from analytics.outlook.store import Taken
from analytics.schedules.schedule import Agreed
from queue_server.domain.events import DayOpened, DeskClosed, DeskOpened
from queue_server.domain.ids import SECOND, Instant, ManagerId
from queue_server.domain.office import Desk, Office
from queue_server.log.recorded import Recorded

CALL = "call_neighbour"
"""The kind of such a step."""

OnShift = Callable[[ManagerId, Instant], bool]
"""Whether a manager has a shift of their own on at a moment, by what is published."""


def asked_over(
    office: Office, taken: Iterable[Taken], came: Mapping[ManagerId, Instant], on_shift: OnShift, now: Instant
) -> Iterator[Agreed]:
    """What is agreed on with those whom the office asked over today by its steps `taken`.

    `came`: when managers opened their first desk of the day (`came_by`). Who is meant stays until the
    moment that was agreed on at any desk, anybody else at the one they were to come to; elsewhere, and once they have
    gone again, nobody is on the way any more and nothing is known of how long they stay.
    """
    steps = sorted(taken, key=lambda one: one.at)
    calls = [one for one in steps if one.move["kind"] == CALL and one.done_at is None]
    if not calls:
        return
    there = {desk.manager: desk for desk in office.desks.values() if desk.manager is not None}
    sat = {manager: desk.opened_at or 0 for manager, desk in there.items()}
    bidden = {one.move["manager"] for one in steps if one.move["kind"] == "open_desk"}
    guests = {
        manager: at
        for manager, at in sorted({**sat, **came}.items(), key=lambda one: one[1])
        if manager not in bidden and not on_shift(manager, at)
    }
    guest_of = _matched(office, calls, there, guests)
    for one in calls:
        if one.due_at is not None and one.due_at <= now:
            continue
        number, from_at = one.move.get("desk"), one.at + round(FROM_NEXT_DOOR_S * SECOND)
        guest, named = guest_of.get(one.id), one.move.get("manager")
        if guest is not None:
            desk = there.get(guest)
            if desk is not None and (guest == named or desk.number == number):
                yield Agreed(guest, desk.number, one.at, one.due_at)
        elif named not in there and now < from_at:
            taken_desk = number in {desk.number for desk in there.values()}
            yield Agreed(named or "", None if taken_desk else number, one.at, one.due_at, from_at)


def came_by(recorded: Iterable[Recorded]) -> dict[ManagerId, Instant]:
    """When managers opened their first desk of the day, by all that is recorded of it."""
    came: dict[ManagerId, Instant] = {}
    left: set[ManagerId] = set()
    for record in recorded:
        match record.event:
            case DayOpened():
                left.clear()
            case DeskOpened(at=at, manager=manager) if manager not in left:
                came[manager] = at
            case DeskClosed(manager=manager):
                left.add(manager)
    return came


def _matched(
    office: Office, calls: Sequence[Taken], there: Mapping[ManagerId, Desk], guests: Mapping[ManagerId, Instant]
) -> dict[int, ManagerId]:
    """By question who came for it: who was meant, else who sits where they were to, else whoever came first."""
    ways: tuple[Callable[[Taken, ManagerId], bool], ...] = (
        lambda one, guest: guest == one.move.get("manager"),
        lambda one, guest: guest in there and there[guest].number == one.move.get("desk"),
        lambda _one, _guest: True,
    )
    found: dict[int, ManagerId] = {}
    for fits in ways:
        for one in calls:
            if one.id in found:
                continue
            free = (
                guest for guest, at in guests.items() if guest not in found.values() and _since(office, guest, at, one)
            )
            guest = next((guest for guest in free if fits(one, guest)), None)
            if guest is not None:
                found[one.id] = guest
    return found


def _since(office: Office, guest: ManagerId, at: Instant, one: Taken) -> bool:
    """Whether they have come after the question: who closed a desk before it was there already."""
    return at > one.at and office.left.get(guest, at) > one.at
