"""The second factor (security item 14): codes used once, kept from everybody, lost and set anew."""

import pytest
from sqlalchemy import select

from queue_server.access import Access
from queue_server.access.one_time_codes import STEP_S
from queue_server.access.second_factors import BEGUN_LASTS_S
from queue_server.access.tables import recovery_codes, second_factors
from queue_server.database.engine import Database
from queue_server.errors import NotIdentified, RequestInvalid
from tests.unit.access.conftest import ADDRESS, PASSWORD, App, Clock, of, refused, set_up


async def test_once_it_is_set_the_password_alone_opens_nothing(access: Access, smirnova: str, clock: Clock) -> None:
    before = await access.sign_in(smirnova, PASSWORD, ADDRESS)
    app, _ = await set_up(access, smirnova, clock)
    assert access.authenticate_session(before.id) is None, "what was opened with the password alone is closed"
    assert await refused(access, smirnova, None) == "second_factor_required"
    assert await refused(access, smirnova, "") == "second_factor_required"
    assert await refused(access, smirnova, "000000") == "second_factor_refused"
    assert await refused(access, smirnova, app.code(), password="another horse battery") == "sign_in_refused"
    session = await access.sign_in(smirnova, PASSWORD, ADDRESS, code=f" {app.code()[:3]} {app.code()[3:]} ")
    assert access.authenticate_session(session.id) is not None


async def test_a_code_opens_once_and_never_an_older_one(access: Access, smirnova: str, clock: Clock) -> None:
    app, _ = await set_up(access, smirnova, clock)
    older, code = app.code(), ""
    clock.move(STEP_S)
    code = app.code()
    await access.sign_in(smirnova, PASSWORD, ADDRESS, code=code)
    assert await refused(access, smirnova, code) == "second_factor_refused"
    assert await refused(access, smirnova, older) == "second_factor_refused", (
        "it is in the window, but a later one was used"
    )
    clock.move(STEP_S)
    await access.sign_in(smirnova, PASSWORD, ADDRESS, code=app.code())


async def test_the_code_that_set_it_is_used_up(access: Access, smirnova: str, clock: Clock) -> None:
    shown = await access.begin_second_factor(smirnova, PASSWORD, ADDRESS, issuer="x")
    code = App(shown.letters, clock).code()
    await access.set_second_factor(smirnova, PASSWORD, code, ADDRESS)
    assert await refused(access, smirnova, code) == "second_factor_refused"


async def test_a_secret_that_was_shown_counts_only_with_its_first_code_and_in_time(
    access: Access, smirnova: str, clock: Clock
) -> None:
    shown = await access.begin_second_factor(smirnova, PASSWORD, ADDRESS, issuer="x")
    assert (await access.sign_in(smirnova, PASSWORD, ADDRESS)).identity.subject == "person:smirnova"
    with pytest.raises(NotIdentified, match="not right"):
        await access.set_second_factor(smirnova, PASSWORD, "000000", ADDRESS)
    clock.move(BEGUN_LASTS_S)
    with pytest.raises(NotIdentified):
        await access.set_second_factor(smirnova, PASSWORD, App(shown.letters, clock).code(), ADDRESS)
    again = await access.begin_second_factor(smirnova, PASSWORD, ADDRESS, issuer="x")
    assert again.letters != shown.letters


async def test_nobody_sets_a_second_one_over_the_first_without_it(access: Access, smirnova: str, clock: Clock) -> None:
    app, _ = await set_up(access, smirnova, clock)
    with pytest.raises(RequestInvalid) as found:
        await access.begin_second_factor(smirnova, PASSWORD, ADDRESS, issuer="x")
    assert found.value.code == "second_factor_already_set"
    with pytest.raises(NotIdentified):
        await access.remove_second_factor(smirnova, PASSWORD, "000000", ADDRESS)
    await access.remove_second_factor(smirnova, PASSWORD, app.code(), ADDRESS)
    await access.sign_in(smirnova, PASSWORD, ADDRESS)


async def test_an_administrator_resets_it_and_all_sessions_end(
    access: Access, terminal: Access, smirnova: str, clock: Clock, revoked: list[str]
) -> None:
    app, codes = await set_up(access, smirnova, clock)
    session = await access.sign_in(smirnova, PASSWORD, ADDRESS, code=app.code())
    await terminal.reset_second_factor(smirnova)
    await access.look()
    assert access.authenticate_session(session.id) is None
    assert session.identity.via in revoked
    await access.sign_in(smirnova, PASSWORD, ADDRESS)
    assert (await access.second_factor_state(smirnova)).set_at is None
    await set_up(access, smirnova, clock)
    assert await refused(access, smirnova, codes[0]) == "second_factor_refused"


async def test_no_secret_and_no_code_is_kept_and_another_key_makes_other_secrets(
    database: Database, clock: Clock, access: Access, smirnova: str
) -> None:
    keyed = of(database, clock, "offered")
    app, codes = await set_up(keyed, smirnova, clock)
    secret = app._secret
    async with database.read() as connection:
        rows = [
            str(tuple(row))
            for table in (second_factors, recovery_codes)
            for row in await connection.execute(select(table))
        ]
        audit = str(await keyed.audit_entries())
    for kept in (*rows, audit):
        assert secret.hex() not in kept and codes[0] not in kept and app.code() not in kept
    elsewhere = of(database, clock, "offered", key=bytes(32))
    assert await refused(elsewhere, smirnova, app.code()) == "second_factor_refused"


async def test_the_key_in_the_database_is_one_for_all_processes(
    database: Database, clock: Clock, smirnova: str
) -> None:
    app, _ = await set_up(of(database, clock, "offered", key=None), smirnova, clock)
    await of(database, clock, "offered", key=None).sign_in(smirnova, PASSWORD, ADDRESS, code=app.code())


async def test_the_audit_tells_the_story(access: Access, smirnova: str, clock: Clock) -> None:
    app, codes = await set_up(access, smirnova, clock)
    await refused(access, smirnova, "000000")
    await access.sign_in(smirnova, PASSWORD, ADDRESS, code=codes[3])
    await access.remove_second_factor(smirnova, PASSWORD, app.code(), ADDRESS)
    entries = await access.audit_entries()
    told = [entry.action for entry in entries if entry.action != "person_created"]
    assert told == [
        "second_factor_set", "sign_in", "second_factor_refused", "recovery_code_used", "sign_in", "second_factor_used",
        "second_factor_removed",
    ]  # fmt: skip
    assert [entry.after for entry in entries if entry.action == "sign_in"] == ['{"means": "code"}'] * 2
