"""`replay` as DOMAIN's “Commands as lines” and “Repeats and order” tell it."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tests.property.second_reading.hall import Line, Refused, refuse_if, text
from tests.property.second_reading.office import Office
from tests.property.second_reading.rules import SECOND, moment, rules_of
from tests.property.second_reading.visit import Visit


class SecondReading:
    """The offices of an organisation file and what the lines read so far made of them."""

    def __init__(self, organisation: Path) -> None:
        self.offices = {rules.id: Office(rules) for rules in rules_of(organisation)}
        self.visits: list[Visit] = []
        self.answers: list[Line] = []
        self.rejected: list[Line] = []
        self.remembered: dict[tuple[str, str], Line | None] = {}
        self.now = 0

    def run(self, lines: Iterable[str]) -> None:
        """Reads all lines; the first is line 1."""
        for place, raw in enumerate(lines, start=1):
            self.take(place, raw)

    def take(self, place: int, raw: str) -> None:
        """Reads one line."""
        line = _readable(raw)
        if line is None:
            self.rejected.append({"line": place, "code": "line_unreadable"})
            return
        self.now = max(self.now, moment(line["at"]) or 0)  # "running backwards counts as the time of the line before"
        for office in self.offices.values():
            office.take_due(self.now)
        try:
            answer = self._obey(line, place)
        except Refused as refused:
            self.rejected.append({"line": place, "code": refused.code})
            return
        if answer is not None:
            self.answers.append({"line": place, **answer})

    def report(self) -> dict[str, list[Line]]:
        """The document that `replay` prints, “open clocks read at the last readable line's time”."""
        return {
            "tickets": [_ticket_row(visit, self.now) for visit in self.visits],
            "answers": self.answers,
            "rejected": self.rejected,
            "offices": [_office_row(office, self.now) for office in self.offices.values()],
        }

    def _obey(self, line: Line, place: int) -> Line | None:
        office = self.offices.get(text(line, "office") or "")
        if office is None:
            raise Refused("office_unknown")
        key = (office.rules.id, text(line, "id") or "")
        if key in self.remembered:
            return self.remembered[key]
        command = text(line, "command")
        do: Callable[[Line, int], Any] | None = getattr(office, f"do_{command}", None) if command else None
        if do is None:
            raise Refused("command_unknown")
        answer = None
        if command in ("issue", "book"):
            line = {**line, "ticket": text(line, "ticket") or f"line-{place}"}
            known = next((visit for visit in self.visits if visit.id == line["ticket"]), None)
            refuse_if(known is not None and known.rules is not office.rules, "ticket_exists")
            if known is None:  # "with a known ticket id answer with that ticket, before every other check"
                visit = do(line, self.now)
                self.visits.append(visit)
                office.visits.append(visit)
        else:
            answer = do(line, self.now)
        if key[1]:
            self.remembered[key] = answer  # "only accepted commands are remembered"
        return answer


def _readable(raw: str) -> Line | None:
    try:
        line = json.loads(raw)
    except ValueError:
        return None
    if not isinstance(line, dict) or moment(line.get("at")) is None:
        return None
    unreadable = [key for key in ("issued_at", "due") if line.get(key) is not None and moment(line[key]) is None]
    return None if unreadable else line


def _ticket_row(visit: Visit, now: int) -> Line:
    clocks = {
        "wait_s": visit.time_in("waiting", now),
        "accountable_wait_s": visit.accountable(now),
        "walk_s": visit.time_in("called", now),
        "service_s": visit.time_in("serving", now),
        "visit_s": visit.visit_time(now),
    }
    return {
        "ticket": visit.id,
        "office": visit.rules.id,
        "number": visit.number,
        "state": visit.state,
        "calls": visit.calls,
        **{name: value / SECOND for name, value in clocks.items()},
        "judged": visit.judged(now),
    }


def _office_row(office: Office, now: int) -> Line:
    issued = [visit for visit in office.visits if visit.issued_at is not None]
    judged = [visit.judged(now) for visit in issued]
    met, breached = judged.count("met"), judged.count("breached")
    return {
        "office": office.rules.id,
        "issued": len(issued),
        "met": met,
        "breached": breached,
        "abandoned": sum(visit.gave_up for visit in issued),
        "service_level": round(met / (met + breached), 4) if judged and met + breached else None,
    }
