"""One answer for a key: from memory, from where it was kept, and where it cannot be kept."""

import asyncio

import msgspec
import pytest

from queue_server.api.repeats import MOST_REMEMBERED, KeptResponse, Repeats
from queue_server.errors import IdempotencyKeyReused, Unavailable

CREATED = KeptResponse(201, b"made", ((b"x-a", b"1"), (b"x-a", b"2")))


class Shelf:
    """A place for answers that knows nothing of time; `full` takes none."""

    def __init__(self, *, full: bool = False) -> None:
        self.full = full
        self.rows: dict[tuple[str, str], tuple[str, bytes]] = {}
        self.swept = asyncio.Event()

    async def find(self, who: str, key: str, words: str) -> bytes | None:
        kept = self.rows.get((who, key))
        if kept is not None and kept[0] != words:
            raise IdempotencyKeyReused()
        return None if kept is None else kept[1]

    async def keep(self, who: str, key: str, words: str, answer: bytes) -> None:
        if self.full:
            raise Unavailable("The disk is full.", retry_after_s=1)
        self.rows[who, key] = (words, answer)

    async def forget_old(self) -> None:
        self.swept.set()


class Doing:
    """Counts how often it was done."""

    def __init__(self, answer: KeptResponse = CREATED) -> None:
        self.answer, self.times = answer, 0

    async def __call__(self) -> KeptResponse:
        self.times += 1
        await asyncio.sleep(0)
        return self.answer


async def test_another_server_gives_the_answer_of_the_first_with_every_header() -> None:
    shelf, do = Shelf(), Doing()
    assert await Repeats(shelf, lambda: 0).once("admin", "key", "words", do) == (CREATED, False)
    after = Repeats(shelf, lambda: 0)
    assert await after.once("admin", "key", "words", do) == (CREATED, True)
    assert do.times == 1
    with pytest.raises(IdempotencyKeyReused):
        await Repeats(shelf, lambda: 0).once("admin", "key", "other words", do)


async def test_what_was_done_is_told_where_it_cannot_be_kept_and_repeated_from_memory() -> None:
    repeats, do = Repeats(Shelf(full=True), lambda: 0), Doing()
    assert await repeats.once("admin", "key", "words", do) == (CREATED, False)
    assert await repeats.once("admin", "key", "words", do) == (CREATED, True)
    assert do.times == 1


async def test_a_refusal_is_kept_nowhere() -> None:
    shelf, do = Shelf(), Doing(KeptResponse(409, b"", ()))
    repeats = Repeats(shelf, lambda: 0)
    for _ in range(2):
        assert await repeats.once("admin", "key", "words", do) == (do.answer, False)
    assert (do.times, shelf.rows) == (2, {})


async def test_who_left_memory_is_found_where_it_was_kept() -> None:
    shelf, do = Shelf(), Doing()
    repeats = Repeats(shelf, lambda: 0)
    for number in range(MOST_REMEMBERED + 3):
        await repeats.once("admin", f"key-{number}", "words", do)
    done = do.times
    assert await repeats.once("admin", "key-0", "words", do) == (CREATED, True)
    assert do.times == done
    assert msgspec.msgpack.decode(shelf.rows["admin", "key-0"][1], type=KeptResponse) == CREATED


async def test_what_is_still_being_done_is_waited_for_however_much_comes_meanwhile() -> None:
    repeats, do, may = Repeats(Shelf(), lambda: 0), Doing(), asyncio.Event()
    long_done = 0

    async def long() -> KeptResponse:
        nonlocal long_done
        long_done += 1
        await may.wait()
        return CREATED

    first = asyncio.ensure_future(repeats.once("admin", "plan", "words", long))
    await asyncio.sleep(0)
    for number in range(MOST_REMEMBERED + 3):
        await repeats.once("admin", f"key-{number}", "words", do)
    again = asyncio.ensure_future(repeats.once("admin", "plan", "words", long))
    await asyncio.sleep(0)
    may.set()
    assert [await first, await again] == [(CREATED, False), (CREATED, True)]
    assert long_done == 1


async def test_old_answers_are_let_go_of_from_the_start_on() -> None:
    shelf = Shelf()
    repeats = Repeats(shelf, lambda: 0)
    repeats.start()
    await asyncio.wait_for(shelf.swept.wait(), 30)
    await repeats.stop()
