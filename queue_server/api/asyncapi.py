"""The stream's contract as AsyncAPI 3, at `/api/v1/asyncapi.json`. Schemas of rows are made from the views' types.

Knows which rows each view has and how the messages are put together. A test holds it to the messages that are sent.
"""

from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from typing import Any

import msgspec

from queue_server.api.alert_answers import AlertRow
from queue_server.api.answers import Answer
from queue_server.api.outlook_answers import HelpRow, StepRow
from queue_server.api.schedule_answers import ScheduleRow
from queue_server.projections.board import BoardDeskRow, BoardOfficeRow, CallRow, NextRow
from queue_server.projections.desk import LineRow
from queue_server.projections.office import OfficeRow, TopicRow
from queue_server.projections.queue import QueueTicketRow
from queue_server.projections.staff_rows import StaffDeskRow, StaffOfficeRow, StaffTopicRow
from queue_server.projections.standing_aside import NoShowRow, PostponedRow
from queue_server.projections.supervisor import (
    OverviewOfficeRow,
    SupervisorDeskRow,
    SupervisorOfficeRow,
    SupervisorTopicRow,
)
from queue_server.projections.ticket import TicketRow
from queue_server.projections.visitor import VisitorRow
from queue_server.push.codes import CloseCode

Schema = dict[str, Any]

ROWS_OF_VIEW: dict[str, dict[str, Any]] = {
    "board": {"office:{id}": BoardOfficeRow, "call:{number}": CallRow, "next:{position}": NextRow,
              "desk:{number}": BoardDeskRow},
    "kiosk": {"office:{id}": OfficeRow, "topic:{id}": TopicRow},
    "ticket": {"ticket": TicketRow, "office:{id}": OfficeRow},
    "desk": {"office:{id}": StaffOfficeRow, "topic:{id}": StaffTopicRow, "desk:{number}": StaffDeskRow,
             "visitor": VisitorRow, "line": LineRow, "postponed:{id}": PostponedRow, "no_show:{id}": NoShowRow},
    "queue": {"office:{id}": StaffOfficeRow, "desk:{number}": StaffDeskRow, "topic:{id}": StaffTopicRow,
              "ticket:{id}": QueueTicketRow},
    "supervisor": {"office:{id}": SupervisorOfficeRow, "topic:{id}": SupervisorTopicRow,
                   "desk:{number}": SupervisorDeskRow, "ticket:{id}": QueueTicketRow},
}  # fmt: skip
"""The rows of each view by the form of their key."""

ROWS_OF_OVERVIEW: dict[str, Any] = {
    "office:{id}": OverviewOfficeRow, "alert:{id}": AlertRow, "schedule:{office}": ScheduleRow,
    "step:{id}": StepRow, "help:{id}": HelpRow,
}  # fmt: skip
"""The rows of the view over all offices."""

MEANING_OF_CODE: dict[CloseCode, str] = {
    CloseCode.POLICY: "The client sent what it may not, or more than 20 messages a second.",
    CloseCode.TOO_BIG: "The client sent a message above 64 KB.",
    CloseCode.FAILED: "Something went wrong here. Come back.",
    CloseCode.RESTART: "The server stops or restarts. Come back in a moment, each page after a random while.",
    CloseCode.TOO_MANY: "Too many sockets of one device or address. Come back later.",
    CloseCode.NO_IDENTITY: "Nobody, or rights that were taken back. Say who you are; stay away until then.",
    CloseCode.NOT_ALLOWED: "Known, and not allowed to see this view. Stay away.",
    CloseCode.UNKNOWN: "No such office, view, desk or ticket, or none that the caller may know of. Stay away.",
    CloseCode.TOO_SLOW: "The reader did not keep up. Come back.",
    CloseCode.GONE: "What was looked at is gone for good. Stay away.",
}

DESCRIPTION = """A live view is a map of keyed rows. First comes a snapshot; then there is one event message for
every event of the office's log, in order and without gaps, each with the rows it made, replaced or ended in this view,
which may be none. With `after` (and `epoch`) the server sends what followed, all of it, or a fresh snapshot; a reader
who does not keep up gets a snapshot in place of a backlog. So a snapshot may come at any time and replaces all rows. A
ping every 15 s carries the server's time and the `seq` of the last message before it: who hears nothing for 35 s should
call its data stale and come back. Rows carry instants, not ages, and do not change by time alone."""

OVERVIEW = """One row an office that the reader may see, one for each of its open alerts, one for today's schedule where
one is published, one for each step that was agreed on for a time and for each colleague whom another office asks for.
Messages are numbered by the server's own count, which begins anew with every epoch; a message `changes` holds every
office that is not what it was, ten times a second at most, whichever events did it. With `after` and `epoch` the server
sends what followed, all of it, or a fresh snapshot. Waits above the standard are given as the moments at which they
become so; the load of the last half-hour is read anew every half-minute. """

OPENING = """Send `Authorization: Bearer …`, or the session's or device's cookie from a page of this origin, or
`stream_ticket` from `POST /api/v1/stream_tickets`. The view `ticket` needs only the ticket's id."""

TIME = "2026-03-02T06:09:00.000Z"
EXAMPLE_CALL = {
    "kind": "call", "number": "П001", "desk": "1", "called_at": TIME, "announced_at": TIME, "calls": 1,
    "state": "called",
}  # fmt: skip
EXAMPLE_BOARD = {
    "kind": "office", "id": "klin", "name": {"ru": "Клин", "en": "Klin"}, "timezone": "Europe/Moscow", "open": True,
    "issuing": True, "waiting": 1, "phone_join": True, "message": {}, "standard_s": 900.0,
    "expected_wait": {"low_s": 240.0, "likely_s": 420.0, "upper_s": 660.0, "high_s": 780.0},
}  # fmt: skip
EXAMPLE_OVERVIEW = {
    "kind": "office", "id": "klin", "name": {"ru": "Клин", "en": "Klin"}, "territory": "north",
    "timezone": "Europe/Moscow", "open": True, "issuing": True, "message": {}, "standard_s": 900.0, "goal": 0.95,
    "day": "2026-03-02", "waiting": 12, "longest_since_at": "2026-03-02T05:52:10.000Z",
    "longest_ticket": "k3J9x0Qm2bVt7Lw5nRz1Ag", "above_now": 1, "above_earlier": 0,
    "above_standard_at": ["2026-03-02T06:09:40.000Z"],
    "issued": 61, "met": 45, "breached": 2, "excluded": 1, "abandoned": 1, "no_show": 2, "served": 40,
    "desks": {"all": 6, "open": 5, "ready": 1, "calling": 0, "serving": 3, "on_break": 1, "back_office": 0,
              "idle_waiting": 1},
    "idle_since_at": "2026-03-02T06:08:20.000Z", "suspended": 0, "load_share": 0.83, "load_working_s": 7260.0,
    "load_over_s": 1800.0,
}  # fmt: skip
EXAMPLES: dict[str, Schema] = {
    "snapshot": {
        "type": "snapshot",
        "seq": 41,
        "epoch": "0b9rJ5k1yq0Y",
        "now": TIME,
        "view": {
            "office:klin": EXAMPLE_BOARD,
            "next:0": {"kind": "next", "position": 0, "number": "П001", "topic": "meters"},
            "desk:1": {"kind": "desk", "number": "1", "open": True, "number_called": None, "state": "ready"},
        },
    },
    "event": {
        "type": "event",
        "seq": 42,
        "at": TIME,
        "event": "TicketCalled",
        "changes": [
            {"op": "put", "key": "office:klin", "row": {**EXAMPLE_BOARD, "waiting": 0}},
            {"op": "put", "key": "call:П001", "row": EXAMPLE_CALL},
            {"op": "delete", "key": "next:0"},
        ],
    },
    "changes": {
        "type": "changes",
        "seq": 8,
        "at": TIME,
        "changes": [{"op": "put", "key": "office:klin", "row": EXAMPLE_OVERVIEW}],
    },
    "ping": {"type": "ping", "now": TIME, "seq": 42},
    "ask": {"type": "ping"},
}


OF_ONE_OFFICE = ("snapshot", "event", "ping", "ask")
OF_ALL_OFFICES = ("snapshot", "changes", "ping", "ask")


@cache
def encoded() -> bytes:
    """The document as JSON, made once."""
    return msgspec.json.encode(document())


def document() -> Schema:
    """The whole contract."""
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "queue-server", "version": version("queue-server"), "description": DESCRIPTION},
        "defaultContentType": "application/json",
        "channels": {
            "stream": {
                "address": "/api/v1/offices/{office}/stream",
                "title": "One live view of one office",
                "description": OPENING,
                "parameters": {"office": {"description": "The office's id.", "examples": ["klin"]}},
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in OF_ONE_OFFICE},
                "bindings": {"ws": {"method": "GET", "query": _query(), "bindingVersion": "0.1.0"}},
                "x-close-codes": {str(int(code)): meaning for code, meaning in MEANING_OF_CODE.items()},
                "x-rows-of-view": {
                    view: {key: {"$ref": _reference(row.__name__)} for key, row in rows.items()}
                    for view, rows in ROWS_OF_VIEW.items()
                },
            },
            "overview": {
                "address": "/api/v1/stream",
                "title": "All offices that the reader may see",
                "description": OVERVIEW + OPENING,
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in OF_ALL_OFFICES},
                "bindings": {"ws": {"method": "GET", "query": _overview_query(), "bindingVersion": "0.1.0"}},
                "x-close-codes": {str(int(code)): meaning for code, meaning in MEANING_OF_CODE.items()},
                "x-rows-of-view": {
                    "supervisor": {key: {"$ref": _reference(row.__name__)} for key, row in ROWS_OF_OVERVIEW.items()}
                },
            },
        },
        "operations": {
            "sendView": {
                "action": "send",
                "channel": {"$ref": "#/channels/stream"},
                "summary": "The server shows the view and every change of it.",
                "messages": [{"$ref": f"#/channels/stream/messages/{name}"} for name in ("snapshot", "event", "ping")],
            },
            "sendOverview": {
                "action": "send",
                "channel": {"$ref": "#/channels/overview"},
                "summary": "The server shows all offices and every change of them.",
                "messages": [
                    {"$ref": f"#/channels/overview/messages/{name}"} for name in ("snapshot", "changes", "ping")
                ],
            },
            "receiveAsk": {
                "action": "receive",
                "channel": {"$ref": "#/channels/stream"},
                "summary": "A client may ask for a sign of life; it need not send anything.",
                "messages": [{"$ref": "#/channels/stream/messages/ask"}],
            },
            "receiveOverviewAsk": {
                "action": "receive",
                "channel": {"$ref": "#/channels/overview"},
                "summary": "A client may ask for a sign of life; it need not send anything.",
                "messages": [{"$ref": "#/channels/overview/messages/ask"}],
            },
        },
        "components": {"messages": dict(_messages()), "schemas": _schemas()},
    }


def _query() -> Schema:
    return {
        "type": "object",
        "required": ["view"],
        "properties": {
            "view": {"type": "string", "enum": list(ROWS_OF_VIEW)},
            "after": {"type": "integer", "minimum": 0, "description": "The `seq` that the client has reached."},
            "epoch": {"type": "string", "description": "The epoch it has it from: another one means a fresh snapshot."},
            "desk": {"type": "string", "description": "For `desk`: its number; else the desk of the device."},
            "ticket": {"type": "string", "description": "For `ticket`: its id."},
            "stream_ticket": {"type": "string", "description": "Proves who opens the stream: once, within a minute."},
        },
    }


def _overview_query() -> Schema:
    every = _query()["properties"]
    return {
        "type": "object",
        "required": ["view"],
        "properties": {
            "view": {"type": "string", "enum": ["supervisor"]},
            "territory": {"type": "string", "description": "Only the offices of this territory."},
            **{name: every[name] for name in ("after", "epoch", "stream_ticket")},
        },
    }


def _messages() -> Iterator[tuple[str, Schema]]:
    words = {
        "snapshot": "All rows as they are after event `seq`",
        "event": "What one event of the log changed in this view",
        "changes": "What has changed in many offices since the message before",
        "ping": "A sign of life",
        "ask": "Asks for a sign of life",
    }
    for name, summary in words.items():
        yield (
            name,
            {
                "name": name,
                "summary": summary,
                "payload": {"$ref": _reference(name)},
                "examples": [{"name": name, "payload": EXAMPLES[name]}],
            },
        )


def _schemas() -> Schema:
    views = (*ROWS_OF_VIEW.values(), ROWS_OF_OVERVIEW)
    every = list({row.__name__: row for rows in views for row in rows.values()}.values())
    types = [row for row in every if not issubclass(row, Answer)]
    _, found = msgspec.json.schema_components(types, ref_template=_reference("{name}"))
    rows: Schema = {name: _closed(schema) for name, schema in found.items()}
    instant = {"type": "string", "format": "date-time"}
    seq = {"type": "integer", "minimum": 0}
    key = {"type": "string", "description": "Its form tells the kind of row; see `x-rows-of-view`."}
    for model in (row for row in every if issubclass(row, Answer)):
        rows[model.__name__] = model.model_json_schema(ref_template=_reference("{model}"))
        rows.update(rows[model.__name__].pop("$defs", {}))
    rows["row"] = {"anyOf": [{"$ref": _reference(row.__name__)} for row in every]}
    row = {"$ref": _reference("row")}
    rows["put"] = _object(op={"const": "put"}, key=key, row=row)
    rows["delete"] = _object(op={"const": "delete"}, key=key)
    rows["snapshot"] = _object(
        type={"const": "snapshot"},
        seq=seq,
        epoch={"type": "string", "description": "Changes when a database was restored: nothing before it counts."},
        now=instant,
        view={"type": "object", "additionalProperties": row},
    )
    rows["event"] = _object(
        type={"const": "event"},
        seq=seq,
        at=instant,
        event={"type": "string", "description": "The event's name in the log.", "examples": ["TicketCalled"]},
        changes={"type": "array", "items": {"oneOf": [{"$ref": _reference("put")}, {"$ref": _reference("delete")}]}},
    )
    rows["changes"] = _object(
        type={"const": "changes"}, seq=seq, at=instant, changes=rows["event"]["properties"]["changes"]
    )
    rows["ping"] = _object(type={"const": "ping"}, now=instant, seq=seq)
    rows["ask"] = _object(type={"const": "ping"})
    return rows


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object", "properties": properties, "required": list(properties), "additionalProperties": False,
    }  # fmt: skip


def _closed(schema: Schema) -> Schema:
    """The schema of a row with nothing else allowed in it: a field that nobody named must not slip into a hall."""
    return {**schema, "additionalProperties": False} if "properties" in schema else schema


def _reference(name: str) -> str:
    return f"#/components/schemas/{name}"
