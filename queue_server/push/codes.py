"""Why a socket is closed: the code says whether to come back or to stay away."""

from enum import IntEnum


class CloseCode(IntEnum):
    """Codes below 4000 are WebSocket's own. 1012, 1013 and 4408 mean: come back; 44xx otherwise: stay away."""

    POLICY = 1008
    TOO_BIG = 1009
    FAILED = 1011
    RESTART = 1012
    TOO_MANY = 1013
    NO_IDENTITY = 4401
    NOT_ALLOWED = 4403
    UNKNOWN = 4404
    TOO_SLOW = 4408
    GONE = 4410
