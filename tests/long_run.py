"""How often what is drawn at random is drawn: enough to catch a slip, or, with `QUEUE_LONG` set, for an hour or two."""

import os

LONG = bool(os.environ.get("QUEUE_LONG"))


def times(usual: int, *, long: int) -> int:
    """How many draws this run makes."""
    return long if LONG else usual
