"""Offices take turns at deciding: a few requests, then the event loop looks at the disk and the sockets again.

A crowd's requests arrive together. Decided all at once they would be written all at once, with nothing to do for the
processor meanwhile; a few at a time, the first are on their way to the disk while the rest is being decided.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine

AT_ONCE = 8
"""Requests decided before the loop goes on: about half a millisecond, a fraction of what a disk takes to sync."""


class Turns:
    """Whose turn it is. Everything happens on the event loop, in the order of asking."""

    def __init__(self) -> None:
        self._waiting: deque[Callable[[], None]] = deque()
        self._scheduled = False

    def ask(self, decide: Callable[[], None]) -> None:
        """`decide` is called once, soon."""
        self._waiting.append(decide)
        if not self._scheduled:
            self._scheduled = True
            asyncio.get_running_loop().call_soon(self._go_on)

    def _go_on(self) -> None:
        try:
            for _ in range(min(AT_ONCE, len(self._waiting))):
                self._waiting.popleft()()
        finally:  # whose turn went wrong does not take the others'
            self._scheduled = bool(self._waiting)
            if self._scheduled:
                asyncio.get_running_loop().call_soon(self._go_on)


class Beside:
    """What has to wait for the disk on behalf of single requests; `then` is called after each."""

    def __init__(self, then: Callable[[], None]) -> None:
        self._then = then
        self._tasks: set[asyncio.Task[None]] = set()

    def do(self, work: Coroutine[None, None, None], name: str) -> None:
        """Begins `work`; nobody waits for it here."""
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def __len__(self) -> int:
        return len(self._tasks)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._then()
