"""History from another system goes in with its own times, and what makes no sense is named by its line.

What reads and writes the log is tried on both databases; what only reads the file, on one.
"""

import asyncio
import csv
import gzip
import json
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from queue_server.__main__ import command_line
from queue_server.database.engine import Database
from queue_server.domain.clocks import accountable_ms, service_ms, wait_ms
from queue_server.domain.events import DayClosed, DayOpened, DeskClosed, DeskOpened, Event
from queue_server.domain.evolve import fold
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket, TicketState
from queue_server.log.reader import LogReader
from queue_server.log.store import LogStore
from queue_server.log.verify import verify
from tests.contract.office_day import append, config, day

ROOT = Path(__file__).parents[2]
MAPPINGS = ROOT / "config" / "mappings"
HEADER = "office,number,topic,desk,manager,issued,called,started,finished,outcome\n"


def import_file(url: str, file: Path, *options: str) -> Result:
    return CliRunner().invoke(command_line(), ["import", str(file), "--database", url, "--json", *options])


def imported(url: str, file: Path, *options: str) -> dict[str, Any]:
    done = import_file(url, file, *options)
    assert done.exit_code == 0, done.output
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def csv_file(folder: Path, *rows: str, header: str = HEADER) -> Path:
    file = folder / "history.csv"
    file.write_text(header + "".join(row + "\n" for row in rows), encoding="utf-8")
    return file


def folded(url: str, office: str) -> Office:
    """The office after its whole log, which must be sound."""

    async def read() -> Office:
        opened = await Database.open(url)
        try:
            assert (await verify(opened)).findings == ()
            return fold(Office(office), [one.event async for one in LogReader(opened).events(office)])
        finally:
            await opened.dispose()

    return asyncio.run(read())


def events_of(url: str, office: str) -> dict[type[Event], list[Event]]:
    """The office's events in their order, by what they are."""

    async def read() -> dict[type[Event], list[Event]]:
        found: dict[type[Event], list[Event]] = defaultdict(list)
        opened = await Database.open(url)
        try:
            async for one in LogReader(opened).events(office):
                found[type(one.event)].append(one.event)
            return found
        finally:
            await opened.dispose()

    return asyncio.run(read())


def by_issue(office: Office) -> list[Ticket]:
    return sorted(office.tickets.values(), key=lambda ticket: ticket.order)


def test_a_row_becomes_a_visit_with_its_own_times(sqlite_url: str, tmp_path: Path) -> None:
    file = csv_file(
        tmp_path,
        "klin,17,meters,2,ivanova,2026-03-02T09:00:00+03:00,2026-03-02T09:10:00+03:00,2026-03-02T09:10:30+03:00,"
        "2026-03-02T09:15:00+03:00,completed",
    )
    report = imported(sqlite_url, file)
    assert report | {"events": 0} == {"rows": 1, "visits": 1, "added": 1, "events": 0, "refused": [], "noted": []}
    [ticket] = by_issue(folded(sqlite_url, "klin"))
    assert (ticket.state, ticket.topic, ticket.desk, ticket.manager) == (
        TicketState.COMPLETED, "meters", "2", "ivanova"
    )  # fmt: skip
    assert ticket.number is not None and ticket.number.endswith("017")
    assert (wait_ms(ticket, 0), service_ms(ticket, 0)) == (600_000, 270_000)


def test_every_end_of_a_visit_is_known(database_url: str, tmp_path: Path) -> None:
    ends = {
        "completed": ("10:05", "10:09"), "left": ("", "10:09"), "cancelled": ("", "10:09"), "no_show": ("10:05", ""),
        "unserved": ("", ""), "removed": ("", "10:09"),
    }  # fmt: skip
    rows = [
        f"klin,,meters,{place},,2026-03-02 10:00,{called and '2026-03-02 ' + called},,"
        f"{finished and '2026-03-02 ' + finished},{end}"
        for place, (end, (called, finished)) in enumerate(ends.items())
    ]
    assert imported(database_url, csv_file(tmp_path, *rows))["visits"] == 6
    office = folded(database_url, "klin")
    assert {ticket.state.value for ticket in by_issue(office)} == set(ends)
    assert not office.day_open
    assert all(desk.manager is None for desk in office.desks.values())


def test_somebody_who_stays_over_midnight_keeps_no_other_desk_open(sqlite_url: str, tmp_path: Path) -> None:
    """Ivanova's last visitor goes at 18:05; Petrov's stays until 00:10; both work again the next morning."""
    rows = [
        f"klin,,meters,{desk},{manager},{called},{called},{called},{finished},completed"
        for desk, manager, called, finished in (
            ("1", "ivanova", "2026-03-02 09:00", "2026-03-02 09:30"),
            ("1", "ivanova", "2026-03-02 13:30", "2026-03-02 18:05"),
            ("2", "petrov", "2026-03-02 23:50", "2026-03-03 00:10"),
            ("1", "ivanova", "2026-03-03 09:00", "2026-03-03 09:20"),
            ("2", "petrov", "2026-03-03 10:00", "2026-03-03 10:20"),
        )
    ]
    imported(sqlite_url, csv_file(tmp_path, *rows))
    told = {
        DeskOpened: ("09:00", "23:50", "09:00", "10:00"),
        DeskClosed: ("18:05", "00:10", "09:20", "10:20"),
        DayOpened: ("09:00", "09:00"),
        DayClosed: ("00:10", "10:20"),
    }
    recorded = events_of(sqlite_url, "klin")
    for kind, clocks in told.items():
        found = [datetime.fromtimestamp(event.at / 1000, UTC).strftime("%H:%M") for event in recorded[kind]]
        assert tuple(found) == clocks


def test_a_desk_that_stood_unused_for_hours_was_closed(sqlite_url: str, tmp_path: Path) -> None:
    rows = [
        f"klin,,meters,1,ivanova,2026-03-02 {called},2026-03-02 {called},,2026-03-02 {finished},completed"
        for called, finished in (("08:00", "08:10"), ("12:10", "12:20"), ("16:21", "16:30"))
    ]
    imported(sqlite_url, csv_file(tmp_path, *rows))
    closings = [event.at for event in events_of(sqlite_url, "klin")[DeskClosed]]
    assert [datetime.fromtimestamp(at / 1000, UTC).strftime("%H:%M") for at in closings] == ["12:20", "16:30"]


def test_rows_that_make_no_sense_are_named_and_the_rest_goes_in(sqlite_url: str, tmp_path: Path) -> None:
    def row(issued: str, called: str, started: str, finished: str, *, desk: str = "1", end: str = "completed") -> str:
        moments = ",".join(f"2026-03-02T{moment}" if moment else "" for moment in (issued, called, started, finished))
        return f"klin,,meters,{desk},,{moments},{end}"

    file = csv_file(
        tmp_path,
        row("09:00", "09:10", "09:10", "09:20"),
        row("09:00", "08:59", "09:10", "09:20", desk="2"),
        row("09:00", "09:10", "09:05", "09:20", desk="3"),
        row("09:15", "09:15", "09:15", "09:40"),
        row("09:15", "09:21", "09:21", "09:30", desk=""),
        row("09:15", "09:21", "09:21", "", desk="4"),
        row("", "09:21", "09:21", "09:30", desk="5"),
        row("09:61", "09:21", "09:21", "09:30", desk="6"),
        row("09:15", "09:21", "09:21", "09:30", desk="7", end="vanished"),
        row("09:15", "", "", "", end="left"),
        "klin,,,8,,2026-03-02T09:00,,,,",
        row("09:15", "09:20", "09:20", "09:30"),
    )
    report = imported(sqlite_url, file)
    assert {one["line"]: one["reason"] for one in report["refused"]} == {
        3: "was called 60 s before it was issued",
        4: "was started 300 s before it was called",
        5: "overlaps another service of 1 (line 13)",
        6: "was served, but neither a desk nor a manager is named",
        7: "was served, but does not say until when",
        8: "has no time of issue",
        9: "has a time that cannot be read: issued is '2026-03-02T09:61'",
        10: "ended as 'vanished', which the mapping does not know",
        11: "ended as left, but does not say when",
        12: "names no topic",
    }
    assert (report["rows"], report["visits"]) == (12, 2)
    assert len(by_issue(folded(sqlite_url, "klin"))) == 2


def test_a_desk_that_fits_no_plate_is_refused_with_what_to_do(sqlite_url: str, tmp_path: Path) -> None:
    times = "2026-03-02T09:00,2026-03-02T09:10,,2026-03-02T09:20,completed"
    rows = [f"klin,,meters,Treatment Room 2,,{times}", f"klin,,meters,Procedure-Room-No-7,,{times}"]
    rows += [f"klin,,meters,,Anna Petrovna Ivanova,{times}", f"klin,,meters,4,,{times}"]
    file, mapping = csv_file(tmp_path, *rows), tmp_path / "desks.toml"
    said = {one["line"]: one["reason"] for one in imported(sqlite_url, file)["refused"]}
    assert said[2] == (
        "was served at 'Treatment Room 2', which cannot be a desk's number "
        "(1 to 16 characters without a space or “/”); "
        'give it one in the mapping, below [desks]: "Treatment Room 2" = "1"'
    )
    assert set(said) == {2, 3, 4}
    mapping.write_text(
        '[desks]\n"Treatment Room 2" = "2"\n"Procedure-Room-No-7" = "7"\n"Anna Petrovna Ivanova" = "1"\n',
        encoding="utf-8",
    )
    again = imported(sqlite_url, file, "--mapping", str(mapping), "--office", "mapped")
    assert (again["refused"], again["visits"]) == ([], 4)
    assert set(folded(sqlite_url, "mapped").configured.desks) == {"1", "2", "4", "7"}


@pytest.mark.parametrize("line", ['unnamed_desk = "any desk"', '[desks]\n"Room" = "Treatment Room 2"'])
def test_a_mapping_to_a_desk_that_fits_no_plate_is_refused(sqlite_url: str, tmp_path: Path, line: str) -> None:
    mapping = tmp_path / "desks.toml"
    mapping.write_text(line + "\n", encoding="utf-8")
    refused = import_file(sqlite_url, csv_file(tmp_path), "--mapping", str(mapping))
    assert refused.exit_code == 2
    assert "1 to 16 characters without a space" in " ".join(refused.stderr.split())


def test_a_file_imported_again_adds_nothing(database_url: str, tmp_path: Path) -> None:
    row = "klin,,meters,1,,2026-03-02T09:00,2026-03-02T09:10,,2026-03-02T09:20,completed"
    file = csv_file(tmp_path, row, row.replace("T09:", "T10:"))
    first, second = imported(database_url, file), imported(database_url, file)
    assert (first["added"], second["added"], second["events"]) == (2, 0, 0)
    assert first["visits"] == second["visits"] == 2
    assert len(by_issue(folded(database_url, "klin"))) == 2


def test_a_later_file_goes_on_and_an_earlier_one_is_refused(database_url: str, tmp_path: Path) -> None:
    row = "klin,,meters,1,,2026-03-02T09:00,2026-03-02T09:10,,2026-03-02T09:20,completed"
    imported(database_url, csv_file(tmp_path, row))
    later = row.replace("2026-03-02", "2026-03-03").replace(",1,", ",2,")
    assert imported(database_url, csv_file(tmp_path, later))["added"] == 1
    refused = import_file(database_url, csv_file(tmp_path, row.replace("2026-03-02", "2026-03-01")))
    assert refused.exit_code == 2
    assert "has worked until 2026-03-03, and the file begins on 2026-03-01" in refused.stderr
    earlier = csv_file(tmp_path, row.replace("2026-03-02", "2026-03-01"))
    assert imported(database_url, earlier, "--office", "old")["added"]
    office = folded(database_url, "klin")
    assert len(by_issue(office)) == 2
    assert set(office.configured.desks) == {"1", "2"}


def test_history_before_an_office_begins_to_work_leaves_its_configuration(database_url: str, tmp_path: Path) -> None:
    asyncio.run(recorded(database_url, config_only=True))
    row = "klin,,old topic,9,petrov,2025-03-02T09:00,2025-03-02T09:10,,2025-03-02T09:20,completed"
    assert imported(database_url, csv_file(tmp_path, row))["added"] == 1
    office = folded(database_url, "klin")
    assert office.config == config("klin")
    [ticket] = by_issue(office)
    assert ticket.issued_at == 1_740_895_200_000, "nine o'clock in the office's own zone"


def test_what_nobody_here_has_heard_of_is_taken_in_and_said(sqlite_url: str, tmp_path: Path) -> None:
    asyncio.run(recorded(sqlite_url, config_only=True))
    rows = (
        "klin,,meters,1,,2025-03-02T09:00,2025-03-02T09:10,,2025-03-02T09:20,completed",
        "klin,,metres,1,,2025-03-02T09:30,2025-03-02T09:40,,2025-03-02T09:50,completed",
        "klin,,metres,1,,2025-03-02T10:00,2025-03-02T10:10,,2025-03-02T10:20,completed",
        "klim,,meters,1,,2025-03-02T09:00,2025-03-02T09:10,,2025-03-02T09:20,completed",
    )
    report = imported(sqlite_url, csv_file(tmp_path, *rows))
    assert report["added"] == 4
    assert report["noted"] == [
        {"line": 3, "reason": 'topic “metres” was not offered by “klin” and is added to it. Did you mean "meters"?'},
        {"line": 5, "reason": 'office “klim” was not known here and becomes one of its own. Did you mean "klin"?'},
    ]


def test_an_office_that_works_takes_no_history(database_url: str, tmp_path: Path) -> None:
    asyncio.run(recorded(database_url, config_only=False))
    row = "klin,,meters,1,,2026-03-03T09:00,2026-03-03T09:10,,2026-03-03T09:20,completed"
    refused = import_file(database_url, csv_file(tmp_path, row))
    assert (refused.exit_code, "is open" in refused.stderr) == (2, True)


async def recorded(url: str, *, config_only: bool) -> None:
    opened = await Database.open(url)
    await LogStore(opened).append([append("klin", 0, day(1)[:1] if config_only else day(1))])
    await opened.dispose()


@pytest.mark.parametrize(
    ("header", "mapping", "said"),
    [
        ("a,b\n", None, "no column 'issued'"),
        (HEADER, "[columns]\nissue = 'x'", "no key columns.issue"),
        (HEADER, "[outcomes]\nserved = 'done'", "outcomes.served"),
        (HEADER, "columns = ", "mapping.toml"),
        (HEADER, "[office]\ntimezone = 'Mars/Base'", "Mars/Base"),
    ],
)
def test_a_mapping_that_does_not_fit_is_told(
    sqlite_url: str, tmp_path: Path, header: str, mapping: str | None, said: str
) -> None:
    file = csv_file(tmp_path, "klin,,meters,1,,2026-03-02T09:00,,,,", header=header)
    options = []
    if mapping is not None:
        (tmp_path / "mapping.toml").write_text(mapping)
        options = ["--mapping", str(tmp_path / "mapping.toml")]
    done = import_file(sqlite_url, file, *options)
    assert done.exit_code == 2
    assert said in done.stderr


def rows_of(file: Path) -> list[dict[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8") as text:
        return list(csv.DictReader(text))


def test_a_real_week_of_a_call_centre(sqlite_url: str, tmp_path: Path, shared: Path) -> None:
    """Every wait and service in the log is the file's, and the known faults are named."""
    rows = [row for row in rows_of(shared / "data" / "anonbank_1999_jan_feb.csv.gz") if row["date"] < "1999-01-08"]
    file = tmp_path / "week.csv"
    with file.open("w", newline="") as text:
        writer = csv.DictWriter(text, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    report = imported(sqlite_url, file, "--mapping", str(MAPPINGS / "anonbank.toml"))
    assert report["rows"] == len(rows)
    refused = {one["line"] for one in report["refused"]}
    taken = [row for line, row in enumerate(rows, start=2) if line not in refused]
    assert report["visits"] == report["added"] == len(taken) > 0.98 * len(rows)
    unattributed = {line for line, row in enumerate(rows, start=2) if row["outcome"] == "served" and not row["server"]}
    assert unattributed
    assert unattributed - refused <= {one["line"] for one in report["noted"] if "names neither" in one["reason"]}
    assert sum("overlaps" in one["reason"] for one in report["refused"]) < 0.01 * len(rows)

    office = folded(sqlite_url, "anonbank")
    assert office.configured.standard_s == 180
    found = sorted(
        (wait_ms(ticket, 0) // 1000, service_ms(ticket, 0) // 1000, ticket.state.value)
        for ticket in office.tickets.values()
    )
    state = {"served": "completed", "abandoned": "left"}
    assert found == sorted((int(row["wait_s"]), int(row["service_s"]), state[row["outcome"]]) for row in taken)


def test_legs_of_a_clinic_are_joined_into_visits(database_url: str, shared: Path) -> None:
    """A ticket that went from counter to counter waited what its legs say; pauses between them do not count."""
    file = shared / "data" / "clinic_2019_aug_first_half.csv.gz"
    report = imported(database_url, file, "--mapping", str(MAPPINGS / "clinic.toml"))
    assert report["rows"] == 976
    reasons = {one["line"]: one["reason"] for one in report["refused"]}
    rows = rows_of(file)
    assert {line for line, row in enumerate(rows, start=2) if row["valid"] == "N"} <= set(reasons)
    assert any("before it was issued" in reason for reason in reasons.values())
    carried = {line for line, reason in reasons.items() if "counts with the next leg" in reason}
    waited: dict[tuple[str, str], int] = {}
    waiting_since: dict[tuple[str, str], int] = {}
    for line, row in enumerate(rows, start=2):
        key, queued_s = (row["date"], row["ticket"]), int(row["queued_s"])
        if line in carried:
            waiting_since[key] = queued_s
        elif line not in reasons:
            waited[key] = waited.get(key, 0) + int(row["start_s"]) - waiting_since.pop(key, queued_s)
    office = folded(database_url, "clinic")
    assert sorted(wait_ms(ticket, 0) // 1000 for ticket in office.tickets.values()) == sorted(waited.values())
    assert all(accountable_ms(ticket, 0) >= wait_ms(ticket, 0) for ticket in office.tickets.values())


def test_a_row_of_the_future_is_refused_or_all_later_tickets_would_bear_its_date(
    sqlite_url: str, tmp_path: Path
) -> None:
    file = csv_file(
        tmp_path,
        "klin,17,meters,2,ivanova,9999-12-31T23:00:00+03:00,9999-12-31T23:01:00+03:00,,9999-12-31T23:05:00+03:00,",
        "klin,18,meters,2,ivanova,0001-01-01T09:00:00+03:00,0001-01-01T09:01:00+03:00,,0001-01-01T09:05:00+03:00,",
        "klin,19,meters,2,ivanova,2026-03-02T09:00:00+03:00,2026-03-02T09:01:00+03:00,,2026-03-02T09:05:00+03:00,",
    )
    report = imported(sqlite_url, file)
    assert (report["visits"], [refusal["line"] for refusal in report["refused"]]) == (1, [2, 3])


def test_a_packed_file_that_is_cut_off_is_said_to_be_unreadable(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "history.csv.gz"
    file.write_bytes(gzip.compress(HEADER.encode() * 1000)[:-20])
    done = import_file(sqlite_url, file)
    assert done.exit_code == 2
    assert "cannot be read" in done.output
