"""When a visit passed its target, by the clocks: what a step came to is counted by it, and no transfer may move it."""

from collections.abc import Mapping, Sequence

from analytics.outlook.passed import PassedMoments, between, passed_in_one_stretch
from queue_server.domain import commands as c
from queue_server.domain.clocks import accountable_ms
from queue_server.domain.commands import Command
from queue_server.domain.events import Event
from queue_server.domain.handling import handle
from queue_server.domain.ids import SECOND, Instant, OfficeId, TicketId
from queue_server.domain.office import Office
from queue_server.domain.ticket import PostponedBy, TicketState
from queue_server.log.recorded import FIRST_HASH, Recorded
from tests.unit.analytics.skilled_office import MONDAY, config
from tests.unit.projections.halls import long_story, story


class Log:
    """Events as they are kept, and the reading of one ticket's."""

    def __init__(self) -> None:
        self.recorded: list[Recorded] = []
        self.read_of: list[list[TicketId]] = []

    def add(self, event: Event) -> None:
        number = len(self.recorded) + 1
        self.recorded.append(Recorded("klin", number, event.at, event, "test", None, FIRST_HASH, FIRST_HASH))

    async def read(self, _office: OfficeId, tickets: Sequence[TicketId]) -> Mapping[TicketId, Sequence[Recorded]]:
        self.read_of.append(list(tickets))
        return {
            ticket: [one for one in self.recorded if getattr(one.event, "ticket", None) == ticket] for ticket in tickets
        }


class Hall:
    """The hall with skills, done to by commands at seconds of the day."""

    def __init__(self) -> None:
        self.log, self.office = Log(), Office("klin")
        self.moments = PassedMoments(self.log.read)
        self.at(0, c.Configure(config()), c.OpenDay(), c.OpenDesk("1", "m1"), c.OpenDesk("2", "m2"))

    def at(self, seconds: float, *commands: Command) -> "Hall":
        for command in commands:
            events, self.office = handle(self.office, command, MONDAY + round(seconds * SECOND))
            for event in events:
                self.log.add(event)
        return self

    async def passed(self, seconds: float) -> list[float]:
        found = await self.moments.of(self.office, MONDAY + round(seconds * SECOND))
        return [(moment - MONDAY) / SECOND for moment in found]


async def test_a_wait_of_one_stretch_is_told_by_the_ticket() -> None:
    hall = (
        Hall().at(100, c.Issue("a", "meters", "veteran")).at(1500, c.CallNext("1"), c.Start("a"), c.Complete("a", ""))
    )
    assert await hall.passed(2000) == [1000]
    assert hall.log.read_of == []
    waits = Hall().at(100, c.Issue("a", "meters"))
    assert (await waits.passed(1000), await waits.passed(1001), waits.log.read_of) == ([], [1000], [])


async def test_a_transfer_long_after_moves_nothing() -> None:
    """A step at 1,500 s was made when it was late already: by the promise, set anew, it would have passed at 1,900."""
    hall = Hall().at(0, c.Issue("a", "meters")).at(1000, c.CallNext("1"), c.Start("a"))
    hall.at(2000, c.Transfer("a", topic="meters"))
    assert hall.office.tickets.get("a").promise_at == MONDAY + 1900 * SECOND  # type: ignore[union-attr]
    assert await hall.passed(2100) == [900]
    moments = await hall.moments.of(hall.office, MONDAY + 2100 * SECOND)
    step_at = MONDAY + 1500 * SECOND
    assert (between(moments, MONDAY, step_at), between(moments, step_at, step_at + 3600 * SECOND)) == (1, 0)


async def test_what_was_within_when_it_was_sent_on_passes_in_the_second_wait() -> None:
    hall = Hall().at(0, c.Issue("a", "meters")).at(500, c.CallNext("1"), c.Start("a"))
    hall.at(2000, c.Transfer("a", topic="meters"))
    assert await hall.passed(2400) == []
    assert await hall.passed(2401) == [2400]


async def test_a_call_that_came_to_nothing_counts_when_it_is_taken_back() -> None:
    hall = Hall().at(0, c.Issue("a", "meters")).at(800, c.CallNext("1")).at(1000, c.ReturnToQueue("a"))
    assert await hall.passed(1100) == [1000]


async def test_a_pause_of_the_visitors_own_does_not_count_and_a_long_walk_does_at_its_end() -> None:
    paused = Hall().at(0, c.Issue("a", "meters")).at(100, c.Postpone("a", PostponedBy.VISITOR))
    paused.at(700, c.Resume("a"))
    assert (await paused.passed(1500), await paused.passed(1501)) == ([], [1500])
    walked = Hall().at(0, c.Issue("a", "meters")).at(850, c.CallNext("1")).at(1130, c.Start("a"))
    assert await walked.passed(1200) == [1130]


async def test_the_log_is_read_once_and_again_only_for_whom_something_happened_to() -> None:
    hall = Hall().at(0, c.Issue("a", "meters"), c.Issue("b", "meters"))
    hall.at(800, c.CallNext("1"), c.CallNext("2")).at(1000, c.ReturnToQueue("a"), c.ReturnToQueue("b"))
    assert await hall.passed(1100) == [1000, 1000]
    assert [sorted(read) for read in hall.log.read_of] == [["a", "b"]]
    hall.log.read_of.clear()
    assert await hall.passed(1200) == [1000, 1000]
    assert hall.log.read_of == []
    hall.at(1300, c.CallNext("1"), c.Start("a"))
    assert await hall.passed(1400) == [1000, 1000]
    assert hall.log.read_of == [["a"]]


async def test_nothing_is_kept_of_a_visit_that_is_forgotten() -> None:
    hall = Hall().at(0, c.Issue("a", "meters")).at(800, c.CallNext("1")).at(1000, c.ReturnToQueue("a"))
    gone = Office("klin", config=hall.office.config)
    assert await hall.passed(1100) == [1000]
    assert await hall.moments.of(gone, MONDAY + 1200 * SECOND) == []
    assert await hall.passed(1300) == [1000]
    assert hall.log.read_of == [["a"], ["a"]]


async def test_of_any_story_it_is_late_from_that_moment_on_and_was_not_before() -> None:
    told = 0
    for seed in range(8):
        log, offices = Log(), list[tuple[Instant, Office]]()
        for event, _, after in story(long_story(seed, length=160)):
            log.add(event)
            offices.append((event.at, after))
        now, last = offices[-1][0] + 1200 * SECOND, offices[-1][1]
        for ticket in last.tickets.values():
            if ticket.state is TicketState.BOOKED or accountable_ms(ticket, now) <= ticket.target_ms:
                continue
            only = Office(last.id, config=last.config, tickets=type(last.tickets)().put(ticket.id, ticket))
            (moment,) = await PassedMoments(log.read).of(only, now)
            told += passed_in_one_stretch(ticket) is None

            def late(at: Instant, states: Sequence[tuple[Instant, Office]] = offices, id_: str = ticket.id) -> bool:
                then = next((office for since, office in reversed(states) if since <= at), None)
                seen = then.tickets.get(id_) if then is not None else None
                return seen is not None and accountable_ms(seen, at) > seen.target_ms

            assert not late(moment - 1)
            assert all(late(at) for at in (moment + 1, *(at for at, _ in offices if at > moment), now))
    assert told > 5
