"""Lines that make no sense are refused by themselves; none of them stops the run."""

import pytest

from queue_server.domain import commands as c
from queue_server.offices.line_commands import LineUnreadable, instant, read_line

WHEN = '"at": "2026-03-02T06:05:00Z", "office": "klin"'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1]",
        "[" * 100_000,
        '{"office": "klin", "command": "open_day"}',
        '{"at": "2026-03-02T06:05:00", "office": "klin"}',
        '{"at": "9999-12-31T23:59:59Z", "office": "klin"}',
        f'{{{WHEN}, "command": "issue", "offline": true, "issued_at": "yesterday"}}',
        f'{{{WHEN}, "command": "postpone", "ticket": "t1", "by": "visitor", "due": "soon"}}',
    ],
    ids=["empty", "no object", "deep", "no time", "no zone", "end of time", "bad issued_at", "bad due"],
)
def test_a_line_that_cannot_be_read_says_so(text: str) -> None:
    with pytest.raises(LineUnreadable):
        read_line(text, "made-up")


@pytest.mark.parametrize("value", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "soon", 5, None])
def test_what_is_no_moment_of_a_calendar_is_no_instant(value: object) -> None:
    assert instant(value) is None


def test_a_desk_may_be_written_as_a_number() -> None:
    line = read_line(f'{{{WHEN}, "command": "transfer", "ticket": "t1", "to_desk": 2}}', "made-up")
    assert line.command == c.Transfer("t1", to_desk="2")
    assert read_line(f'{{{WHEN}, "command": "call_next", "desk": 1}}', "made-up").command == c.CallNext("1")
