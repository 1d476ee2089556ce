"""Tokens of devices and programs, and the codes that give them (security items 15, 18, 21)."""

import pytest
from sqlalchemy import select

from queue_server.access import Access, Identity, Role
from queue_server.access.credentials import CODE_LETTERS
from queue_server.access.tables import codes, people, tokens
from queue_server.database.engine import Database
from queue_server.errors import NotIdentified, RequestInvalid, TooManyRequests, Unknown
from tests.unit.access.conftest import ADDRESS, PASSWORD, Clock


async def test_a_token_is_bound_to_role_office_and_desk(access: Access) -> None:
    token = await access.create_token(Role.DISPLAY, office="klin", desk="3")
    identity = access.authenticate_token(token)
    assert identity is not None
    assert (identity.role, identity.office, identity.desk) == (Role.DISPLAY, "klin", "3")


async def test_a_token_has_256_random_bits_and_a_mark(access: Access) -> None:
    made = {await access.create_token(Role.KIOSK, office="klin") for _ in range(20)}
    assert len(made) == 20
    assert all(token.startswith("queue_") and len(token) == len("queue_") + 43 for token in made)


async def test_the_database_holds_only_digests(access: Access, database: Database) -> None:
    token = await access.create_token(Role.KIOSK, office="klin")
    code, _ = await access.create_enrolment(Role.KIOSK, office="klin", by="person:admin")
    async with database.read() as connection:
        rows = [*(await connection.execute(select(tokens))), *(await connection.execute(select(codes)))]
    kept = str(rows)
    assert token not in kept
    assert code not in kept and code.replace("-", "") not in kept


async def test_a_token_made_at_the_terminal_is_known_at_once(access: Access, terminal: Access) -> None:
    token = await terminal.create_token(Role.INTEGRATION)
    assert access.authenticate_token(token) is None
    identity = await access.identify_token(token)
    assert identity is not None and identity.role is Role.INTEGRATION
    assert access.authenticate_token(token) == identity
    assert access.is_valid(identity)


async def test_a_token_taken_back_anywhere_is_cut_off(access: Access, terminal: Access, revoked: list[str]) -> None:
    here = await access.create_token(Role.KIOSK, office="klin")
    there = await access.create_token(Role.KIOSK, office="klin")
    known = {token: access.authenticate_token(token) for token in (here, there)}
    ids = {token: identity.via for token, identity in known.items() if identity is not None}
    await access.revoke_token(ids[here])
    await terminal.revoke_token(ids[there])
    await access.look()
    assert revoked == [ids[here], ids[there]]
    for token in (here, there):
        assert access.authenticate_token(token) is None
        assert await access.identify_token(token) is None
    with pytest.raises(Unknown):
        await access.revoke_token(ids[here])


async def test_an_unknown_token_is_looked_up_once_a_second(access: Access, clock: Clock, database: Database) -> None:
    reads = 0
    read = database.read

    def counted():  # type: ignore[no-untyped-def]
        nonlocal reads
        reads += 1
        return read()

    database.read = counted  # type: ignore[method-assign]
    for _ in range(10):
        assert await access.identify_token("queue_nonsense") is None
    assert reads == 1
    clock.move(1)
    await access.identify_token("queue_nonsense")
    assert reads == 2
    await access.identify_token("x" * 100_000)
    assert reads == 2


async def test_a_known_token_is_known_from_memory_alone(
    access: Access, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [await access.create_token(Role.KIOSK, office="klin") for _ in range(5)]

    def asked() -> None:
        raise AssertionError("the database was asked for what is known")

    monkeypatch.setattr(database, "read", asked)
    monkeypatch.setattr(database, "write", asked)
    for token in made:
        assert access.authenticate_token(token) is not None
        assert await access.identify_token(token) is not None


async def test_a_desk_without_an_office_is_refused(access: Access) -> None:
    with pytest.raises(RequestInvalid) as refused:
        await access.create_token(Role.MANAGER, desk="3")
    assert refused.value.code == "office_required"


async def test_a_code_gives_one_device_its_token(access: Access) -> None:
    code, _ = await access.create_enrolment(Role.KIOSK, office="klin", name="Left of the door", by="person:admin")
    assert len(code) == 9 and set(code.replace("-", "")) <= set(CODE_LETTERS)
    token, identity = await access.enrol(code, address=ADDRESS)
    assert access.authenticate_token(token) == identity
    assert (identity.role, identity.office, identity.name) == (Role.KIOSK, "klin", "Left of the door")


async def test_a_code_works_once(access: Access) -> None:
    code, _ = await access.create_enrolment(Role.KIOSK, office="klin", by="person:admin")
    await access.enrol(code)
    with pytest.raises(NotIdentified) as refused:
        await access.enrol(code)
    assert refused.value.code == "code_invalid"


async def test_a_code_holds_for_ten_minutes(access: Access, clock: Clock) -> None:
    code, expires_at = await access.create_enrolment(Role.KIOSK, office="klin", by="person:admin")
    late, _ = await access.create_enrolment(Role.KIOSK, office="klin", by="person:admin")
    assert expires_at == clock.at + 600_000
    clock.move(599.999)
    await access.enrol(code)
    clock.move(0.001)
    with pytest.raises(NotIdentified):
        await access.enrol(late)


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", " "),
        lambda code: f" {code} ",
        lambda code: code.translate(str.maketrans("ABEKMHPCTX", "АВЕКМНРСТХ")),
    ],
)
async def test_a_code_may_be_typed_in_any_manner(access: Access, typed) -> None:  # type: ignore[no-untyped-def]
    code, _ = await access.create_enrolment(Role.DISPLAY, office="klin", by="person:admin")
    assert (await access.enrol(typed(code)))[1].role is Role.DISPLAY


@pytest.mark.parametrize("role", [Role.ADMIN, Role.SUPERVISOR, Role.INTEGRATION])
async def test_a_code_makes_no_administrator_of_a_device(access: Access, role: Role) -> None:
    with pytest.raises(RequestInvalid):
        await access.create_enrolment(role, office="klin", by="person:admin")


async def test_guessing_codes_has_to_wait(access: Access) -> None:
    for _ in range(5):
        with pytest.raises(NotIdentified):
            await access.enrol("AAAA-AAAA", address=ADDRESS)
    with pytest.raises(TooManyRequests):
        await access.enrol("AAAA-AAAA", address=ADDRESS)


async def test_nobody_has_an_account_to_begin_with(database: Database) -> None:
    async with database.read() as connection:
        assert (await connection.execute(select(people))).all() == []
        assert (await connection.execute(select(tokens))).all() == []


async def test_the_first_administrator_comes_by_a_code_from_the_terminal(access: Access, terminal: Access) -> None:
    code, _ = await terminal.create_admin_code()
    session = await access.first_admin(code, login="root", name="Root", password=PASSWORD, address=ADDRESS)
    assert session.identity.role is Role.ADMIN
    assert access.authenticate_session(session.id) is not None
    with pytest.raises(NotIdentified):
        await access.first_admin(code, login="second", name="Second", password=PASSWORD, address=ADDRESS)
    assert [person.login for person in await access.list_people()] == ["root"]


async def test_a_device_s_code_makes_no_administrator_and_the_other_way_round(access: Access) -> None:
    device, _ = await access.create_enrolment(Role.KIOSK, office="klin", by="person:admin")
    with pytest.raises(NotIdentified):
        await access.first_admin(device, login="root", name="Root", password=PASSWORD)
    admin, _ = await access.create_admin_code()
    with pytest.raises(NotIdentified):
        await access.enrol(admin)
    assert await access.list_people() == []


async def test_an_easy_password_does_not_use_up_the_code(access: Access) -> None:
    code, _ = await access.create_admin_code()
    with pytest.raises(RequestInvalid):
        await access.first_admin(code, login="root", name="Root", password="password1234")
    assert (await access.first_admin(code, login="root", name="Root", password=PASSWORD)).id


async def test_a_person_works_at_the_desk_of_the_device(access: Access, ivanova: str) -> None:
    session = await access.sign_in(ivanova, PASSWORD, ADDRESS)
    device = await access.create_token(Role.MANAGER, office="klin", desk="3")
    elsewhere = await access.create_token(Role.MANAGER, office="kolomna", desk="3")

    async def known(**cookies: str) -> Identity | None:
        return await access.identify_cookies({name.replace("_", "-"): value for name, value in cookies.items()})

    at_desk = await known(queue=session.id, queue_device=device)
    assert at_desk is not None and (at_desk.subject, at_desk.desk) == ("person:ivanova", "3")
    foreign = await known(queue=session.id, queue_device=elsewhere)
    assert foreign is not None and (foreign.subject, foreign.desk) == ("person:ivanova", None)
    alone = await known(queue_device=device)
    assert alone is not None and alone.desk == "3"
    assert await known() is None
