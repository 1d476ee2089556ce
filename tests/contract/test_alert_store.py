"""Alerts and their messages are kept alike on SQLite and on PostgreSQL: what belongs together comes back together."""

from dataclasses import replace

from analytics.alerts.alert import AlertChange, ChangeKind, ClosedWhy, Person
from analytics.alerts.messages import Message, MessageState, MessageStore
from analytics.alerts.rules import Cause, Severity
from analytics.alerts.store import AlertStore
from queue_server.database.engine import Database
from tests.unit.analytics.alerts.test_letters import AT, alert

ORLOVA = Person("person:orlova", "Орлова М. А.")


def message(name: str, **more: object) -> Message:
    plain = Message(name, "hook", "a1", "opened", "{}", MessageState.WAITING, created_at=AT, next_at=AT)
    return replace(plain, **more)  # type: ignore[arg-type]


async def test_an_alert_comes_back_as_it_was_kept(new_database_url: str) -> None:
    database = await Database.open(new_database_url)
    store = AlertStore(database)
    first = alert(Cause.LONGEST_WAIT)
    taken = replace(first, id="a2", opened_at=AT + 1, owner=ORLOVA, acknowledged_by=ORLOVA, acknowledged_at=AT + 2)
    over = replace(first, id="a3", office="tula", closed_at=AT + 3, closed_why=ClosedWhy.DAY_CLOSED)
    opened = [AlertChange(one.id, AT, ChangeKind.OPENED, Severity.WARNING, 1.5) for one in (first, taken, over)]
    await store.keep([first, taken, over], opened, [message("m1")])
    seen = AlertChange("a2", AT + 2, ChangeKind.ACKNOWLEDGED, Severity.WARNING, 1.5, ORLOVA)
    await store.keep([taken], [seen])
    assert await store.find("a2") == taken and await store.find("a9") is None
    assert await store.history("a2") == [opened[1], seen]
    assert await store.latest() == {"klin": {Cause.LONGEST_WAIT: taken}, "tula": {Cause.LONGEST_WAIT: over}}
    everything = await store.page(offices=None, open_=None, before=None, limit=10)
    assert [one.id for one in everything] == ["a2", "a3", "a1"]
    assert [one.id for one in await store.page(offices=["klin"], open_=True, before="a2", limit=10)] == ["a1"]
    assert [one.id for one in await store.page(offices=None, open_=False, before=None, limit=10)] == ["a3"]
    assert await store.page(offices=[], open_=None, before=None, limit=10) == []
    await database.dispose()


async def test_a_name_is_forgotten_and_the_login_stays(new_database_url: str) -> None:
    database = await Database.open(new_database_url)
    store, other = AlertStore(database), Person("person:petrova", "Петрова Е. В.")
    first = replace(alert(Cause.LONGEST_WAIT), owner=ORLOVA, acknowledged_by=ORLOVA, acknowledged_at=AT)
    second = replace(first, id="a2", opened_at=AT + 1, owner=other)
    owned = AlertChange(first.id, AT, ChangeKind.OWNED, Severity.WARNING, 1.5, ORLOVA)
    await store.keep([first, second], [owned])
    await store.forget_name(ORLOVA.subject)
    nameless = Person(ORLOVA.subject, ORLOVA.subject)
    assert await store.find(first.id) == replace(first, owner=nameless, acknowledged_by=nameless)
    assert await store.find("a2") == replace(second, acknowledged_by=nameless)
    assert await store.history(first.id) == [replace(owned, by=nameless)]
    await database.dispose()


async def test_messages_wait_for_their_time_and_are_let_go_of_once_done(new_database_url: str) -> None:
    database = await Database.open(new_database_url)
    store = MessageStore(database)
    for one in (
        message("m1"),
        message("m2", next_at=AT + 10),
        message("m3", state=MessageState.HELD, created_at=AT - 1),
    ):
        await store.add(one)
    assert [one.id for one in await store.due(AT, 10)] == ["m3", "m1"]
    await store.replace(message("m1", state=MessageState.SENT, done_at=AT + 1))
    await store.replace(message("m3", state=MessageState.GIVEN_UP, done_at=AT + 1, why="x" * 400))
    assert await store.told("a1", "hook") and not await store.told("a1", "other")
    assert [one.id for one in await store.page(state="given_up", channel=None, limit=10)] == ["m3"]
    assert (await store.find("m3")) is not None
    again = await store.again("m3", AT + 50)
    assert again is not None and (again.attempts, again.next_at, again.created_at) == (0, AT + 50, AT + 50)
    await store.forget(AT + 2)
    assert await store.find("m1") is None
    assert [one.id for one in await store.due(AT + 50, 10)] == ["m2", "m3"]
    await database.dispose()
