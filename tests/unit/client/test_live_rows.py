"""Rows on the client's side: what a snapshot, an event and a gap do to them."""

import pytest

from queue_server.client.stream import GapFound, LiveRows, StreamAddress

SNAPSHOT = {"type": "snapshot", "seq": 7, "epoch": "e1", "view": {"desk:1": {"kind": "desk", "number": "1"}}}


def event(seq: int, *changes: dict[str, object]) -> dict[str, object]:
    """An event message."""
    return {"type": "event", "seq": seq, "changes": list(changes)}


def test_events_put_and_delete_rows() -> None:
    live = LiveRows()
    live.take(SNAPSHOT)
    live.take(event(8, {"op": "put", "key": "call:П001", "row": {"number": "П001"}}))
    live.take(event(9, {"op": "delete", "key": "desk:1"}, {"op": "delete", "key": "never:there"}))
    assert (live.seq, live.rows) == (9, {"call:П001": {"number": "П001"}})


def test_a_snapshot_in_place_of_a_backlog_begins_anew() -> None:
    live = LiveRows()
    live.take(SNAPSHOT)
    live.take({"type": "snapshot", "seq": 400, "epoch": "e2", "view": {}})
    assert (live.seq, live.epoch, live.rows) == (400, "e2", {})


def test_a_gap_is_an_error() -> None:
    live = LiveRows()
    live.take(SNAPSHOT)
    with pytest.raises(GapFound):
        live.take(event(9))


def test_a_ping_changes_nothing() -> None:
    live = LiveRows()
    live.take(SNAPSHOT)
    live.take({"type": "ping", "seq": 7, "now": "2026-03-02T06:05:00.000Z"})
    assert live.seq == 7


def test_the_address_goes_on_from_where_the_rows_stand() -> None:
    address = StreamAddress("https://queue.test/", "klin", "desk", desk="1")
    live = LiveRows()
    assert address.at(live) == "wss://queue.test/api/v1/offices/klin/stream?view=desk&desk=1"
    live.take(SNAPSHOT)
    assert address.at(live).endswith("?view=desk&desk=1&after=7&epoch=e1")


def test_without_an_office_the_address_is_that_of_all_of_them() -> None:
    address = StreamAddress("https://queue.test/", None, "supervisor")
    assert address.at(LiveRows()) == "wss://queue.test/api/v1/stream?view=supervisor"


def test_changes_of_many_offices_are_taken_like_an_event() -> None:
    live = LiveRows()
    live.take(SNAPSHOT)
    live.take({"type": "changes", "seq": 8, "changes": [{"op": "put", "key": "office:klin", "row": {"waiting": 2}}]})
    assert (live.seq, live.rows["office:klin"]) == (8, {"waiting": 2})
