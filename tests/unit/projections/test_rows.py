"""What single rows say, where a page depends on it: calls, desks, the kiosk's topics, hours, the visitor."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from queue_server.domain import commands as c
from queue_server.domain.commands import Command
from queue_server.domain.handling import handle
from queue_server.domain.office import Office
from queue_server.domain.ticket import PostponedBy
from queue_server.projections.board import BoardView
from queue_server.projections.desk import DeskView
from queue_server.projections.estimating import NoEstimate
from queue_server.projections.kiosk import KioskView
from queue_server.projections.office import summary
from queue_server.projections.office_at import OfficeAt
from queue_server.projections.queue import QueueView
from queue_server.projections.ticket import TicketView
from queue_server.projections.view import View, rows
from tests.unit.projections.halls import MONDAY_8_IN_KLIN, klin

Rows = dict[str, dict[str, Any]]


class Story:
    """An office that is told what happens, minute by minute."""

    def __init__(self, at: int = MONDAY_8_IN_KLIN, *, hours: dict[str, str] | None = None) -> None:
        self.office, self.at = Office("klin"), at
        self.tell(c.Configure(klin() if hours is None else replace(klin(), hours=hours)))

    def tell(self, *commands: Command, after_s: int = 0) -> "Story":
        self.at += after_s * 1000
        for command in commands:
            _, self.office = handle(self.office, command, self.at)
        return self

    def rows(self, view: View) -> Rows:
        return rows(view, self.moment())  # type: ignore[return-value]

    def moment(self) -> OfficeAt:
        return OfficeAt(self.office, self.at, NoEstimate())


def text(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@pytest.fixture
def story() -> Story:
    return Story().tell(c.OpenDay(), c.OpenDesk("1", "ivanova"), c.OpenDesk("2", "petrov"))


def test_a_call_stands_on_the_board_until_it_is_among_the_last_ones(story: Story) -> None:
    story.tell(c.Issue("a", "meters"), c.CallNext("1"))
    called_at = text(story.at)
    call = story.rows(BoardView())["call:П001"]
    assert call == {
        "kind": "call", "number": "П001", "desk": "1", "called_at": called_at, "announced_at": called_at, "calls": 1,
        "state": "called",
    }  # fmt: skip
    story.tell(c.Recall("a"), after_s=20)
    call = story.rows(BoardView())["call:П001"]
    assert (call["called_at"], call["announced_at"], call["calls"]) == (called_at, text(story.at), 2)
    assert story.tell(c.Start("a")).rows(BoardView())["call:П001"]["state"] == "serving"
    assert story.tell(c.Complete("a", "done")).rows(BoardView())["call:П001"]["state"] == "done"


def test_who_is_back_in_the_line_is_not_called_any_more(story: Story) -> None:
    story.tell(c.Issue("a", "meters"), c.CallNext("1"), c.Transfer("a", topic="contract"))
    board = story.rows(BoardView())
    assert "call:П001" not in board
    assert board["next:0"] == {"kind": "next", "position": 0, "number": "П001", "topic": "contract"}


def test_the_board_shows_eight_who_are_next_and_twelve_calls_at_most(story: Story) -> None:
    for number in range(14):
        story.tell(c.Issue(f"t{number}", "meters"), c.CallNext("1"), c.Start(f"t{number}"))
        story.tell(c.Complete(f"t{number}", "done"), after_s=60)
    story.tell(*(c.Issue(f"n{number}", "meters") for number in range(20)))
    board = story.rows(BoardView())
    assert sorted(key for key in board if key.startswith("next:")) == [f"next:{number}" for number in range(8)]
    assert len([key for key in board if key.startswith("call:")]) == 12
    assert "call:П001" not in board


def test_a_number_of_yesterday_gives_way_to_the_same_number_of_today(story: Story) -> None:
    story.tell(c.Issue("a", "meters"), c.CallNext("1"), c.Start("a"), c.Complete("a", "done"), c.CloseDay())
    story.tell(c.OpenDay(), c.OpenDesk("1", "ivanova"), after_s=24 * 3600)
    story.tell(c.Issue("b", "meters"), c.CallNext("1"))
    call = story.rows(BoardView())["call:П001"]
    assert (call["called_at"], call["state"]) == (text(story.at), "called")


@pytest.mark.parametrize(
    ("steps", "presence", "number"),
    [
        ((), "ready", None),
        ((c.Issue("a", "meters"), c.CallNext("1")), "calling", "П001"),
        ((c.Issue("a", "meters"), c.CallNext("1"), c.Start("a")), "serving", "П001"),
        ((c.StartBreak("1"),), "break", None),
        ((c.StartBreak("1", "back_office"),), "back_office", None),
        ((c.CloseDesk("1"),), "offline", None),
    ],
)
def test_a_desk_says_in_a_word_what_it_does(
    story: Story, steps: tuple[Command, ...], presence: str, number: str | None
) -> None:
    story.tell(*steps)
    on_the_board = story.rows(BoardView())["desk:1"]
    assert (on_the_board["state"], on_the_board["number_called"]) == (presence, number)
    assert on_the_board["open"] == (presence != "offline")
    assert story.rows(QueueView())["desk:1"]["presence"] == presence


def test_a_kiosk_knows_of_each_topic_whether_and_why_not(story: Story) -> None:
    story.tell(c.SuspendTopic("debt", "no forms"), *(c.Issue(f"t{number}", "meters") for number in range(3)))
    kiosk = story.rows(KioskView())
    assert [kiosk[f"topic:{topic}"]["state"] for topic in ("bills", "meters", "contract", "debt")] == [
        "heading", "open", "open", "suspended",
    ]  # fmt: skip
    assert kiosk["topic:debt"]["reason"] == "no forms"
    assert (kiosk["topic:meters"]["waiting"], kiosk["topic:meters"]["desks"]) == (3, 1)
    assert (kiosk["topic:bills"]["waiting"], kiosk["topic:bills"]["desks"]) == (3, 2), "all topics under the heading"
    assert [topic["id"] for topic in summary(story.moment())["topics"]] == ["bills", "meters", "contract", "debt"]


def test_a_topic_that_no_manager_here_can_serve_is_unavailable(story: Story) -> None:
    config = klin()
    del config.managers["petrov"].topics["debt"]
    story.tell(c.Configure(config))
    assert story.rows(KioskView())["topic:debt"]["state"] == "unavailable"


def test_an_office_is_full_at_its_limit(story: Story) -> None:
    story.tell(*(c.Issue(f"t{number}", "meters") for number in range(5)))
    assert story.rows(KioskView())["office:klin"]["full"] is False
    story.tell(c.Issue("t5", "meters"))
    assert story.rows(KioskView())["office:klin"]["full"] is True


def test_hours_are_those_of_the_open_day_and_then_of_the_next_opening() -> None:
    friday_8 = MONDAY_8_IN_KLIN + 4 * 86_400_000
    story = Story(friday_8 - 3_600_000)
    hours = ("2026-03-06T05:00:00.000Z", "2026-03-06T17:00:00.000Z")
    assert _hours(story) == hours, "before the first opening: today's"
    story.tell(c.OpenDay(), after_s=1800)
    assert _hours(story) == hours
    story.tell(c.CloseDay(), after_s=6 * 3600)
    assert _hours(story) == ("2026-03-09T05:00:00.000Z", "2026-03-09T17:00:00.000Z"), "closed early: after the weekend"


@pytest.mark.parametrize(
    ("hours", "closes_at"),
    [
        ({"tue": "00:00-20:00"}, "2026-03-03T17:00:00.000Z"),
        ({"tue": "00:00-00:00", "wed": "00:00-06:00"}, "2026-03-04T03:00:00.000Z"),
        ({"tue": "00:01-20:00"}, "2026-03-02T21:00:00.000Z"),
        (dict.fromkeys(("tue", "wed", "thu", "fri", "sat", "sun"), "00:00-00:00"), None),
        (dict.fromkeys(("tue", "wed", "thu", "fri", "sat"), "00:00-00:00"), "2026-03-07T21:00:00.000Z"),
    ],
    ids=["closes tomorrow", "two nights", "shut for a minute", "round the clock", "but on Sunday"],
)
def test_days_that_join_at_midnight_are_one_to_the_visitor(hours: dict[str, str], closes_at: str | None) -> None:
    story = Story(MONDAY_8_IN_KLIN, hours={"mon": "00:00-00:00", **hours}).tell(c.OpenDay())
    assert _hours(story) == ("2026-03-01T21:00:00.000Z", closes_at)


def _hours(story: Story) -> tuple[str, str | None]:
    row = story.rows(KioskView())["office:klin"]
    return row["opens_at"], row["closes_at"]


def test_the_visitor_at_a_desk_is_that_desks_alone(story: Story) -> None:
    story.tell(c.Issue("a", "meters", "veteran")).tell(c.CallNext("1"), after_s=120)
    visitor = story.rows(DeskView("1"))["visitor"]
    assert (visitor["id"], visitor["category"], visitor["state"]) == ("a", "veteran", "called")
    assert (visitor["wait_s"], visitor["accountable_wait_s"], visitor["target_s"]) == (120.0, 120.0, 900.0)
    assert visitor["judged"] == "met"
    assert "visitor" not in story.rows(DeskView("2"))


def test_a_no_show_has_an_instant_once_there_were_enough_calls(story: Story) -> None:
    story.tell(c.Issue("a", "meters"), c.CallNext("1"))
    called_at = story.at
    assert story.rows(DeskView("1"))["visitor"]["no_show_at"] is None
    story.tell(c.Recall("a"), after_s=10)
    assert story.rows(DeskView("1"))["visitor"]["no_show_at"] == text(called_at + 40_000)
    story.tell(c.MarkNoShow("a"), after_s=30)
    row = story.rows(DeskView("2"))["no_show:a"]
    assert (row["number"], row["until_at"]) == ("П001", text(story.at + 900_000))
    story.tell(c.CloseDay())
    assert "no_show:a" not in story.rows(DeskView("2")), "nobody comes back to a closed office"


def test_a_line_counts_those_whom_the_desk_may_call(story: Story) -> None:
    story.tell(c.Issue("a", "meters"))
    first_at = story.at
    story.tell(c.Issue("b", "contract"), c.Issue("c", "debt"), after_s=60)
    line = story.rows(DeskView("1"))["line"]
    assert line["waiting"] == 2
    assert line["longest_since_at"] == text(first_at)
    assert line["above_standard_at"] == [text(story.at + 600_000), text(first_at + 900_000)]
    assert {each["topic"]: each["waiting"] for each in line["by_topic"]} == {"meters": 1, "contract": 1}
    pinned = story.tell(c.CallNext("2"), after_s=60).office.desks["2"].ticket or ""
    story.tell(c.Transfer(pinned, to_desk="2"))
    assert story.rows(DeskView("2"))["line"]["waiting"] >= 1
    assert "category" not in story.rows(DeskView("1"))["line"]


def test_who_postponed_stands_aside_with_the_time_of_coming_back(story: Story) -> None:
    story.tell(c.Issue("a", "meters"), c.Postpone("a", PostponedBy.VISITOR, "papers", story.at + 600_000))
    row = story.rows(DeskView("1"))["postponed:a"]
    assert (row["by"], row["reason"], row["due_at"]) == ("visitor", "papers", text(story.at + 600_000))
    assert story.rows(DeskView("1"))["line"]["waiting"] == 0
    assert story.rows(QueueView())["ticket:a"]["breach_at"] is None, "the clock stands still"


def test_the_queue_tells_when_each_ticket_breaches_if_nothing_happens(story: Story) -> None:
    story.tell(c.Issue("a", "meters", "veteran"), c.Issue("b", "contract"))
    queue = story.rows(QueueView())
    assert queue["ticket:a"]["breach_at"] == text(story.at + 900_000)
    assert queue["ticket:a"]["promise_at"] == text(story.at + 300_000)
    assert queue["ticket:b"]["breach_at"] == text(story.at + 600_000)
    story.tell(c.Cancel("a"))
    assert "ticket:a" not in story.rows(QueueView())


def test_a_phone_sees_its_place_its_call_and_whether_it_can_come_back(story: Story) -> None:
    story.tell(c.Issue("a", "meters"), c.Issue("b", "meters"))
    row = story.rows(TicketView("b", "https://queue.example"))["ticket"]
    assert (row["people_ahead"], row["desk"], row["category"]) == (1, None, None)
    assert row["track_url"] == "https://queue.example/t/b"
    assert row["standard"] == {"target_s": 900.0, "accountable_wait_s": 0.0, "breach_at": text(story.at + 900_000)}
    story.tell(c.CallNext("1"), c.Recall("a"))
    row = story.rows(TicketView("a"))["ticket"]
    assert (row["state"], row["desk"], row["people_ahead"]) == ("called", "1", None)
    story.tell(c.MarkNoShow("a"), after_s=60)
    assert story.rows(TicketView("a"))["ticket"]["restore_until_at"] == text(story.at + 900_000)


def test_a_phone_hears_when_no_desk_is_open_for_its_topic(story: Story) -> None:
    story.tell(c.Issue("a", "meters"))
    assert story.rows(TicketView("a"))["ticket"]["desks"] > 0
    story.tell(c.CloseDesk("1"), c.CloseDesk("2"))
    assert story.rows(TicketView("a"))["ticket"]["desks"] == 0
    story.tell(c.Cancel("a"))
    assert story.rows(TicketView("a"))["ticket"]["desks"] is None


def test_a_ticket_that_the_office_does_not_know_has_no_row(story: Story) -> None:
    assert "ticket" not in story.rows(TicketView("nobody"))


def test_an_office_without_a_configuration_has_no_rows() -> None:
    for view in (BoardView(), KioskView(), QueueView(), DeskView("1"), TicketView("a")):
        assert rows(view, OfficeAt(Office("klin"), 0, NoEstimate())) == {}
