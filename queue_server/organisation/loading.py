"""The way from files to an organisation: read, check, build; or say everything that is wrong, all at once."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from queue_server.organisation.checking import check
from queue_server.organisation.findings import OrganisationRefused, Severity
from queue_server.organisation.organisation import Organisation, organise
from queue_server.organisation.reading import Reading, read, sources_of
from queue_server.organisation.schema import Document


def load(path: Path) -> Organisation:
    """The organisation of a file, or of all `*.toml` files of a directory read together."""
    return parse(sources_of(path))


def parse(sources: Mapping[str, str]) -> Organisation:
    """The organisation of these texts by file name. Raises `OrganisationRefused` with every finding."""
    reading = read(sources)
    findings = reading.findings + check(reading)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise OrganisationRefused(findings)
    return organise(_document(reading), findings)


def _document(reading: Reading) -> Document:
    assert reading.organisation is not None, "a reading without findings has an organisation"
    tables: dict[str, Any] = {name: tuple(row.table for row in rows) for name, rows in reading.listed.items()}
    return Document(organisation=reading.organisation.table, **tables)
