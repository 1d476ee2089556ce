"""Random organisations and days: plausible enough to get deep, with mistakes of every kind and each limit's edges.

The writer looks at what the second reading made of the lines so far, so that most commands fit and many come at the
very second, or a millisecond beside it, at which a rule changes its answer.
"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from typing import Any

from tests.property.second_reading.hall import Line
from tests.property.second_reading.lines import SecondReading
from tests.property.second_reading.office import Office
from tests.property.second_reading.rules import DAY_NAMES, SECOND
from tests.property.second_reading.visit import ENDED, Visit

ZONES = ("Europe/Moscow", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")
DATES = ("2026-03-02", "2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-10-25", "2026-11-01", "2026-12-31")
"""An ordinary one, and those on which one of the zones changes its clocks, or the year ends."""
HOURS = ("08:00-20:00", "10:30-16:15", "00:30-09:00", "02:30-12:00", "22:00-06:00", "00:00-23:59")
LIMITS = {
    "no_show_calls": (1, 3),
    "no_show_after_s": (0, 20),
    "restore_grace_s": (100, 1800),
    "slip_s": (0, 100),
    "walk_limit_s": (0, 30),
    "pin_s": (0, 60),
    "secondary_penalty_s": (0, 60),
    "check_in_early_s": (600, 7200),
    "check_in_late_s": (0, 600),
}
FITTING = {
    state: tuple(commands.split())
    for state, commands in {
        "booked": "check_in check_in check_in cancel remove",
        "waiting": "postpone call call cancel mark_left remove",
        "called": "start start start start start recall mark_no_show transfer return_to_queue postpone remove",
        "serving": "complete complete complete transfer transfer transfer add_topic switch_topic finish_topic postpone "
        "remove",
        "postponed": "resume call cancel remove",
        "no_show": "restore restore call remove",
        "completed": "rate",
    }.items()
}
"""Commands that a state allows, the likelier the more often they stand here."""
AT_A_DESK = (*["call_next"] * 12, "start_break", "end_break", "end_break", "set_topics", "close_desk")
OF_THE_DAY = ("stop_issuing", "resume_issuing", "suspend_topic", "resume_topic", "close_day")
FIELDS = {
    "book": ("topic", "category", "slot"),
    "issue": ("topic", "category", "issued_at"),
    "call": ("desk", "reason"),
    "add_topic": ("topic",),
    "switch_topic": ("topic",),
    "finish_topic": ("outcome",),
    "complete": ("outcome",),
    "postpone": ("by", "due", "reason"),
    "remove": ("reason",),
    "rate": ("score",),
    "open_desk": ("desk", "manager"),
    "set_topics": ("desk", "topics"),
    "suspend_topic": ("topic",),
    "resume_topic": ("topic",),
} | dict.fromkeys(("call_next", "start_break", "end_break", "close_desk"), ("desk",))


def organisation(chance: Random) -> str:
    """One or two offices with up to four topics, as a file of the product's."""

    def maybe(share: float, *lines: str) -> list[str]:
        return list(lines) if chance.random() < share else []

    def named(table: str, name: str) -> list[str]:
        return [f"[[{table}]]", f'id = "{name}"', f'name = {{ ru = "{name}", en = "{name}", zh = "{name}" }}']

    topics = ["a", "b", "c", "d"][: chance.randint(1, 4)]
    changed = [f"{name} = {chance.choice(values)}" for name, values in LIMITS.items() if chance.random() < 0.2]
    text = ["[organisation]", 'name = "X"', f"standard_s = {chance.choice((900, 900, 120))}"]
    text += [f"limits = {{ {', '.join(changed)} }}", *maybe(0.4, "appointment_standard_s = 60")]
    text += maybe(0.3, f'policy = "{chance.choice(("fifo", "strict_priority"))}"')
    text += [*named("topic", "heading")]
    for topic in topics:
        text += [*named("topic", topic), f'prefix = "{chance.choice("АЕ")}"', *maybe(0.4, 'parent = "heading"')]
        text += [*maybe(0.3, f"standard_s = {chance.choice((60, 300, 1200))}"), *maybe(0.2, "outcome_required = true")]
    if 'parent = "heading"' not in text:
        text.append('parent = "heading"')
    for category in ("veteran", "infant"):
        text += [*named("category", category), f"credit_s = {chance.choice((0, 300, 600, 2000))}"]
    for office in ("klin", "tver")[: chance.choice((1, 1, 2))]:
        text += [*named("office", office), f'timezone = "{chance.choice(ZONES)}"', 'desks = ["1", "2", "3"]']
        hours = [f'{day} = "{chance.choice(HOURS)}"' for day in DAY_NAMES if chance.random() < 0.9]
        text += maybe(0.8, f"hours = {{ {', '.join(hours)} }}")
        text += maybe(0.2, f'days = {{ {chance.choice(DATES)} = "{chance.choice(("closed", "12:00-14:00"))}" }}')
        text += [*maybe(0.4, f"slot_minutes = {chance.choice((7, 15))}"), *maybe(0.5, "slot_capacity = 1")]
        text += maybe(0.4, f"topics = {json.dumps(chance.sample(topics, chance.randint(1, len(topics))))}")
        for number in range(chance.randint(1, 3)):
            skills = [
                f'{topic} = "{chance.choice(("primary", "secondary"))}"' for topic in topics if chance.random() < 0.8
            ]
            text += ["[[manager]]", f'id = "{office}-{number}"', f'name = "M{number}"', f'office = "{office}"']
            text += [f"topics = {{ {', '.join(skills)} }}"]
    return "\n".join(text) + "\n"


def stamp(at: int, zone: timezone = UTC) -> str:
    """RFC 3339 with milliseconds."""
    return (datetime.fromtimestamp(at // 1000, zone) + timedelta(milliseconds=at % 1000)).isoformat()


class RandomDay:
    """Writes the lines of one file; `now` is the time of the next."""

    def __init__(self, chance: Random, file: Path) -> None:
        self.chance = chance
        self.reading = SecondReading(file)
        self.offices = list(self.reading.offices.values())
        day = date.fromisoformat(chance.choice(DATES))
        hours = self.offices[0].rules.hours_on(day)
        opening = (
            hours[0] if hours else round(datetime(day.year, day.month, day.day, 6, tzinfo=UTC).timestamp()) * SECOND
        )
        self.now = opening + chance.choice((-7200, -600, 0, 0, 600, 7200)) * SECOND
        self.made: dict[str, Callable[[Office], Any]] = {
            "topic": self._topic,
            "category": lambda office: chance.choice((*[None] * 9, *["veteran", "infant"] * 5, "nobody")),
            "slot": self._slot,
            "issued_at": lambda office: chance.choice((*[None] * 20, *self._near((-90000, -3600, -60, 0, 5)))),
            "desk": self._desk,
            "reason": lambda office: chance.choice(("said so", "said so", "said so", None)),
            "outcome": lambda office: chance.choice(("settled", "settled", "settled", None)),
            "by": lambda office: chance.choice(("visitor", "office") * 8 + ("nobody", None)),
            "due": lambda office: chance.choice((*[None] * 4, *self._near((-1, 0, 60, 300, 1800)))),
            "score": lambda office: chance.choice((1, 3, 5, 0, 6, "3", True, None)),
            "manager": self._manager,
            "topics": lambda office: chance.choice(([], "a", ["zz"], *([self._topic(office)] for _ in range(5)))),
        }

    def lines(self, count: int) -> list[str]:
        """So many lines, none of them empty."""
        written: list[str] = []
        for place in range(1, count + 1):
            line = self._line(place)
            spoilt = self.chance.random() < 0.02
            written.append(self._spoilt(line) if spoilt else json.dumps(line, ensure_ascii=False))
            self.reading.take(place, written[-1])
        return written

    def _line(self, place: int) -> Line:
        chance = self.chance
        office = chance.choice(self.offices)
        edges = sorted(self._edges(office), key=lambda edge: edge[0])[: chance.choice((1, 3, 10))]
        command: str | None = None
        visit: Visit | None = None
        if edges and chance.random() < 0.35:
            at, command, visit = chance.choice(edges)
            self.now = max(self.now, at + chance.choice((0, 0, 0, 1, -1, 1000, -1000)))
        else:
            self.now += (
                chance.choice((0, 0, 1, 5, 20, 30, 60, 60, 120, 300, chance.choice((5, 5, 5, 5, 3600, 86400)))) * SECOND
            )
        if command is None or chance.random() < 0.2:
            command, visit = self._fitting(office)
        back = chance.choice((0,) * 40 + (1, 3_600_000))
        line: Line = {"at": stamp(self.now - back), "office": office.rules.id, "command": command}
        if command in ("issue", "book"):
            line["ticket"] = f"t{place if chance.random() < 0.95 else chance.randint(1, place)}"
        elif visit is not None:
            line["ticket"] = visit.id
        values = {key: self.made[key](office) for key in FIELDS.get(command, ())}
        line |= {key: value for key, value in values.items() if value is not None}
        if "issued_at" in line:
            line["offline"] = chance.random() < 0.9
        if command == "transfer":
            line |= self._target(office)
        if command == "open_desk" and chance.random() < 0.8:
            line["desk"] = next((desk.number for desk in office.desks.values() if desk.manager is None), "1")
        if chance.random() < 0.06:
            line["id"] = f"c{chance.randint(1, 5)}"
        return line

    def _fitting(self, office: Office) -> tuple[str, Visit | None]:
        """A command that mostly makes sense now."""
        chance = self.chance
        kind = chance.random()
        if kind < 0.04:  # whatever state anybody is in
            commands = [command for row in FITTING.values() for command in row]
            return chance.choice(commands), chance.choice(office.visits) if office.visits else None
        if kind < 0.06:
            return chance.choice(OF_THE_DAY), None
        if not office.open and kind < 0.6:
            return "open_day", None
        if kind < (0.4 if self._away(office) and len(self._free(office)) < 2 else 0.07):
            return "open_desk", None
        if kind < 0.5 and (self._free(office) or kind < 0.15):
            return chance.choice(AT_A_DESK), None
        alive = [visit for visit in office.visits if visit.state not in ENDED]
        alive += [visit for visit in office.visits if visit.state == "completed" and not visit.rated and kind > 0.9]
        if kind < (0.6 if len(alive) < 8 else 0.52) or not alive:
            return chance.choice(("issue", "issue", "book")), None
        at_a_desk = [visit for visit in alive if visit.state in ("called", "serving")]
        visit = chance.choice(at_a_desk if at_a_desk and chance.random() < 0.6 else alive[-8:])
        command = chance.choice(FITTING[visit.state])
        gone = command in ("cancel", "mark_left", "remove") and chance.random() < 0.8
        return ("call_next", None) if gone else (command, visit)

    def _free(self, office: Office) -> list[str]:
        desks = office.desks.values()
        return [desk.number for desk in desks if desk.manager and not desk.on_break and not office.visitor(desk)]

    def _away(self, office: Office) -> list[str]:
        return [manager for manager in office.rules.managers if not office.at_a_desk(manager)]

    def _edges(self, office: Office) -> Iterator[tuple[int, str, Visit | None]]:
        """Moments to come at which a rule changes its answer, with a command that would notice."""
        limit = office.rules.limit
        for visit in office.visits:
            found: list[tuple[int, str]] = []
            if visit.state == "called":
                found += [
                    (visit.since + limit("no_show_after"), "mark_no_show"),
                    (visit.since + limit("walk_limit"), "start"),
                ]
                found += [(self.now, "recall")] if visit.calls_in_row < office.rules.limits["no_show_calls"] else []
            if visit.state == "no_show":
                found += [(visit.since + limit("restore_grace"), command) for command in ("restore", "call")]
            if visit.state == "booked" and visit.slot is not None:
                found += [
                    (visit.slot - limit("check_in_early"), "check_in"),
                    (visit.slot + limit("check_in_late"), "check_in"),
                ]
            if visit.state == "postponed" and visit.due is not None:
                found += [(visit.due, command) for command in ("resume", "call", "call_next")]
            if visit.state == "waiting" and visit.issued_at is not None:
                found += [(visit.issued_at + limit("slip"), "cancel")] if self.chance.random() < 0.05 else []
                found += [(visit.promise(self.now), "call_next")] if self.chance.random() < 0.3 else []
                found += [(visit.pin[2] + limit("pin"), "call_next")] * 3 if visit.pin else []
                found += [(visit.slot, "call_next")] * 2 if visit.slot is not None else []
            for at, command in found:
                if command.startswith("call") and not self._free(office):
                    continue
                if self.now <= at <= self.now + 86_400 * SECOND:
                    yield at, command, None if command == "call_next" else visit

    def _near(self, seconds: tuple[int, ...]) -> list[str]:
        return [stamp(self.now + after * SECOND) for after in seconds]

    def _topic(self, office: Office) -> str:
        return self.chance.choice([*office.rules.topics] * 4 + ["a", "heading"])

    def _desk(self, office: Office) -> Any:
        return self.chance.choice([*self._free(office) * 20, "1", "2", 3, "9"])

    def _manager(self, office: Office) -> str:
        return self.chance.choice([*self._away(office) * 5, *office.rules.managers, "klin-0", "nobody"])

    def _colleague(self, office: Office) -> str:
        online = [desk.manager for desk in office.desks.values() if desk.manager]
        return self.chance.choice([*online * 5, *office.rules.managers, "klin-0", "nobody"])

    def _slot(self, office: Office) -> str:
        day = office.rules.local_date(self.now) + timedelta(days=self.chance.choice((0, 0, 0, 1)))
        opening, closing = office.rules.hours_on(day) or (self.now, self.now)
        grid = (office.rules.slot_minutes or 15) * 60 * SECOND
        upcoming = opening + max(0, -(-(self.now - opening) // grid)) * grid
        held = [visit.slot for visit in office.visits if visit.slot is not None and visit.slot >= self.now]
        slots = [
            *held[-4:],
            upcoming,
            upcoming + grid,
            upcoming + 2 * grid,
            upcoming + 1,
            closing,
            closing - 1,
            self.now,
        ]
        return self.chance.choice([*map(stamp, slots + held * 2), "soon"])

    def _target(self, office: Office) -> Line:
        targets: Line = {
            "topic": self._topic(office),
            "manager": self._colleague(office),
            "to_desk": self._desk(office),
        }
        names = self.chance.choice([[name] for name in targets] * 8 + [[], ["topic", "manager"]])
        back = {"return_to_me": True} if self.chance.random() < 0.4 else {}
        return {name: targets[name] for name in names} | back

    def _spoilt(self, line: Line) -> str:
        """A line that is no line, or one whose fields are not what they should be."""
        key = self.chance.choice(list(line))
        other: Any = self.chance.choice((None, 5, True, [], {}, "", "x"))
        text = json.dumps(line)
        return self.chance.choice(
            (
                text[: self.chance.randint(1, len(text) - 1)],
                "[]",
                json.dumps(line | {key: other}),
                json.dumps(line | {"x": 1}),
            )
        )
