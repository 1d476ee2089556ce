"""An office's own hours as a simulated day takes them."""

import pytest

from analytics.simulation.scenario import DAY_MS, MINUTE_MS, hours_ms
from queue_server.errors import ScenarioInvalid


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("09:00-18:00", (540, 1080)), ("00:00-00:00", (0, 1440)), ("20:00-00:00", (1200, 1440))],
)
def test_a_day_may_last_until_midnight(text: str, minutes: tuple[int, int]) -> None:
    assert hours_ms(text) == (minutes[0] * MINUTE_MS, minutes[1] * MINUTE_MS)
    assert DAY_MS == 1440 * MINUTE_MS


def test_hours_past_midnight_are_refused_with_what_to_do() -> None:
    with pytest.raises(ScenarioInvalid, match="say the part of the day"):
        hours_ms("22:00-06:00")
