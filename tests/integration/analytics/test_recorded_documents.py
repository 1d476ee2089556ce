"""The brief and the month's report of recorded days: every number in them is what plain loops over the raw rows say."""

import math
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import pytest

from tests.integration.analytics import recorded
from tests.integration.analytics.raw_desks import Spent, of_bank, of_clinic, spent, together
from tests.integration.analytics.raw_refusals import Raw
from tests.integration.analytics.recorded import HALF_HOUR_S, ROOT, WEEK, Bank, Ticket, clock, counted, judged, waited

GOAL = 0.95
OF_THE_DESK = ("load_share", "idle_waiting_s")
DAY = "1999-02-10"
MONTH = "1999-02"
LONGEST = 5
FEWEST_IN_A_CELL = 5
T = TypeVar("T")
Desks = dict[tuple[str, str, str], Spent]
"""By day, half-hour and manager."""
Document = dict[str, Any]


def document(url: str, *words: str) -> Document:
    return recorded.run("report", *words, "--database", url, "--json")


def blocks(told: Document, kind: str) -> list[dict[str, Any]]:
    return [block for section in told["sections"] for block in section["blocks"] if block["kind"] == kind]


def block(told: Document, name: str) -> dict[str, Any]:
    (found,) = [one for section in told["sections"] for one in section["blocks"] if one.get("id") == name]
    return found  # type: ignore[no-any-return]


def shown(told: Document) -> dict[str, Any]:
    """Every figure that stands by itself."""
    return {one["id"]: one["value"] for found in blocks(told, "figures") for one in found["figures"]}


def hold(values: Mapping[str, Any], expected: Mapping[str, Any], *, besides: Sequence[str] = ()) -> None:
    """Every value is what is expected; `besides` are those that the raw rows alone do not tell."""
    for name, value in values.items():
        if name not in besides:
            assert value == pytest.approx(expected[name], abs=1e-6), name


def table_holds(
    told: Document, name: str, groups: Mapping[str, Mapping[str, Any]], *, besides: Sequence[str] = ()
) -> None:
    """The table has a row for every group and each number in it is the group's."""
    table = block(told, name)
    columns = [column["id"] for column in table["columns"]]
    assert sorted(str(row[0]) for row in table["rows"]) == sorted(groups)
    for row in table["rows"]:
        hold(dict(zip(columns[1:], row[1:], strict=True)), groups[str(row[0])], besides=besides)


def grouped(rows: Sequence[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def half_hour(row: Raw) -> str:
    return clock(int(row["joined_s"]) // HALF_HOUR_S)


def sentences(told: Document, name: str) -> list[dict[str, Any]]:
    return [
        one["args"]
        for found in blocks(told, "sentences")
        for paragraph in found["paragraphs"]
        for one in paragraph
        if one["id"] == name
    ]


def headline_holds(told: Document, met: int, judged_of_all: int) -> None:
    missing = next(more for more in range(judged_of_all + 1) if met + more >= GOAL * judged_of_all - 1e-9)
    said = told["headline"]["args"]
    assert said["level"] == pytest.approx(met / judged_of_all)
    assert (said["n"], said.get("missing", 0)) == (judged_of_all, missing)


def all_of(rows: list[Raw]) -> dict[str, Any]:
    """The figures of rows, with the shares that documents add."""
    found: dict[str, Any] = counted(rows)
    return {**found, "one_desk_share": found["served"] and 1.0, "no_show_share": 0.0}


def topics() -> dict[str, str]:
    mapping = tomllib.loads((ROOT / "config/mappings/anonbank.toml").read_text(encoding="utf-8"))
    return {word: topic["name"]["en"] for word, topic in mapping["topics"].items()}


def on(desks: Desks, days: str) -> Desks:
    """Of one day, or of the month."""
    return {place: one for place, one in desks.items() if place[0].startswith(days)}


def of_desks(desks: Desks, key: Callable[[tuple[str, str, str]], str]) -> dict[str, dict[str, float | None]]:
    """What desks did, of each group that `key` tells of their days, half-hours and managers."""
    parts: dict[str, list[Spent]] = defaultdict(list)
    for place, one in desks.items():
        parts[key(place)].append(one)
    return {group: together(found).told() for group, found in parts.items()}


def tables_hold(told: Document, rows: list[Raw], desks: Desks) -> None:
    """By topic and manager; of visits by those who are named: rows that name nobody say no more than that."""
    names = topics()
    by_topic = grouped(rows, lambda row: names[row["topic"]])
    table_holds(told, "topics", {name: all_of(found) for name, found in by_topic.items()})
    managers = block(told, "managers")
    by_manager = of_desks(desks, lambda place: place[2])
    columns = [column["id"] for column in managers["columns"]]
    assert {row[0] for row in managers["rows"]} <= set(by_manager)
    for row in managers["rows"]:
        here = dict(zip(columns, row, strict=True))
        hold({name: here[name] for name in OF_THE_DESK}, by_manager[row[0]])
    managers["rows"] = [row for row in managers["rows"] if not row[0].startswith("unnamed-")]
    served = grouped([row for row in rows if row["outcome"] == "served" and row["server"]], lambda row: row["server"])
    table_holds(told, "managers", {name: all_of(found) for name, found in served.items()}, besides=OF_THE_DESK)


def test_the_brief_of_a_bank_day(bank: Bank) -> None:
    rows = [row for row in bank.rows if row["date"] == DAY]
    told = document(bank.url, "brief", "--office", "anonbank", "--day", DAY, "--language", "en")
    whole = all_of(rows)
    hold(shown(told), whole)
    headline_holds(told, whole["met"], whole["judged"])

    desks = on(spent(of_bank(bank.rows)), DAY)
    slots = {name: all_of(found) for name, found in grouped(rows, half_hour).items()}
    nobody = {"issued": 0, "breached": 0, "service_level": None, "wait_max_s": None}
    chart = block(told, "arrivals")
    assert set(slots) <= set(chart["along"])
    open_desks = of_desks(desks, lambda place: place[1])
    usual = usual_arrivals(bank.rows)
    table_holds(
        told, "half_hours",
        {
            name: {
                **slots.get(name, nobody), "usual": usual[name], "break_s": None,
                "open_desks": open_desks[name]["open_desks"] if name in open_desks else None,
            }
            for name in chart["along"]
        },
    )  # fmt: skip
    assert len(open_desks) > 20
    kept, breached = (
        next(one["values"] for one in chart["series"] if one["id"] == name) for name in ("kept", "breached")
    )
    found = [slots.get(name, nobody) for name in chart["along"]]
    assert breached == [one["breached"] for one in found]
    assert kept == [one["issued"] - one["breached"] for one in found]

    tables_hold(told, rows, desks)
    longest = sorted((waited(row) for row in rows if judged(row) == "breached"), reverse=True)[:LONGEST]
    assert [args["wait"] for args in sentences(told, "longest-called") + sentences(told, "longest-left")] == longest
    stretches = sentences(told, "trouble")
    assert stretches
    for args in stretches:
        inside = [one for name, one in slots.items() if args["from"] <= name < args["to"]]
        assert args["breached"] == sum(one["breached"] for one in inside)
        assert args["judged"] == sum(one["judged"] for one in inside)
    causes_hold(told, slots, desks)


def causes_hold(told: Document, slots: dict[str, dict[str, Any]], desks: Desks) -> None:
    """A stretch had too few desks open where it is said so, and nowhere else; nobody's file tells of breaks."""
    found = 0
    for paragraph in (one for part in blocks(told, "sentences") for one in part["paragraphs"]):
        said = {one["id"]: one["args"] for one in paragraph}
        if "trouble" not in said:
            continue
        begins, ends = said["trouble"]["from"], said["trouble"]["to"]
        inside = [one for name, one in slots.items() if begins <= name < ends]
        open_s = sum(one.open_s for (_, name, _), one in desks.items() if begins <= name < ends)
        hours, minutes = (int(ends[at]) - int(begins[at]) for at in (slice(0, 2), slice(3, 5)))
        span_s = hours * 3600 + minutes * 60
        served = sum(one["served"] for one in inside)
        service_s = sum(one["service_total_s"] or 0 for one in inside)
        work = sum(one["issued"] for one in inside) * service_s / served / span_s
        assert ("cause-desks" in said) == (open_s / span_s < work)
        found += 1
        if "cause-desks" in said:
            assert said["cause-desks"]["open"] == pytest.approx(open_s / span_s)
            assert said["cause-desks"]["work"] == pytest.approx(work)
        assert "cause-breaks" not in said
    assert found


def usual_arrivals(rows: list[Raw]) -> dict[str, float]:
    """Of the last five such weekdays with visits before the day, those of the week alone having none."""
    same = sorted({row["date"] for row in rows if row["date"] < DAY and weekday(row["date"]) == weekday(DAY)})[-5:]
    found: dict[str, float] = defaultdict(float)
    for row in rows:
        if row["date"] in same:
            found[half_hour(row)] += 1 / len(same)
    return found


def weekday(day: str) -> int:
    return date.fromisoformat(day).weekday()


def test_the_months_report_of_the_bank(bank: Bank) -> None:
    rows = [row for row in bank.rows if row["date"].startswith(MONTH)]
    told = document(bank.url, "monthly", "--office", "anonbank", "--month", MONTH, "--language", "en")
    desks = on(spent(of_bank(bank.rows)), MONTH)
    whole = all_of(rows) | of_desks(desks, lambda _: "all")["all"]
    hold(shown(told), whole)
    headline_holds(told, whole["met"], whole["judged"])
    days = {day: all_of(found) for day, found in grouped(rows, lambda row: row["date"]).items()}
    table_holds(told, "days", days)
    tables_hold(told, rows, desks)

    level = next(one["values"] for one in block(told, "level")["series"] if one["id"] == "service_level")
    shown_days = [f"{MONTH}-{number:02d}" for number in range(1, len(level) + 1)]
    assert level == [pytest.approx(days[day]["service_level"]) if day in days else None for day in shown_days]
    visits = {one["id"]: one["values"] for one in block(told, "visits")["series"]}
    assert visits["breached"] == [days[day]["breached"] if day in days else 0 for day in shown_days]
    assert sum(visits["kept"]) + sum(visits["breached"]) == len(rows)

    heat = block(told, "p90_by_hour")
    cells = grouped(rows, lambda row: f"{date.fromisoformat(row['date']).weekday()} {half_hour(row)}")
    for weekday, line in enumerate(heat["cells"]):
        for name, minutes in zip(heat["across"], line, strict=True):
            waits = sorted(waited(row) for row in cells[f"{weekday} {name}"] if judged(row) != "excluded")
            if len(waits) < FEWEST_IN_A_CELL:
                assert minutes is None
            else:
                assert minutes == pytest.approx(waits[math.ceil(0.9 * len(waits)) - 1] / 60)
    worst = min(days, key=lambda day: days[day]["service_level"])
    (said,) = sentences(told, "worst-day")
    assert (said["day"], said["days"], said["level"]) == (worst, len(days), pytest.approx(days[worst]["service_level"]))
    assert said["n"] == sum(one["service_level"] < GOAL for one in days.values())


@pytest.mark.parametrize("bank", [WEEK], indirect=True, ids=["week"])
def test_a_bulletin_is_of_its_week(bank: Bank) -> None:
    """ISO weeks begin on Monday: of the seven days from Sunday the first belongs to the week before."""
    rows = [row for row in bank.rows if row["date"] >= "1999-02-08"]
    told = document(bank.url, "bulletin", "--office", "anonbank", "--week", "1999-W06", "--language", "en")
    found = spent(of_bank(bank.rows))
    desks = together(one for (day, _, _), one in found.items() if "1999-02-08" <= day <= "1999-02-14").told()
    hold(shown(told), all_of(rows) | desks)
    assert desks["load_erlangs"] and desks["idle_waiting_s"]
    (before,) = sentences(told, "visits-before")
    assert (before["n"], before["before"]) == (len(rows), len(bank.rows) - len(rows))


def test_the_documents_of_the_clinic(clinic: tuple[list[Ticket], str]) -> None:
    tickets, url = clinic
    by_day = grouped(tickets, lambda ticket: ticket.date)
    day = max(by_day, key=lambda one: len(by_day[one]))
    office = ("--office", "clinic", "--language", "en")
    brief = document(url, "brief", "--day", day, *office)
    month = document(url, "monthly", "--month", "2019-08", *office)
    desks = spent(of_clinic(tickets))
    hold(shown(brief), recorded.of_tickets(by_day[day]))
    hold(shown(month), recorded.of_tickets(tickets) | of_desks(desks, lambda _: "all")["all"])
    table_holds(month, "days", {one: recorded.of_tickets(found) for one, found in by_day.items()})
    rooms = grouped(tickets, lambda ticket: ticket.counters[-1].split()[-1])
    for told, among, days in ((brief, by_day[day], day), (month, tickets, "2019-08")):
        of_rooms = {room: recorded.of_tickets([one for one in found if one in among]) for room, found in rooms.items()}
        at_desks = of_desks(on(desks, days), lambda place: place[2])
        table_holds(told, "managers", {room: row | at_desks[room] for room, row in of_rooms.items() if row["served"]})
