"""What was made by itself, when, and whether it was sent. Knows its table, and no rule."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, desc, func, insert, or_, select, update

from analytics.reports.runs_table import report_runs
from analytics.reports.schedule import Due, GivenUp, RunOf
from queue_server.database.engine import Database
from queue_server.domain.ids import Instant

Key = tuple[str, str, str]
GIVEN_UP = "missed and given up: "
"""How the failure of a run begins that was never begun, and stands for so many."""


@dataclass(frozen=True, slots=True)
class Run:
    """One report made by itself. `sent_at` is None until it is where it should be; `failure` says why it is not."""

    report: str
    subject: str
    period: str
    kind: str
    language: str
    due_at: Instant
    made_at: Instant
    sent_at: Instant | None
    tries: int
    failure: str | None

    @property
    def key(self) -> Key:
        """By which it is made once."""
        return self.report, self.subject, self.period

    @property
    def given_up_count(self) -> int:
        """How many missed reports this one stands for, itself included; 0 where it was made or will be."""
        failure = self.failure or ""
        return int(failure.removeprefix(GIVEN_UP)) if failure.startswith(GIVEN_UP) else 0


class Runs:
    """The runs of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def last(self) -> dict[RunOf, Instant]:
        """When those that ever ran were due last."""
        columns = report_runs.c
        wanted = select(columns.report, columns.subject, func.max(columns.due_at)).group_by(
            columns.report, columns.subject
        )
        async with self._database.read() as connection:
            return {(report, subject): at for report, subject, at in await connection.execute(wanted)}

    async def waiting(self, *, most_tries: int) -> list[Run]:
        """Those that are not where they should be and may still be tried, the newest first."""
        columns = report_runs.c
        wanted = select(report_runs).where(columns.sent_at.is_(None), columns.tries < most_tries)
        wanted = wanted.where(or_(columns.tries > 0, columns.failure.is_(None)))  # else it was given up
        async with self._database.read() as connection:
            rows = await connection.execute(wanted.order_by(desc(columns.due_at), columns.report, columns.subject))
            return [Run(**row._mapping) for row in rows]

    async def claim(self, due: Sequence[Due], given_up: Sequence[GivenUp], at: Instant) -> None:
        """Writes down what is to be made, and what will not be, before anything is.

        Whatever then becomes of the server, nothing of it is forgotten, and nothing made twice.
        """
        rows = [_row(one, at) for one in due]
        rows += [{**_row(lost.newest, at), "failure": f"{GIVEN_UP}{lost.count}"} for lost in given_up]
        if rows:
            async with self._database.write() as connection:
                await connection.execute(insert(report_runs), rows)

    async def begin(self, key: Key, at: Instant) -> None:
        """It is being made now: a start after a crash finds it begun and goes on, and does not begin another."""
        again = {"made_at": at, "tries": report_runs.c.tries + 1}
        async with self._database.write() as connection:
            await connection.execute(update(report_runs).where(_same(key)).values(**again))

    async def end(self, key: Key, *, sent_at: Instant | None, failure: str | None) -> None:
        """It is where it should be, or not, and why."""
        async with self._database.write() as connection:
            await connection.execute(update(report_runs).where(_same(key)).values(sent_at=sent_at, failure=failure))

    async def latest(self, *, limit: int, subjects: Collection[str] | None = None) -> list[Run]:
        """The newest first; of `subjects` only where they are given."""
        wanted = select(report_runs).order_by(desc(report_runs.c.made_at), report_runs.c.report, report_runs.c.subject)
        if subjects is not None:
            wanted = wanted.where(report_runs.c.subject.in_(subjects))
        async with self._database.read() as connection:
            return [Run(**row._mapping) for row in await connection.execute(wanted.limit(limit))]


def _row(due: Due, at: Instant) -> dict[str, Any]:
    report, subject, period = due.key
    return {
        "report": report,
        "subject": subject,
        "period": period,
        "kind": due.subscription.kind,
        "language": due.subscription.language,
        "due_at": due.due_at,
        "made_at": at,
        "tries": 0,
        "failure": None,
    }


def _same(key: Key) -> ColumnElement[bool]:
    report, subject, period = key
    columns = report_runs.c
    return and_(columns.report == report, columns.subject == subject, columns.period == period)
