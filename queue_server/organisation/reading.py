"""Files into tables, each with the place where it stands.

Knows TOML, paths and lines. Validates one table at a time by `schema`; what holds between tables is in `checking`.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from queue_server.organisation.findings import Finding, OrganisationRefused, Place, did_you_mean
from queue_server.organisation.rules import Table
from queue_server.organisation.schema import LISTED_TABLES, OrganisationTable
from queue_server.organisation.wording import in_words

_HEADING = re.compile(r"^[ \t]*\[\[?[ \t]*([A-Za-z0-9_-]+)[ \t]*\]\]?[ \t]*(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class Placed:
    """A table that is well formed in itself but for the keys in `wrong`, and where it stands."""

    table: Any
    place: Place
    wrong: frozenset[str] = frozenset()

    def doubts(self, place: Place) -> bool:
        """Whether a finding there may come of a key that is wrong and was told already."""
        return place.at_key("") == self.place.at_key("") and re.split("[.,]", place.key)[0] in self.wrong


STAND_INS: dict[str, Any] = {"name": None, "desks": ["1"], "office": "unknown", "credit_s": 0}
"""What stands for a required key that is wrong or missing while the rest of its table is looked at.

None is a name: a text, or one by language."""


@dataclass(slots=True)
class Reading:
    """What the files hold. `malformed` names ids of tables that are there but are wrong in themselves."""

    organisation: Placed | None = None
    listed: dict[str, list[Placed]] = field(default_factory=lambda: {name: [] for name in LISTED_TABLES})
    malformed: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in LISTED_TABLES})
    findings: list[Finding] = field(default_factory=list)


def sources_of(path: Path) -> dict[str, str]:
    """The texts by file name: the file itself, or every `*.toml` of a directory in the order of their names."""
    if path.is_dir():
        files = sorted(path.glob("*.toml"))
        if not files:
            raise _invalid(path, "there is no *.toml file in this directory", "Put the organisation file here.")
    elif path.is_file():
        files = [path]
    else:
        raise _invalid(path, "there is no such file or directory", "Check the path after --config.")
    texts = {}
    findings = []
    for file in files:
        try:
            texts[str(file)] = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            findings.append(Finding(Place(str(file)), "the file is not UTF-8 text", "Save it as UTF-8."))
        except OSError as error:
            findings.append(Finding(Place(str(file)), f"the file cannot be read ({error.strerror})"))
    if findings:
        raise OrganisationRefused(findings)
    return texts


def read(sources: Mapping[str, str]) -> Reading:
    """All tables of all files. Files that are no TOML end it there: what they hold cannot be guessed at."""
    parsed: dict[str, dict[str, Any]] = {}
    broken = []
    for file, text in sources.items():
        try:
            parsed[file] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            broken.append(Finding(Place(file), f"this is not TOML: {str(error).rstrip('.')}", "Put the syntax right."))
    if broken:
        raise OrganisationRefused(broken)
    reading = Reading()
    for file, tables in parsed.items():
        _read_file(reading, file, tables, _heading_lines(sources[file]))
    return reading


def _read_file(reading: Reading, file: str, tables: dict[str, Any], lines: dict[str, list[int]]) -> None:
    for name, content in tables.items():
        if name == "organisation":
            _read_organisation(reading, content, Place(file, "[organisation]", line=_first(lines, name)))
        elif name in LISTED_TABLES:
            rows = content if isinstance(content, list) else [content]
            numbers = lines.get(name, [])
            if not isinstance(content, list) or not all(isinstance(row, dict) for row in rows):
                reading.findings.append(
                    Finding(
                        Place(file, f"[{name}]", line=_first(lines, name)),
                        "this table is written as a single one",
                        f"Write [[{name}]], once for each.",
                    )
                )
                continue
            for index, row in enumerate(rows):
                # A heading inside a multi-line text would be counted too; then no line is better than a wrong one.
                line = numbers[index] if len(numbers) == len(rows) else None
                _read_row(reading, name, row, Place(file, _title(name, row, index), line=line))
        else:
            known = ("organisation", *LISTED_TABLES)
            reading.findings.append(
                Finding(
                    Place(file, key=name, line=_first(lines, name)),
                    f'there is no table or key "{name}" at the top of an organisation file',
                    did_you_mean(name, known),
                )
            )


def _read_organisation(reading: Reading, content: object, place: Place) -> None:
    if not isinstance(content, dict):
        reading.findings.append(Finding(place, "this must be a table", "Write [organisation], once."))
    elif reading.organisation is not None:
        reading.findings.append(
            Finding(
                place, f"the organisation is described already in {reading.organisation.place}", "Keep one of the two."
            )
        )
    else:
        table = _validated(reading, OrganisationTable, content, place)
        reading.organisation = Placed(table, place)


def _read_row(reading: Reading, name: str, row: dict[str, Any], place: Place) -> None:
    table = _validated(reading, LISTED_TABLES[name], row, place)
    if table is not None:
        reading.listed[name].append(Placed(table, place))
    elif isinstance(row.get("id"), str):
        reading.malformed[name].add(row["id"])
        _read_rest(reading, name, row, place)


def _read_rest(reading: Reading, name: str, row: dict[str, Any], place: Place) -> None:
    """What of a wrong row makes sense is looked at too: its other mistakes are told with this one, not after it."""
    model = LISTED_TABLES[name]
    wrong = _wrong_keys(model, row)
    stand_ins = {key: STAND_INS[key] for key in wrong if key in STAND_INS and model.model_fields[key].is_required()}
    for names in ({"en": "?"}, "?"):
        rest = {key: value for key, value in row.items() if key not in wrong}
        rest |= {key: value if value is not None else names for key, value in stand_ins.items()}
        if not _wrong_keys(model, rest):
            reading.listed[name].append(Placed(model.model_validate(rest), place, frozenset(wrong)))
            return


def _wrong_keys(model: type[Table], row: dict[str, Any]) -> set[str]:
    try:
        model.model_validate(row)
    except ValidationError as error:
        return {str(details["loc"][0]) for details in error.errors() if details["loc"]}
    return set()


def _validated(reading: Reading, model: type[Table], content: dict[str, Any], place: Place) -> Table | None:
    try:
        return model.model_validate(content)
    except ValidationError as error:
        reading.findings.extend(in_words(details, model, place) for details in error.errors())
        return None


def _title(name: str, row: dict[str, Any], index: int) -> str:
    given = row.get("id")
    return f'[[{name}]] "{given}"' if isinstance(given, str) else f"[[{name}]] number {index + 1}"


def _first(lines: dict[str, list[int]], name: str) -> int | None:
    return lines[name][0] if name in lines else None


def _heading_lines(text: str) -> dict[str, list[int]]:
    lines: dict[str, list[int]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := _HEADING.match(line):
            lines.setdefault(heading.group(1), []).append(number)
    return lines


def _invalid(path: Path, problem: str, remedy: str) -> OrganisationRefused:
    return OrganisationRefused([Finding(Place(str(path)), problem, remedy)])


def placed_rows(reading: Reading) -> Iterator[tuple[str, Placed]]:
    """Every well-formed row with the name of its table, in the order of the files."""
    for name, rows in reading.listed.items():
        for row in rows:
            yield name, row
