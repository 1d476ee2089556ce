"""What keeps an organisation file from being applied now: visitors and managers whom it would leave without a place.

Knows an office's state and what it shall become. Everything else may change in the middle of a day.
"""

from collections import Counter

from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.office import Office


def hindrances(office: Office, config: OfficeConfig | None) -> list[str]:
    """Sentences that say what has to happen first. `config` is None where the file no longer names the office."""
    if office.config is None:
        return []
    if config is None:
        return _against_giving_up(office)
    waiting = Counter(
        topic
        for ticket in office.open_tickets()
        for topic in {*ticket.topics, *([ticket.topic] if ticket.topic is not None else [])}
        if not config.offers(topic)
    )
    sentences = [
        f'{office.id}: {count} open {"ticket is" if count == 1 else "tickets are"} for "{topic}", which would go. '
        "Suspend the topic now, and take it out of the file when they are served."
        for topic, count in sorted(waiting.items())
    ]
    sentences += [
        f'{office.id}: "{desk.manager}" works at desk {desk.number} and would no longer be there. Close the desk first.'
        for desk in office.desks.values()
        if desk.manager is not None and desk.manager not in config.managers
    ]
    return sentences


def _against_giving_up(office: Office) -> list[str]:
    if office.day_open:
        return [
            f"{office.id}: the office is open. Close its day (Administration, Day) before you take it out of the file. "
            "Or give the new organisation a database of its own: --database."
        ]
    booked = sum(1 for _ in office.open_tickets())
    if booked:
        what = "1 appointment is" if booked == 1 else f"{booked} appointments are"
        return [f"{office.id}: {what} booked there. Cancel them before you take the office out of the file."]
    return []
