"""What must hold on every closed day, on real ones: Little's law to the millisecond, parts and wholes."""

import asyncio
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
from sqlalchemy import select

from analytics.figures import GROUPS
from analytics.reports.endings import ENDS
from analytics.store.tables import visits
from queue_server.database.engine import Database
from queue_server.domain.events import DayClosed, TicketIssued
from queue_server.domain.evolve import evolve
from queue_server.domain.office import Office
from queue_server.domain.ticket import OPEN_STATES, TicketState
from queue_server.log.reader import LogReader
from tests.integration.analytics.recorded import Bank, Ticket, run, waited
from tests.unit.analytics.test_identities import PARTS, SUMS

DESK_SUMS = ("desks_open_s", "desks_serving_s", "desks_break_s", "idle_waiting_s")


@dataclass
class Day:
    """From a day's opening to its closing: the people present summed over time, by state, and who they were."""

    present_ms: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    tickets: list[str] = field(default_factory=list)


def days_of(url: str, office: str) -> tuple[list[Day], dict[str, Any]]:
    """Every closed day of the log, and the rows of the table `visits` by ticket."""

    async def read() -> tuple[list[Day], dict[str, Any]]:
        database = await Database.open(url)
        try:
            days, state, before_at = [Day()], Office(office), 0
            present = Counter[str]()
            async for record in LogReader(database).events(office):
                event = record.event
                for name, people in present.items():
                    days[-1].present_ms[name] += people * (event.at - before_at)
                who = getattr(event, "ticket", None)
                present.subtract(there(state, who))
                before_at, state = event.at, evolve(state, event)
                present.update(there(state, who))
                if isinstance(event, TicketIssued):
                    days[-1].tickets.append(event.ticket)
                elif isinstance(event, DayClosed):
                    days.append(Day())
            async with database.read() as connection:
                rows = {row.ticket: row for row in await connection.execute(select(visits))}
            return days, rows
        finally:
            await database.dispose()

    return asyncio.run(read())


def there(office: Office, ticket_id: str | None) -> list[str]:
    """The state of whom an event is about, if they are in the office: an event changes nobody else's."""
    ticket = office.tickets.get(ticket_id) if ticket_id is not None else None
    return [ticket.state] if ticket is not None and ticket.state in OPEN_STATES and ticket.number is not None else []


def littles_law_holds(url: str, office: str) -> list[Day]:
    days, rows = days_of(url, office)
    assert not any(days.pop().present_ms.values())  # after the last closing nobody is there
    assert sorted(rows) == sorted(ticket for day in days for ticket in day.tickets)
    for day in days:
        mine = [rows[ticket] for ticket in day.tickets]
        assert day.present_ms[TicketState.WAITING] == sum(row.wait_ms for row in mine)
        assert day.present_ms[TicketState.CALLED] == sum(row.walk_ms for row in mine)
        assert day.present_ms[TicketState.SERVING] == sum(row.service_ms for row in mine)
        assert sum(day.present_ms.values()) == sum(row.visit_ms for row in mine)
    return days


def test_littles_law_on_the_banks_days(bank: Bank) -> None:
    """The people present, summed over time, are the waits and services of the raw rows too."""
    run("report", "--from", bank.days[0], "--to", bank.days[1], "--database", bank.url, "--json")  # the rows are made
    days = littles_law_holds(bank.url, "anonbank")
    served = sum(int(row["service_s"]) for row in bank.rows if row["outcome"] == "served")
    assert sum(day.present_ms[TicketState.WAITING] for day in days) == 1000 * sum(map(waited, bank.rows))
    assert sum(day.present_ms[TicketState.SERVING] for day in days) == 1000 * served
    assert len(days) >= len({row["date"] for row in bank.rows}) - 1


def test_littles_law_on_the_clinics_days(clinic: tuple[list[Ticket], str]) -> None:
    tickets, url = clinic
    run("report", "--from", "2019-08-01", "--to", "2019-08-31", "--database", url, "--json")
    days = littles_law_holds(url, "clinic")
    waiting = sum(day.present_ms[TicketState.WAITING] for day in days)
    assert waiting == 1000 * sum(wait for ticket in tickets for wait in ticket.waits_s)
    assert len(days) == len({ticket.date for ticket in tickets})


@pytest.mark.parametrize("by", GROUPS)
def test_parts_add_up_to_the_whole_of_the_bank_and_of_each_of_its_days(bank: Bank, by: str) -> None:
    parts_add_up(bank.url, bank.days, by)


def test_parts_add_up_to_the_whole_of_the_clinic(clinic: tuple[list[Ticket], str]) -> None:
    for by in GROUPS:
        parts_add_up(clinic[1], ("2019-08-01", "2019-08-31"), by)


@cache
def reported(url: str, days: tuple[str, str], by: str) -> list[dict[str, Any]]:
    asked = ("--by", by) if by else ()
    answer = run("report", "--from", days[0], "--to", days[1], "--database", url, "--json", "--exact", *asked)
    return answer["rows"]  # type: ignore[no-any-return]


def parts_add_up(url: str, days: tuple[str, str], by: str) -> None:
    wholes = {row["day"]: row for row in reported(url, days, "day")}
    parts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in reported(url, days, f"day,{by}" if by != "day" else by):
        parts[row["day"]].append(row)
        assert row["judged"] + row["undecided"] + row["excluded"] == row["issued"]
        assert row["met"] + row["breached"] == row["judged"]
        assert sum(row[end] for end in ENDS) == row["issued"]
    (all_days,) = reported(url, days, "")
    assert all_days["undecided"] == 0
    assert set(parts) == set(wholes)
    for rows, whole in [*((parts[day], whole) for day, whole in wholes.items()), (list(wholes.values()), all_days)]:
        names = (*PARTS, *SUMS, *(DESK_SUMS if by in ("half_hour", "manager") else ()))
        for name in names:
            assert sum(row[name] or 0 for row in rows) == pytest.approx(whole[name] or 0), (name, whole.get("day"))
