"""The organisation files that were applied, version by version, with who did it and when.

Knows their table. What a version changes in an office is an event in that office's log; this is what was written.
"""

import asyncio
import tomllib
from dataclasses import dataclass

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from queue_server.access import audit
from queue_server.access.tables import organisations
from queue_server.database.engine import Database
from queue_server.domain.ids import Instant, OfficeId
from queue_server.organisation import Organisation, difference, export, parse

MOST_LINES = 50
"""Lines of difference that the audit keeps; the versions themselves have them all."""


@dataclass(frozen=True, slots=True)
class Applied:
    """One version of the organisation."""

    version: int
    organisation: Organisation
    applied_at: Instant
    applied_by: str


class AppliedOrganisations:
    """The organisation as the database holds it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def version(self) -> int:
        """The latest version, 0 where there is none. Cheap: a server asks for it every few seconds."""
        async with self._database.read() as connection:
            return await _version(connection)

    async def latest(self) -> Applied | None:
        """The organisation that holds now."""
        async with self._database.read() as connection:
            return await _latest(connection)

    async def offices_named(self) -> dict[OfficeId, str]:
        """Every office that a version has named, and which one did so last: each has a log, for good.

        Reads no more than that: what an older program wrote need not be a right organisation today.
        """
        async with self._database.read() as connection:
            rows = (await connection.execute(select(organisations).order_by(organisations.c.version))).all()
        return {
            str(office["id"]): f"version {row.version} of the organisation"
            for row in rows
            for office in tomllib.loads(row.document).get("office", [])
        }

    async def names_of(self, office: OfficeId | None) -> list[str]:
        """What the company and one office are called, in every language; nothing without any version."""
        newest = select(organisations.c.document).order_by(organisations.c.version.desc()).limit(1)
        async with self._database.read() as connection:
            document = await connection.scalar(newest)
        if document is None:
            return []
        whole = await asyncio.to_thread(tomllib.loads, document)  # of 200 offices: nobody is kept waiting for it
        named = [one["name"] for one in whole.get("office", []) if one["id"] == office and "name" in one]
        return [str(whole["organisation"].get("name", "")), *(str(name) for names in named for name in names.values())]

    async def accounts_before(self, at: Instant) -> dict[str, int] | None:
        """Accounts by territory in the version that held at `at`, else in the first one; None without any version."""
        columns = organisations.c
        held = select(columns.document).where(columns.applied_at < at).order_by(columns.version.desc()).limit(1)
        first = select(columns.document).order_by(columns.version).limit(1)
        async with self._database.read() as connection:
            document = await connection.scalar(held) or await connection.scalar(first)
        if document is None:
            return None
        whole = tomllib.loads(document)
        found = {str(territory["id"]): 0 for territory in whole.get("territory", [])}
        for office in whole.get("office", []):
            if office.get("territory") in found:
                found[office["territory"]] += int(office.get("accounts", 0))
        return found

    async def keep(self, organisation: Organisation, *, by: str, at: Instant, address: str = "") -> int:
        """Makes this the organisation that holds now; its version. The same one again is not a new version."""
        async with self._database.write() as connection:
            latest = await _latest(connection)
            if latest is not None and latest.organisation == organisation:
                return latest.version
            version = await _version(connection) + 1
            changes = difference(latest.organisation if latest else None, organisation)
            await connection.execute(
                insert(organisations).values(
                    version=version, applied_at=at, applied_by=by, document=export(organisation)
                )
            )
            await audit.record(
                connection,
                at=at,
                actor=by,
                address=address,
                action="organisation_applied",
                subject=f"organisation:{version}",
                after={"changes": [str(change) for change in changes[:MOST_LINES]]},
            )
            return version


async def _version(connection: AsyncConnection) -> int:
    return int(await connection.scalar(select(func.max(organisations.c.version))) or 0)


async def _latest(connection: AsyncConnection) -> Applied | None:
    row = (
        await connection.execute(select(organisations).order_by(organisations.c.version.desc()).limit(1))
    ).one_or_none()
    if row is None:
        return None
    organisation = parse({"the organisation in the database": row.document})
    return Applied(version=row.version, organisation=organisation, applied_at=row.applied_at, applied_by=row.applied_by)
