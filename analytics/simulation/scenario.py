"""A scenario as people write it, in TOML or JSON: an office's day, and variants of it to compare.

The only place of the simulator where outside words come in; everything is checked here, with the key's own name.
"""

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from queue_server.domain.configuration import PolicyName, SkillLevel
from queue_server.errors import ScenarioInvalid

CLOCK = re.compile(r"([01]\d|2[0-4]):([0-5]\d)")
MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS
MOST_VISITS = 20_000
MOST_SHIFTS = 200
MOST_DESKS = 200
MOST_VARIANTS = 12

Share: TypeAlias = Annotated[float, Field(ge=0, le=1)]
Weight: TypeAlias = Annotated[float, Field(ge=0, le=1e6)]
Variation: TypeAlias = Annotated[float, Field(ge=0, le=5)]
ServiceSeconds: TypeAlias = Annotated[float, Field(gt=0, le=4 * 3600)]
Plate: TypeAlias = Annotated[str, Field(min_length=1, max_length=16, pattern=r"^[^\x00-\x20\x7f/]+$")]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=120)]


Table = TypeVar("Table", bound=BaseModel)


class StrictTable(BaseModel):
    """A table in which every key is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DemandTable(StrictTable):
    """Who comes."""

    visits: Annotated[float, Field(gt=0, le=MOST_VISITS)]
    topics: dict[str, Weight] = {}
    half_hours: dict[str, Weight | dict[str, Weight]] = {}
    by_topic: dict[str, Annotated[float, Field(ge=0, le=MOST_VISITS)]] = {}
    day_variation: Annotated[float, Field(ge=0, le=1)] = 0.15
    half_hour_variation: Annotated[float, Field(ge=0, le=1)] = 0.0
    categories: dict[str, Share] = {}
    patience_s: Annotated[float, Field(gt=0)] | None = None
    no_show_share: Share = 0.0

    @property
    def named(self) -> frozenset[str]:
        """Every topic that has a weight anywhere."""
        own = (row for row in self.half_hours.values() if isinstance(row, dict))
        return frozenset(self.topics).union(self.by_topic, *own)

    def weighs(self, topic: str) -> bool:
        """Whether anybody comes for the topic. Where no topic is named, all are alike."""
        own = (row.get(topic, 0.0) for row in self.half_hours.values() if isinstance(row, dict))
        shared = self.topics.get(topic, 0.0 if self.mixed else 1.0) > 0 or any(weight > 0 for weight in own)
        return self.by_topic[topic] > 0 if topic in self.by_topic else shared

    @property
    def mixed(self) -> bool:
        """Whether it is said what they come for."""
        return bool(self.topics) or any(isinstance(row, dict) for row in self.half_hours.values())

    @field_validator("half_hours")
    @classmethod
    def _clocks(cls, value: dict[str, Weight | dict[str, Weight]]) -> dict[str, Weight | dict[str, Weight]]:
        for text in value:
            if clock_ms(text) % (30 * MINUTE_MS):
                raise ValueError(f"“{text}” is no half-hour; write its beginning, 09:00 or 09:30")
        return value


class ServiceTable(StrictTable):
    """How long they are served."""

    mean_s: dict[str, ServiceSeconds] = {}
    variation: Variation = 0.9
    variation_by_topic: dict[str, Variation] = {}
    walk_s: Annotated[float, Field(ge=0, le=180)] = 20.0
    no_show_after_s: Annotated[float, Field(ge=0, le=3600)] = 60.0


class ShiftTable(StrictTable):
    """One manager at one desk. `desk` and the hours may be left to the scenario."""

    manager: str
    desk: str | None = None
    begins: str | None = None
    ends: str | None = None
    breaks: tuple[str, ...] = ()
    speed: Annotated[float, Field(gt=0.1, lt=10)] = 1.0

    @field_validator("begins", "ends")
    @classmethod
    def _clock(cls, value: str | None) -> str | None:
        if value is not None:
            clock_ms(value)
        return value

    @field_validator("breaks")
    @classmethod
    def _spans(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        spans = [span_ms(text) for text in value]
        if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
            raise ValueError("breaks stand in order and do not overlap")
        return value


class VariantTable(StrictTable):
    """A day. What a variant does not say is the scenario's own."""

    policy: PolicyName | None = None
    hours: str | None = None
    desks: Annotated[tuple[Plate, ...], Field(max_length=MOST_DESKS)] | None = None
    demand: DemandTable
    service: ServiceTable = ServiceTable()
    shift: Annotated[tuple[ShiftTable, ...], Field(max_length=MOST_SHIFTS)] = ()
    without: tuple[str, ...] = ()
    more: Annotated[tuple[ShiftTable, ...], Field(max_length=MOST_SHIFTS)] = ()
    skills: dict[str, dict[str, SkillLevel]] = {}

    @field_validator("hours")
    @classmethod
    def _span(cls, value: str | None) -> str | None:
        if value is not None:
            span_ms(value)
        return value

    @field_validator("desks")
    @classmethod
    def _different(cls, value: tuple[str, ...] | None) -> tuple[str, ...] | None:
        if value is not None and not value:
            raise ValueError("an office without a desk serves nobody; leave the key out for the office's own")
        for desk in value or ():
            if (value or ()).count(desk) > 1:
                raise ValueError(f"desk “{desk}” stands there twice")
        return value


class Scenario(VariantTable):
    """The day as it is, and the variants by name."""

    day: date | None = None
    variant: Annotated[tuple[dict[str, Any], ...], Field(max_length=MOST_VARIANTS)] = ()

    @model_validator(mode="after")
    def _some_hours(self) -> "Scenario":
        if self.day is None and self.hours is None:
            raise ValueError('say which `day` it is ("2026-03-02"), or its `hours` ("08:00-20:00")')
        return self


def read_scenario(document: Mapping[str, Any]) -> dict[str, VariantTable]:
    """The scenario's day and its variants by name, the day first. Raises `ScenarioInvalid` with every finding."""
    whole = checked(Scenario, document, "")
    own = {key: value for key, value in document.items() if key not in ("variant", "day")}
    found: dict[str, VariantTable] = {"as it is": checked(VariantTable, own, "")}
    for number, change in enumerate(whole.variant, start=1):
        change = dict(change)
        name = change.pop("name", None)
        where = f"variant {number}"
        if not isinstance(name, str) or not name.strip():
            raise ScenarioInvalid(f"{where}: name: say what it is called")
        if name in found:
            raise ScenarioInvalid(f"{where}: name: there are two variants “{name}”")
        found[name] = checked(VariantTable, _merged(own, change), f"variant “{name}”: ")
    return found


def day_of(document: Mapping[str, Any]) -> date | None:
    """The scenario's day, where it names one."""
    return checked(Scenario, document, "").day


def clock_ms(text: str) -> int:
    """Milliseconds after midnight.

    >>> clock_ms("09:30") // MINUTE_MS
    570
    """
    found = CLOCK.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"“{text}” is no time of day; write it as 09:30")
    return (int(found[1]) * 60 + int(found[2])) * MINUTE_MS


def end_ms(text: str) -> int:
    """Where something ends: at midnight with the day."""
    return clock_ms(text) or DAY_MS


def span_ms(text: str) -> tuple[int, int]:
    """`HH:MM-HH:MM` as milliseconds after midnight. Whatever ends at 00:00 ends with the day; 00:00-00:00 is all of it.

    >>> [at // MINUTE_MS for at in span_ms("00:00-00:00")]
    [0, 1440]
    """
    first, dash, last = text.partition("-")
    if not dash:
        raise ValueError(f"“{text}” is no span of time; write it as 12:00-12:30")
    begins, ends = clock_ms(first), end_ms(last)
    if ends <= begins:
        raise ValueError(f"“{text}” ends before it begins")
    return begins, ends


def hours_ms(text: str) -> tuple[int, int]:
    """An office's own hours as milliseconds after midnight; `ScenarioInvalid` where they go past the next midnight."""
    begins, ends = before_midnight_ms(text)
    if ends != end_ms(text.partition("-")[2]):
        raise ScenarioInvalid(f"hours: the office is open past midnight ({text}); say the part of the day to be tried")
    return begins, ends


def before_midnight_ms(text: str) -> tuple[int, int]:
    """Of an office's own hours the part that lies on the day on which they begin.

    >>> [at // MINUTE_MS for at in before_midnight_ms("22:00-06:00")]
    [1320, 1440]
    """
    first, _, last = text.partition("-")
    begins, ends = clock_ms(first), end_ms(last)
    return begins, ends if ends > begins else DAY_MS


def _merged(own: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """`change` over `own`; tables are merged key by key, but weights and lists are replaced as a whole.

    A `variation` of all services overrules that of single topics, unless the change names those as well.
    """
    found = dict(own)
    for key, value in change.items():
        before = found.get(key)
        if key in ("demand", "service") and isinstance(before, Mapping) and isinstance(value, Mapping):
            overruled = {"variation_by_topic"} if "variation" in value else set()
            found[key] = {name: one for name, one in before.items() if name not in overruled} | dict(value)
        else:
            found[key] = value
    return found


def checked(kind: type[Table], document: Mapping[str, Any], where: str) -> Table:
    """The table, or `ScenarioInvalid` with a line for each finding, each beginning with `where`."""
    try:
        return kind.model_validate(document)
    except ValidationError as error:
        lines = [
            f"{where}{'.'.join(str(part) for part in finding['loc']) or 'scenario'}: {_said(finding)}"
            for finding in error.errors()
        ]
        raise ScenarioInvalid("\n".join(lines)) from None


def _said(finding: Any) -> str:
    if finding["type"] == "extra_forbidden":
        return "there is no such key here"
    return str(finding["msg"]).removeprefix("Value error, ")
