"""A day in an office in which anything may be asked in any order, and what must hold after every step."""

from collections import Counter
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from queue_server.domain import commands as c
from queue_server.domain.clocks import accountable_ms, service_ms, visit_ms, wait_ms, walk_ms
from queue_server.domain.configuration import PolicyName
from queue_server.domain.events import (
    Event,
    OfficeConfigured,
    TicketBooked,
    TicketCalled,
    TicketCheckedIn,
    TicketIssued,
)
from queue_server.domain.evolve import fold
from queue_server.domain.handling import handle
from queue_server.domain.judging import tally
from queue_server.domain.office import Office
from queue_server.domain.policies import POLICIES
from queue_server.domain.rejection import CommandRejected
from queue_server.domain.standing import at_rest, rebuild
from queue_server.domain.ticket import PinKind, PostponedBy, Ticket, TicketState
from queue_server.log.codec import decode_office, encode_office, put_away
from tests.unit.domain.scenario import at, configured

TOPICS = ("meters", "contract", "debt")
DESKS = ("1", "2", "3")
MANAGERS = ("ivanova", "petrov", "sidorova")
NAMES = tuple(f"t{n}" for n in range(12))
BOOKED, WAITING, CALLED = TicketState.BOOKED, TicketState.WAITING, TicketState.CALLED
SERVING, POSTPONED, NO_SHOW = TicketState.SERVING, TicketState.POSTPONED, TicketState.NO_SHOW
VISITORS_OWN = (c.Cancel, c.Rate)

tickets = st.integers(0, 47)
"""Which ticket a command names: three times in four one in a state that allows it, if there is one (see `one`)."""

desks = st.sampled_from(DESKS)
topics = st.sampled_from(TOPICS)
categories = st.sampled_from([None, None, "veteran", "infant"])
reasons = st.sampled_from([None, "said so"])
pauses = st.sampled_from([0, 0, 1, 20, 40, 60, 180, 181, 600, 900, 901, 3600])


class AnyDay(RuleBasedStateMachine):
    """Commands come in any order, sensible or not; refused ones must change nothing."""

    @initialize(policy=st.sampled_from(list(PolicyName)), opens=st.sampled_from([True, True, True, True, False]))
    def begin(self, policy: PolicyName, opens: bool) -> None:
        self.office: Office = configured(policy=policy, slot_capacity=2).office
        self.log: list[Event] = [OfficeConfigured(at=at(-120), config=self.office.configured)]
        self.now = at(-70)
        self.given: dict[str, str] = {}
        if opens:
            self.ask(c.OpenDay())
            for desk, manager in zip(DESKS, MANAGERS, strict=True):
                self.ask(c.OpenDesk(desk, manager))

    def ask(self, command: c.Command) -> None:
        """Puts one command to the office and checks what no command may do."""
        before = {t.id: accountable_ms(t, self.now) for t in self.office.tickets.values()}
        expected = expected_call(self.office, command, self.now)
        try:
            events, office = handle(self.office, command, self.now)
        except CommandRejected as refusal:
            assert refusal.code
            assert fold(Office(id="klin"), self.log) == self.office, "a refused command changed the office"
            return
        self.log += events
        self.office = office
        if expected is not NOT_ASKED:
            called = [event.ticket for event in events if isinstance(event, TicketCalled)]
            assert (called[-1] if called else None) == expected, "the rule chose otherwise than a look at everybody"
        if not isinstance(command, VISITORS_OWN):
            for ticket in office.tickets.values():
                assert accountable_ms(ticket, self.now) >= before.get(ticket.id, 0), f"{command} lowered a wait"

    def fresh(self, choice: int) -> str:
        """A new ticket's id, or now and then a known one."""
        return f"n{len(self.office.tickets)}" if choice % 8 else NAMES[choice // 4]

    def one(self, choice: int, *states: TicketState) -> str:
        """The ticket that `choice` stands for: mostly one in `states`, now and then any at all."""
        fitting = sorted(ticket.id for ticket in self.office.tickets.values() if ticket.state in states)
        if fitting and choice % 4:
            return fitting[choice // 4 % len(fitting)]
        return NAMES[choice // 4]

    @rule(seconds=pauses)
    def time_passes(self, seconds: int) -> None:
        self.now += seconds * 1000

    @rule()
    def the_server_starts_again_from_a_snapshot(self) -> None:
        again = decode_office(encode_office(self.office))
        assert again == self.office
        self.office = again

    @rule()
    def visits_that_are_over_are_put_away(self) -> None:
        self.office = put_away(self.office)
        assert not any(map(at_rest, self.office.tickets.at_hand()))

    @rule(choice=tickets, topic=topics, category=categories)
    def issue(self, choice: int, topic: str, category: str | None) -> None:
        self.ask(c.Issue(self.fresh(choice), topic, category=category))

    @rule(choice=tickets, topic=topics, ago=st.sampled_from([0, 60, 3600, 30 * 3600]))
    def issue_offline(self, choice: int, topic: str, ago: int) -> None:
        self.ask(c.Issue(self.fresh(choice), topic, issued_at=self.now - ago * 1000, offline=True))

    @rule(choice=tickets, topic=topics, minutes=st.integers(-10, 90))
    def book(self, choice: int, topic: str, minutes: int) -> None:
        self.ask(c.Book(self.fresh(choice), topic, self.now + minutes * 60_000))

    @rule(choice=tickets)
    def check_in(self, choice: int) -> None:
        self.ask(c.CheckIn(self.one(choice, BOOKED)))

    @rule(desk=desks)
    def call_next(self, desk: str) -> None:
        self.ask(c.CallNext(desk))

    @rule(desk=desks, start=st.booleans(), serve_s=pauses)
    def serve_one(self, desk: str, start: bool, serve_s: int) -> None:
        """The usual way of a visit, so that sequences get deep."""
        self.ask(c.CallNext(desk))
        ticket = self.office.desks[desk].ticket
        if ticket is not None and start:
            self.ask(c.Start(ticket))
            self.now += serve_s * 1000
            self.ask(c.Complete(ticket, "settled"))

    @rule(desk=desks, choice=tickets, reason=reasons)
    def call(self, desk: str, choice: int, reason: str | None) -> None:
        self.ask(c.Call(desk, self.one(choice, WAITING, POSTPONED, NO_SHOW), reason))

    @rule(choice=tickets, kind=st.sampled_from([c.Recall, c.Start, c.Start, c.ReturnToQueue, c.MarkNoShow]))
    def at_the_desk(self, choice: int, kind: Any) -> None:
        self.ask(kind(self.one(choice, CALLED)))

    @rule(choice=tickets)
    def restore(self, choice: int) -> None:
        self.ask(c.Restore(self.one(choice, NO_SHOW)))

    @rule(choice=tickets)
    def resume(self, choice: int) -> None:
        self.ask(c.Resume(self.one(choice, POSTPONED)))

    @rule(choice=tickets, comes_back=st.booleans())
    def does_not_come(self, choice: int, comes_back: bool) -> None:
        ticket = self.one(choice, CALLED)
        self.ask(c.Recall(ticket))
        self.now += 40_000
        self.ask(c.MarkNoShow(ticket))
        if comes_back:
            self.ask(c.Restore(ticket))

    @rule(choice=tickets, kind=st.sampled_from([c.AddTopic, c.SwitchTopic]), topic=topics)
    def topics_of_the_visit(self, choice: int, kind: Any, topic: str) -> None:
        self.ask(kind(self.one(choice, SERVING), topic))

    @rule(choice=tickets, kind=st.sampled_from([c.FinishTopic, c.Complete]), outcome=reasons)
    def finish(self, choice: int, kind: Any, outcome: str | None) -> None:
        self.ask(kind(self.one(choice, SERVING), outcome))

    @rule(
        choice=tickets,
        topic=st.none() | topics,
        manager=st.none() | st.sampled_from(MANAGERS),
        desk=st.none() | desks,
        back=st.booleans(),
    )
    def transfer(self, choice: int, topic: str | None, manager: str | None, desk: str | None, back: bool) -> None:
        self.ask(
            c.Transfer(self.one(choice, CALLED, SERVING), topic=topic, manager=manager, to_desk=desk, return_to_me=back)
        )

    @rule(choice=tickets, by=st.none() | st.sampled_from(list(PostponedBy)), due_s=st.none() | pauses)
    def postpone(self, choice: int, by: PostponedBy | None, due_s: int | None) -> None:
        self.ask(
            c.Postpone(
                self.one(choice, WAITING, CALLED, SERVING),
                by,
                "papers",
                None if due_s is None else self.now + due_s * 1000,
            )
        )

    @rule(choice=tickets, kind=st.sampled_from([c.Cancel, c.MarkLeft]))
    def goes(self, choice: int, kind: Any) -> None:
        self.ask(kind(self.one(choice, WAITING, POSTPONED, BOOKED)))

    @rule(choice=tickets, reason=reasons)
    def remove(self, choice: int, reason: str | None) -> None:
        self.ask(c.Remove(self.one(choice, WAITING, CALLED, SERVING, POSTPONED, BOOKED), reason))

    @rule(choice=tickets, score=st.integers(0, 6))
    def rate(self, choice: int, score: int) -> None:
        self.ask(c.Rate(self.one(choice, TicketState.COMPLETED), score))

    @rule(desk=desks, manager=st.sampled_from(MANAGERS))
    def open_desk(self, desk: str, manager: str) -> None:
        self.ask(c.OpenDesk(desk, manager))

    @rule(desk=desks, kind=st.sampled_from([c.CloseDesk, c.StartBreak, c.EndBreak]))
    def desk(self, desk: str, kind: Any) -> None:
        self.ask(kind(desk))

    @rule(desk=desks, chosen=st.lists(topics, unique=True))
    def set_topics(self, desk: str, chosen: list[str]) -> None:
        self.ask(c.SetTopics(desk, tuple(chosen)))

    @rule(command=st.sampled_from([c.OpenDay(), c.StopIssuing(), c.ResumeIssuing()]))
    def day(self, command: c.Command) -> None:
        self.ask(command)

    @precondition(lambda self: len(self.log) > 40)
    @rule()
    def close_day(self) -> None:
        self.ask(c.CloseDay())

    @rule(topic=topics, kind=st.sampled_from([c.SuspendTopic, c.ResumeTopic]))
    def suspend(self, topic: str, kind: Any) -> None:
        self.ask(kind(topic))

    @rule(policy=st.sampled_from(list(PolicyName)))
    def configure_anew(self, policy: PolicyName) -> None:
        self.ask(c.Configure(configured(policy=policy, slot_capacity=2).office.configured))

    @invariant()
    def a_visitor_is_at_one_desk_at_most(self) -> None:
        if not hasattr(self, "office"):
            return
        at_desks = {desk.ticket: number for number, desk in self.office.desks.items() if desk.ticket is not None}
        assert len(at_desks) == sum(desk.ticket is not None for desk in self.office.desks.values())
        with_desk = {
            ticket.id: ticket.desk
            for ticket in self.office.tickets.values()
            if ticket.state in (TicketState.CALLED, TicketState.SERVING)
        }
        assert with_desk == at_desks

    @invariant()
    def nobody_is_lost(self) -> None:
        if not hasattr(self, "office"):
            return
        standing = [
            entry[2] for lines in (self.office.lines, self.office.early) for line in lines.values() for entry in line
        ]
        waiting = [ticket.id for ticket in self.office.tickets.values() if ticket.state is TicketState.WAITING]
        assert Counter(standing) == Counter(waiting)
        known = {event.ticket for event in self.log if isinstance(event, TicketIssued | TicketBooked)}
        assert known == {ticket.id for ticket in self.office.tickets.values()}

    @invariant()
    def numbers_of_a_day_and_prefix_never_repeat(self) -> None:
        if not hasattr(self, "office"):
            return
        numbered = [
            (event.date, event.number) for event in self.log if isinstance(event, TicketIssued | TicketCheckedIn)
        ]
        assert len(numbered) == len(set(numbered))

    @invariant()
    def the_clocks_fit_into_the_visit(self) -> None:
        if not hasattr(self, "office"):
            return
        for t in self.office.tickets.values():
            inside = wait_ms(t, self.now) + walk_ms(t, self.now) + service_ms(t, self.now)
            assert 0 <= inside <= visit_ms(t, self.now)
            assert 0 <= accountable_ms(t, self.now) <= visit_ms(t, self.now)

    @invariant()
    def every_issued_visit_is_judged_undecided_or_excluded(self) -> None:
        if not hasattr(self, "office"):
            return
        sums = tally(self.office.tickets.values(), self.now, self.office.configured.limits)
        assert sums.met + sums.breached + sums.undecided + sums.excluded == sums.issued

    def teardown(self) -> None:
        if not hasattr(self, "office"):
            return
        again = fold(Office(id="klin"), self.log)
        assert again == self.office, "replaying the log gives another state"
        assert rebuild(self.office) == self.office, "the lines are not what the tickets say"
        assert all(early.at <= late.at for early, late in zip(self.log, self.log[1:], strict=False))


NOT_ASKED = object()


def expected_call(office: Office, command: c.Command, now: int) -> object:
    """Whom `call_next` must call, found by looking at every waiting ticket; `NOT_ASKED` for other commands."""
    if not isinstance(command, c.CallNext):
        return NOT_ASKED
    desk = office.desks[command.desk]
    config = office.configured
    manager = config.managers.get(desk.manager or "")
    if manager is None:
        return NOT_ASKED
    policy = POLICIES[config.policy]
    ranked = []
    for ticket in office.tickets.values():
        topic = ticket.topic
        was_waiting = ticket.state is TicketState.WAITING
        is_due = ticket.state is TicketState.POSTPONED and ticket.due_at is not None and ticket.due_at <= now
        if topic not in desk.topics or topic not in manager.topics or not (was_waiting or is_due):
            continue
        if is_due:
            return NOT_ASKED
        if not _free_for(ticket, desk.number, manager.id, now):
            continue
        early = ticket.appointment and ticket.slot_at is not None and now < ticket.slot_at and ticket.early
        place = policy.place(ticket, config) + policy.penalty(manager.topics[topic], config)
        ranked.append((early, place, ticket.order, ticket.id))
    return min(ranked)[3] if ranked else None


def _free_for(ticket: Ticket, desk: str, manager: str, now: int) -> bool:
    pin = ticket.pin
    if pin is None or now >= pin.until_at:
        return True
    return pin.to == (manager if pin.kind is PinKind.MANAGER else desk)
