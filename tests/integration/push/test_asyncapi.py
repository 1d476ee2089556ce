"""The published contract of the stream is held to the messages that really are sent, for every view and event."""

import json
from typing import Any

import jsonschema_rs
import pytest
from websockets.asyncio.client import ClientConnection, connect

from queue_server.api.alert_answers import AlertRow
from queue_server.api.asyncapi import EXAMPLES, MEANING_OF_CODE, ROWS_OF_OVERVIEW, ROWS_OF_VIEW, document
from queue_server.api.outlook_answers import HelpRow, StepRow
from queue_server.api.schedule_answers import ScheduleRow
from queue_server.domain.events import TicketIssued
from queue_server.push.codes import CloseCode
from tests.integration.push.hall import Hall, MemoryOffice, hall, hear
from tests.unit.projections.halls import long_story, story

VIEWS = {
    "board": ("view=board", "display"),
    "kiosk": ("view=kiosk", "kiosk"),
    "ticket": ("view=ticket&ticket={ticket}", None),
    "desk": ("view=desk&desk=1", "supervisor"),
    "queue": ("view=queue", "supervisor"),
    "supervisor": ("view=supervisor", "supervisor"),
}


def validator(schema: dict[str, Any]) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for({**schema, "components": document()["components"]})


MESSAGE = {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in ("snapshot", "event", "ping")]}


@pytest.mark.parametrize("view", VIEWS)
async def test_every_message_of_a_day_with_every_event_is_as_the_contract_says(view: str) -> None:
    message_of, forms = validator(MESSAGE), ROWS_OF_VIEW[view]
    row_of = {form: validator({"$ref": f"#/components/schemas/{row.__name__}"}) for form, row in forms.items()}
    query, token = VIEWS[view]
    office = MemoryOffice()
    steps = list(story(long_story(seed=3, length=150)))
    first = next(number for number, (event, _, _) in enumerate(steps) if isinstance(event, TicketIssued)) + 1
    _play(office, steps[:first])
    ticket = next(office.state.tickets.values()).id
    async with hall(office) as served, served.open(query.format(ticket=ticket), token=token) as socket:
        checked = 0
        for start in range(first, len(steps), 40):
            _play(office, steps[start : start + 40])
            checked += await _check(served, socket, message_of, row_of)
        assert checked > 20


BESIDE = {
    "alert:a1": {**AlertRow.model_json_schema()["examples"][0]},
    "schedule:klin": {**ScheduleRow.model_json_schema()["examples"][0]},
    "step:17": {**StepRow.model_json_schema()["examples"][0]},
    "help:18": {**HelpRow.model_json_schema()["examples"][0]},
}
"""Rows that other rooms keep beside an office's own; the examples of their types, which those rooms' tests hold."""


async def test_every_message_over_all_offices_is_as_the_contract_says() -> None:
    message_of = validator({"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in ("snapshot", "changes")]})
    row_of = {key: validator({"$ref": f"#/components/schemas/{row.__name__}"}) for key, row in ROWS_OF_OVERVIEW.items()}
    office = MemoryOffice()
    steps = list(story(long_story(seed=3, length=150)))
    first = next(number for number, (event, _, _) in enumerate(steps) if isinstance(event, TicketIssued)) + 1
    _play(office, steps[:first])
    seen: set[str] = set()
    async with hall(office) as served:
        overview = served.streams.overview
        address = f"ws://127.0.0.1:{served.port}/api/v1/stream?view=supervisor"
        headers = {"Authorization": "Bearer supervisor"}
        async with connect(address, additional_headers=headers, compression=None, proxy=None) as socket:
            messages = [await hear(socket)]
            for start in range(first, len(steps), 40):
                _play(office, steps[start : start + 40])
                messages.append(await hear(socket))
            for key, row in BESIDE.items():
                overview.put_beside(key, office, row)
            while not seen >= set(BESIDE):
                messages.append(await hear(socket))
                seen |= {change["key"] for change in messages[-1]["changes"]}
            overview.put_beside("alert:a1", office, None)
            while messages[-1]["changes"] != [{"op": "delete", "key": "alert:a1"}]:
                messages.append(await hear(socket))
            await socket.send(json.dumps(EXAMPLES["ask"]))
            pong = json.loads(await socket.recv())
    for message in messages:
        message_of.validate(message)
        rows = list(message.get("view", {}).items())
        rows += [(change["key"], change["row"]) for change in message.get("changes", ()) if change["op"] == "put"]
        for key, row in rows:
            _form_of(key, row_of).validate(row)
    validator({"$ref": "#/components/schemas/ping"}).validate(pong)


@pytest.mark.parametrize("channel", ["stream", "overview"])
def test_every_message_of_a_channel_is_sent_or_received_by_somebody(channel: str) -> None:
    contract = document()
    used = {
        message["$ref"]
        for operation in contract["operations"].values()
        if operation["channel"]["$ref"] == f"#/channels/{channel}"
        for message in operation["messages"]
    }
    assert used == {f"#/channels/{channel}/messages/{name}" for name in contract["channels"][channel]["messages"]}


def _play(office: MemoryOffice, steps: list[Any]) -> None:
    for event, before, after in steps:
        office.announce(before, event, after)


async def _check(
    served: Hall, socket: ClientConnection, message_of: jsonschema_rs.Validator, row_of: dict[str, Any]
) -> int:
    checked, seq = 0, -1
    while seq < served.klin.seq:
        message = json.loads(await socket.recv())
        message_of.validate(message)
        seq = max(seq, message["seq"])
        rows = list(message.get("view", {}).items())
        rows += [(change["key"], change["row"]) for change in message.get("changes", ()) if change["op"] == "put"]
        for key, row in rows:
            _form_of(key, row_of).validate(row)
            checked += 1
    return checked


def _form_of(key: str, row_of: dict[str, Any]) -> Any:
    head, colon, _ = key.partition(":")
    return next(found for form, found in row_of.items() if form.partition(":")[:2] == (head, colon))


def test_the_examples_are_as_the_contract_says() -> None:
    for name, example in EXAMPLES.items():
        validator({"$ref": f"#/components/schemas/{name}"}).validate(example)


def test_a_field_that_nobody_named_is_a_breach() -> None:
    snapshot = json.loads(json.dumps(EXAMPLES["snapshot"]))
    snapshot["view"]["next:0"]["ticket"] = "k3J9x0Qm2bVt7Lw5nRz1Ag"
    assert not validator({"$ref": "#/components/schemas/snapshot"}).is_valid(snapshot)


def test_every_close_code_is_explained() -> None:
    assert set(MEANING_OF_CODE) == set(CloseCode)
    assert document()["channels"]["stream"]["x-close-codes"]["4408"].endswith("Come back.")


def test_every_reference_leads_somewhere() -> None:
    contract = document()

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            if "$ref" in part:
                found = contract
                for step in part["$ref"].removeprefix("#/").split("/"):
                    found = found[step]
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(contract)
