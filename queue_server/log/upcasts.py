"""From what an event looked like when it was written to what it looks like now.

A published event is never edited. Where one must change, its version here goes up by one, a function below turns the
old members into the new ones, and a golden file of the old form comes in the same commit.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

Members: TypeAlias = dict[str, Any]

VERSIONS: dict[str, int] = {}
"""The present version of each event type that has ever changed; all others are at 1."""

UPCASTS: dict[tuple[str, int], Callable[[Members], Members]] = {}
"""`(type, version)` → how that version's members become those of the next."""


def version_of(kind: str) -> int:
    """The version in which events of this type are written now."""
    return VERSIONS.get(kind, 1)


def upcast(kind: str, version: int, members: Members) -> Members:
    """The members as the present version has them."""
    for step in range(version, version_of(kind)):
        members = UPCASTS[kind, step](members)
    return members
