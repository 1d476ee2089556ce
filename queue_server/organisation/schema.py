"""The tables and keys of the organisation file: their types, defaults, and what each is for.

Knows one table at a time; what holds between tables is in `checking`. The words below a key describe it; they are the
source of the page `docs/organisation-file.md`, and a test holds the page to them.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from queue_server.domain.configuration import SkillLevel
from queue_server.organisation.rules import AlertsTable, Rules, Table
from queue_server.organisation.values import (
    ClockTime,
    DeskName,
    Identifier,
    MailAddress,
    Name,
    Prefix,
    RankingFigure,
    Seconds,
    SomeSeconds,
    Span,
    Text,
    Texts,
    WebAddress,
)


class OrganisationTable(Rules):
    """`[organisation]`: the company, and what holds for every office that does not say otherwise."""

    name: Text
    """The company's name."""
    alerts: AlertsTable = Field(default_factory=AlertsTable)
    """The numbers of the alert rules, see `alerts`. They hold for every office."""
    league_accounts: Annotated[int, Field(ge=1)] = 60_000
    """Territories with at least so many accounts are ranked in the first league, the others in the second. Default
    60000."""


class TerritoryTable(Table):
    """`[[territory]]`: a group of offices."""

    id: Identifier
    """By which offices name it."""
    name: Name
    """The name by language."""


class TopicTable(Table):
    """`[[topic]]`: what a visitor comes for. A topic that another names as its `parent` is a heading."""

    id: Identifier
    """By which offices and managers name it."""
    name: Name
    """The name by language, as visitors read it."""
    prefix: Prefix | None = None
    """The letters with which its tickets' numbers begin. Topics may share one. A heading has none."""
    parent: Identifier | None = None
    """The heading it stands under. Default: at the top."""
    standard_s: SomeSeconds | None = None
    """Its own wait standard, in seconds. Default: the office's."""
    typical_service_s: SomeSeconds = 300
    """A first guess of how many seconds a visit takes, until there is history. Default 300."""
    outcome_required: bool = False
    """Whether a manager must name an outcome to complete a visit. Default false."""
    bring: Texts = Field(default_factory=dict)
    """What to bring, by language. Default: nothing."""


class CategoryTable(Table):
    """`[[category]]`: a reason to be called sooner."""

    id: Identifier
    """By which tickets name it."""
    name: Name
    """The name by language."""
    credit_s: Seconds
    """How many seconds of waiting it is worth. It counts no further than the standard."""


class OutcomeTable(Table):
    """`[[outcome]]`: one way a visit can end at the desk."""

    id: Identifier
    """By which a visit names it."""
    name: Name
    """The name by language."""


class OfficeTable(Rules):
    """`[[office]]`: one hall with its own queue. Beside these it may set each key of `[organisation]` for itself."""

    id: Identifier
    """By which everything names it; it stands in addresses."""
    name: Name
    """The name by language."""
    desks: Annotated[list[DeskName], Field(min_length=1)]
    """The desks' numbers, as texts: `["1", "2", "3А"]`."""
    topics: list[Identifier] | None = None
    """The topics offered here, in the kiosk's order; a heading stands for all under it. Default: all."""
    territory: Identifier | None = None
    """The territory it belongs to. Default: none."""
    accounts: Annotated[int, Field(ge=0)] = 0
    """How many accounts it looks after (its league in comparisons). Default 0."""


class ManagerTable(Table):
    """`[[manager]]`: who serves visitors."""

    id: Identifier
    """By which desks and sign-ins name the manager."""
    name: Text
    """The name as colleagues read it."""
    office: Identifier
    """The office where the manager works."""
    topics: dict[Identifier, Annotated[SkillLevel, Field(strict=False)]] = Field(default_factory=dict)
    """The skills: `{ meters = "primary", contract = "secondary" }`. Default: none."""


class ChannelTable(Table):
    """`[[channel]]`: where messages about alerts go. Nothing leaves unless the server's settings allow the place too.

    No secret stands here: it is the file named like the channel in `QUEUE_SECRETS`, or `QUEUE_SECRET_` and its id in
    capitals in the environment."""

    id: Identifier
    """By which commands and its secret name it."""
    kind: Literal["webhook", "mail", "apprise"]
    """`webhook`: signed JSON to an address; its secret signs. `mail`: letters, by the server's mail settings.
    `apprise`: any service of the Apprise library; its secret is the Apprise address."""
    url: WebAddress | None = None
    """Where a webhook goes."""
    to: list[MailAddress] = Field(default_factory=list)
    """Who gets the letters of a `mail` channel."""
    offices: list[Identifier] = Field(default_factory=list)
    """Whose alerts. Default, where no territory is named either: all offices'."""
    territories: list[Identifier] = Field(default_factory=list)
    """Of which groups of offices. Added to `offices`."""
    causes: list[Literal["error_budget", "longest_wait", "idle_desks", "missing_desks"]] = Field(default_factory=list)
    """Which alerts. Default: all."""
    severity: Literal["warning", "critical"] = "warning"
    """The least grave that is sent. Default `warning`."""
    quiet: Span | None = None
    """Hours in the office's own time in which messages wait; what is over by then is not sent. Default: those of
    `alerts`."""
    language: Literal["ru", "en", "zh"] = "ru"
    """The language of letters: `ru`, `en` or `zh`. Default `ru`."""


class CriterionTable(Table):
    """`[[criterion]]`: what territories are ranked by. Without any, the ten of docs/ranking.md hold."""

    id: Identifier
    """By which entered values name it."""
    name: Name
    """The name by language."""
    weight: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)]
    """How much it counts beside the others."""
    worst: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    """The value that scores 0; what is worse scores 0 too."""
    best: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    """The value that scores 100. Above `worst` where more is better, below it where less is."""
    figure: RankingFigure | None = None
    """The figure of the queue that it is: `service_level`, `wait_p90_s`, `wait_p95_s`, `wait_max_s`, `over_30_share`,
    `abandoned_share`, `no_show_share`, `one_desk_share`, `idle_waiting_share` or `load_spread`. Default: none, the
    value is entered by hand or imported."""
    unit: Literal["share", "score", "mean", "s"] | None = None
    """What an entered value counts: `share` (0 to 1), `score` (a mark), `mean` (a number) or `s` (seconds). Default
    `score`; a figure brings its own."""


class ReportTable(Table):
    """`[[report]]`: a report that is made by itself and sent."""

    id: Identifier
    """By which what was made of it is listed."""
    kind: Literal["brief", "bulletin", "monthly", "quarterly"]
    """A morning `brief` of each office (on each day it opens, about the last open day before), a weekly `bulletin` (on
    Mondays), a `monthly` or a `quarterly` report (on the first day of the next)."""
    at: ClockTime = "07:30"
    """The local time at which it is made, in the zone of the office, or of most of the offices that it is about.
    Default `"07:30"`."""
    office: Identifier | None = None
    """Of this office only. Default: none."""
    territory: Identifier | None = None
    """Of this territory; a brief of each office in it. Default: the company, a brief of each office."""
    language: Literal["ru", "en", "zh"] = "ru"
    """The language it is written in. Default `"ru"`."""
    formats: Annotated[list[Literal["html", "pdf", "xlsx", "csv"]], Field(min_length=1)] = Field(
        default_factory=lambda: ["pdf"]  # type: ignore[arg-type]
    )
    """The files that go with the letter. Default `["pdf"]`."""
    to: list[MailAddress] = Field(default_factory=list)
    """Addresses of those who get it by e-mail. Default: nobody; it is listed and can be fetched."""


@dataclass(frozen=True, slots=True)
class Document:
    """All the files' tables together, each of them read."""

    organisation: OrganisationTable
    territory: tuple[TerritoryTable, ...] = ()
    topic: tuple[TopicTable, ...] = ()
    category: tuple[CategoryTable, ...] = ()
    outcome: tuple[OutcomeTable, ...] = ()
    office: tuple[OfficeTable, ...] = ()
    manager: tuple[ManagerTable, ...] = ()
    channel: tuple[ChannelTable, ...] = ()
    criterion: tuple[CriterionTable, ...] = ()
    report: tuple[ReportTable, ...] = ()


LISTED_TABLES: dict[str, type[Table]] = {
    "territory": TerritoryTable,
    "topic": TopicTable,
    "category": CategoryTable,
    "outcome": OutcomeTable,
    "office": OfficeTable,
    "manager": ManagerTable,
    "channel": ChannelTable,
    "criterion": CriterionTable,
    "report": ReportTable,
}
"""Tables that are written `[[so]]`, any number of times, in the order in which an export writes them."""
