"""A visit's story long after the office has forgotten it, and its rounds held against what is judged."""

from random import Random
from typing import Any

import pytest

from queue_server.api.hall_answers import HistoryAnswer
from queue_server.api.history import rounds, told
from queue_server.domain.clocks import accountable_ms
from queue_server.domain.ids import SECOND
from queue_server.log.recorded import Recorded
from tests.integration.api.doors import Doors
from tests.unit.projections.halls import long_story, story


async def test_a_visit_of_last_week_is_found_by_id_and_by_day_and_number(doors: Doors) -> None:
    taken = await doors.ticket()
    desk = await doors.desk_open()
    doors.time.pass_s(240)
    await desk.post("/api/v1/offices/klin/desks/1/call_next")
    await desk.post(f"/api/v1/tickets/{taken['id']}/start")
    doors.time.pass_s(300)
    await desk.post(f"/api/v1/tickets/{taken['id']}/complete", json={})
    chief = await doors.by("supervisor", "klin")
    before = (await chief.get(f"/api/v1/tickets/{taken['id']}/history")).json()
    assert (await chief.post("/api/v1/offices/klin/close_day", json={})).status_code == 200
    doors.time.pass_s(7 * 86_400)
    await doors.open_day("klin")
    again = await doors.by("supervisor", "klin")
    assert (await again.get(f"/api/v1/tickets/{taken['id']}")).status_code == 404, "the office has forgotten it"
    after = (await again.get(f"/api/v1/tickets/{taken['id']}/history")).json()
    HistoryAnswer.model_validate(after)
    assert after == before
    where = "/api/v1/offices/klin/history"
    found = await again.get(where, params={"day": "2026-03-02", "number": taken["number"].lower()})
    assert found.json() == before
    for day, number in (("2026-03-03", taken["number"]), ("2026-03-02", "П999")):
        missing = await again.get(where, params={"day": day, "number": number})
        assert (missing.status_code, missing.json()["code"]) == (404, "ticket_unknown")
    wrong = await again.get(where, params={"day": "yesterday", "number": "П001"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "request_invalid")
    elsewhere = await doors.by("supervisor", "tula")
    assert (await elsewhere.get(f"/api/v1/tickets/{taken['id']}/history")).status_code == 404
    assert (await elsewhere.get(where, params={"day": "2026-03-02", "number": "П001"})).status_code in (403, 404)


async def test_the_wait_told_with_the_ticket_stands_in_its_story_with_what_came_of_it(doors: Doors) -> None:
    desk = await doors.desk_open()
    served, waiting, gone = [await doors.ticket() for _ in range(3)]
    manager = await doors.by("manager", "klin")

    async def first(ticket: dict[str, Any]) -> dict[str, Any]:
        story = (await manager.get(f"/api/v1/tickets/{ticket['id']}/history")).json()
        HistoryAnswer.model_validate(story)
        found: dict[str, Any] = story["first_estimate"]
        return found

    told = await first(waiting)
    assert told["expected_wait"] == waiting["expected_wait"], "what the slip said"
    assert (told["told_at"], told["estimator"]) == (waiting["issued_at"], "simple")
    assert (told["called_after_s"], told["came"]) == (None, None)
    high_s = waiting["expected_wait"]["high_s"]
    doors.time.pass_s(served["expected_wait"]["likely_s"])
    await desk.post("/api/v1/offices/klin/desks/1/call_next")
    told = await first(served)
    assert (told["called_after_s"], told["came"]) == (served["expected_wait"]["likely_s"], "within")
    await (await doors.by(None)).post(f"/api/v1/tickets/{gone['id']}/cancel")
    doors.time.pass_s(high_s)
    assert (await first(waiting))["came"] == "later", "who waits longer than the range waits longer for certain"
    told = await first(gone)
    assert (told["called_after_s"], told["came"]) == (None, None), "nobody knows how long it would have been"


async def test_where_nobody_knew_a_wait_the_story_says_so(doors: Doors) -> None:
    taken = await doors.ticket()
    desk = await doors.desk_open()
    doors.time.pass_s(60)
    await desk.post("/api/v1/offices/klin/desks/1/call_next")
    told = (await desk.get(f"/api/v1/tickets/{taken['id']}/history")).json()["first_estimate"]
    assert (told["expected_wait"], told["estimator"]) == (None, None)
    assert (told["called_after_s"], told["came"]) == (60.0, None)


def test_the_rounds_of_a_story_explain_the_wait_that_is_judged() -> None:
    assert sum(explained(seed) for seed in range(12)) > 0, "stories in which nobody was restored show nothing of rounds"


def explained(seed: int) -> int:
    """Holds every story of one day against the domain's own clock; gives back how many have several rounds."""
    by_ticket: dict[str, list[Recorded]] = {}
    events = list(story(long_story(seed, length=300)))
    for seq, (event, _, _) in enumerate(events, start=1):
        ticket = getattr(event, "ticket", None)
        if ticket is not None:
            by_ticket.setdefault(ticket, []).append(Recorded("klin", seq, event.at, event, "somebody", None, "", ""))
    office, several = events[-1][2], 0
    at = office.last_at + Random(seed).randrange(1000) * SECOND
    for name, recorded in by_ticket.items():
        visit = office.tickets.get(name)
        assert visit is not None
        stretches, _ = told(office.configured, recorded, at)
        found = rounds(stretches)
        several += len(found) > 1
        judged = [one["counted_s"] for one in found if one["judged"]]
        assert judged == [pytest.approx(accountable_ms(visit, at) / SECOND)], (seed, name)
        assert sum(one["counted_s"] for one in found) == pytest.approx(sum(one["counted_s"] for one in stretches))
    return several
