"""What a supervisor sees of a day is what reports say of it: the same visits under the same topics, judged alike.

Random organisations and days are followed event by event as the live view follows them, and folded as reports are made;
both are asked at many moments, in the middle of visits and at the end.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from analytics.figures import figures
from analytics.summaries.sums import desks_beside
from analytics.visits.columns import columns_of
from analytics.visits.desk_time import QUARTER_MS, DeskTime
from analytics.visits.folding import VisitFolder
from analytics.visits.visit import Visit
from queue_server.domain.events import Event, OfficeConfigured
from queue_server.domain.handling import handle
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.judging import service_level
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date
from queue_server.domain.rejection import CommandRejected
from queue_server.offices.line_commands import LineUnreadable, read_line
from queue_server.organisation import load
from queue_server.projections.day_figures import Count, DayFigures
from queue_server.projections.desk_time import WINDOW_MS
from queue_server.projections.desk_time import DeskTime as LiveDeskTime
from queue_server.projections.supervisor import supervisor_office_row
from tests.long_run import times
from tests.property.random_days import RandomDay, organisation
from tests.unit.projections.halls import long_story, story

RUNS = times(60, long=2_000)
COUNTED = ("issued", "met", "breached", "excluded", "abandoned", "no_show", "served")
LATER_MS = (0, 1, 1_000_000)


class Both:
    """One office, followed live and folded for reports."""

    def __init__(self, office: str) -> None:
        self.folder = VisitFolder(Office(office))
        self.ended: dict[str, Visit] = {}
        self.desks: dict[tuple[str, str], list[DeskTime]] = {}
        self.day: DayFigures | None = None
        self.live = LiveDeskTime(0)

    def take(self, event: Event) -> None:
        """One event more, for both."""
        before = self.folder.office
        row = self.folder.take(event)
        after = self.folder.office
        if row is not None:
            self.ended[row.ticket] = row
        finished: dict[tuple[str, str], list[DeskTime]] = {}
        for spent in self.folder.desk_time():
            finished.setdefault((spent.office, spent.day), []).append(spent)
        self.desks |= finished
        if after.config is None:
            return
        self.live.follow(before, after)
        ticket = getattr(event, "ticket", None)
        touched = () if ticket is None else (ticket,)
        self.day = (
            DayFigures.of(after, after.last_at)
            if self.day is None
            else self.day.after(before, after, touched, after.last_at)
        )

    def visits(self, day: str, at: Instant) -> list[Visit]:
        """The rows of reports for visits of that day, as they stand at `at`."""
        rows = {**self.ended, **{row.ticket: row for row in self.folder.going_on(at)}}
        return [row for row in rows.values() if row.day == day]

    def desk_time(self, at: Instant) -> list[DeskTime]:
        """The rows of reports for the desks, all days."""
        going_on = self.folder.desk_time_going_on(at)
        open_days = {(row.office, row.day) for row in going_on}
        return [*going_on, *(row for key, rows in self.desks.items() if key not in open_days for row in rows)]

    def agree(self, at: Instant) -> int:
        """Both say the same of the day at `at`; gives back how many visits that is."""
        office, day = self.folder.office, self.day
        if day is None or day.day != local_date(office.configured, at):
            return 0
        rows = self.visits(day.day, at)
        (whole,) = figures(columns_of(rows))
        shown = supervisor_office_row(office, day, at)
        of_the_day = shown["above_now"] - shown["above_earlier"]
        assert {name: shown[name] for name in COUNTED} == {  # type: ignore[literal-required]
            **{name: whole[name] for name in COUNTED}, "breached": whole["breached"] - of_the_day,
        }  # fmt: skip
        assert service_level(shown["met"], shown["breached"] + of_the_day) == whole["service_level"]
        assert shown["met"] + shown["breached"] + of_the_day == whole["judged"]
        by_topic = {row["topic"]: row for row in figures(columns_of(rows), ("topic",))}
        live = {topic: count for topic, count in day.topics.items() if count.issued}
        assert set(by_topic) == set(live)
        for topic, count in live.items():
            assert counted(count, at) == tuple(by_topic[topic][name] for name in COUNTED), topic
        return len(rows)


def counted(count: Count, at: Instant) -> tuple[int, ...]:
    found = {name: getattr(count, name) for name in COUNTED}
    return tuple({**found, "breached": count.breached + count.above(at) - count.above_earlier(at)}.values())


def random_day(seed: int, folder: Path) -> Iterator[tuple[str, Event]]:
    """Every event of a day of the random organisation, with its office."""
    chance, file = Random(seed), folder / "organisation.toml"
    file.write_text(organisation(chance), encoding="utf-8")
    lines = RandomDay(chance, file).lines(chance.choice((60, 120)))
    offices: dict[str, Office] = {}
    for name, config in load(file).offices.items():
        begins = OfficeConfigured(at=0, config=config)
        both = VisitFolder(Office(name))
        both.take(begins)
        offices[name] = both.office
        yield name, begins
    now = 0
    for text in lines:
        try:
            line = read_line(text, made_up_ticket="nobody")
        except LineUnreadable:
            continue
        now = max(now, line.at)
        if line.office in offices and line.command is not None:
            with suppress(CommandRejected):
                events, offices[line.office] = handle(offices[line.office], line.command, now)
                for event in events:
                    yield line.office, event


def test_at_every_moment_of_random_days_the_live_view_says_what_reports_say(tmp_path: Path) -> None:
    visits = topics_changed = 0
    for seed in range(RUNS):
        offices: dict[str, Both] = {}
        for office, event in random_day(seed, tmp_path):
            both = offices.setdefault(office, Both(office))
            both.take(event)
            both.agree(both.folder.office.last_at)
        for both in offices.values():
            visits += sum(both.agree(both.folder.office.last_at + later) for later in LATER_MS)
            topics_changed += sum(row.topic != row.last_topic for row in both.ended.values())
    assert visits > 10 * RUNS
    assert topics_changed > RUNS // 20, "days on which nobody was sent on show nothing of topics"


@pytest.mark.parametrize("seed", range(6))
def test_so_it_is_where_every_command_there_is_happens(seed: int) -> None:
    both = Both("klin")
    for event, _, _ in story(long_story(seed, length=200)):
        both.take(event)
        for later in LATER_MS:
            both.agree(both.folder.office.last_at + later)
    assert both.ended


def loads(both: Both, events: Sequence[Event]) -> Iterator[tuple[float | None, float | None]]:
    """At each half-hour's end: the load that the live view shows, and that half-hour's in reports."""
    ends_at = (events[0].at // (2 * QUARTER_MS) + 1) * 2 * QUARTER_MS
    for event in events:
        while event.at >= ends_at and both.folder.office.config is not None:
            live = both.live.load(both.folder.office, ends_at)
            assert live.over_ms == WINDOW_MS
            begins = ends_at - WINDOW_MS
            minutes = begins // (60 * SECOND) + 180  # Moscow's
            day, half_hour = local_date(both.folder.office.configured, begins), minutes % 1440
            spent = [row for row in both.desk_time(ends_at) if (row.day, row.half_hour) == (day, half_hour)]
            (told,) = figures(columns_of([]), desks=desks_beside(spent, ()))
            assert told["desks_open_s"] * 1000 == live.working_ms
            yield live.share, told["load_share"]
            ends_at += WINDOW_MS
        both.take(event)


@pytest.mark.parametrize("seed", range(12))
def test_the_load_of_the_last_half_hour_is_that_half_hour_s_load_in_reports(seed: int) -> None:
    """Followed desk by desk here, and split by half-hours there: two ways to the same seconds."""
    told = list(loads(Both("klin"), [event for event, _, _ in story(long_story(seed, length=300))]))
    assert len(told) > 3
    for live, reported in told:
        assert live == (pytest.approx(reported) if reported is not None else None)
