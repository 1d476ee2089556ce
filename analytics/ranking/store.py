"""Where entered values are kept, with who entered them. Knows their table, and no rule."""

from collections.abc import Sequence

from sqlalchemy import and_, delete, insert, select

from analytics.ranking.entries import Entry
from analytics.ranking.tables import ranking_entries
from queue_server.database.engine import Database
from queue_server.database.recording import Recorder
from queue_server.domain.ids import Instant


class EntryStore:
    """The entries of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, quarter: str) -> dict[str, dict[str, float]]:
        """The values of a quarter, by territory and criterion."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(ranking_entries).where(ranking_entries.c.quarter == quarter))
            found: dict[str, dict[str, float]] = {}
            for row in rows:
                found.setdefault(row.territory, {})[row.criterion] = row.value
        return found

    async def keep(self, entries: Sequence[Entry], *, at: Instant, by: str, record: Recorder) -> None:
        """Takes them all in one transaction, in which `record` is told how many of which quarters.

        Each replaces what was entered for the same before. One that says what stands there changes nothing.
        """
        columns = ranking_entries.c
        among = columns.quarter.in_({entry.quarter for entry in entries})
        async with self._database.write() as connection:
            rows = await connection.execute(select(ranking_entries).where(among))
            known = {(row.quarter, row.territory, row.criterion): row.value for row in rows}
            changed = [one for one in entries if known.get((one.quarter, one.territory, one.criterion)) != one.value]
            for entry in changed:
                same = and_(
                    columns.quarter == entry.quarter,
                    columns.territory == entry.territory,
                    columns.criterion == entry.criterion,
                )
                await connection.execute(delete(ranking_entries).where(same))
                await connection.execute(
                    insert(ranking_entries).values(
                        quarter=entry.quarter,
                        territory=entry.territory,
                        criterion=entry.criterion,
                        value=entry.value,
                        entered_at=at,
                        entered_by=by,
                    )
                )
            if changed:
                quarters = sorted({entry.quarter for entry in changed})
                await record(connection, None, {"taken": len(changed), "quarters": quarters})
