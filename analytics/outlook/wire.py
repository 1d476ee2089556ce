"""The outlook as the API tells it: plain rows, instants as RFC 3339 in UTC, durations in seconds."""

from typing import Any

from analytics.alerts.wire import instant
from analytics.outlook.moves import CallNeighbour, GiveTopic, Move, MoveBreak, OpenDesk, RedirectTopic, SuspendTopic
from analytics.outlook.seen import RANKED_BY_S, Advice, Outlook
from analytics.outlook.store import Taken
from queue_server.domain.ids import SECOND
from queue_server.domain.office import Office

DIGITS = 2


def outlook_shape(office: Office, seen: Outlook) -> dict[str, Any]:
    """What `GET …/staffing/outlook` answers."""
    return {
        "office": office.id,
        "at": instant(seen.at),
        "expected_breaches": [
            {
                "within_s": part.within_s,
                "mean": round(part.mean, DIGITS),
                "low": round(part.low, DIGITS),
                "high": round(part.high, DIGITS),
            }
            for part in seen.expected
        ],
        "chances": [
            {
                "ticket": ticket,
                "number": _number(office, ticket),
                "breach_chance": round(chance, DIGITS),
                "passed": ticket in seen.passed,
            }
            for ticket, chance in sorted(seen.chances.items(), key=lambda row: row[1], reverse=True)
        ],
        "advice": [advice_shape(office, advice) for advice in seen.advice],
    }


def advice_shape(office: Office, advice: Advice) -> dict[str, Any]:
    """One move with what it spares within an hour, and the name of whom it is about."""
    move = move_shape(advice.move)
    if advice.until_at is not None:
        move["until"] = instant(advice.until_at)
    if (desk := office.desks.get(move.get("desk", ""))) is not None and desk.manager is not None:
        move["manager"] = desk.manager  # so that it is told later of whoever sits there now
    return {
        "move": move,
        "manager_name": _manager_name(office, move),
        "expected_since": _expected_since(advice.move),
        "within_s": RANKED_BY_S,
        "spared": round(advice.spared, DIGITS),
        "spared_low": round(advice.spared_low, DIGITS),
        "spared_high": round(advice.spared_high, DIGITS),
        "minutes_spared": round(advice.minutes_spared, DIGITS),
        "sent_away": round(advice.sent_away, DIGITS),
    }


def move_shape(move: Move) -> dict[str, Any]:
    """A move by its kind and the words that it needs."""
    match move:
        case OpenDesk():
            return {"kind": "open_desk", "desk": move.desk, "manager": move.manager}
        case GiveTopic():
            return {"kind": "give_topic", "desk": move.desk, "topic": move.topic}
        case MoveBreak():
            return {"kind": "move_break", "desk": move.desk, "by_s": move.by_s}
        case SuspendTopic():
            return {"kind": "suspend_topic", "topic": move.topic}
        case RedirectTopic():
            return {"kind": "redirect_topic", "topic": move.topic, "office": move.office}
        case CallNeighbour():
            return {"kind": "call_neighbour", "desk": move.desk, "office": move.office, "manager": move.manager}


def is_move(shape: dict[str, Any], move: Move) -> bool:
    """Whether somebody who made the move of this shape made `move`: what was only said beside it may differ."""
    mine = move_shape(move)
    return all(shape.get(name) == value for name, value in mine.items())


def taken_shape(office: Office, taken: Taken, came: int) -> dict[str, Any]:
    """A move that somebody made: what was expected of the hour after it, and what came until now or its end."""
    return {
        "id": taken.id,
        "at": instant(taken.at),
        "by": taken.by,
        "move": taken.move,
        "manager_name": _manager_name(office, taken.move),
        "within_s": RANKED_BY_S,
        "expected": None if taken.expected is None else round(taken.expected, DIGITS),
        "spared": None if taken.spared is None else round(taken.spared, DIGITS),
        "until": instant(taken.at + RANKED_BY_S * SECOND),
        "came": came,
        "due_at": instant(taken.due_at) if taken.due_at is not None else None,
        "seen_at": instant(taken.seen_at) if taken.seen_at is not None else None,
        "seen_by": taken.seen_by,
    }


def _expected_since(move: Move) -> str | None:
    due_at = move.due_at if isinstance(move, OpenDesk) else None
    return instant(due_at) if due_at is not None else None


def _manager_name(office: Office, move: dict[str, Any]) -> str | None:
    manager = office.configured.managers.get(move.get("manager", ""))
    return manager.name if manager is not None else None


def _number(office: Office, ticket: str) -> str | None:
    known = office.tickets.get(ticket)
    return known.number if known is not None else None
