"""The mapping: which column of somebody else's file means what, and how times and outcomes are written there.

A TOML file. Everything has a default, so that a file with this product's own column names needs none.
"""

import dataclasses
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from queue_server.domain.ids import Names
from queue_server.errors import StartError

UTC = "UTC"

ENDS = ("completed", "left", "cancelled", "no_show", "unserved", "removed")
"""How a visit of the past can have ended, in the words of the domain."""

TIME_FORMS = ("iso", "seconds_of_day", "epoch_s", "epoch_ms")
"""Forms of times beside those written as `strptime` has them (`%d.%m.%Y %H:%M:%S`)."""


DESK_NAME = re.compile(r"[^\x00-\x20\x7f/]{1,16}")
"""What a desk can be called: it stands on plates, in addresses, and in columns of 16 characters."""


DESK_WORDS = "1 to 16 characters without a space or “/”"


def fits_a_plate(desk: str) -> bool:
    """Whether a desk can have this name.

    >>> fits_a_plate("12А"), fits_a_plate("Treatment Room 2"), fits_a_plate("Procedure-Room-No-7")
    (True, False, False)
    """
    return DESK_NAME.fullmatch(desk) is not None


class MappingInvalid(StartError):  # noqa: N818  (says what is so, like the others of the tree)
    """The mapping cannot be used, or does not fit the file."""


@dataclass(frozen=True, slots=True)
class FileForm:
    """How the file itself is written."""

    delimiter: str = ","
    encoding: str = "utf-8-sig"


@dataclass(frozen=True, slots=True)
class OfficeForm:
    """The office of rows that name none, and what is said of it where it is not known yet.

    Without a time zone: that of the office in the log, else UTC.
    """

    id: str | None = None
    name: Names = field(default_factory=dict)
    timezone: str | None = None
    standard_s: int = 900
    territory: str | None = None
    accounts: int = 0


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns. One that the file lacks says nothing; only a time of issue is indispensable.

    `called` is also when somebody left who was never called, unless `finished` says otherwise. `wait` and `service`
    are seconds: they are checked against the times, and `service` stands in for a `finished` that is not there.
    """

    office: str = "office"
    number: str = "number"
    topic: str = "topic"
    desk: str = "desk"
    manager: str = "manager"
    category: str = "category"
    language: str = "language"
    date: str = "date"
    issued: str = "issued"
    called: str = "called"
    started: str = "started"
    finished: str = "finished"
    wait: str = "wait_s"
    service: str = "service_s"
    outcome: str = "outcome"
    valid: str = "valid"


@dataclass(frozen=True, slots=True)
class Times:
    """How times are written: `iso`, `seconds_of_day`, `epoch_s`, `epoch_ms`, or a `strptime` form; `date` likewise.

    Times without a zone are the office's local time. Where there is a `date` column, the times are of that day.
    """

    form: str = "iso"
    date: str = "%Y-%m-%d"


@dataclass(frozen=True, slots=True)
class TopicForm:
    """What is said of a topic that the office does not have yet. Without a prefix it gets one."""

    id: str | None = None
    prefix: str | None = None
    name: Names = field(default_factory=dict)
    standard_s: int | None = None


@dataclass(frozen=True, slots=True)
class CategoryForm:
    """A category by the file's word for it; an empty `id` means none."""

    id: str
    name: Names = field(default_factory=dict)
    credit_s: int = 0


@dataclass(frozen=True, slots=True)
class Legs:
    """Where one visit stands in several rows: the columns that are the same in all of them, and the one that orders."""

    by: tuple[str, ...] = ()
    order: str | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """All of it.

    `desks` gives the file's names of desks the numbers on their plates: up to 16 characters without a space, for they
    stand in addresses. `unnamed_desk` takes in services whose row names neither desk nor manager, at places of this
    name; without it such rows are refused.
    """

    file: FileForm = field(default_factory=FileForm)
    office: OfficeForm = field(default_factory=OfficeForm)
    columns: Columns = field(default_factory=Columns)
    times: Times = field(default_factory=Times)
    outcomes: dict[str, str] = field(default_factory=lambda: {end: end for end in ENDS})
    topics: dict[str, TopicForm] = field(default_factory=dict)
    categories: dict[str, CategoryForm] = field(default_factory=dict)
    desks: dict[str, str] = field(default_factory=dict)
    legs: Legs = field(default_factory=Legs)
    valid_words: tuple[str, ...] = ("Y", "y", "yes", "true", "1")
    topic: str = "visit"
    short_service_s: int = 10
    unnamed_desk: str | None = None


def read_mapping(path: Path | None) -> Mapping:
    """The mapping in the file, or the one that needs none. Raises `MappingInvalid`."""
    if path is None:
        return Mapping()
    try:
        said: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        mapping = msgspec.convert(said, Mapping, str_keys=True)
    except OSError as problem:
        raise MappingInvalid(f"The mapping {path} cannot be read: {problem.strerror or problem}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise MappingInvalid(f"{path}: {problem}") from None
    except msgspec.ValidationError as problem:
        raise MappingInvalid(f"{path}: {problem}") from None
    _demand_known(path, said)
    for name, desk in mapping.desks.items():
        if not fits_a_plate(desk):
            raise MappingInvalid(f"{path}: desks.{name!r} is {desk!r}; a desk's number is {DESK_WORDS}")
    if mapping.unnamed_desk is not None and not fits_a_plate(mapping.unnamed_desk):
        raise MappingInvalid(f"{path}: unnamed_desk is {mapping.unnamed_desk!r}; a desk's number is {DESK_WORDS}")
    for word, end in mapping.outcomes.items():
        if end not in ENDS:
            raise MappingInvalid(f"{path}: outcomes.{word} is {end!r}; a visit ends as one of {', '.join(ENDS)}")
    return mapping


def _demand_known(path: Path, said: dict[str, Any]) -> None:
    """A misspelt key would be passed over in silence, and with it what the writer meant."""
    tables = {"file": FileForm, "office": OfficeForm, "columns": Columns, "times": Times, "legs": Legs}
    for key, content in said.items():
        if key not in _names(Mapping):
            raise MappingInvalid(f"{path}: there is no table or key {key!r}")
        table = tables.get(key)
        if table is None:
            continue
        for inner in content:
            if inner not in _names(table):
                raise MappingInvalid(f"{path}: there is no key {key}.{inner}")


def _names(form: type[Any]) -> frozenset[str]:
    return frozenset(field.name for field in dataclasses.fields(form))
