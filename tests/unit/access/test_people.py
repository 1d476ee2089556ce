"""People: their roles, passwords, and losing access (security items 3, 11, 12)."""

import pytest
from argon2 import extract_parameters

from queue_server.access import Access, AppliedOrganisations, Role, SecondFactorRules
from queue_server.access.hashing import Hashing
from queue_server.access.passwords import PUBLISHED, PasswordRefused, check_password, common_passwords
from queue_server.database.engine import Database
from queue_server.errors import NotIdentified, RequestInvalid, Unknown
from queue_server.organisation import parse
from tests.unit.access.conftest import ADDRESS, PASSWORD, Clock, quick_hashing, refused

COMPANY = """
[organisation]
name = "Воскресенье"
timezone = "UTC"

[[topic]]
id = "meters"
name = { en = "Meters" }
prefix = "M"

[[office]]
id = "one"
name = { ru = "Клин", en = "Voskresenie" }
desks = ["1"]
"""


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("elevenchars", "password_short"),
        ("x" * 257, "password_long"),
        ("qwertyuiop[]", "password_common"),
        ("password1234", "password_common"),
        ("P@ssw0rd!!!!", "password_common"),
        ("passwordpassword", "password_common"),
        ("123456789012", "password_common"),
        ("987654321098", "password_common"),
        ("abcdefghijkl", "password_common"),
        ("aaaaaaaaaaaaaa", "password_common"),
        ("1q2w3e4r5t6y", "password_common"),
        ("йцукенгшщзхъ", "password_common"),
        ("Пароль2026!!", "password_common"),
        ("yellow-kettle-by-the-window", "password_common"),
        ("klin-ivanova-1", "password_context"),
        ("queue-server-7", "password_context"),
        ("Иванова.Клин", "password_context"),
    ],
)
def test_a_password_that_is_tried_first_is_refused(password: str, code: str) -> None:
    with pytest.raises(PasswordRefused) as refused:
        check_password(password, context=("ivanova", "Иванова А. П.", "klin", "Клин"))
    assert refused.value.code == code


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "тихо едет поезд",
        "ljvjcnhjbntkm hflf",
        "onlylowercaseok",
        "x7#Kp!q9Zr2m",
        "明月几时有把酒问青天不知",
        "my password is long enough",
        "ivanova rides a blue bicycle",
        "a" * 3 + "bcd efgh " * 20,
    ],
)
def test_no_composition_is_asked_of_a_long_password(password: str) -> None:
    check_password(password, context=("ivanova", "klin"))


@pytest.mark.parametrize("password", ["Voskresenie-1", "клин-воскресенье"])
async def test_names_that_stand_at_the_door_are_tried_first(access: Access, database: Database, password: str) -> None:
    organisation = parse({"file": COMPANY})
    await AppliedOrganisations(database).keep(organisation, by="test", at=0)
    with pytest.raises(PasswordRefused) as refused:
        await access.create_person("petrova", name="P", role=Role.SUPERVISOR, password=password, office="one")
    assert refused.value.code == "password_context"


def test_the_list_has_three_thousand_words() -> None:
    assert len(common_passwords()) >= 3000


async def test_hashes_are_argon2id_of_64_mib_with_three_passes() -> None:
    hashing = Hashing()
    kept = await hashing.hash(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert await hashing.verify(kept, PASSWORD)
    assert not await hashing.verify(kept, PASSWORD + "!")
    assert not hashing.outdated(kept)


async def test_at_most_two_hashes_are_computed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio
    import threading

    hashing = Hashing(memory_kib=8, passes=1, lanes=1)
    inside, most, lock = 0, 0, threading.Lock()
    both = threading.Barrier(2, timeout=60)

    def slow(kept: str, password: str) -> bool:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        both.wait()
        with lock:
            inside -= 1
        return True

    monkeypatch.setattr(hashing, "_right", slow)
    await asyncio.gather(*(hashing.verify("kept", "password") for _ in range(10)))
    assert most == 2


async def test_an_unknown_login_costs_the_same_work_as_a_known_one(
    access: Access, ivanova: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that time does not tell whether a login exists: one comparison each, with a hash of the same parameters."""
    compared: list[str] = []
    right = access._hashing._right

    def noted(kept: str, password: str) -> bool:
        compared.append(kept)
        return right(kept, password)

    await access._hashing.prepare()
    monkeypatch.setattr(access._hashing, "_right", noted)
    for login in (ivanova, "nobody.here"):
        with pytest.raises(NotIdentified):
            await access.sign_in(login, "wrong password here", ADDRESS)
    known, unknown = (extract_parameters(kept) for kept in compared)
    assert known == unknown
    assert compared[0] != compared[1]


async def test_a_hash_of_older_parameters_is_renewed_at_sign_in(access: Access, terminal: Access, ivanova: str) -> None:
    terminal._hashing = Hashing(memory_kib=16, passes=1, lanes=1)
    await terminal.sign_in(ivanova, PASSWORD, ADDRESS)
    assert (await access.sign_in(ivanova, PASSWORD, ADDRESS)).id


async def test_another_password_ends_every_session(access: Access, ivanova: str, revoked: list[str]) -> None:
    session = await access.sign_in(ivanova, PASSWORD, ADDRESS)
    await access.set_password(ivanova, "another long phrase")
    assert revoked == [session.identity.via]
    with pytest.raises(NotIdentified):
        await access.sign_in(ivanova, PASSWORD, ADDRESS)
    assert (await access.sign_in(ivanova, "another long phrase", ADDRESS)).id


async def test_who_is_disabled_is_out_and_stays_out(
    access: Access, terminal: Access, ivanova: str, revoked: list[str]
) -> None:
    session = await access.sign_in(ivanova, PASSWORD, ADDRESS)
    await terminal.disable_person(ivanova)
    await access.look()
    assert revoked == [session.identity.via]
    assert access.authenticate_session(session.id) is None
    with pytest.raises(NotIdentified):
        await access.sign_in(ivanova, PASSWORD, ADDRESS)
    await terminal.enable_person(ivanova)
    assert (await access.sign_in(ivanova, PASSWORD, ADDRESS)).id


async def test_another_role_begins_with_another_session(access: Access, ivanova: str, revoked: list[str]) -> None:
    session = await access.sign_in(ivanova, PASSWORD, ADDRESS)
    person = await access.change_person(ivanova, role=Role.SUPERVISOR, office="klin", manager=None, name="Иванова")
    assert person.role is Role.SUPERVISOR
    assert revoked == [session.identity.via]
    assert access.authenticate_session(session.id) is None


@pytest.mark.parametrize(
    ("login", "role", "office", "code"),
    [
        ("a b", Role.ADMIN, None, "login_invalid"),
        ("петров", Role.ADMIN, None, "login_invalid"),
        ("petrov", Role.KIOSK, "klin", "role_invalid"),
        ("petrov", Role.MANAGER, None, "office_required"),
        ("IVANOVA", Role.ADMIN, None, "login_taken"),
    ],
)
async def test_who_cannot_be_added_is_refused(
    access: Access, ivanova: str, login: str, role: Role, office: str | None, code: str
) -> None:
    with pytest.raises(RequestInvalid) as refused:
        await access.create_person(login, name="Petrov", role=role, office=office, password=PASSWORD)
    assert refused.value.code == code
    assert [person.login for person in await access.list_people()] == ["ivanova"]


async def test_nobody_is_nobody(access: Access) -> None:
    with pytest.raises(Unknown):
        await access.set_password("nobody", PASSWORD)


async def test_the_password_of_a_demo_opens_nothing_on_its_database_elsewhere(database: Database, clock: Clock) -> None:
    def access(*, demo: bool) -> Access:
        rules = SecondFactorRules(published=demo)
        return Access(database, clock, hashing=quick_hashing(), second_factor=rules)

    demo = access(demo=True)
    await demo.create_person("supervisor", name="Громова Е. А.", role=Role.SUPERVISOR, password=PUBLISHED)
    assert (await demo.sign_in("supervisor", PUBLISHED, ADDRESS)).identity.subject == "person:supervisor"
    assert await refused(access(demo=False), "supervisor", None, PUBLISHED) == "sign_in_refused"
