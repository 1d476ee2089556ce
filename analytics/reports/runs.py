"""What was made by itself, when, and whether it was sent. Knows its table, and no rule."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, desc, insert, or_, select, update

from analytics.reports.runs_table import report_runs
from analytics.reports.schedule import Due
from queue_server.database.engine import Database
from queue_server.domain.ids import Instant

Key = tuple[str, str, str]


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


class Runs:
    """The runs of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, keys: Collection[Key]) -> dict[Key, Run]:
        """Those of `keys` that there are."""
        columns = report_runs.c
        if not keys:
            return {}
        same = or_(
            *(
                and_(columns.report == report, columns.subject == subject, columns.period == period)
                for report, subject, period in keys
            )
        )
        async with self._database.read() as connection:
            found = [Run(**row._mapping) for row in await connection.execute(select(report_runs).where(same))]
        return {run.key: run for run in found}

    async def begin(self, due: Due, at: Instant, before: Run | None) -> None:
        """It is being made now: a start after a crash finds it begun and goes on, and does not begin another."""
        async with self._database.write() as connection:
            if before is not None:
                again = {"made_at": at, "tries": before.tries + 1}
                await connection.execute(update(report_runs).where(_same(due.key)).values(**again))
                return
            report, subject, period = due.key
            await connection.execute(
                insert(report_runs).values(
                    report=report,
                    subject=subject,
                    period=period,
                    kind=due.subscription.kind,
                    language=due.subscription.language,
                    due_at=due.due_at,
                    made_at=at,
                    tries=1,
                )
            )

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


def _same(key: Key) -> ColumnElement[bool]:
    report, subject, period = key
    columns = report_runs.c
    return and_(columns.report == report, columns.subject == subject, columns.period == period)
