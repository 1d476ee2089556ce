"""The office of a scenario: of the organisation file that it names, or of its own tables. `simulate`, `staffing`."""

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from queue_server.errors import ScenarioInvalid

if TYPE_CHECKING:
    from queue_server.domain.configuration import OfficeConfig

ORGANISATION_TABLES = ("organisation", "territory", "topic", "category", "outcome", "manager")


def read_toml(file: Path) -> dict[str, Any]:
    """The file's tables. Raises `ScenarioInvalid`."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise ScenarioInvalid("this is no text in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ScenarioInvalid(f"this is no TOML: {error}") from None


def office_of(file: Path, document: dict[str, Any]) -> "OfficeConfig":
    """Takes the office, and the tables that make it, out of `document`."""
    import tomlkit

    from queue_server.organisation import load, parse

    office, organisation = document.pop("office", None), document.get("organisation")
    if isinstance(organisation, str):
        offices = load(file.parent / document.pop("organisation")).offices
    elif isinstance(office, list):
        tables = {name: document.pop(name) for name in ORGANISATION_TABLES if name in document}
        offices = parse({str(file): tomlkit.dumps({**tables, "office": office})}).offices
        office = next(iter(offices)) if len(offices) == 1 else None
    else:
        raise ScenarioInvalid('organisation: name an organisation file, "config/demo", or write [[office]] here')
    if not isinstance(office, str) or office not in offices:
        raise ScenarioInvalid(f"office: name one of {', '.join(offices)}")
    return offices[office]
