"""The other commands of an office: at the desk, out of the line, the end of a visit, the day."""

from typing import Any

from tests.property.second_reading.hall import Hall, Line, number, refuse_if, text
from tests.property.second_reading.rules import moment
from tests.property.second_reading.visit import Visit


class Office(Hall):
    """All commands."""

    # At the desk. "Touch no clock": add_topic, switch_topic, finish_topic.

    def do_start(self, line: Line, at: int) -> None:
        """“A pin ends for good at `start`.”"""
        visit = self.visit(line, "ticket_not_called", "called")
        visit.go("serving", at, "start")
        visit.pin = None
        if visit.topic and visit.topic not in visit.topics:
            visit.topics.insert(0, visit.topic)

    def serving(self, line: Line) -> Visit:
        """The visit named, if it is served."""
        return self.visit(line, "ticket_not_serving", "serving")

    def do_add_topic(self, line: Line, at: int) -> None:
        """Several topics, one visit, one number."""
        visit, topic = self.serving(line), self.topic(line)
        refuse_if(topic in visit.topics, "topic_already_added")
        visit.topics.append(topic)
        visit.topic = visit.topic or topic

    def do_switch_topic(self, line: Line, at: int) -> None:
        """“To an added one.”"""
        visit, topic = self.serving(line), self.topic(line)
        refuse_if(topic not in visit.topics, "topic_not_added")
        visit.topic = topic

    def do_finish_topic(self, line: Line, at: int) -> None:
        """“Activates the oldest remaining.”"""
        visit = self.serving(line)
        refuse_if(visit.topic is None, "topic_none_active")
        self.with_outcome([visit.topic], line)
        visit.topics = [topic for topic in visit.topics if topic != visit.topic]
        visit.topic = visit.topics[0] if visit.topics else None

    def with_outcome(self, topics: list[Any], line: Line) -> None:
        """“Outcome required where the topic says so.”"""
        needed = any(self.rules.topics[topic].get("outcome_required") for topic in topics)
        refuse_if(needed and not text(line, "outcome"), "outcome_required")

    def do_complete(self, line: Line, at: int) -> None:
        """“Returns the ticket to the latest sender with the topic it had there”; else “ends all”."""
        visit = self.serving(line)
        self.with_outcome(visit.topics, line)
        if not visit.senders:
            visit.go("completed", at, "complete")
            return
        manager, visit.topic = visit.senders.pop()
        visit.topics = []
        visit.go("waiting", at, "complete")
        self.pin(visit, "manager", manager, at)

    def do_transfer(self, line: Line, at: int) -> None:
        """“Exactly one of `topic`, `manager`, `to_desk`”; it “waits for the active” topic."""
        visit = self.visit(line, "ticket_not_called", "called", "serving")
        topic, manager, to_desk = text(line, "topic"), text(line, "manager"), number(line, "to_desk")
        refuse_if(sum(map(bool, (topic, manager, to_desk))) != 1, "transfer_target_required")
        back = line.get("return_to_me") is True
        if topic:
            self.topic(line)
        refuse_if(visit.topic is None and (topic is None or back), "topic_none_active")
        refuse_if(manager and manager not in self.rules.managers, "manager_unknown")
        if to_desk:
            self.desk(line, "to_desk")
        if back:
            visit.senders.append((self.desks[visit.desk or ""].manager or "", visit.topic or ""))
        if topic:
            visit.topics = [other for other in visit.topics if other != visit.topic]
            visit.topic = topic
        visit.go("waiting", at, "transfer")
        visit.pin = None
        if manager or to_desk:
            self.pin(visit, "manager" if manager else "desk", manager or to_desk or "", at)

    # Out of the line for a while.

    def do_postpone(self, line: Line, at: int) -> None:
        """“By visitor or office, reason, optional due time.”"""
        visit = self.visit(line, "ticket_not_waiting", "waiting", "called", "serving")
        by, due = text(line, "by"), moment(line.get("due"))
        refuse_if(by not in ("visitor", "office"), "by_required")
        refuse_if(due is not None and due <= at, "due_past")
        refuse_if(visit.topic is None, "topic_none_active")
        visit.go("postponed", at, f"postpone by {by}", by)
        visit.due = due

    def do_resume(self, line: Line, at: int) -> None:
        """Before the due time."""
        self.visit(line, "ticket_not_postponed", "postponed").go("waiting", at, "resume")

    # The end of a visit.

    def do_cancel(self, line: Line, at: int) -> None:
        """By the visitor."""
        self.visit(line, "ticket_not_waiting", "booked", "waiting", "postponed").go("cancelled", at, "cancel")

    def do_mark_left(self, line: Line, at: int) -> None:
        """Found absent without a call."""
        self.visit(line, "ticket_not_waiting", "waiting").go("left", at, "mark_left")

    def do_remove(self, line: Line, at: int) -> None:
        """“Any open state”, “with a reason”."""
        visit = self.visit(line, "ticket_not_open", "booked", "waiting", "called", "serving", "postponed")
        refuse_if(not text(line, "reason"), "reason_required")
        visit.go("removed", at, "remove")

    def do_rate(self, line: Line, at: int) -> None:
        """“1–5; once.”"""
        visit, score = self.visit(line, "ticket_not_completed", "completed"), line.get("score")
        refuse_if(type(score) is not int or not 1 <= score <= 5, "rate_invalid")
        refuse_if(visit.rated, "rate_already_given")
        visit.rated = True

    # Desks.

    def do_open_desk(self, line: Line, at: int) -> None:
        """“All of the manager's that the office has.”"""
        desk = self.desk(line)
        refuse_if(desk.manager is not None, "desk_already_open")
        manager = text(line, "manager") or ""
        refuse_if(manager not in self.rules.managers, "manager_unknown")
        refuse_if(self.at_a_desk(manager), "manager_at_a_desk")
        desk.manager = manager
        desk.topics = [topic for topic in self.rules.managers[manager] if topic in self.rules.topics]

    def do_close_desk(self, line: Line, at: int) -> None:
        """“With a visitor” it is `desk_busy`."""
        desk = self.open_desk(line)
        refuse_if(self.visitor(desk), "desk_busy")
        self.shut(desk)

    def do_start_break(self, line: Line, at: int) -> None:
        """“A break keeps” the pins."""
        self.free_desk(line).on_break = True

    def do_end_break(self, line: Line, at: int) -> None:
        """Ready again."""
        desk = self.open_desk(line)
        refuse_if(not desk.on_break, "desk_not_on_break")
        desk.on_break = False

    def do_set_topics(self, line: Line, at: int) -> None:
        """“A list, may be empty”, “within the manager's skills”."""
        desk, topics = self.open_desk(line), line.get("topics")
        if not isinstance(topics, list):
            refuse_if(True, "topics_required")
            return
        for topic in map(str, topics):
            self.topic({"topic": topic})
            refuse_if(topic not in self.rules.managers[desk.manager or ""], "topic_not_skilled")
        desk.topics = topics

    # The day.

    def do_open_day(self, line: Line, at: int) -> None:
        """“Open means between `open_day` and `close_day`, whatever the hours.”"""
        refuse_if(self.open, "office_already_open")
        self.open = self.issuing = True

    def do_close_day(self, line: Line, at: int) -> None:
        """“Ends waiting, called and postponed as `unserved`, leaves `booked` and `no_show`, and closes every desk.”"""
        refuse_if(not self.open, "office_not_open")
        refuse_if(any(visit.state == "serving" for visit in self.visits), "office_still_serving")
        for visit in self.visits:
            if visit.state in ("waiting", "called", "postponed"):
                visit.go("unserved", at, "close_day")
        for desk in list(self.desks.values()):
            self.shut(desk)
        self.open = self.issuing = False

    def do_stop_issuing(self, line: Line, at: int) -> None:
        """No more tickets."""
        refuse_if(not self.open, "office_not_open")
        refuse_if(not self.issuing, "office_not_issuing")
        self.issuing = False

    def do_resume_issuing(self, line: Line, at: int) -> None:
        """Tickets again."""
        refuse_if(not self.open, "office_not_open")
        refuse_if(self.issuing, "office_already_issuing")
        self.issuing = True

    def do_suspend_topic(self, line: Line, at: int) -> None:
        """“Suspension refuses `issue` only.”"""
        topic = self.topic(line)
        refuse_if(topic in self.suspended, "topic_suspended")
        self.suspended.add(topic)

    def do_resume_topic(self, line: Line, at: int) -> None:
        """“Suspensions last until `resume_topic`.”"""
        topic = self.topic(line)
        refuse_if(topic not in self.suspended, "topic_not_suspended")
        self.suspended.remove(topic)
