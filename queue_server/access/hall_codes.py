"""The code that a hall's screens show, by which a phone that stands before them may take a ticket.

It is signed, not kept: whoever has the database's key can say whether a code is of this office and of this hour. It
changes every few minutes, and each is good for one turn longer, so that nobody who has just scanned it is turned away.
Knows keys and time; what the code is good for is not decided here.
"""

import hmac
from collections.abc import Callable
from hashlib import sha256

from queue_server.access.credentials import CODE_LETTERS
from queue_server.access.keys import key_of
from queue_server.database.engine import Database
from queue_server.domain.ids import SECOND, Instant, OfficeId

TURN_S = 600
"""How long one code is shown. Good for one turn more: 10 to 20 minutes from the look at the screen to the ticket."""

LENGTH = 12
"""Signs of a code, of 31 letters: 59 bits, and each try counts against the address that it comes from."""

_NAME = "hall_codes"


class HallCodes:
    """Makes the codes of every office, and knows its own."""

    def __init__(self, key: bytes, clock: Callable[[], Instant]) -> None:
        self._key = key
        self._clock = clock

    @classmethod
    async def of(cls, database: Database, clock: Callable[[], Instant]) -> "HallCodes":
        """With the database's own key, made where there is none yet: another process then finds the same."""
        return cls(await key_of(database, _NAME), clock)

    def code(self, office: OfficeId) -> tuple[str, float]:
        """What this office's screens show now, and for how many seconds yet."""
        turn = self._turn()
        return self._signed(office, turn), ((turn + 1) * TURN_S * SECOND - self._clock()) / SECOND

    def holds(self, office: OfficeId, code: str) -> bool:
        """Whether the code is shown in this office now, or was until a moment ago."""
        turn = self._turn()
        # Both are compared always: how long the answer takes says nothing.
        found = [hmac.compare_digest(self._signed(office, one).encode(), code.encode()) for one in (turn, turn - 1)]
        return any(found)

    def _turn(self) -> int:
        return self._clock() // (TURN_S * SECOND)

    def _signed(self, office: OfficeId, turn: int) -> str:
        number = int.from_bytes(hmac.digest(self._key, f"{office}\n{turn}".encode(), sha256))
        signs = []
        for _ in range(LENGTH):
            number, sign = divmod(number, len(CODE_LETTERS))
            signs.append(CODE_LETTERS[sign])
        return "".join(signs)
