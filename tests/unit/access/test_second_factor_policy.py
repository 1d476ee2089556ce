"""Where a second factor is required or off, for whom, and what becomes of sessions when that changes."""

from collections.abc import AsyncIterator

import pytest

from queue_server.access import Access, Role, SecondFactorRules
from queue_server.database.engine import Database
from queue_server.errors import NotAllowed, NotIdentified
from tests.unit.access.conftest import ADDRESS, PASSWORD, Clock, of, refused, set_up


@pytest.fixture
async def strict(database: Database, clock: Clock) -> AsyncIterator[Access]:
    """Where a second factor is required."""
    access = of(database, clock, "required")
    await access.look()
    yield access


async def test_where_passwords_are_taken_away_their_sessions_end(
    access: Access, database: Database, smirnova: str, ivanova: str, clock: Clock
) -> None:
    app, _ = await set_up(access, smirnova, clock)
    opened = [
        await access.sign_in(smirnova, PASSWORD, ADDRESS, code=app.code()),
        await access.sign_in(ivanova, PASSWORD, ADDRESS),
    ]
    without = Access(database, clock, second_factor=SecondFactorRules(passwords=False))
    await without.look()
    assert [without.authenticate_session(one.id) for one in opened] == [None, None]


async def test_where_it_is_required_nobody_supervises_without_one(strict: Access, smirnova: str, clock: Clock) -> None:
    assert await refused(strict, smirnova, None) == "second_factor_missing"
    app, _ = await set_up(strict, smirnova, clock)
    await strict.sign_in(smirnova, PASSWORD, ADDRESS, code=app.code())


async def test_where_it_becomes_required_sessions_of_a_password_alone_end(
    access: Access, database: Database, smirnova: str, ivanova: str, clock: Clock
) -> None:
    chief, manager = [await access.sign_in(login, PASSWORD, ADDRESS) for login in (smirnova, ivanova)]
    strict = of(database, clock, "required")
    await strict.look()
    assert strict.authenticate_session(chief.id) is None
    assert strict.authenticate_session(manager.id) is not None


async def test_where_it_is_required_a_manager_sits_at_a_device_of_their_office(strict: Access, ivanova: str) -> None:
    assert await refused(strict, ivanova, None) == "device_required"
    for role, office, desk, good in (
        (Role.KIOSK, "klin", None, False), (Role.MANAGER, "dubna", "1", False), (Role.MANAGER, "klin", "1", True),
    ):  # fmt: skip
        device = strict.authenticate_token(await strict.create_token(role, office=office, desk=desk))
        try:
            await strict.sign_in(ivanova, PASSWORD, ADDRESS, device=device)
            came = True
        except NotIdentified as problem:
            assert problem.code == "device_required"
            came = False
        assert came is good, (role, office)


async def test_the_first_administrator_sets_one_up_where_it_is_required(strict: Access, clock: Clock) -> None:
    code, _ = await strict.create_admin_code()
    with pytest.raises(NotIdentified) as found:
        await strict.first_admin(code, login="petrova", name="Петрова", password=PASSWORD)
    assert found.value.code == "second_factor_missing"
    app, _ = await set_up(strict, "petrova", clock)
    assert (await strict.sign_in("petrova", PASSWORD, ADDRESS, code=app.code())).identity.role is Role.ADMIN


async def test_where_it_is_off_nothing_is_asked_and_nothing_set(
    access: Access, database: Database, smirnova: str, clock: Clock
) -> None:
    await set_up(access, smirnova, clock)
    loose = of(database, clock, "off")
    await loose.sign_in(smirnova, PASSWORD, ADDRESS)
    with pytest.raises(NotAllowed):
        await loose.begin_second_factor(smirnova, PASSWORD, ADDRESS, issuer="x")


async def test_a_manager_has_no_use_for_one(access: Access, ivanova: str) -> None:
    with pytest.raises(NotAllowed):
        await access.begin_second_factor(ivanova, PASSWORD, ADDRESS, issuer="x")
