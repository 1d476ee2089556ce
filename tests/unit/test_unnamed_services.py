"""Services that a file attributes to nobody are taken in where the mapping says so, never two at a place at once."""

from queue_server.log.history.checking import checked
from queue_server.log.history.unnamed import placed
from queue_server.log.history.visit import Leg, Visit


def visit(line: int, called_at: int, finished_at: int, desk: str | None = None) -> Visit:
    leg = Leg(line, "meters", 0, called_at, called_at, finished_at, desk, desk, end="completed")
    return Visit("klin", f"v{line}", (leg,))


def test_each_gets_the_first_place_that_is_free() -> None:
    visits, notes = placed([visit(2, 10, 20), visit(3, 15, 30), visit(4, 20, 25), visit(5, 12, 14, "S1")], "unnamed")
    assert [entry.last.desk for entry in visits] == ["unnamed-1", "unnamed-2", "unnamed-1", "S1"]
    assert [note.line for note in notes] == [2, 3, 4]
    assert checked(visits) == (visits, [])


def test_without_a_name_for_them_they_are_refused() -> None:
    visits, notes = placed([visit(2, 10, 20)], None)
    assert notes == []
    kept, refused = checked(visits)
    assert kept == []
    assert [refusal.line for refusal in refused] == [2]
