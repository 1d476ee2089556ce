"""Stream tickets: one use, one minute, and never so many that they fill the memory."""

import pytest

from queue_server.push import stream_tickets
from queue_server.push.stream_tickets import VALID_S, StreamTickets


class Clock:
    def __init__(self) -> None:
        self.at = 1_772_431_500_000

    def __call__(self) -> int:
        return self.at


def test_a_ticket_opens_one_stream_and_no_second() -> None:
    tickets = StreamTickets[str](Clock())
    ticket, _ = tickets.give("board of klin")
    assert tickets.take(ticket) == "board of klin"
    assert tickets.take(ticket) is None


def test_a_ticket_works_for_exactly_a_minute() -> None:
    clock = Clock()
    tickets = StreamTickets[str](clock)
    first, ends_at = tickets.give("a")
    second, _ = tickets.give("b")
    assert ends_at == clock.at + VALID_S * 1000
    clock.at = ends_at
    assert tickets.take(first) == "a"
    clock.at = ends_at + 1
    assert tickets.take(second) is None


def test_a_ticket_that_nobody_got_opens_nothing() -> None:
    assert StreamTickets[str](Clock()).take("guessed") is None


def test_tickets_cannot_be_told_from_chance_and_none_is_given_twice() -> None:
    tickets = StreamTickets[str](Clock())
    given = {tickets.give("a")[0] for _ in range(1000)}
    assert len(given) == 1000
    assert min(map(len, given)) >= 43


def test_old_tickets_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_tickets, "OUTSTANDING_LIMIT", 3)
    clock = Clock()
    tickets = StreamTickets[str](clock)
    given = [tickets.give(str(number))[0] for number in range(5)]
    assert len(tickets) == 3
    assert [tickets.take(ticket) for ticket in given] == [None, None, "2", "3", "4"]
    tickets.give("unused")
    clock.at += 61_000
    tickets.give("new")
    assert len(tickets) == 1
