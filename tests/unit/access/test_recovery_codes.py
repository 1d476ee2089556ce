"""Recovery codes of a second factor: each opens once, for one person, until they are made anew."""

import re

from queue_server.access import Access, Role
from queue_server.access.second_factors import RECOVERY_CODES
from tests.unit.access.conftest import ADDRESS, PASSWORD, Clock, refused, set_up


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
