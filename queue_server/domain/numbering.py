"""Ticket numbers: the topic's prefix and a count by prefix, office and local date of issue. They never repeat."""

from queue_server.domain.office import Office


def next_number(office: Office, prefix: str, date: str) -> str:
    """The next number of `prefix` on the local date `date`: the prefix and at least three digits."""
    return f"{prefix}{office.numbers.get(date, {}).get(prefix, 0) + 1:03d}"


def prefix_of(number: str, expected: str) -> str:
    """The prefix that `number` was given out with: the expected one where it fits, else all before its last digits."""
    if number.startswith(expected) and number[len(expected) :].isdecimal():
        return expected
    return number.rstrip("0123456789")


def with_number_used(office: Office, prefix: str, date: str, number: str) -> dict[str, dict[str, int]]:
    """The counts of the office once `number` has been given out."""
    day = office.numbers.get(date, {})
    return {**office.numbers, date: {**day, prefix: int(number.removeprefix(prefix))}}
