"""The page on the organisation file names every key with its description, and none that is not there."""

import re
from pathlib import Path

from queue_server.domain.configuration import Limits, OfficeConfig
from queue_server.organisation.descriptions import description
from queue_server.organisation.rules import AlertsTable, LimitsTable, Rules, Table
from queue_server.organisation.schema import LISTED_TABLES, OrganisationTable

PAGE = (Path(__file__).parents[3] / "docs" / "organisation-file.md").read_text(encoding="utf-8")

SECTIONS: dict[str, type[Table]] = {
    "[organisation]": OrganisationTable,
    **{f"[[{name}]]": table for name, table in LISTED_TABLES.items()},
    "limits": LimitsTable,
    "alerts": AlertsTable,
}


def rows_of(section: str) -> dict[str, str]:
    body = PAGE.split(f"\n## `{section}`\n", 1)[1].split("\n## ", 1)[0]
    return dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", body, re.MULTILINE))


def test_every_key_is_described_as_the_schema_describes_it() -> None:
    for section, table in SECTIONS.items():
        inherited = set(Rules.model_fields) if section == "[[office]]" else set()
        expected = {key: description(table, key) for key in table.model_fields if key not in inherited}
        assert all(expected.values()), section
        assert rows_of(section) == expected, section


def test_defaults_in_the_descriptions_are_those_of_the_domain() -> None:
    limits = Limits()
    for key in LimitsTable.model_fields:
        assert f"Default {getattr(limits, key)}." in description(LimitsTable, key), key
    defaults = {name: field.default for name, field in OfficeConfig.__dataclass_fields__.items()}
    for key in ("standard_s", "appointment_standard_s", "goal", "opens_before_s", "closes_after_s"):
        assert f"Default {defaults[key]}." in description(Rules, key), key
    assert f"Default `{defaults['policy']}`." in description(Rules, "policy")


def test_a_program_without_its_source_describes_nothing_and_does_not_fail() -> None:
    made = type("MadeTable", (Table,), {"__module__": "nowhere", "__annotations__": {"office": str}})
    assert description(made, "office") == ""
