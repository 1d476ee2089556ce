"""The appointments that can still be booked: the office's grid on a local date, less what is taken. `book` decides."""

from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office
from queue_server.domain.opening import hours_on

MINUTE = 60 * SECOND


def free_slots(office: Office, day: str, at: Instant) -> list[tuple[Instant, int | None]]:
    """Slots of the local date `day` that `book` would accept at `at`, each with how many places are left (None: any).

    Empty on a day without hours, and in an office without a grid: where any minute will do there is nothing to list.
    """
    config = office.configured
    hours = hours_on(config, day)
    if hours is None or config.slot_minutes is None:
        return []
    opening, closing = hours
    found: list[tuple[Instant, int | None]] = []
    for slot_at in range(opening, closing, config.slot_minutes * MINUTE):
        left = None if config.slot_capacity is None else config.slot_capacity - office.slots.get(slot_at, 0)
        if slot_at >= at and (left is None or left > 0):
            found.append((slot_at, left))
    return found
