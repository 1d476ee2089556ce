"""A company of three territories with visits in the quarter before, and its reports' page in a browser."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.conftest import EASY
from tests.running_server import RunningServer

TERRITORIES = {
    "north": ("Северная территория с очень длинным названием", "North", "北部", 286_000),
    "south": ("Южная территория", "South", "南部", 163_000),
    "east": ("Орехово-Зуевская территория", "East", "东部", 31_000),
}
WAITS_MIN = {"north": (4, 9, 22, 3), "south": (2, 5, 8, 3), "east": (6, 31, 12, 2)}
SUBSCRIPTIONS = """
[[report]]
id = "morning"
kind = "brief"
to = ["chief@example.org"]

[[report]]
id = "week"
kind = "bulletin"
territory = "south"
formats = ["pdf", "xlsx"]

[[report]]
id = "quarter"
kind = "quarterly"
"""
ENTERED = "quarter,territory,criterion,value\n{quarter},north,mystery_shopper,88\n{quarter},south,mystery_shopper,79\n"


def quarter_before(today: datetime) -> tuple[str, datetime]:
    """The quarter before as it is written, and a Monday in it."""
    first_month = (today.month - 1) // 3 * 3 + 1
    last = today.replace(month=first_month, day=1) - timedelta(days=40)
    return f"{last.year}Q{(last.month + 2) // 3}", last - timedelta(days=last.weekday())


QUARTER, MONDAY = quarter_before(datetime.now(ZoneInfo("Europe/Moscow")))
"""By the offices' own clock, as the page has it, and worked out once."""


def organisation() -> str:
    """The organisation file."""
    parts = ['[organisation]\nname = "Расчётный центр"\ntimezone = "Europe/Moscow"\n[organisation.hours]']
    parts += [f'{day} = "00:00-00:00"' for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")]
    parts.append('[[topic]]\nid = "meters"\nprefix = "М"\nname = { ru = "Показания", en = "Meters", zh = "抄表" }')
    for name, (ru, en, zh, accounts) in TERRITORIES.items():
        names = f'name = {{ ru = "{ru}", en = "{en}", zh = "{zh}" }}'
        parts.append(f'[[territory]]\nid = "{name}"\n{names}')
        parts.append(
            f'[[office]]\nid = "{name}-1"\nterritory = "{name}"\naccounts = {accounts}\ndesks = ["1"]\n'
            f'name = {{ ru = "Офис {ru.split()[0]}", en = "Office {en}", zh = "{zh}网点" }}'
        )
    return "\n".join((*parts, SUBSCRIPTIONS))


def began(directory: Path) -> RunningServer:
    """The server, its history imported before it started."""
    config = directory / "organisation.toml"
    config.write_text(organisation(), encoding="utf-8")
    server = RunningServer(directory, config=config, settings=EASY)
    monday = MONDAY
    for territory, waits in WAITS_MIN.items():
        mapping, visits = directory / f"{territory}.toml", directory / f"{territory}.csv"
        said = f'[office]\nid = "{territory}-1"\ntimezone = "Europe/Moscow"\nterritory = "{territory}"\n'
        mapping.write_text(said, encoding="utf-8")
        visits.write_text("\n".join(_rows(monday, waits)), encoding="utf-8")
        server.run("import", str(visits), "--mapping", str(mapping))
    return server.start().wait_until_issuing()


def _rows(monday: datetime, waits: Sequence[int]) -> list[str]:
    rows = ["number,topic,desk,issued,called,started,finished,outcome"]
    for index, wait in enumerate(waits):
        issued = monday.replace(hour=9 + index, minute=0, second=0, microsecond=0)
        called = issued + timedelta(minutes=wait)
        times = [moment.strftime("%Y-%m-%dT%H:%M:%S") for moment in (issued, called, called)]
        finished = (called + timedelta(minutes=6)).strftime("%Y-%m-%dT%H:%M:%S")
        rows.append(f"{index + 1},meters,1,{','.join(times)},{finished},completed")
    return rows
