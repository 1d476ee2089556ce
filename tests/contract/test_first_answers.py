"""First answers outlive the server, sealed: on both databases."""

import pytest
from sqlalchemy import func, select, update

from queue_server.access import first_answers as module
from queue_server.access.credentials import digest
from queue_server.access.first_answers import KEPT_FOR_MS, FirstAnswers
from queue_server.access.tables import first_answers
from queue_server.database.engine import Database
from queue_server.errors import IdempotencyKeyReused
from tests.unsealed import layers

ADMIN = "person:orlova"
MONDAY = 1_772_431_500_000


class Time:
    at = MONDAY

    def __call__(self) -> int:
        return self.at


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def kept(database: Database, time: Time) -> FirstAnswers:
    return FirstAnswers(database, time)


async def rows(database: Database) -> int:
    async with database.read() as connection:
        return int(await connection.scalar(select(func.count()).select_from(first_answers)) or 0)


async def test_the_answer_is_told_to_the_same_caller_key_and_words_alone(kept: FirstAnswers) -> None:
    await kept.keep(ADMIN, "key-1", "words", b"the answer")
    assert await kept.find(ADMIN, "key-1", "words") == b"the answer"
    assert await kept.find("person:petrov", "key-1", "words") is None
    assert await kept.find(ADMIN, "key-2", "words") is None
    with pytest.raises(IdempotencyKeyReused):
        await kept.find(ADMIN, "key-1", "other words")


async def test_neither_answer_nor_key_nor_words_stand_in_the_database(kept: FirstAnswers, database: Database) -> None:
    await kept.keep(ADMIN, "key-1", "words-canary", b"answer-canary")
    await kept.keep(ADMIN, "key-2", "words-canary", b"answer-canary")
    async with database.read() as connection:
        one, two = (await connection.execute(select(first_answers))).all()
    told = " ".join(map(str, (*one, *two))).encode() + b"".join(layers(one.sealed))
    assert not any(word in told for word in (b"answer-canary", b"words-canary", b"key-1"))
    assert one.salt != two.salt
    assert one.sealed != two.sealed


@pytest.mark.parametrize(("key", "words"), [("", ""), ("key-1", ""), ("", "words")], ids=["neither", "key", "words"])
async def test_an_answer_is_sealed_under_both_the_key_and_the_words(
    kept: FirstAnswers, database: Database, key: str, words: str
) -> None:
    """Whoever has the database can file an answer under a key of their own."""
    await kept.keep(ADMIN, "key-1", "words", b"the answer")
    async with database.write() as connection:
        await connection.execute(update(first_answers).values(digest=digest(key)))
    with pytest.raises(IdempotencyKeyReused):
        await kept.find(ADMIN, key, words)


async def test_after_a_day_it_is_forgotten_and_the_key_is_new(
    kept: FirstAnswers, database: Database, time: Time
) -> None:
    await kept.keep(ADMIN, "key-1", "words", b"first")
    time.at += KEPT_FOR_MS - 1
    assert await kept.find(ADMIN, "key-1", "words") == b"first"
    await kept.keep(ADMIN, "key-2", "words", b"later")
    assert await rows(database) == 2
    time.at += 1
    assert await kept.find(ADMIN, "key-1", "words") is None
    assert await kept.find(ADMIN, "key-1", "other words") is None
    await kept.forget_old()
    assert await rows(database) == 1
    time.at += KEPT_FOR_MS
    await kept.keep(ADMIN, "key-1", "words", b"anew")
    assert (await rows(database), await kept.find(ADMIN, "key-1", "words")) == (1, b"anew"), "a new one sweeps, too"


async def test_one_callers_flood_pushes_out_its_own_answers_only(
    kept: FirstAnswers, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_OF_ONE", 2)
    await kept.keep(ADMIN, "key", "words", b"hers")
    for number in range(3):
        time.at += 1
        await kept.keep("visitor", f"key-{number}", "words", b"his")
    assert [await kept.find("visitor", f"key-{number}", "words") for number in range(3)] == [None, b"his", b"his"]
    assert await kept.find(ADMIN, "key", "words") == b"hers"
