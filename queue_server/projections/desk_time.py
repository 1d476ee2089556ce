"""How long the desks of an office were serving in the last half-hour: the load.

    load = time serving / time open and not on a break          both over the same window, in [0, 1]

Followed from commit to commit by comparing desks, which `evolve` makes anew only where it changes them, so a ticket
that is taken costs one comparison of two references. What was before the first commit seen is known as far as the
state tells it: since when each desk does what it does. Source: DOMAIN "load".
"""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from queue_server.domain.ids import SECOND, DeskNumber, Instant, Milliseconds
from queue_server.domain.office import Office
from queue_server.projections.presence import Presence, presence

WINDOW_MS: Milliseconds = 30 * 60 * SECOND

WORKING: frozenset[Presence] = frozenset(("ready", "calling", "serving"))
"""Open and there for visitors."""

SPELLS_LIMIT = 2_000
"""Spells kept of one desk: more than one a second for half an hour is no day of people."""


class Load(NamedTuple):
    """`share` in [0, 1] of `working_ms` of all desks, None where none worked; over the last `over_ms`."""

    share: float | None
    working_ms: Milliseconds
    over_ms: Milliseconds


class _Spell(NamedTuple):
    doing: Presence
    begin_at: Instant
    end_at: Instant


class DeskTime:
    """What the desks of one office did in the last half-hour."""

    __slots__ = ("_known_from", "_spells")

    def __init__(self, known_from: Instant) -> None:
        self._known_from = known_from
        self._spells: dict[DeskNumber, deque[_Spell]] = {}

    def follow(self, before: Office, after: Office) -> None:
        """Takes over what a commit changed."""
        if before.desks is after.desks:
            return
        for number, desk in before.desks.items():
            following = after.desks.get(number)
            if following is desk:
                continue
            end_at = following.since_at if following is not None else after.last_at
            if desk.since_at is not None and end_at is not None and end_at > desk.since_at:
                self._keep(number, _Spell(presence(before, desk), desk.since_at, end_at))

    def load(self, office: Office, at: Instant) -> Load:
        """The load of the half-hour that ends at `at`, or of as much of it as is known."""
        begin_at = max(at - WINDOW_MS, min(self._known_from, at))
        serving = working = 0
        for spell in self._all(office, at):
            lasted = min(spell.end_at, at) - max(spell.begin_at, begin_at)
            if lasted > 0 and spell.doing in WORKING:
                working += lasted
                serving += lasted if spell.doing == "serving" else 0
        return Load(serving / working if working else None, working, at - begin_at)

    def _all(self, office: Office, at: Instant) -> Iterator[_Spell]:
        for spells in self._spells.values():  # of desks that the office has no more, too
            yield from spells
        for desk in office.desks.values():
            if desk.since_at is not None:
                yield _Spell(presence(office, desk), desk.since_at, at)

    def _keep(self, number: DeskNumber, spell: _Spell) -> None:
        spells = self._spells.setdefault(number, deque(maxlen=SPELLS_LIMIT))
        while spells and spells[0].end_at < spell.end_at - WINDOW_MS:
            spells.popleft()
        spells.append(spell)
