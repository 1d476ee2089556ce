"""Codes of a second factor as every authenticator app makes them: by the RFC, with clocks a little off."""

import pytest

from queue_server.access.one_time_codes import STEP_S, address_of, code_at, step_of

RFC_SECRET = b"12345678901234567890"
RFC_6238 = {
    59: "94287082", 1111111109: "07081804", 1111111111: "14050471", 1234567890: "89005924", 2000000000: "69279037",
    20000000000: "65353130",
}  # fmt: skip
"""Appendix B, the rows of SHA-1: seconds since 1970 and the code of eight digits."""


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
