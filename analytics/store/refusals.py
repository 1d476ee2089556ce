"""Keeping counts of refused tickets: added to what is there."""

from collections.abc import Sequence

from sqlalchemy import and_, insert, update

from analytics.refusals import Refused
from analytics.store.asked import Asked
from analytics.store.tables import refused_tickets
from queue_server.database.engine import Database

KEY = ("office", "day", "half_hour", "topic", "code")


async def keep_refusals(database: Database, counted: Sequence[tuple[Refused, int]]) -> None:
    """Adds these counts to those of the same half-hours."""
    async with database.write() as connection:
        for refused, count in counted:
            same = and_(*(refused_tickets.c[name] == getattr(refused, name) for name in KEY))
            more = update(refused_tickets).where(same).values(count=refused_tickets.c.count + count)
            if (await connection.execute(more)).rowcount == 0:
                words = {name: getattr(refused, name) for name in (*KEY, "territory")}
                await connection.execute(insert(refused_tickets).values(**words, count=count))


async def refusals(database: Database, asked: Asked) -> list[Refused]:
    """The counts of the days asked for."""
    names = ("office", "territory", "day", "half_hour", "topic", "code", "count")
    wanted = asked.of(refused_tickets, *(refused_tickets.c[name] for name in names))
    async with database.read() as connection:
        return [Refused(*row) for row in await connection.execute(wanted)]
