"""The second factor (security item 14): codes by the RFC, used once, slowed down when guessed, lost and set anew."""

import re
from base64 import b32decode
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from sqlalchemy import select

from queue_server.access import Access, Role, SecondFactorPolicy, SecondFactorRules
from queue_server.access import second_factors as store
from queue_server.access.hashing import Hashing
from queue_server.access.one_time_codes import STEP_S, address_of, code_at, step_of
from queue_server.access.second_factors import BEGUN_LASTS_S, RECOVERY_CODES
from queue_server.access.tables import recovery_codes, second_factors
from queue_server.database.engine import Database
from queue_server.errors import NotAllowed, NotIdentified, RequestError, RequestInvalid, TooManyRequests
from tests.unit.access.conftest import ADDRESS, PASSWORD, Clock, quick_hashing

RFC_SECRET = b"12345678901234567890"
RFC_6238 = {
    59: "94287082", 1111111109: "07081804", 1111111111: "14050471", 1234567890: "89005924", 2000000000: "69279037",
    20000000000: "65353130",
}  # fmt: skip
"""Appendix B, the rows of SHA-1: seconds since 1970 and the code of eight digits."""

KEY = bytes(range(32))
DAY_MS = 24 * 3600 * 1000


@pytest.mark.parametrize("seconds", RFC_6238)
def test_codes_are_those_of_the_rfc(seconds: int) -> None:
    assert code_at(RFC_SECRET, seconds // STEP_S, digits=8) == RFC_6238[seconds]
    assert code_at(RFC_SECRET, seconds // STEP_S) == RFC_6238[seconds][-6:]


@pytest.mark.parametrize(("off_s", "good"), [(-60, False), (-30, True), (0, True), (29, True), (30, True), (60, False)])
def test_a_phone_whose_clock_is_off_by_half_a_minute_still_works(off_s: int, good: bool) -> None:
    at = 1_790_000_010_000
    step = (at // 1000 + off_s) // STEP_S
    assert step_of(RFC_SECRET, code_at(RFC_SECRET, step), at) == (step if good else None)


def test_the_qr_code_holds_what_every_app_reads() -> None:
    assert address_of(RFC_SECRET, login="орлова@x", issuer="Расчётный центр").endswith(
        "%40x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer="
        + "%D0%A0%D0%B0%D1%81%D1%87%D1%91%D1%82%D0%BD%D1%8B%D0%B9"
        "%20%D1%86%D0%B5%D0%BD%D1%82%D1%80"
    )


def of(database: Database, clock: Clock, policy: str, key: bytes | None = KEY) -> Access:
    rules = SecondFactorRules(SecondFactorPolicy(policy), key)
    return Access(database, clock, hashing=quick_hashing(), second_factor=rules)


@pytest.fixture
async def strict(database: Database, clock: Clock) -> AsyncIterator[Access]:
    """Where a second factor is required."""
    access = of(database, clock, "required")
    await access.look()
    yield access


class App:
    """An authenticator app on somebody's phone."""

    def __init__(self, letters: str, clock: Clock) -> None:
        self._secret = b32decode(letters)
        self._clock = clock

    def code(self) -> str:
        return code_at(self._secret, self._clock.at // 1000 // STEP_S)


async def set_up(access: Access, login: str, clock: Clock) -> tuple[App, list[str]]:
    shown = await access.begin_second_factor(login, PASSWORD, ADDRESS, issuer="Two halls")
    app = App(shown.letters, clock)
    session, codes = await access.set_second_factor(login, PASSWORD, app.code(), ADDRESS)
    assert access.authenticate_session(session.id) is not None
    clock.move(STEP_S)
    return app, codes


async def refused(access: Access, login: str, code: str | None, password: str = PASSWORD) -> str:
    with pytest.raises(RequestError) as found:
        await access.sign_in(login, password, ADDRESS, code=code)
    return found.value.code


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


async def test_whoever_guesses_codes_has_to_wait_wherever_they_are(access: Access, smirnova: str, clock: Clock) -> None:
    app, _ = await set_up(access, smirnova, clock)
    for number in range(5):
        with pytest.raises(NotIdentified):
            await access.sign_in(smirnova, PASSWORD, f"192.0.2.{number + 10}", code="000000")
    with pytest.raises(TooManyRequests) as waiting:
        await access.sign_in(smirnova, PASSWORD, "192.0.2.99", code=app.code())
    assert waiting.value.retry_after_s > 0
    clock.move(STEP_S)
    await access.sign_in(smirnova, PASSWORD, "192.0.2.99", code=app.code())


@pytest.mark.parametrize("rest_s", [0, 3601])
async def test_whoever_guesses_for_days_gets_few_tries(
    access: Access, smirnova: str, clock: Clock, rest_s: float
) -> None:
    """As fast as the waits let them, or with rests in which the waits for passwords are forgotten."""
    await set_up(access, smirnova, clock)
    begun, tries = clock.at, 0
    while clock.at < begun + 4 * DAY_MS:
        try:
            await access.sign_in(smirnova, PASSWORD, f"192.0.{tries // 250}.{tries % 250}", code="00000a")
        except TooManyRequests as problem:
            clock.move(max(problem.retry_after_s, rest_s))
        except NotIdentified:
            tries += 1
    assert 80 < tries < 120


async def test_a_flood_of_wrong_passwords_forgives_no_guess_at_codes(
    access: Access, smirnova: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("queue_server.access.backoff.MOST_KEPT", 4)
    app, _ = await set_up(access, smirnova, clock)
    for number in range(5):
        assert await refused(access, smirnova, "00000a") == "second_factor_refused"
        with pytest.raises(NotIdentified):
            await access.sign_in(f"nobody-{number}", PASSWORD, f"192.0.2.{number + 10}")
    assert await refused(access, smirnova, app.code()) == "sign_in_too_often"


async def test_who_was_made_to_wait_does_not_wait_once_it_was_reset(
    access: Access, terminal: Access, smirnova: str, clock: Clock
) -> None:
    await set_up(access, smirnova, clock)
    for number in range(9):
        with pytest.raises((NotIdentified, TooManyRequests)):
            await access.sign_in(smirnova, PASSWORD, f"192.0.2.{number + 10}", code="00000a")
    await terminal.reset_second_factor(smirnova)
    await set_up(access, smirnova, clock)


async def test_the_right_password_without_a_code_does_not_forgive_guesses(
    access: Access, smirnova: str, clock: Clock
) -> None:
    await set_up(access, smirnova, clock)
    codes = [await refused(access, smirnova, None) for _ in range(6)]
    assert codes == ["second_factor_required"] * 5 + ["sign_in_too_often"]


async def test_a_recovery_code_opens_once(access: Access, smirnova: str, clock: Clock) -> None:
    _, codes = await set_up(access, smirnova, clock)
    assert len(set(codes)) == RECOVERY_CODES
    assert all(re.fullmatch(r"([A-Z2-9]{4}-){3}[A-Z2-9]{4}", code) for code in codes)
    await access.sign_in(smirnova, PASSWORD, ADDRESS, code=codes[0].lower().replace("-", " "))
    assert await refused(access, smirnova, codes[0]) == "second_factor_refused"
    state = await access.second_factor_state(smirnova)
    assert state.recovery_codes_count == RECOVERY_CODES - 1


async def test_recovery_codes_are_made_anew_in_place_of_the_old(access: Access, smirnova: str, clock: Clock) -> None:
    app, old = await set_up(access, smirnova, clock)
    new = await access.renew_recovery_codes(smirnova, PASSWORD, app.code(), ADDRESS)
    assert not set(old) & set(new)
    assert await refused(access, smirnova, old[0]) == "second_factor_refused"
    await access.sign_in(smirnova, PASSWORD, ADDRESS, code=new[0])


async def test_one_person_s_codes_are_of_no_use_to_another(access: Access, smirnova: str, clock: Clock) -> None:
    await access.create_person("orlova", name="Орлова", role=Role.ADMIN, password=PASSWORD)
    app, codes = await set_up(access, smirnova, clock)
    other, _ = await set_up(access, "orlova", clock)
    assert app.code() != other.code()
    assert await refused(access, "orlova", codes[0]) == "second_factor_refused"
    assert await refused(access, "orlova", app.code()) == "second_factor_refused"


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
