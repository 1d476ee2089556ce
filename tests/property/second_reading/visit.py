"""A visit as the list of its spans, and everything that is read off that list."""

from dataclasses import dataclass, field

from tests.property.second_reading.rules import SECOND, Rules

ENDED = ("completed", "cancelled", "left", "removed", "unserved")
VOID = ("return_to_queue", "transfer", "remove", "close_day", "postpone by office")
"""How a call ends by the office's doing before `start`."""


@dataclass
class Span:
    """A time in one state: since when, until when, in which round, by whose wish, and what ended it."""

    state: str
    since: int
    round: int
    by: str | None
    until: int | None = None
    end: str | None = None


@dataclass
class Visit:
    """One ticket. `waits_for` is the topic last waited for; `topic` the one active or waited for now."""

    id: str
    rules: Rules
    topic: str | None
    category: str | None
    state: str = "waiting"
    slot: int | None = None
    keeps_slot: bool = False
    number: str | None = None
    order: int = 0
    issued_at: int | None = None
    clock_start: int = 0
    calls: int = 0
    calls_in_row: int = 0
    restored: bool = False
    rated: bool = False
    desk: str | None = None
    due: int | None = None
    pin: tuple[str, str, int] | None = None
    senders: list[tuple[str, str]] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    waits_for: str | None = None
    spans: list[Span] = field(default_factory=list)

    def go(self, state: str, at: int, why: str, by: str | None = None) -> None:
        """Ends the present span and begins the next."""
        if self.spans:
            self.spans[-1].until, self.spans[-1].end = at, why
        self.state, self.due = state, None
        if state == "waiting" or state == "postponed":
            self.waits_for = self.topic
        self.spans.append(Span(state, at, int(self.restored), by))

    @property
    def since(self) -> int:
        """When the present state began."""
        return self.spans[-1].since

    def time_in(self, state: str, now: int) -> int:
        """`wait_s`, `walk_s`, `service_s`: time in a state."""
        return sum((now if s.until is None else s.until) - s.since for s in self.spans if s.state == state)

    def counted(self, span: Span, now: int) -> int:
        """How much of a span the office answers for."""
        until = now if span.until is None else span.until
        if span.state == "waiting" or (span.state == "postponed" and span.by == "office"):
            since = span.since  # "runs while `waiting`, and while `postponed` by the office"
        elif span.state == "called" and span.end in VOID:
            since = span.since  # "the time since that call counts as well"
        elif span.state == "called" and span.end == "start":
            since = span.since + self.rules.limit("walk_limit")  # "the excess counts"
        else:
            return 0
        return max(0, until - max(since, self.clock_start))  # "Nothing before the clock's start ever counts"

    def accountable(self, now: int) -> int:
        """“A new round with its own sum; the largest round is judged”; a restore works once, so there are two."""
        return max(sum(self.counted(span, now) for span in self.spans if span.round == number) for number in (0, 1))

    def visit_time(self, now: int) -> int:
        """From issue or check-in to the end; of a `no_show` until it was marked."""
        if self.issued_at is None:
            return 0
        return (self.since if self.state in (*ENDED, "no_show") else now) - self.issued_at

    @property
    def target(self) -> int:
        """“The `standard_s` of the topic last waited for, for appointments too; else the organisation's.”"""
        own: int | None = self.rules.topics[self.waits_for].get("standard_s") if self.waits_for else None
        usual = self.rules.appointment_standard_s if self.keeps_slot else self.rules.standard_s
        return (usual if own is None else own) * SECOND

    def promise(self, now: int) -> int:
        """“The moment at which its accountable wait will reach its target, less the credit of its category.”"""
        counted = sum(self.counted(span, now) for span in self.spans)  # a restored ticket keeps the promise it had
        credit = min(self.rules.credits.get(self.category or "", 0) * SECOND, self.target)
        return max(now, self.clock_start) + self.target - counted - credit

    @property
    def gave_up(self) -> bool:
        """Cancelled or left, “later than 60 s” after issue or check-in."""
        if self.issued_at is None or self.state not in ("cancelled", "left"):
            return False
        return self.since - self.issued_at > self.rules.limit("slip")

    def judged(self, now: int) -> str:
        """The table under “Four clocks”."""
        above = self.accountable(now) > self.target
        if self.issued_at is None:
            return "undecided" if self.state == "booked" else "excluded"
        if self.state == "unserved":
            return "breached"
        if self.state in ("completed", "serving", "called", "no_show"):
            return "breached" if above else "met"
        if self.state in ("waiting", "postponed"):
            return "breached" if above else "undecided"
        return "breached" if above and (self.gave_up or self.state == "removed") else "excluded"
