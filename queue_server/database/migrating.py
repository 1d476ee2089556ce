"""Bringing the tables up to date with this version of the product, inside the caller's transaction.

Alembic is loaded only where there is something to change: most starts find nothing, and loading it took a tenth of one.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncConnection

from queue_server.errors import DatabaseUnusable

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).with_name("migrations")
VERSION_TABLE = "alembic_version"
_REVISION = re.compile(
    r"""^revision = "(?P<revision>\w+)"\ndown_revision = (?:None|"(?P<before>\w+)")$""", re.MULTILINE
)
ONE_AT_A_TIME = 7_163_310_251
"""The advisory lock that keeps two servers from migrating one PostgreSQL database at once."""


async def upgrade(connection: AsyncConnection, to: str = "heads") -> None:
    """Run the migrations that this database has not seen. Raises `DatabaseUnusable` where it is not ours to change."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
    await connection.run_sync(_upgrade, to)


async def downgrade(connection: AsyncConnection, to: str) -> None:
    """Take migrations back, down to the revision `to` (`base`: all of them)."""
    from alembic.command import downgrade as alembic_downgrade

    await connection.run_sync(lambda sync: alembic_downgrade(_config(sync), to))


async def demand_ours(connection: AsyncConnection) -> None:
    """Raises `DatabaseUnusable` unless the tables are this product's, and of no newer version."""
    await connection.run_sync(_demand_ours)


def revisions_known() -> dict[str, str | None]:
    """The migrations that this version of the product brings, each with the one before it."""
    texts = (file.read_text("utf-8") for file in (FOLDER / "versions").glob("*.py"))
    found = (_REVISION.search(text) for text in texts)
    return {match["revision"]: match["before"] for match in found if match is not None}


def newest_revision() -> str:
    """The migration on which no other one builds."""
    known = revisions_known()
    (newest,) = set(known) - set(known.values())
    return newest


def _demand_ours(connection: Connection) -> None:
    if not _found(connection):
        raise DatabaseUnusable("The database is not one of queue-server.")


def _found(connection: Connection) -> str | None:
    """The migration up to which the database has come; None where it has seen none."""
    if VERSION_TABLE not in inspect(connection).get_table_names():
        return None
    found = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 - a constant
    if found is not None and found not in revisions_known():
        raise DatabaseUnusable(
            "The database was written by a newer version of queue-server. Run that version, or restore a backup "
            "made by this one."
        )
    return None if found is None else str(found)


def _upgrade(connection: Connection, to: str) -> None:
    found = _found(connection)
    tables = inspect(connection).get_table_names()
    if not found and tables and VERSION_TABLE not in tables:
        shown = ", ".join(sorted(tables)[:3])
        raise DatabaseUnusable(f"The database holds tables of something else ({shown}). Name another one.")
    if found != newest_revision():
        from alembic.command import upgrade as alembic_upgrade

        alembic_upgrade(_config(connection), to)


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config
