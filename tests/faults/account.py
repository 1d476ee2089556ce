"""What was acknowledged, held against the log: nothing lost, nothing done twice, no hole, no number given twice."""

from collections import Counter
from typing import Any

import httpx2

from tests.faults.working import Acknowledged

PAGE = 1000
STARTS_A_TICKET = "TicketIssued"


def whole_log(client: httpx2.Client, office: str) -> list[dict[str, Any]]:
    """Every event of the office, in order."""
    events: list[dict[str, Any]] = []
    while True:
        after = events[-1]["seq"] if events else 0
        answer = client.get(f"/api/v1/offices/{office}/events", params={"after": after, "limit": PAGE})
        answer.raise_for_status()
        page = answer.json()["events"]
        if not page:
            return events
        events.extend(page)


def hold_against(log: list[dict[str, Any]], acknowledged: list[Acknowledged]) -> None:
    """Fail with a sentence that says what is wrong."""
    assert [event["seq"] for event in log] == list(range(1, len(log) + 1)), "the log has a hole or a repeat"
    by_command: dict[str, list[dict[str, Any]]] = {}
    for event in log:
        if event["command_id"] is not None:
            by_command.setdefault(event["command_id"], []).append(event)
    lost = [each for each in acknowledged if _leaves_a_trace(each) and each.key not in by_command]
    assert not lost, f"{len(lost)} acknowledged commands are not in the log, the first: {lost[0]}"
    twice = {
        key: [event["event"] for event in events]
        for key, events in by_command.items()
        if max(Counter(event["event"] for event in events).values()) > 1
    }
    assert not twice, f"commands were carried out twice: {list(twice.items())[:3]}"
    issued = [event["data"] for event in log if event["event"] == STARTS_A_TICKET]
    assert max(Counter(data["ticket"] for data in issued).values(), default=1) == 1, "a ticket was issued twice"
    assert max(Counter(data["number"] for data in issued).values(), default=1) == 1, "a number was given twice"
    numbers = {data["ticket"]: data["number"] for data in issued}
    for each in acknowledged:
        if each.path.endswith("/tickets"):
            assert numbers[each.answer["id"]] == each.answer["number"], f"{each} has another number in the log"


def _leaves_a_trace(acknowledged: Acknowledged) -> bool:
    """`call_next` with nobody to call changes nothing, so the log has nothing to say of it."""
    return acknowledged.answer.get("ticket", True) is not None
