"""What a server opens and starts, in order, and closes again in reverse: settings → database → log → offices → feed.

With `app`, which puts the routes together, the composition root.
"""

import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI

from analytics.clerk import Clerk
from analytics.day.book import DayBook
from analytics.day.curves import Curves
from analytics.day.histories import Histories
from analytics.day.tallies import Tallies
from analytics.day.together import TogetherBook
from analytics.estimators.learned import LearnedEstimator
from analytics.estimators.nights import Nights
from analytics.estimators.store import WaitStore
from analytics.estimators.telling import Telling
from analytics.forecast.book import CalendarBook
from analytics.outlook.steps import Steps
from analytics.outlook.store import TakenMoves
from analytics.outlook.usual_days import forecasting
from analytics.outlook.watch import Outlooks
from analytics.refusals import Refusals
from analytics.schedules.book import ScheduleBook
from analytics.schedules.expected import ExpectedDesks
from analytics.schedules.store import Schedules
from analytics.staffing.people import PeopleBook
from analytics.staffing.store import PeopleStore
from queue_server.access import Access, AppliedOrganisations, HallCodes
from queue_server.access.first_answers import FirstAnswers
from queue_server.alerting import Alerting
from queue_server.api.flood import Floodgate, FloodLimits
from queue_server.api.measures import Measures
from queue_server.api.organisation import OrganisationKeeper
from queue_server.api.recent_estimates import RecentEstimates
from queue_server.api.repeats import Repeats
from queue_server.api.streams import Streams
from queue_server.api.surroundings import Surroundings
from queue_server.database.engine import Database, password_in
from queue_server.database.sole_server import sole_server
from queue_server.domain.events import Event, TicketIssued
from queue_server.domain.evolve import fold
from queue_server.domain.ids import Instant
from queue_server.domain.office import Office
from queue_server.entering import entering_of, second_factor_of
from queue_server.errors import SettingsInvalid
from queue_server.log.group_commit import GroupCommit
from queue_server.log.reader import LogReader
from queue_server.log.recorded import Recorded
from queue_server.log.store import LogStore
from queue_server.offices.registry import Offices
from queue_server.offices.running import Listener, RunningOffice
from queue_server.offices.timers import Timers
from queue_server.reporting import Reporting
from queue_server.settings import Settings, is_example

if TYPE_CHECKING:
    from analytics.staffing.bureau import StaffingBureau

Clock = Callable[[], Instant]


def now() -> Instant:
    """The clock of a real server."""
    return time.time_ns() // 1_000_000


@asynccontextmanager
async def started(app: FastAPI, *, first_organisation: Path | None = None) -> AsyncIterator[None]:
    """Opens the database, brings every office to where it was, and serves until left; then closes in reverse.

    `first_organisation` is applied where the settings name none and the database has none.
    """
    settings: Settings = app.state.settings
    refuse_example_password(settings)
    clock: Clock = app.state.clock
    async with AsyncExitStack() as opened:
        opened.push_async_callback(app.state.voice.stop)
        database = await Database.open(settings.database)
        opened.push_async_callback(database.dispose)
        alone = await sole_server(database, lambda: app.state.end())
        opened.push_async_callback(alone.give_back)
        store = LogStore(database)
        group = GroupCommit(store)
        group.start()
        opened.push_async_callback(group.stop)
        offices_ = Offices(store=store, group=group, clock=clock)
        await offices_.start()
        opened.push_async_callback(offices_.stop)
        # A demonstration's day passes faster than life; the people who try it do not, nor do their sessions and codes.
        door_clock = now if settings.demo else clock
        access = Access(database, door_clock, second_factor=second_factor_of(settings))
        await access.start()
        opened.push_async_callback(access.stop)
        entering = entering_of(settings, door_clock)
        if entering.provider is not None:
            entering.provider.start()
            opened.push_async_callback(entering.provider.stop)

        estimator = LearnedEstimator()
        offices_.listen(learning(estimator))
        nights = Nights(offices_, database, estimator=estimator, clock=clock)
        nights.start()
        opened.push_async_callback(nights.stop)
        telling = Telling(RecentEstimates(estimator), WaitStore(database))
        telling.start()
        opened.push_async_callback(telling.stop)
        app.state.streams = streams = Streams.over(
            offices_, access, estimator=estimator, clock=clock, door_clock=door_clock
        )
        streams.start()
        opened.push_async_callback(streams.stop)

        keeper = OrganisationKeeper(AppliedOrganisations(database), offices_, clock, gone=streams.overview.gone)
        app.state.changes = await keeper.begin(settings.config, otherwise=first_organisation)
        keeper.follow()
        opened.push_async_callback(keeper.stop)
        app.state.alerting = alerting = Alerting.over(
            settings,
            database,
            offices_,
            streams.overview,
            organisation=lambda: keeper.current,
            clock=clock,
            wall_clock=door_clock,
        )
        await alerting.start()
        opened.push_async_callback(alerting.stop)
        refusals = Refusals(clock)
        app.state.figures = clerk = Clerk(settings.database, clock, refusals)
        clerk.start()
        clerk.catch_up_regularly()
        opened.push_async_callback(clerk.stop)
        published = Schedules(database)
        expected = ExpectedDesks(
            offices_,
            published,
            clock,
            tell=lambda office, row: streams.overview.put_beside(f"schedule:{office}", offices_.get(office), row),
        )
        await expected.start()
        alerting.keeper.missing = expected.missing
        estimator.follow(expected)
        opened.push_async_callback(expected.stop)
        app.state.schedules = ScheduleBook(published, expected, offices_, clock)
        taken = TakenMoves(database)
        steps = Steps(
            offices_,
            taken,
            clock,
            tell=lambda key, office, row: streams.overview.put_beside(key, offices_.get(office), row),
            log=LogReader(database),
        )
        await steps.start()
        expected.agreed = steps.agreed
        offices_.listen(steps.committed)
        app.state.outlooks = Outlooks(
            offices_,
            estimator=estimator,
            taken=taken,
            steps=steps,
            clock=clock,
            read_tickets=LogReader(database).of_tickets_as_configured,
            forecast=forecasting(clerk),
            schedule=expected,
        )
        app.state.outlooks.start()
        opened.callback(app.state.outlooks.stop)
        app.state.staffing = cache(lambda: _staffing(clerk, clock))
        app.state.people = PeopleBook(PeopleStore(database), clock)
        app.state.calendars = CalendarBook(database)
        app.state.reports = reporting = Reporting.over(
            settings, database, clerk, organisation=lambda: keeper.current, clock=clock
        )
        reporting.start()
        opened.callback(reporting.stop)
        histories = Histories(clerk)
        app.state.days = days = DayBook(histories, database, clock)
        curves, tallies = Curves(offices_), Tallies()
        curves.start()
        offices_.listen(curves.committed)
        offices_.listen(tallies.committed)
        app.state.days_together = TogetherBook(histories, curves, tallies, read_curve=days.curve, clock=clock)
        timers = Timers(offices_, clock)
        timers.start()
        opened.callback(timers.stop)

        repeats = Repeats(FirstAnswers(database, door_clock), door_clock)
        repeats.start()
        opened.push_async_callback(repeats.stop)

        measures = Measures()
        measures.watch("queue_sockets", "Open live views.", lambda: float(len(streams.hub)))
        measures.watch("queue_people_waiting", "People waiting, all offices.", lambda: float(_waiting(offices_)))
        measures.watch(
            "queue_requests_waiting",
            "Commands that wait to be decided.",
            lambda: float(sum(office.waiting_requests for office in offices_)),
        )
        measures.watch("queue_alerts_open", "Open alerts.", lambda: float(len(alerting.keeper.open())))
        app.state.surroundings = Surroundings(
            offices=offices_,
            log=store,
            access=access,
            hall_codes=await HallCodes.of(database, door_clock),
            estimator=telling,
            first_waits=telling,
            speech=app.state.voice,
            flood=Floodgate(_limits(settings)),
            clock=clock,
            measures=measures,
            refusals=refusals,
            repeats=repeats,
            database_answers=database.answers,
            organisation=lambda: keeper.words,
            public_url=settings.public_url,
            allowed_origins=frozenset(settings.allowed_origins),
            demo=settings.demo,
            entering=entering,
            stopping=lambda: bool(app.state.stopping),
        )
        yield


def refuse_example_password(settings: Settings) -> None:
    """Serving is refused, and nothing else is: who wants a backup now needs it now. Raises `SettingsInvalid`."""
    if is_example(password_in(settings.database)):
        raise SettingsInvalid(
            "A setting cannot be used.\n  database (QUEUE_DATABASE): the password is an example's: choose one"
        )


def learning(estimator: LearnedEstimator) -> Listener:
    """Shows the estimator every event with the office as it was before it (of a ticket taken: a little earlier)."""

    def learn(_office: RunningOffice, before: Office, recorded: Sequence[Recorded], _after: Office) -> None:
        passed: list[Event] = []
        for record in recorded:
            if passed and not isinstance(record.event, TicketIssued):
                before = fold(before, passed)
                passed.clear()
            estimator.observe(before, record.event)
            passed.append(record.event)

    return learn


def _staffing(clerk: Clerk, clock: Clock) -> "StaffingBureau":
    """Plans and what-if: with all that they need, loaded at the first question or some seconds after the start."""
    from analytics.staffing.bureau import StaffingBureau

    return StaffingBureau(clerk, clock)


def _limits(settings: Settings) -> FloodLimits:
    return FloodLimits(
        kiosk_burst=settings.kiosk_burst,
        kiosk_per_minute=settings.kiosk_per_minute,
        office_per_minute=settings.office_per_minute,
        topic_per_minute=settings.topic_per_minute,
        phones_per_minute=settings.phones_per_minute,
        bookings_per_hour=settings.bookings_per_hour,
        slip_codes_per_hour=settings.slip_codes_per_hour,
        visitor_per_minute=settings.visitor_per_minute,
    )


def _waiting(offices_: Offices) -> int:
    return sum(
        len(line)
        for office in offices_
        for lines in (office.state.lines, office.state.early)
        for line in lines.values()
    )
