"""The rules that an organisation sets for all its offices and an office for itself: types, defaults, what each is for.

Each key is described in the words below it; `descriptions` reads them.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from queue_server.domain.configuration import PolicyName
from queue_server.organisation.values import (
    Burn,
    Count,
    LocalDate,
    OpeningHours,
    Seconds,
    Share,
    SomeSeconds,
    Span,
    Texts,
    Timezone,
    Weekday,
)


class Table(BaseModel):
    """What every table shares: unknown keys are errors, types are taken at their word, nothing changes later.

    Pydantic makes a table ready when the first of its kind is read: most organisations write a few of them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class LimitsTable(Table):
    """`limits`: the numbers of the rules. Every limit includes its exact second."""

    no_show_calls: Count | None = None
    """Calls before a visitor may be marked as not come. Default 2."""
    no_show_after_s: Seconds | None = None
    """Seconds from the call until that may be done. Default 40."""
    restore_grace_s: Seconds | None = None
    """Seconds in which a visitor who missed the call can come back. Default 900."""
    slip_s: Seconds | None = None
    """Who leaves within so many seconds took the ticket by mistake. Default 60."""
    walk_limit_s: Seconds | None = None
    """Seconds of walking to the desk that are not waiting. Default 180."""
    pin_s: Seconds | None = None
    """Seconds for which a ticket stays with one manager or desk only. Default 600."""
    secondary_penalty_s: Seconds | None = None
    """Seconds that a secondary skill adds to a promise. Default 300."""
    check_in_early_s: Seconds | None = None
    """Seconds before the slot from which one can check in. Default 3600."""
    check_in_late_s: Seconds | None = None
    """Seconds one can be late and keep the appointment. Default 1200."""


class AlertsTable(Table):
    """`alerts`: the numbers of the alert rules, and when nobody is to be disturbed. See the page on alerts."""

    fast_burn: Burn | None = None
    """How many times faster than evenly the error budget burns in half an hour for a critical alert. Default 6."""
    slow_burn: Burn | None = None
    """The same over two hours, for a warning. Default 2."""
    longest_wait_share: Burn | None = None
    """The longest wait as a share of its target that is a warning. Default 1; twice as much is critical."""
    idle_s: SomeSeconds | None = None
    """Seconds that a desk may stand free while somebody waits whom it could call. Default 180."""
    missing_s: SomeSeconds | None = None
    """Seconds that a desk that the published schedule expects may not be open. Default 600."""
    quiet: Span | None = None
    """Hours in the office's own time in which no alert sounds and no message leaves. Default: none."""


class Rules(Table):
    """What the organisation sets for all offices and an office may set for itself."""

    timezone: Timezone | None = None
    """Time zone by its IANA name. An office needs one: its own or the organisation's."""
    hours: dict[Weekday, OpeningHours] | None = None
    """Opening hours by weekday, `mon` to `sun`, as `"08:00-20:00"` or `"closed"`, in the office's own time. A closing
    not after the opening is on the next day, `"16:00-24:00"` is until midnight and `"00:00-24:00"` all day. A day not
    named is closed. An office's hours replace the organisation's as a whole. Default: no hours."""
    days: dict[LocalDate, OpeningHours] = Field(default_factory=dict)
    """The calendar: dates that differ from the week, `2026-12-31 = "09:00-14:00"` or `"closed"`. An office's date
    replaces the organisation's. Default: none."""
    standard_s: SomeSeconds | None = None
    """The promised longest wait of a walk-in, in seconds. Default 900."""
    appointment_standard_s: SomeSeconds | None = None
    """The same with an appointment, counted from the slot or the check-in. Default 300."""
    goal: Share | None = None
    """The share of visits that shall be within the standard, above 0 and up to 1. Default 0.95."""
    policy: Annotated[PolicyName, Field(strict=False)] | None = None
    """Who is called next: `earliest_promise`, `fifo` or `strict_priority`. Default `earliest_promise`."""
    limits: LimitsTable = Field(default_factory=LimitsTable)
    """The numbers of the rules, see `limits`. An office's replace the organisation's one by one."""
    slot_minutes: Annotated[int, Field(ge=1, le=1440)] | None = None
    """Appointments begin every so many minutes from opening. Default: at any minute."""
    slot_capacity: Count | None = None
    """How many appointments one slot takes. Default: any number."""
    opens_before_s: Seconds | None = None
    """Seconds before opening at which the day is opened and tickets are given out. Default 0."""
    closes_after_s: Seconds | None = None
    """Seconds after closing at which the day is closed, if nobody did it before. Default 3600."""
    queue_limit: Count | None = None
    """How many may wait in an office before its kiosks and phones give no more tickets; staff still may. Default: no
    limit."""
    phone_join: bool | None = None
    """Whether visitors may take a ticket on their own phone, by a code that board and kiosk show. Default false."""
    message: Texts = Field(default_factory=dict)
    """A line for the boards, by language. An office's replaces the organisation's. Default: none."""
