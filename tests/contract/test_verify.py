"""`verify` finds what was done to a log behind its back, and says where."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from queue_server.access import AppliedOrganisations
from queue_server.access.tables import organisations
from queue_server.database.engine import Database
from queue_server.domain.register import Register
from queue_server.domain.ticket import Ticket, TicketState
from queue_server.log.batch import Append, KeptAnswer, NewEvent, prepare
from queue_server.log.kept_answers import ListedAnswers
from queue_server.log.store import LogStore
from queue_server.log.verify import Finding, event_count, verify
from tests.contract.office_day import MORNING, append, day, morning, visit

NAMES_BOTH = """
[[office]]
id = "klin"
# the next was sold
[[office]]
id = "tver"
"""


@pytest.fixture(autouse=True)
async def log(store: LogStore) -> None:
    """Two offices: `klin` with fifteen events, `tver` with seven."""
    await store.append([append("klin", 0, day(3)), append("tver", 0, day(1, "tver"))])


async def tamper(database: Database, *statements: str) -> list[Finding]:
    async with database.write() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    return list((await verify(database)).findings)


def named(findings: list[Finding]) -> list[tuple[str, int, str]]:
    return [(finding.office, finding.seq, finding.kind) for finding in findings]


async def test_a_log_as_it_was_written_is_sound(database: Database) -> None:
    seen: list[int] = []
    verified = await verify(database, seen.append)
    assert (verified.offices, verified.events, verified.findings) == (2, 22, ())
    assert sum(seen) == await event_count(database) == 22


@pytest.mark.parametrize(
    "change",
    [
        "at = at + 1",
        "actor = 'somebody'",
        "command_id = 'c9'",
        "type = 'TicketLeft'",
        "version = 1 + 1",
        "ticket = 'another'",
    ],
)
async def test_a_changed_event_is_named(database: Database, change: str) -> None:
    findings = await tamper(database, f"UPDATE events SET {change} WHERE office = 'klin' AND seq = 7")
    assert named(findings)[0] == ("klin", 7, "changed")
    assert {finding.seq for finding in findings} == {7}


async def test_changed_words_inside_an_event_are_named(database: Database) -> None:
    findings = await tamper(
        database, "UPDATE events SET data = replace(data, 'М002', 'М009') WHERE office = 'klin' AND seq = 8"
    )
    assert named(findings) == [("klin", 8, "changed")]
    assert "was changed after it was recorded (TicketIssued)" in findings[0].what


async def test_a_missing_event_is_named(database: Database) -> None:
    findings = await tamper(database, "DELETE FROM events WHERE office = 'klin' AND seq = 7")
    assert named(findings) == [("klin", 7, "missing")]


async def test_several_missing_events_are_one_finding(database: Database) -> None:
    findings = await tamper(database, "DELETE FROM events WHERE office = 'klin' AND seq BETWEEN 5 AND 9")
    assert named(findings) == [("klin", 5, "missing")]
    assert findings[0].what == "to 9 are missing"


async def test_swapped_events_are_told_from_changed_ones(database: Database) -> None:
    findings = await tamper(
        database,
        "UPDATE events SET seq = 1005 WHERE office = 'klin' AND seq = 5",
        "UPDATE events SET seq = 5 WHERE office = 'klin' AND seq = 9",
        "UPDATE events SET seq = 9 WHERE office = 'klin' AND seq = 1005",
    )
    assert [(office, seq) for office, seq, kind in named(findings) if kind == "moved"] == [("klin", 5), ("klin", 9)]
    assert findings[0].what == "was recorded as event 9: the order was changed"


async def test_a_log_cut_off_at_its_end_is_found(database: Database) -> None:
    findings = await tamper(database, "DELETE FROM events WHERE office = 'klin' AND seq >= 14")
    assert named(findings) == [("klin", 14, "cut_off")]
    assert findings[0].what == "to 15 are cut off: the log ends at 13"


async def test_one_event_cut_off_is_named_alone(database: Database) -> None:
    findings = await tamper(database, "DELETE FROM events WHERE office = 'klin' AND seq >= 15")
    assert named(findings) == [("klin", 15, "cut_off")]
    assert findings[0].what == "is cut off: the log ends at 14"


async def test_an_office_that_vanished_is_found(database: Database) -> None:
    findings = await tamper(database, "DELETE FROM events WHERE office = 'klin'")
    assert named(findings) == [("klin", 1, "cut_off")]


async def test_a_head_that_names_another_event_is_found(database: Database) -> None:
    findings = await tamper(database, "UPDATE heads SET hash = (SELECT hash FROM heads WHERE office = 'tver')")
    assert named(findings) == [("klin", 15, "head")]


async def test_a_head_taken_away_is_found(database: Database) -> None:
    assert named(await tamper(database, "DELETE FROM heads WHERE office = 'klin'")) == [("klin", 15, "head")]


async def test_an_event_moved_to_another_office_is_found(database: Database) -> None:
    findings = await tamper(database, "UPDATE events SET office = 'tver', seq = 8 WHERE office = 'klin' AND seq = 15")
    assert ("klin", 15, "cut_off") in named(findings)
    assert ("tver", 8, "changed") in named(findings)


async def test_an_event_written_anew_with_its_hash_is_found_at_the_next(database: Database) -> None:
    """A forger who knows how hashes are made must still write every later event anew."""
    forged = prepare([append("klin", 0, [*day(1)[:3], *visit(9, ticket="t1")])], {}).events[4]
    async with database.write() as connection:
        statement = text("UPDATE events SET at = :at, data = :data, hash = :hash WHERE office = 'klin' AND seq = 4")
        await connection.execute(statement, {"at": forged[2], "data": forged[5], "hash": forged[10]})
    assert ("klin", 4) in {(finding.office, finding.seq) for finding in (await verify(database)).findings}


async def test_events_that_make_no_sense_together_are_named(store: LogStore, database: Database) -> None:
    await store.append([append("klin", 15, visit(4)[1:2])])
    verified = await verify(database)
    assert named(list(verified.findings)) == [("klin", 16, "unfoldable")]


async def test_a_snapshot_that_is_not_what_the_log_says_is_found(store: LogStore, database: Database) -> None:
    await store.save_snapshot("klin", 15, (await store.load())["klin"].state)
    assert (await verify(database)).findings == ()
    other = (await store.load())["tver"].state
    await store.save_snapshot("klin", 15, other)
    findings = (await verify(database)).findings
    assert named(list(findings)) == [("klin", 15, "snapshot")]


async def test_a_snapshot_in_the_middle_of_the_log_is_compared_there(store: LogStore, database: Database) -> None:
    await store.save_snapshot("klin", 15, (await store.load())["klin"].state)
    await store.append([append("klin", 15, visit(4))])
    assert (await verify(database)).findings == ()


async def test_only_the_office_that_was_touched_is_named(store: LogStore, database: Database) -> None:
    await store.append([append("orel", 0, morning())])
    findings = await tamper(database, "UPDATE events SET actor = 'x' WHERE office = 'orel' AND seq = 2")
    assert {finding.office for finding in findings} == {"orel"}


@pytest.mark.parametrize(
    ("changes", "which"),
    [
        ({"numbers": {"2026-03-02": {"М": 2}}}, "numbers"),
        ({"numbers": {}}, "numbers"),
        ({"slots": {MORNING + 3_600_000: 1}}, "slots"),
        ({"recent_calls": ("t1",)}, "recent_calls"),
        ({"issued_count": 4}, "issued_count"),
        ({"tickets": Register[Ticket]()}, "ticket t"),
    ],
)
async def test_a_snapshot_is_compared_member_by_member(
    store: LogStore, database: Database, changes: dict[str, Any], which: str
) -> None:
    state = (await store.load())["klin"].state
    await store.save_snapshot("klin", 15, replace(state, **changes))
    (finding,) = (await verify(database)).findings
    assert (finding.seq, finding.kind) == (15, "snapshot")
    assert f"says: {which}" in finding.what


async def test_a_visit_that_the_log_never_saw_is_found_in_a_snapshot(store: LogStore, database: Database) -> None:
    state = (await store.load())["klin"].state
    invented = Ticket("t9", 9, TicketState.COMPLETED, MORNING, "meters", ("meters",), number="М009", ended_at=MORNING)
    await store.save_snapshot("klin", 15, replace(state, tickets=state.tickets.put("t9", invented)))
    assert [finding.what[-9:] for finding in (await verify(database)).findings] == ["ticket t9"]


async def test_counts_of_days_and_slots_long_past_do_not_count(store: LogStore, database: Database) -> None:
    """A running office has let go of them, a fold of the log not yet, or the other way round."""
    state = (await store.load())["klin"].state
    old = {f"2025-{month:02}-{day:02}": {"М": day} for month in (1, 2, 3) for day in range(1, 29)}
    await store.save_snapshot("klin", 15, replace(state, slots={MORNING - 1: 3}))
    assert (await verify(database)).findings == ()
    await store.save_snapshot("klin", 15, replace(state, numbers={**old, **state.numbers}))
    assert named(list((await verify(database)).findings)) == [("klin", 15, "snapshot")]


BODY = '{"id": "t4", "number": "М004", "topic": "meters"}'


@pytest.fixture
async def answered(store: LogStore) -> None:
    """The fourth and fifth ticket of `klin` were taken by commands with an id."""
    for count, after in ((4, 15), (5, 16)):
        told = KeptAnswer(f"c{count}", "f" * 64, 201, BODY.replace("4", str(count)).encode(), visit(count)[0].at)
        new = NewEvent(visit(count)[0], "kiosk", f"c{count}")
        await store.append([Append("klin", after, (new,), (told,))])


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE answers SET body = replace_number WHERE command_id = 'c5'", "tells of another ticket"),
        ("UPDATE answers SET body = another_ticket WHERE command_id = 'c5'", "tells of another ticket"),
        ("UPDATE answers SET body = nonsense WHERE command_id = 'c5'", "cannot be read"),
        ("DELETE FROM answers WHERE command_id = 'c5'", "is missing: a repeat would be done again"),
    ],
)
async def test_a_first_answer_is_held_against_the_events_of_its_command(
    database: Database, change: str, said: str
) -> None:
    assert (await verify(database)).findings == ()
    bodies = {
        "replace_number": BODY.replace('"t4"', '"t5"'), "another_ticket": BODY.replace("М004", "М005"),
        "nonsense": "{",
    }  # fmt: skip
    statement, parameters = change, {}
    for name, body in bodies.items():
        if name in change:
            statement, parameters = change.replace(name, ":body"), {"body": body.encode()}
    async with database.write() as connection:
        await connection.execute(text(statement), parameters)
    (finding,) = (await verify(database)).findings
    assert (finding.office, finding.seq, finding.kind) == ("klin", 17, "answer")
    assert said in finding.what


@pytest.mark.usefixtures("answered")
async def test_answers_that_were_forgotten_are_no_finding(store: LogStore, database: Database) -> None:
    await store.forget_answers(visit(5)[0].at)
    assert (await verify(database)).findings == ()
    await store.forget_answers(visit(5)[0].at + 1)
    assert (await verify(database)).findings == ()


async def test_an_office_taken_away_as_a_whole_is_missed_by_the_organisation_that_names_it(
    store: LogStore, database: Database
) -> None:
    rows = [
        {"version": 1, "applied_at": MORNING, "applied_by": "test", "document": NAMES_BOTH},
        {"version": 2, "applied_at": MORNING, "applied_by": "test", "document": NAMES_BOTH.partition("#")[0]},
    ]
    async with database.write() as connection:
        await connection.execute(organisations.insert(), rows)
    names = await AppliedOrganisations(database).offices_named()
    assert names == {"klin": "version 2 of the organisation", "tver": "version 1 of the organisation"}
    assert (await verify(database, named=names)).findings == ()
    gone = await tamper(database, *(f"DELETE FROM {table} WHERE office = 'tver'" for table in ("events", "heads")))
    assert gone == []
    (finding,) = (await verify(database, named=names)).findings
    assert (finding.office, finding.kind) == ("tver", "vanished")
    assert "version 1 of the organisation names this office" in finding.what


async def test_what_is_commanded_while_verify_runs_is_not_missed(database: Database, store: LogStore) -> None:
    await store.append([append("orel", 0, morning("orel"), command_id="before")])
    async with database.read() as connection:
        listed = await ListedAnswers.read(connection)
    await store.append([append("orel", 3, visit(1), command_id="after")])
    async with database.read() as connection:
        kept = await listed.of(connection, "orel")
    assert listed.until("orel") == 3
    for record in await store.read("orel"):
        if record.seq <= listed.until("orel"):
            kept.event(record.seq, record.command_id, record.event)
    assert list(kept.findings()) == []
