"""Small organisation files to be changed by tests."""

from queue_server.organisation import Organisation, OrganisationRefused, parse

SMALL = """
[organisation]
name = "Company"
timezone = "Europe/Moscow"

[[topic]]
id = "meters"
prefix = "М"
name = { ru = "Показания", en = "Meters" }

[[topic]]
id = "contract"
prefix = "К"
name = { ru = "Договор", en = "Contract" }

[[office]]
id = "klin"
name = { ru = "Клин", en = "Klin" }
desks = ["1", "2", "3"]

[[manager]]
id = "ivanova"
name = "Иванова А. П."
office = "klin"
topics = { meters = "primary" }
"""


def small(*, but: dict[str, str] | None = None, more: str = "") -> Organisation:
    """The small organisation, with pieces of its text replaced and lines added."""
    return parse({"small.toml": text(but=but, more=more)})


def text(*, but: dict[str, str] | None = None, more: str = "") -> str:
    """The text of the same."""
    changed = SMALL
    for old, new in (but or {}).items():
        assert old in changed, old
        changed = changed.replace(old, new, 1)
    return changed + more


def findings(*, but: dict[str, str] | None = None, more: str = "") -> list[str]:
    """What is said of a file that is wrong."""
    try:
        small(but=but, more=more)
    except OrganisationRefused as refused:
        return [str(finding) for finding in refused.findings]
    raise AssertionError("the file was accepted")
