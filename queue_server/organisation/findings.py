"""What is wrong with an organisation file, said so that whoever wrote it can put it right.

Knows places in files and sentences. Knows no key of the file: `schema` and `checking` do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from queue_server.errors import OrganisationInvalid

LIKENESS = 0.6
"""How alike two words must be (0 to 1) for one to be offered in place of the other."""


class Severity(StrEnum):
    """An error keeps the file from being used; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the files: the file, the line of the table's heading, the table as people name it, and the key."""

    file: str
    table: str = ""
    key: str = ""
    line: int | None = None

    def at_key(self, key: str) -> "Place":
        """The same table, another key."""
        return Place(file=self.file, table=self.table, key=key, line=self.line)

    def __str__(self) -> str:
        file = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (file, self.table, self.key) if part)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right: where it is, what is wrong, what to do."""

    place: Place
    problem: str
    remedy: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{self.place}: {self.problem}.{remedy}"


class OrganisationRefused(OrganisationInvalid):
    """An organisation file that cannot be used. Carries every finding, errors before warnings."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(sorted(findings, key=lambda finding: finding.severity is Severity.WARNING))
        super().__init__("\n".join(str(finding) for finding in self.findings))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest of the known words, or lists them where none is near."""
    choices = list(known)
    near = get_close_matches(word.casefold(), choices, n=1, cutoff=LIKENESS)
    if near:
        return f'Did you mean "{near[0]}"?'
    if not choices:
        return ""
    return "Known here: " + ", ".join(choices) + "."
