"""Password hashes: Argon2id, 64 MiB and three passes over it, computed beside the event loop.

Knows argon2 and threads. At most two at a time: a flood of sign-ins may take 128 MiB and two threads, never the server.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from queue_server.errors import TooManyRequests

MEMORY_KIB = 64 * 1024
PASSES = 3
LANES = 4
AT_ONCE = 2
MOST_WAITING = 40
"""Sign-ins under way or waiting; the last of them waits five seconds, and one more is told to come back."""


class Hashing:
    """Hashes and compares passwords, slowly on purpose (about a quarter of a second)."""

    def __init__(self, *, memory_kib: int = MEMORY_KIB, passes: int = PASSES, lanes: int = LANES) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=lanes, type=Type.ID)
        self._places = asyncio.Semaphore(AT_ONCE)
        self._nobodys = ""
        self._waiting = 0

    async def hash(self, password: str) -> str:
        """The hash to keep, with its parameters in it."""
        async with self._place():
            return await asyncio.to_thread(self._hasher.hash, password)

    async def verify(self, kept: str | None, password: str) -> bool:
        """Whether this is the password. With nothing kept the same work is done, so that time tells no names."""
        await self.prepare()
        async with self._place():
            right = await asyncio.to_thread(self._right, kept or self._nobodys, password)
        return right and kept is not None

    async def prepare(self) -> None:
        """Makes the hash against which unknown logins are compared, so that the first of them takes no longer."""
        if not self._nobodys:
            self._nobodys = await self.hash("nobody has this password")

    def outdated(self, kept: str) -> bool:
        """Whether the hash was made with other parameters than today's, so that it is made anew at the next sign-in."""
        return self._hasher.check_needs_rehash(kept)

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        if self._waiting >= MOST_WAITING:
            raise TooManyRequests("Too many sign in at once. Wait a little.", retry_after_s=5, code="sign_in_too_often")
        self._waiting += 1
        try:
            async with self._places:
                yield
        finally:
            self._waiting -= 1

    def _right(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False
