"""Whoever guesses codes of a second factor has to wait, whatever they do in between."""

import pytest

from queue_server.access import Access
from queue_server.access.one_time_codes import STEP_S
from queue_server.errors import NotIdentified, TooManyRequests
from tests.unit.access.conftest import PASSWORD, Clock, refused, set_up

DAY_MS = 24 * 3600 * 1000


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
