"""What those are answered who are about to come: the code of a hall, times that can be booked. See `answers`."""

from pydantic import ConfigDict

from queue_server.api.answers import Answer


class JoinAnswer(Answer):
    """What a hall's screen shows, for phones to take a ticket by."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{
                "code": "7KQM4TXA9BCD", "url": "https://queue.example/join/klin?code=7KQM4TXA9BCD",
                "lasts_s": 412.5,
            }]
        },
    )  # fmt: skip

    code: str
    url: str
    lasts_s: float


class JoinHeldAnswer(Answer):
    """The code is this office's, now."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"office": "klin"}]})

    office: str


class SlotAnswer(Answer):
    """One appointment that can be booked; `left` places, null where any number is taken."""

    slot: str
    left: int | None


class SlotsOfDayAnswer(Answer):
    """A local date of the office."""

    day: str
    slots: list[SlotAnswer]


class SlotsAnswer(Answer):
    """What can be booked, by local date."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{
                "office": "klin", "slot_minutes": 15, "now": "2026-03-02T06:05:00.000Z",
                "days": [{"day": "2026-03-02", "slots": [{"slot": "2026-03-02T06:15:00.000Z", "left": 2}]}],
            }]
        },
    )  # fmt: skip

    office: str
    slot_minutes: int | None
    days: list[SlotsOfDayAnswer]
    now: str
