"""Visits written by hand: an office in Moscow, a day, who came when and how long they waited."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from analytics.reports.company import Company
from analytics.visits.visit import Visit
from queue_server.domain.configuration import Category, Manager, OfficeConfig, SkillLevel, Topic

ZONE = ZoneInfo("Europe/Moscow")
DAY = "2026-03-03"
TARGET_MS = 900_000

OFFICE = OfficeConfig(
    id="klin",
    name={"ru": "Клин", "en": "Klin", "zh": "克林"},
    timezone="Europe/Moscow",
    topics={
        "meters": Topic("meters", {"ru": "Показания счётчиков", "en": "Meter readings", "zh": "表计读数"}, "П"),
        "contract": Topic("contract", {"ru": "Договор", "en": "Contract", "zh": "合同"}, "К"),
    },
    desks=("1", "2"),
    managers={"ivanova": Manager("ivanova", "Иванова А. П.", {"meters": SkillLevel.PRIMARY})},
    categories={"veteran": Category("veteran", {"ru": "Ветеран", "en": "Veteran", "zh": "退伍军人"}, 600)},
    hours=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "08:00-20:00"),
    territory="north",
    accounts=72_000,
)
COMPANY = Company(
    {"klin": OFFICE},
    name="Расчётный центр",
    territories={"north": {"ru": "Север области", "en": "North", "zh": "州北部"}},
)


def instant(day: str, clock: str) -> int:
    """Milliseconds of a local time in Moscow."""
    local = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZONE)
    return round(local.astimezone(UTC).timestamp()) * 1000


def visit(number: str, came: str, waited_s: int, **said: object) -> Visit:
    """A visitor who came at the local time `came`, waited, and was served for five minutes at desk 1."""
    day = str(said.pop("day", DAY))
    issued_at = instant(day, came)
    called_at = issued_at + 1000 * waited_s
    hour, minute = (int(part) for part in came.split(":")[:2])
    made = Visit(
        office="klin", territory="north", ticket=f"{day} {number}", number=number, day=day,
        weekday=date.fromisoformat(day).weekday(), half_hour=60 * hour + minute - minute % 30,
        issued_at=issued_at, ended_at=called_at + 300_000, first_called_at=called_at, first_started_at=called_at,
        topic="meters", last_topic="meters", category=None, language=None, manager="ivanova", desk="1",
        state="completed", judged="met" if 1000 * waited_s <= TARGET_MS else "breached", abandoned=False,
        appointment=False, offline=False, restored=False, target_ms=TARGET_MS, accountable_ms=1000 * waited_s,
        wait_ms=1000 * waited_s, walk_ms=0, service_ms=300_000, visit_ms=1000 * waited_s + 300_000, calls=1,
        out_of_order_calls=0, transfers=0, desks=1, outcome="settled", score=None,
        legs=1, legs_within=1000 * waited_s <= TARGET_MS, legs_ms=1000 * waited_s, longest_leg_ms=1000 * waited_s,
    )  # fmt: skip
    return replace(made, **said)  # type: ignore[arg-type]


def weeks_before(weeks: int) -> str:
    """The same weekday, so many weeks earlier."""
    return (date.fromisoformat(DAY) - timedelta(weeks=weeks)).isoformat()
