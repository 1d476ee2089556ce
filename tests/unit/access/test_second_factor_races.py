"""The second factor, a password or a role changes while somebody is in the middle of signing in or setting one up."""

from collections.abc import Awaitable, Callable

import pytest

from queue_server.access import Access, Role
from queue_server.access import second_factors as store
from queue_server.access.hashing import Hashing
from queue_server.access.second_factors import RECOVERY_CODES
from queue_server.database.engine import Database
from queue_server.errors import RequestInvalid
from tests.unit.access.conftest import ADDRESS, KEY, PASSWORD, App, Clock, refused, set_up

Meanwhile = Callable[[], Awaitable[object]]


class Interrupted(Hashing):
    """A password takes its time to be checked; `meanwhile` is what happens in it."""

    def __init__(self) -> None:
        super().__init__(memory_kib=8, passes=1, lanes=1)
        self.meanwhile: Meanwhile | None = None

    async def verify(self, kept: str | None, password: str) -> bool:
        right = await super().verify(kept, password)
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            await meanwhile()
        return right


@pytest.fixture
async def slow(database: Database, clock: Clock) -> tuple[Access, Interrupted]:
    hashing = Interrupted()
    access = Access(database, clock, hashing=hashing)
    await access.look()
    return access, hashing


async def test_a_password_that_was_being_checked_opens_nothing_once_a_second_factor_is_set(
    slow: tuple[Access, Interrupted], terminal: Access, smirnova: str, clock: Clock
) -> None:
    access, hashing = slow
    hashing.meanwhile = lambda: set_up(terminal, smirnova, clock)
    assert await refused(access, smirnova, None) == "sign_in_refused"


async def test_a_secret_asked_for_while_one_is_set_takes_nothing_away(
    slow: tuple[Access, Interrupted], terminal: Access, smirnova: str, clock: Clock
) -> None:
    access, hashing = slow
    found: list[App] = []

    async def meanwhile() -> None:
        found.append((await set_up(terminal, smirnova, clock))[0])

    hashing.meanwhile = meanwhile
    with pytest.raises(RequestInvalid) as refusal:
        await access.begin_second_factor(smirnova, PASSWORD, ADDRESS, issuer="x")
    assert refusal.value.code == "second_factor_already_set"
    await access.sign_in(smirnova, PASSWORD, ADDRESS, code=found[0].code())
    assert (await access.second_factor_state(smirnova)).recovery_codes_count == RECOVERY_CODES


async def test_a_code_of_a_secret_that_was_replaced_meanwhile_sets_nothing(
    access: Access, database: Database, smirnova: str, clock: Clock
) -> None:
    await access.begin_second_factor(smirnova, PASSWORD, ADDRESS, issuer="x")
    async with database.write() as connection:
        first = await store.find(connection, smirnova)
        assert first is not None
        await store.begin(connection, smirnova, key=KEY, at=clock.at)
        assert not await store.use_step(connection, first, 1, set_at=clock.at)
        second = await store.find(connection, smirnova)
        assert second is not None and second.set_at is None and second.salt != first.salt


async def test_a_password_or_a_role_that_changes_while_it_is_checked_is_proven_again(
    slow: tuple[Access, Interrupted], terminal: Access, smirnova: str, clock: Clock
) -> None:
    access, hashing = slow
    clock.move(1)
    hashing.meanwhile = lambda: terminal.set_password(smirnova, "another horse battery")
    assert await refused(access, smirnova, None) == "sign_in_refused"
    hashing.meanwhile = lambda: terminal.change_person(
        smirnova, role=Role.ADMIN, office=None, manager=None, name="Смирнова"
    )
    assert await refused(access, smirnova, None, password="another horse battery") == "sign_in_refused"
    await access.sign_in(smirnova, "another horse battery", ADDRESS)
