"""Events once published are read for ever, and written the same until their version goes up.

`tests/golden/events/version-N.jsonl` holds each event type as that version writes it. A file is never edited: whoever
changes an event adds a version, an upcast, and a new file.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import msgspec
import pytest

from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.events import OfficeConfigured, TicketLeft
from queue_server.domain.evolve import fold
from queue_server.domain.office import Office
from queue_server.errors import LogDamaged
from queue_server.log import upcasts
from queue_server.log.codec import (
    FOLLOWS,
    TYPES,
    KeptOffice,
    decode_event,
    decode_office,
    encode_event,
    encode_office,
    put_away,
)
from queue_server.log.upcasts import version_of
from tests.contract.office_day import day

GOLDEN = Path(__file__).parents[1] / "golden" / "events"


@dataclass(frozen=True)
class Golden:
    type: str
    version: int
    data: str


def golden() -> Iterator[Golden]:
    for file in sorted(GOLDEN.glob("version-*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            raw = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
            yield Golden(json.loads(bytes(raw["type"])), json.loads(bytes(raw["version"])), bytes(raw["data"]).decode())


def test_every_event_type_has_a_golden_line_of_its_present_version() -> None:
    assert {(kind, version_of(kind)) for kind in TYPES} <= {(line.type, line.version) for line in golden()}


@pytest.mark.parametrize("line", list(golden()), ids=lambda line: f"{line.type}-{line.version}")
def test_what_was_published_is_read(line: Golden) -> None:
    event = decode_event(line.type, line.version, line.data)
    assert type(event).__name__ == line.type


@pytest.mark.parametrize("line", list(golden()), ids=lambda line: f"{line.type}-{line.version}")
def test_what_is_written_is_what_was_published(line: Golden) -> None:
    if line.version != version_of(line.type):
        pytest.skip("an older version is only read")
    written = encode_event(decode_event(line.type, line.version, line.data))
    published = json.loads(line.data)
    assert (written.type, written.version) == (line.type, line.version)
    assert shared_members(json.loads(written.data), published) == published


def shared_members(written: Any, published: Any) -> Any:
    """What was published says nothing of members that came later: those have a default."""
    if isinstance(written, dict) and isinstance(published, dict):
        return {key: shared_members(written[key], published[key]) for key in published}
    return written


def test_an_older_version_is_brought_up_to_the_present_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(upcasts.VERSIONS, "TicketLeft", 3)
    monkeypatch.setitem(upcasts.UPCASTS, ("TicketLeft", 1), lambda old: {"when": old["at"], "ticket": old["ticket"]})
    monkeypatch.setitem(upcasts.UPCASTS, ("TicketLeft", 2), lambda old: {"at": old["when"], "ticket": old["ticket"]})
    assert decode_event("TicketLeft", 1, '{"at": 5, "ticket": "t1"}') == TicketLeft(at=5, ticket="t1")


@pytest.mark.parametrize(
    ("kind", "version", "data"),
    [
        ("TicketVanished", 1, "{}"),
        ("TicketLeft", 7, "{}"),
        ("TicketLeft", 1, '{"at": 5}'),
        ("TicketLeft", 1, "nonsense"),
    ],
)
def test_what_nobody_published_is_called_damage(kind: str, version: int, data: str) -> None:
    with pytest.raises(LogDamaged):
        decode_event(kind, version, data)


def test_a_snapshot_keeps_all_that_does_not_follow_from_it() -> None:
    assert set(KeptOffice.__struct_fields__) | FOLLOWS == {field.name for field in fields(Office)}


def test_a_snapshot_is_read_as_it_was_kept() -> None:
    for count in (0, 1, 3, 5, 8, 15):
        office = fold(Office("klin"), day(3)[:count])
        assert decode_office(encode_office(office)) == office


def test_a_damaged_snapshot_is_told_when_it_is_read_and_not_when_a_ticket_is_asked_for() -> None:
    kept = encode_office(fold(Office("klin"), day(3)))
    for place in range(0, len(kept), 7):
        with pytest.raises(LogDamaged):
            decode_office(kept[:place] + bytes([kept[place] ^ 1]) + kept[place + 1 :])


def test_a_snapshot_of_what_was_put_away_is_the_same_to_the_byte() -> None:
    office = fold(Office("klin"), day(5))
    assert encode_office(put_away(office)) == encode_office(office)


def test_a_configuration_of_an_older_program_lacks_what_came_later() -> None:
    event = decode_event(
        "OfficeConfigured", 1,
        '{"at": 1, "config": {"id": "klin", "name": {}, "timezone": "UTC", "topics": {}, "desks": [], "managers": {}}}',
    )  # fmt: skip
    assert event == OfficeConfigured(1, OfficeConfig("klin", {}, "UTC", {}, (), {}))
