"""Signing in, staying signed in, and being signed out (security items 6, 13)."""

import pytest

from queue_server.access import Access, Role
from queue_server.errors import NotIdentified, TooManyRequests
from tests.unit.access.conftest import ADDRESS, PASSWORD, Clock

MINUTE, HOUR = 60, 3600


async def test_who_signs_in_is_known_by_the_session(access: Access, ivanova: str) -> None:
    session = await access.sign_in(" Ivanova ", PASSWORD, ADDRESS)
    identity = access.authenticate_session(session.id)
    assert identity == session.identity
    assert (identity.subject, identity.role, identity.office) == ("person:ivanova", Role.MANAGER, "klin")
    assert (identity.manager, identity.name) == ("ivanova", "Иванова А. П.")
    assert access.is_valid(identity)


async def test_every_sign_in_has_a_new_id_and_ends_the_one_before(
    access: Access, ivanova: str, revoked: list[str]
) -> None:
    first = await access.sign_in(ivanova, PASSWORD, ADDRESS)
    second = await access.sign_in(ivanova, PASSWORD, ADDRESS, previous=first.id)
    assert first.id != second.id
    assert access.authenticate_session(first.id) is None
    assert access.authenticate_session(second.id) is not None
    assert revoked == [first.identity.via]


async def test_signing_out_ends_that_session_only(access: Access, ivanova: str, revoked: list[str]) -> None:
    here = await access.sign_in(ivanova, PASSWORD, ADDRESS)
    there = await access.sign_in(ivanova, PASSWORD, ADDRESS)
    await access.sign_out(here.id)
    assert access.authenticate_session(here.id) is None
    assert access.authenticate_session(there.id) is not None
    assert revoked == [here.identity.via]


async def test_a_session_unused_for_half_an_hour_is_over(access: Access, smirnova: str, clock: Clock) -> None:
    session = await access.sign_in(smirnova, PASSWORD, ADDRESS)
    clock.move(29 * MINUTE)
    assert access.authenticate_session(session.id) is not None
    clock.move(29 * MINUTE)
    assert access.authenticate_session(session.id) is not None
    clock.move(30 * MINUTE)
    assert access.authenticate_session(session.id) is None


async def test_a_manager_s_page_may_stand_open_all_shift(access: Access, ivanova: str, clock: Clock) -> None:
    session = await access.sign_in(ivanova, PASSWORD, ADDRESS)
    clock.move(11 * HOUR)
    assert access.authenticate_session(session.id) is not None


@pytest.mark.parametrize("login", ["ivanova", "smirnova"])
async def test_nobody_stays_signed_in_beyond_twelve_hours(
    access: Access, ivanova: str, smirnova: str, clock: Clock, login: str
) -> None:
    session = await access.sign_in(login, PASSWORD, ADDRESS)
    for _ in range(12 * 4 - 1):
        clock.move(15 * MINUTE)
        assert access.authenticate_session(session.id) is not None
    clock.move(15 * MINUTE)
    assert access.authenticate_session(session.id) is None


async def test_a_session_that_is_over_closes_what_it_had_open(
    access: Access, smirnova: str, clock: Clock, revoked: list[str]
) -> None:
    session = await access.sign_in(smirnova, PASSWORD, ADDRESS)
    clock.move(30 * MINUTE)
    await access.tend()
    assert revoked == [session.identity.via]
    assert not access.is_valid(session.identity)


async def test_sessions_outlive_a_restart_with_their_last_use(
    access: Access, terminal: Access, smirnova: str, clock: Clock
) -> None:
    session = await access.sign_in(smirnova, PASSWORD, ADDRESS)
    clock.move(20 * MINUTE)
    access.authenticate_session(session.id)
    await access.tend()
    await terminal.look()
    clock.move(20 * MINUTE)
    assert terminal.authenticate_session(session.id) is not None


async def test_the_database_holds_no_session_id(access: Access, ivanova: str, database: object) -> None:
    from sqlalchemy import select

    from queue_server.access.tables import sessions
    from queue_server.database.engine import Database

    assert isinstance(database, Database)
    session = await access.sign_in(ivanova, PASSWORD, ADDRESS)
    async with database.read() as connection:
        rows = (await connection.execute(select(sessions))).all()
    assert session.id not in str(rows)


async def test_a_wrong_password_and_an_unknown_login_are_refused_alike(access: Access, ivanova: str) -> None:
    with pytest.raises(NotIdentified) as wrong:
        await access.sign_in(ivanova, "wrong password here", ADDRESS)
    with pytest.raises(NotIdentified) as unknown:
        await access.sign_in("nobody", PASSWORD, ADDRESS)
    assert (wrong.value.code, wrong.value.detail) == (unknown.value.code, unknown.value.detail)


async def test_who_guesses_has_to_wait_longer_each_time(access: Access, ivanova: str, clock: Clock) -> None:
    waits = []
    for _ in range(20):
        try:
            await access.sign_in(ivanova, "wrong password here", ADDRESS)
        except TooManyRequests as refused:
            waits.append(refused.retry_after_s)
            clock.move(refused.retry_after_s)
        except NotIdentified:
            pass
    assert waits[:4] == [2, 4, 8, 16]
    assert waits == sorted(waits)


async def test_even_the_right_password_waits(access: Access, ivanova: str, clock: Clock) -> None:
    for _ in range(5):
        with pytest.raises(NotIdentified):
            await access.sign_in(ivanova, "wrong password here", ADDRESS)
    with pytest.raises(TooManyRequests):
        await access.sign_in(ivanova, PASSWORD, ADDRESS)
    clock.move(2)
    assert (await access.sign_in(ivanova, PASSWORD, ADDRESS)).id


async def test_guessing_from_one_address_locks_nobody_out_elsewhere(access: Access, ivanova: str) -> None:
    for _ in range(8):
        with pytest.raises((NotIdentified, TooManyRequests)):
            await access.sign_in(ivanova, "wrong password here", "198.51.100.7")
    assert (await access.sign_in(ivanova, PASSWORD, ADDRESS)).id


async def test_tries_side_by_side_do_not_slip_through(access: Access, ivanova: str) -> None:
    import asyncio

    tries = [access.sign_in(ivanova, f"wrong password {number}", ADDRESS) for number in range(20)]
    ends = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(end, NotIdentified) for end in ends) == 5
    assert sum(isinstance(end, TooManyRequests) for end in ends) == 15
