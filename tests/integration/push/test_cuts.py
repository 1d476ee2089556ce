"""Resuming under a network that cuts in the middle of anything: nothing missed, nothing twice, no needless snapshot."""

import asyncio
import json
from contextlib import suppress

from websockets.exceptions import InvalidHandshake, InvalidMessage, WebSocketException

from queue_server.domain import commands as c
from queue_server.projections.board import BoardView
from queue_server.projections.estimating import NoEstimate
from queue_server.projections.office_at import OfficeAt
from queue_server.projections.view import rows
from queue_server.push.held_rows import RECENT
from tests.integration.push.cutting_proxy import CuttingProxy, cutting_proxy
from tests.integration.push.hall import HANGS_AFTER_S, Hall, Page, hall, now, until, visitor

DISPLAYS = 20
EVENTS_ROUNDS = 60
CUTS = 2 * DISPLAYS
"""As bad as the network is to have been at least."""

KEPT_UP = RECENT // 2
"""How far the slowest display may lag behind before the hall waits for it: less than what is kept for returners."""

CUT = (OSError, WebSocketException, InvalidHandshake, InvalidMessage, EOFError)


async def test_displays_behind_a_cutting_network_miss_nothing_and_apply_nothing_twice() -> None:
    async with (
        hall() as served,
        cutting_proxy(served.port, seed=7, shortest_s=0.05, longest_s=0.5) as proxy,
    ):
        done = asyncio.Event()
        pages = [Page() for _ in range(DISPLAYS)]
        watching = [asyncio.create_task(_watch(served, proxy, page, done)) for page in pages]
        rounds = 0
        while rounds < EVENTS_ROUNDS or proxy.cuts <= CUTS:
            rounds += 1
            await until(lambda: served.klin.seq - min(page.seq for page in pages) < KEPT_UP)
            served.klin.do(c.Issue(visitor(), "meters"))
            served.klin.do(c.CallNext("1"))
            at_desk = served.klin.state.desks["1"].ticket or ""
            served.klin.do_all([c.Start(at_desk), c.Complete(at_desk, "done")])
            await asyncio.sleep(0.05)
        proxy.cutting = False
        done.set()
        async with asyncio.timeout(HANGS_AFTER_S):
            await asyncio.gather(*watching)
        moment = OfficeAt(served.klin.state, now(), NoEstimate())
        expected = json.loads(json.dumps(rows(BoardView(), moment)))
        for page in pages:
            assert page.rows == expected
            assert page.snapshots == 1, "what is missing is kept long enough for everybody here"


async def _watch(served: Hall, proxy: CuttingProxy, page: Page, done: asyncio.Event) -> None:
    while not (done.is_set() and page.seq == served.klin.seq):
        place = f"&after={page.seq}&epoch={page.epoch}" if page.seq >= 0 else ""
        with suppress(*CUT):
            async with served.open(f"view=board{place}", port=proxy.port, open_timeout=HANGS_AFTER_S) as socket:
                while not (done.is_set() and page.seq == served.klin.seq):
                    async with asyncio.timeout(1):
                        page.take(await socket.recv())
