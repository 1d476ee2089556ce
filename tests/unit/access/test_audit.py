"""The audit: who did what, sealed entry by entry (security items 34, 35)."""

import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from queue_server.access import TERMINAL, Access, Role, shorten_audit, verify_audit
from queue_server.database.engine import Database
from queue_server.database.failure import StorageUnavailable
from queue_server.errors import NotIdentified
from tests.unit.access.conftest import ADDRESS, PASSWORD, Clock


async def test_what_is_done_is_written_down(access: Access, ivanova: str) -> None:
    session = await access.sign_in(ivanova, PASSWORD, ADDRESS)
    with pytest.raises(NotIdentified):
        await access.sign_in(ivanova, "wrong password here", ADDRESS)
    await access.change_person(
        ivanova, role=Role.SUPERVISOR, office="klin", manager=None, name="Иванова", by="person:root", address=ADDRESS
    )
    entries = await access.audit_entries()
    assert [(e.actor, e.action, e.subject, e.address) for e in entries] == [
        ("terminal", "person_created", "person:ivanova", ""),
        ("person:ivanova", "sign_in", "person:ivanova", ADDRESS),
        ("nobody", "sign_in_refused", "person:ivanova", ADDRESS),
        ("person:root", "person_changed", "person:ivanova", ADDRESS),
    ]
    assert '"role": "manager"' in str(entries[-1].before)
    assert '"role": "supervisor"' in str(entries[-1].after)
    assert session.id not in str(entries)
    assert PASSWORD not in str(entries)


async def test_a_password_typed_as_a_login_is_not_written_down(access: Access) -> None:
    with pytest.raises(NotIdentified):
        await access.sign_in(PASSWORD, "", ADDRESS)
    assert PASSWORD not in str(await access.audit_entries())


async def test_a_denial_is_written_once_a_minute(access: Access, clock: Clock) -> None:
    identity = access.authenticate_token(await access.create_token(Role.KIOSK, office="klin"))
    for _ in range(5):
        await access.denied(identity, "GET /api/v1/people")
    await access.denied(None, "GET /api/v1/people")
    clock.move(60)
    await access.denied(identity, "GET /api/v1/people")
    assert [entry.action for entry in await access.audit_entries()] == ["token_created", "denied", "denied"]


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"])
async def test_the_audit_can_only_grow(access: Access, ivanova: str, database: Database, statement: str) -> None:
    with pytest.raises((DBAPIError, StorageUnavailable)):
        async with database.write() as connection:
            await connection.execute(text(statement))
    assert len(await access.audit_entries()) == 1


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE audit SET actor = 'x' WHERE seq = 2", "entry 2 was changed"),
        ("DELETE FROM audit WHERE seq = 2", "entries 2 to 2 are missing"),
        ("DELETE FROM audit WHERE seq = 3", "entries 3 to 3 are missing"),
        ("DELETE FROM audit", "entries 1 to 3 are missing"),
    ],
)
async def test_whoever_tampers_with_it_is_found_out(
    access: Access, database: Database, statement: str, said: str
) -> None:
    for _ in range(3):
        await access.create_token(Role.KIOSK, office="klin")
    assert await verify_audit(database) == []
    async with database.write() as connection:
        for trigger in ("audit_no_update", "audit_no_delete"):
            await connection.execute(text(f"DROP TRIGGER {trigger}"))
        await connection.execute(text(statement))
    assert any(said in finding for finding in await verify_audit(database))


async def test_nothing_is_kept_of_what_was_refused(access: Access, ivanova: str) -> None:
    before = await access.audit_entries()
    with pytest.raises(Exception, match="taken"):
        await access.create_person(ivanova, name="Again", role=Role.ADMIN, password=PASSWORD)
    assert await access.audit_entries() == before


async def test_what_is_too_long_is_shortened_and_stays_json(access: Access) -> None:
    await access.record(actor="terminal", action="test", after={"much": "x" * 20_000})
    (entry,) = await access.audit_entries()
    assert json.loads(str(entry.after))["shortened"].startswith('{"much": "xxx')


async def shortened(database: Database, clock: Clock, *, before_at: int) -> int:
    return await shorten_audit(database, before_at=before_at, at=clock(), actor=TERMINAL)


async def test_the_audit_is_shortened_and_still_proves_what_remains(
    access: Access, database: Database, clock: Clock
) -> None:
    await access.create_token(Role.KIOSK, office="klin")
    await access.create_token(Role.KIOSK, office="klin")
    clock.move(86_400)
    await access.create_token(Role.DISPLAY, office="klin")
    assert await shortened(database, clock, before_at=clock()) == 2
    entries = await access.audit_entries()
    assert [(entry.seq, entry.action) for entry in entries] == [(3, "token_created"), (4, "audit_shortened")]
    assert await verify_audit(database) == []
    with pytest.raises((DBAPIError, StorageUnavailable)):
        async with database.write() as connection:
            await connection.execute(text("DELETE FROM audit"))


async def test_an_audit_that_is_shortened_wholly_and_again_goes_on(
    access: Access, database: Database, clock: Clock
) -> None:
    await access.create_token(Role.KIOSK, office="klin")
    clock.move(1)
    assert await shortened(database, clock, before_at=clock()) == 1
    clock.move(1)
    await access.create_token(Role.KIOSK, office="klin")
    assert await shortened(database, clock, before_at=clock()) == 1
    assert [entry.action for entry in await access.audit_entries()] == ["token_created", "audit_shortened"]
    assert await verify_audit(database) == []


async def test_nothing_old_leaves_no_trace(access: Access, database: Database, clock: Clock) -> None:
    await access.create_token(Role.KIOSK, office="klin")
    assert await shortened(database, clock, before_at=clock()) == 0
    assert [entry.action for entry in await access.audit_entries()] == ["token_created"]


async def test_who_cuts_a_shortened_audit_by_hand_is_found_out(
    access: Access, database: Database, clock: Clock
) -> None:
    for _ in range(3):
        await access.create_token(Role.KIOSK, office="klin")
        clock.move(1)
    await shortened(database, clock, before_at=clock() - 2_000)
    async with database.write() as connection:
        await connection.execute(text("DROP TRIGGER audit_no_delete"))
        await connection.execute(text("DELETE FROM audit WHERE seq = 2"))
    assert any("entries 2 to 2 are missing" in finding for finding in await verify_audit(database))


async def test_a_person_who_is_removed_leaves_a_login_and_no_name(access: Access, ivanova: str) -> None:
    session = await access.sign_in(ivanova, PASSWORD, ADDRESS)
    await access.remove_person(ivanova)
    assert access.authenticate_session(session.id) is None
    assert await access.list_people() == []
    entries = await access.audit_entries()
    assert [entry.action for entry in entries] == ["person_created", "sign_in", "person_removed"]
    assert "Иванова" not in str(entries)
