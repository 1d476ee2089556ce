"""decide(office, command, at) → events: which events a command leads to. One match; the rules are in the modules.

Raises `CommandRejected` where the rules do not allow the command; nothing has changed then.
"""

from typing import assert_never

from queue_server.domain import calling, daily, desks, issuing, postponing, serving, transferring
from queue_server.domain.commands import (
    AddTopic,
    Book,
    Call,
    CallNext,
    Cancel,
    CheckIn,
    CloseDay,
    CloseDesk,
    Command,
    Complete,
    Configure,
    EndBreak,
    FinishTopic,
    Issue,
    MarkLeft,
    MarkNoShow,
    OpenDay,
    OpenDesk,
    Postpone,
    Rate,
    Recall,
    Remove,
    Restore,
    Resume,
    ResumeIssuing,
    ResumeTopic,
    ReturnToQueue,
    SetTopics,
    Start,
    StartBreak,
    StopIssuing,
    SuspendTopic,
    SwitchTopic,
    Transfer,
)
from queue_server.domain.events import Event
from queue_server.domain.ids import Instant
from queue_server.domain.office import Office


def decide(office: Office, command: Command, at: Instant) -> list[Event]:
    """The events that `command` at `at` leads to, none where it changes nothing."""
    match command:
        case Issue():
            return issuing.issue(office, command, at)
        case Book():
            return issuing.book(office, command, at)
        case CheckIn():
            return issuing.check_in(office, command, at)
        case CallNext():
            return calling.call_next(office, command, at)
        case Call():
            return calling.call(office, command, at)
        case Recall():
            return calling.recall(office, command, at)
        case ReturnToQueue():
            return calling.return_to_queue(office, command, at)
        case MarkNoShow():
            return calling.mark_no_show(office, command, at)
        case Restore():
            return calling.restore(office, command, at)
        case Start():
            return serving.start(office, command, at)
        case AddTopic():
            return serving.add_topic(office, command, at)
        case SwitchTopic():
            return serving.switch_topic(office, command, at)
        case FinishTopic():
            return serving.finish_topic(office, command, at)
        case Complete():
            return serving.complete(office, command, at)
        case Cancel():
            return serving.cancel(office, command, at)
        case MarkLeft():
            return serving.mark_left(office, command, at)
        case Remove():
            return serving.remove(office, command, at)
        case Rate():
            return serving.rate(office, command, at)
        case Transfer():
            return transferring.transfer(office, command, at)
        case Postpone():
            return postponing.postpone(office, command, at)
        case Resume():
            return postponing.resume(office, command, at)
        case OpenDesk():
            return desks.open_desk(office, command, at)
        case CloseDesk():
            return desks.close_desk(office, command, at)
        case StartBreak():
            return desks.start_break(office, command, at)
        case EndBreak():
            return desks.end_break(office, command, at)
        case SetTopics():
            return desks.set_topics(office, command, at)
        case Configure():
            return daily.configure(office, command, at)
        case OpenDay():
            return daily.open_day(office, command, at)
        case StopIssuing():
            return daily.stop_issuing(office, command, at)
        case ResumeIssuing():
            return daily.resume_issuing(office, command, at)
        case CloseDay():
            return daily.close_day(office, command, at)
        case SuspendTopic():
            return daily.suspend_topic(office, command, at)
        case ResumeTopic():
            return daily.resume_topic(office, command, at)
        case _:
            assert_never(command)
