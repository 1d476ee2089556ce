"""The real logs, each imported once for all tests that ask about them. What is refused is known from the raw rows."""

import csv
import gzip
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.integration.analytics.raw_refusals import Raw, bank_refused, clinic_refused
from tests.integration.analytics.recorded import MONTHS, ROOT, WEEK, Bank, Ticket, run

BANK = "anonbank_1999_jan_feb.csv.gz"
CLINIC = "clinic_2019_aug_first_half.csv.gz"


@pytest.fixture(scope="session", params=[WEEK, pytest.param(MONTHS, marks=pytest.mark.slow)], ids=["week", "months"])
def bank(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Bank:
    """The days' raw rows that can have been so, imported; the import refused the others and no more."""
    folder, days = tmp_path_factory.mktemp("bank"), request.param
    rows = [row for row in _rows_of(shared / "data" / BANK) if days[0] <= row["date"] <= days[1]]
    part = folder / "part.csv"
    with part.open("w", encoding="utf-8", newline="") as plain:
        writer = csv.DictWriter(plain, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    url = f"sqlite+aiosqlite:///{folder}/bank.sqlite3"
    mapping = ROOT / "config/mappings/anonbank.toml"
    imported = run("import", str(part), "--mapping", str(mapping), "--database", url, "--json")
    refused = bank_refused(rows)
    assert {refusal["line"] for refusal in imported["refused"]} == refused
    assert (imported["rows"], imported["visits"]) == (len(rows), len(rows) - len(refused))
    assert run("verify", "--database", url, "--json")["sound"] is True
    return Bank([row for line, row in enumerate(rows, start=2) if line not in refused], url, days)


@pytest.fixture(scope="session")
def clinic(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Ticket], str]:
    """The clinic's visits as the raw legs have them, and the database that took them in."""
    url = f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('clinic')}/clinic.sqlite3"
    mapping = ROOT / "config/mappings/clinic.toml"
    imported = run("import", str(shared / "data" / CLINIC), "--mapping", str(mapping), "--database", url, "--json")
    rows = list(_rows_of(shared / "data" / CLINIC))
    refused = clinic_refused(rows)
    assert {refusal["line"] for refusal in imported["refused"]} == refused.lines
    tickets: dict[tuple[str, str], Ticket] = {}
    waiting_since: dict[tuple[str, str], int] = {}
    in_order = sorted(enumerate(rows, start=2), key=lambda one: (one[1]["date"], one[1]["ticket"], int(one[1]["leg"])))
    for line, row in in_order:
        who = (row["date"], row["ticket"])
        if line in refused.carried:
            waiting_since[who] = min(int(row["queued_s"]), waiting_since.get(who, int(row["queued_s"])))
        if line in refused.lines:
            continue
        queued, start, end = int(row["queued_s"]), int(row["start_s"]), int(row["end_s"])
        queued = min(queued, waiting_since.pop(who, queued))
        ticket = tickets.setdefault(who, Ticket(row["date"], queued))
        ticket.waits_s.append(start - queued)
        ticket.served_s += end - start
        ticket.ended_s = end
        ticket.counters.append(row["counter"])
        ticket.legs.append((queued, start, end))
    assert imported["visits"] == len(tickets) > 400
    return list(tickets.values()), url


def _rows_of(file: Path) -> Iterable[Raw]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as packed:
        yield from csv.DictReader(packed)
