"""The kernels compiled by Numba, where it is installed (the extra `fast`); known to nobody but `running`.

Numba is imported, and each loop compiled, when it is first asked for: whoever simulates nothing pays nothing. Compiled
loops let go of Python's lock, so that a thread of a server can run them beside the event loop.
"""

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from inspect import getfullargspec
from typing import Any

KEPT = ("judged", "ready_at", "idle_at", "first_at", "seen", "change")
FILLED = ("called", "by", *KEPT)
WHOLE = frozenset({
    "line", "after", "then", "brings", "by", "uncalled", "half_hour", "kind", "opened", "span", "judged", "idle_at",
    "first_at",
})  # fmt: skip
AXES = {
    **dict.fromkeys(("speed", "closes", "then", "brings", "until", "carries", "edges", "kind", "span"), 1),
    **dict.fromkeys(("turned", "ready_at", "idle_at", "first_at", "seen"), 3),
}
"""Of parts that have not two."""


@lru_cache(maxsize=1)
def available() -> bool:
    """Whether Numba is installed."""
    return find_spec("numba") is not None


@lru_cache(maxsize=8)
def compiled(loop: Callable[..., None]) -> Callable[..., None]:
    """`loop` as machine code, kept on disk where the package's folder or the user's cache can be written."""
    numba: Any = import_module("numba")
    signature = numba.void(*(_type(numba.types, name) for name in getfullargspec(loop).args))
    try:
        found: Callable[..., None] = numba.njit(signature, cache=True, nogil=True)(loop)
    except RuntimeError:  # no folder to keep it in
        found = numba.njit(signature, nogil=True)(loop)
    return found


def _type(types: Any, name: str) -> Any:
    """One form of each loop is compiled, which takes a part that is the same for everybody without a copy of it."""
    return types.Array(
        types.int64 if name in WHOLE else types.float64,
        AXES.get(name, 2),
        "C" if name in (*FILLED, "arrival") else "A",
        readonly=name not in FILLED,
    )
