"""The curve of a day is what the office was at each moment; tickets of an earlier day bring their beginning along."""

from itertools import pairwise

from analytics.day.curve import STEP_MS, began_before, curve
from queue_server.domain.clocks import counts
from queue_server.domain.ids import SECOND
from queue_server.domain.office import Office
from queue_server.domain.routing import waiting_count
from queue_server.log.recorded import FIRST_HASH, Recorded
from tests.unit.projections.halls import TOPICS, long_story, story


def recorded_story(seed: int) -> tuple[list[Recorded], list[Office]]:
    records: list[Recorded] = []
    offices: list[Office] = []
    for event, _, after in story(long_story(seed, length=120)):
        records.append(Recorded("klin", len(records) + 1, event.at, event, "test", None, FIRST_HASH, FIRST_HASH))
        offices.append(after)
    return records, offices


def test_every_point_is_the_office_as_it_then_was() -> None:
    for seed in range(6):
        records, offices = recorded_story(seed)
        config = offices[-1].configured
        end_at = records[-1].at + 2 * STEP_MS
        points = curve(config, records, begin_at=records[0].at, end_at=end_at)
        assert all(later.at - earlier.at == STEP_MS for earlier, later in pairwise(points))
        for point in points:
            then = [office for record, office in zip(records, offices, strict=True) if record.at <= point.at][-1]
            assert point.waiting == sum(waiting_count(then, topic) for topic in TOPICS)
            open_desks = [desk for desk in then.desks.values() if desk.manager and desk.break_since_at is None]
            assert point.desks_open == len(open_desks)
            assert point.serving <= point.desks_open


def test_a_day_that_begins_in_the_middle_needs_only_the_tickets_that_were_there() -> None:
    records, offices = recorded_story(1)
    cut = len(records) // 2
    earlier, later = records[:cut], records[cut:]
    needed = began_before(later)
    brought = [record for record in earlier if getattr(record.event, "ticket", None) in needed]
    points = curve(offices[-1].configured, [*brought, *later], begin_at=later[0].at, end_at=later[-1].at)
    assert points
    assert {t for r in later if (t := getattr(r.event, "ticket", None))} >= set(needed)


def test_no_event_is_no_curve() -> None:
    _, offices = recorded_story(2)
    assert curve(offices[-1].configured, [], begin_at=0, end_at=3600 * SECOND) == []
    assert not any(counts(ticket) for ticket in Office("klin").tickets.values())
