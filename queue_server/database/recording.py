"""What a store is handed by whoever asks it to change something: an entry of the audit, written where the change is."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

Values: TypeAlias = Mapping[str, Any] | None

Recorder: TypeAlias = Callable[[AsyncConnection, Values, Values], Awaitable[None]]
"""Called with the connection of the transaction that changes something, what was before and what is after. What it
raises undoes the change."""
