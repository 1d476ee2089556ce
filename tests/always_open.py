"""The demo organisation, open day and night, with midnight far away: a test must pass on a Sunday evening as well."""

from datetime import UTC, datetime
from pathlib import Path

import tomlkit

DEMO = Path(__file__).parents[1] / "config" / "demo"
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def midday_zone() -> str:
    """A time zone in which it is between noon and one now: whoever came twenty minutes ago came today."""
    west = datetime.now(UTC).hour - 12
    return f"Etc/GMT{west:+d}" if west else "Etc/GMT"


def write_always_open(directory: Path) -> Path:
    """A copy of the demo organisation in `directory` whose offices never close, at midday; the directory."""
    directory.mkdir(parents=True, exist_ok=True)
    for source in sorted(DEMO.glob("*.toml")):
        document = tomlkit.parse(source.read_text(encoding="utf-8"))
        organisation = document.get("organisation")
        if organisation is not None:
            organisation["timezone"] = midday_zone()
            organisation["hours"] = dict.fromkeys(WEEK, "00:00-00:00")
            organisation.pop("days", None)
        for office in document.get("office", []):
            office.pop("hours", None)
            office.pop("days", None)
        (directory / source.name).write_text(tomlkit.dumps(document), encoding="utf-8")
    return directory
