"""What comes in: the bodies of the calls, checked at the edge. A field that nobody knows is refused.

The words are those of DOMAIN's "Commands as lines". Whether the office allows what is asked is not decided here.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from queue_server.api.fields import (
    WHOLE,
    DeskWord,
    HallCodeWord,
    LanguageWord,
    Moment,
    OutcomeWord,
    Said,
    SlipWord,
    Text,
    TicketWord,
    Word,
)
from queue_server.domain.ticket import PostponedBy


class Body(BaseModel):
    """Anything that comes in: as the contract writes it, or not at all; `"5"` is no number and `1` no yes."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, str_max_length=2000, defer_build=True)


class NothingBody(Body):
    """A call that needs no words: `{}`, or no body at all."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})


class OwnAlertBody(Body):
    """Who takes an alert on: the person with this login, or, without one, the caller."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}, {"login": "petrov"}]})

    login: Word | None = None


class IssueBody(Body):
    """A ticket for a walk-in. `id` makes the call safe to repeat: the same id is the same ticket."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"topic": "meters", "category": "veteran", "language": "ru"}]},
    )

    topic: Word
    category: Word | None = None
    language: LanguageWord | None = None
    id: TicketWord | None = None
    contact: Said | None = Field(
        default=None,
        description="Where the visitor may be reached. This server sends no messages and does not keep it.",
    )
    issued_at: Moment | None = Field(default=None, description="When a kiosk that was offline gave the ticket out.")
    offline: bool = False
    join: HallCodeWord | None = Field(
        default=None, description="The code on the hall's screen, from a visitor's phone."
    )


class BookBody(Body):
    """An appointment."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"office": "klin", "topic": "contract", "slot": "2031-03-03T09:30:00Z"}]},
    )

    office: Word
    topic: Word
    slot: Moment
    category: Word | None = None
    language: LanguageWord | None = None
    id: TicketWord | None = None
    contact: Said | None = Field(
        default=None,
        description="Where the visitor may be reached. This server sends no messages and does not keep it.",
    )


class CheckInBody(Body):
    """What a visitor with an appointment types or scans."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"code": "204817"}]})

    code: TicketWord


class FollowBody(Body):
    """What somebody types off their slip, in either alphabet and case."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"number": "А017", "code": "КЕМТ"}]})

    number: SlipWord
    code: SlipWord


class TopicBody(Body):
    """One topic."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"topic": "contract"}]})

    topic: Word


class OutcomeBody(Body):
    """How a topic or a visit ended; required where the topic says so."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"outcome": "resolved"}, {}]})

    outcome: OutcomeWord | None = None


class TransferBody(Body):
    """Exactly one of `topic`, `manager`, `to_desk`. `return_to_me`: the visitor comes back when done there."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"topic": "contract", "return_to_me": True}, {"to_desk": "3"}],
            "oneOf": [
                {"required": [name], "properties": {name: {"type": "string"}}}
                for name in ("topic", "manager", "to_desk")
            ],
        },
    )

    topic: Word | None = None
    manager: Word | None = None
    to_desk: DeskWord | None = None
    return_to_me: bool = False


class PostponeBody(Body):
    """`by` the visitor (the clock stands still) or the office (it runs); `due` brings the ticket back by itself."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"by": "visitor", "due": "2026-03-02T07:30:00Z", "reason": "documents"}]},
    )

    by: PostponedBy | None = None
    due: Moment | None = None
    reason: Said | None = None


class ReasonBody(Body):
    """A reason in words; mandatory where a ticket is removed."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"reason": "Taken twice"}, {}]})

    reason: Said | None = None


class RateBody(Body):
    """How it was, from 1 to 5."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"score": 5, "comment": "Quick"}]})

    score: Annotated[int, WHOLE, Field(json_schema_extra={"minimum": 1, "maximum": 5})]
    comment: Said | None = None


class OpenDeskBody(Body):
    """Who sits down; whoever is signed in where nobody is named."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"manager": "ivanova"}, {}]})

    manager: Word | None = None


class CallBody(Body):
    """Calls this very ticket, by `ticket` or by `number`; out of turn with a reason."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"number": "П001", "reason": "Feels unwell"}],
            "oneOf": [
                {"required": ["ticket"], "properties": {"ticket": {"type": "string"}}},
                {"required": ["number"], "properties": {"number": {"type": "string"}}},
            ],
        },
    )

    ticket: TicketWord | None = None
    number: DeskWord | None = None
    reason: Said | None = None


class TopicsBody(Body):
    """The topics that this desk serves from now on, within the manager's skills; may be empty."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"topics": ["meters", "contract"]}]})

    topics: tuple[Word, ...] | None = Field(default=None, max_length=200)


class SuspendTopicBody(Body):
    """No more tickets for this topic, until it is resumed."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"topic": "meters", "reason": "The system is down"}]}
    )

    topic: Word
    reason: Said | None = None


class MessageBody(Body):
    """A line for the board by language; none takes it away."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"text": {"ru": "Окно 3 сегодня до 16:00", "en": "Desk 3 until 4 pm"}}]},
    )

    text: dict[LanguageWord, Text] = Field(default_factory=dict, max_length=10)


class EntriesBody(Body):
    """Values that are entered for the ranking, as the text of a CSV file."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"csv": "quarter,territory,criterion,value\n2026Q1,north,complaints,1.5\n"}]},
    )

    csv: Annotated[str, Field(min_length=1, max_length=50_000)]


class MoveBody(Body):
    """A move out of an office's outlook, carried out at once. `until` is reminded of; `reason` is told at the kiosk."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"kind": "open_desk", "desk": "5", "manager": "ivanova"},
                {"kind": "give_topic", "desk": "2", "topic": "meters"},
            ]
        },
    )

    kind: Literal["open_desk", "give_topic", "move_break", "suspend_topic", "redirect_topic", "call_neighbour"]
    desk: DeskWord | None = None
    manager: Word | None = None
    topic: Word | None = None
    office: Word | None = None
    by_s: Annotated[int, Field(ge=60, le=4 * 3600), WHOLE] | None = None
    until: Moment | None = None
    reason: Said | None = None
