"""The outlook, as the contract names it. The bytes are made where outlooks are; a test holds the two together."""

from typing import Any, Literal

from pydantic import ConfigDict

from queue_server.api.answers import Answer

MoveKind = Literal["open_desk", "give_topic", "move_break", "suspend_topic", "redirect_topic", "call_neighbour"]

EXAMPLE_MOVE: dict[str, Any] = {
    "kind": "open_desk",
    "desk": "5",
    "manager": "ivanova",
    "until": "2026-03-02T10:30:00.000Z",
}
EXAMPLE_ADVICE: dict[str, Any] = {
    "move": EXAMPLE_MOVE,
    "manager_name": "Иванова А. П.",
    "expected_since": "2026-03-02T07:00:00.000Z",
    "within_s": 3600,
    "spared": 4.2,
    "spared_low": 3.8,
    "spared_high": 4.6,
    "minutes_spared": 31.0,
    "sent_away": 0.0,
}
EXAMPLE_OUTLOOK: dict[str, Any] = {
    "office": "klin",
    "at": "2026-03-02T09:18:00.000Z",
    "expected_breaches": [
        {"within_s": 1800, "mean": 1.3, "low": 0.0, "high": 3.0},
        {"within_s": 3600, "mean": 5.1, "low": 1.0, "high": 10.0},
        {"within_s": 7200, "mean": 11.8, "low": 3.0, "high": 22.0},
    ],
    "chances": [{"ticket": "k3J9x0Qm2bVt7Lw5nRz1Ag", "number": "П017", "breach_chance": 0.82, "passed": False}],
    "advice": [EXAMPLE_ADVICE],
}
EXAMPLE_TAKEN: dict[str, Any] = {
    "id": 17,
    "at": "2026-03-02T09:19:00.000Z",
    "by": "person:petrova",
    "move": EXAMPLE_MOVE,
    "manager_name": "Иванова А. П.",
    "within_s": 3600,
    "expected": 5.1,
    "spared": 4.2,
    "until": "2026-03-02T10:19:00.000Z",
    "came": 1,
    "due_at": "2026-03-02T10:30:00.000Z",
    "seen_at": None,
    "seen_by": None,
}
EXAMPLE_STEP: dict[str, Any] = {
    "kind": "step",
    "id": 17,
    "office": "klin",
    "at": "2026-03-02T09:19:00.000Z",
    "move": EXAMPLE_MOVE,
    "manager_name": "Иванова А. П.",
    "due_at": "2026-03-02T10:30:00.000Z",
    "seen_at": None,
    "seen_by": None,
}
EXAMPLE_HELP: dict[str, Any] = {
    "kind": "help",
    "id": 18,
    "office": "tula",
    "at": "2026-03-02T09:19:00.000Z",
    "for_office": "klin",
    "for_office_name": {"ru": "Клин", "en": "Klin"},
    "desk": "6",
    "manager": "sidorov",
    "manager_name": "Сидоров В. Д.",
    "until": "2026-03-02T10:45:00.000Z",
}


class ExpectedBreachesAnswer(Answer):
    """Breaches to come within `within_s` seconds: the mean, and the span of the middle 80 % of the futures."""

    within_s: int
    mean: float
    low: float
    high: float


class BreachChanceAnswer(Answer):
    """The chance in [0, 1] that a waiting ticket passes its target before it is called; 1 where it has `passed` it."""

    ticket: str
    number: str | None
    breach_chance: float
    passed: bool


class MoveAnswer(Answer):
    """What can be done at once. Which of the words are there depends on `kind`.

    `until`: from when on the desk that is opened is no longer needed. `by_s`: by how much the break is moved.
    """

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE_MOVE]})

    kind: MoveKind
    desk: str | None = None
    manager: str | None = None
    topic: str | None = None
    office: str | None = None
    by_s: int | None = None
    until: str | None = None
    reason: str | None = None


class AdviceAnswer(Answer):
    """A move and the breaches it spares within `within_s` seconds, with the span of 95 of 100.

    `minutes_spared`: minutes above the target, of everybody together; `sent_away`: visitors who would find their topic
    suspended, or be told to go elsewhere.
    """

    move: MoveAnswer
    manager_name: str | None
    expected_since: str | None
    within_s: int
    spared: float
    spared_low: float
    spared_high: float
    minutes_spared: float
    sent_away: float


class OutlookAnswer(Answer):
    """What the next two hours bring, and what helps most, best first."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE_OUTLOOK]})

    office: str
    at: str
    expected_breaches: list[ExpectedBreachesAnswer]
    chances: list[BreachChanceAnswer]
    advice: list[AdviceAnswer]


class OutlooksAnswer(Answer):
    """Offices that may break their promise soon, the worst first."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"outlooks": [EXAMPLE_OUTLOOK]}]})

    outlooks: list[OutlookAnswer]


class TakenMoveAnswer(Answer):
    """A move that was made: `expected` breaches of the hour after it without it, `spared` of them; `came` until now.

    `due_at`: when its desk may be closed again, or the moved break begins. `seen_*`: by the office that was asked.
    """

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE_TAKEN]})

    id: int
    at: str
    by: str
    move: MoveAnswer
    manager_name: str | None
    within_s: int
    expected: float | None
    spared: float | None
    until: str
    came: int
    due_at: str | None
    seen_at: str | None
    seen_by: str | None


class TakenMovesAnswer(Answer):
    """The moves made at an office, newest first."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"moves": [EXAMPLE_TAKEN]}]})

    moves: list[TakenMoveAnswer]


class StepRow(Answer):
    """What was agreed on for a time. At `due_at` the desk may be closed, the break begins, the colleague goes home.

    `seen_at`, `seen_by`: of a colleague who was asked over, when and by whom at their office. The row ends when it is
    done, when somebody acknowledges it, and with the day.
    """

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE_STEP]})

    kind: Literal["step"]
    id: int
    office: str
    at: str
    move: MoveAnswer
    manager_name: str | None
    due_at: str
    seen_at: str | None
    seen_by: str | None


class StepsAnswer(Answer):
    """The next due first."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"steps": [EXAMPLE_STEP]}]})

    steps: list[StepRow]


class HelpRow(Answer):
    """Another office asks for a colleague of this one, until somebody acknowledges it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE_HELP]})

    kind: Literal["help"]
    id: int
    office: str
    at: str
    for_office: str
    for_office_name: dict[str, str]
    desk: str | None
    manager: str | None
    manager_name: str | None
    until: str | None
