"""PostgreSQL as this product uses it: a bounded pool, every commit flushed before it counts."""

from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from queue_server.database.failure import storage_failures_named
from queue_server.errors import DatabaseUnusable

CONNECTIONS = 10
"""The log writes through one at a time; the others serve pages, reports and access."""

CONNECT_S = 5
COMMAND_S = 60
"""Above what any statement of ours takes; a server that is gone without a word is noticed by then."""

WAIT_S = 10

SESSION = {
    "application_name": "queue-server",
    "synchronous_commit": "on",
    "timezone": "UTC",
    "jit": "off",  # our statements are short; compiling them costs more than it saves
    "idle_in_transaction_session_timeout": "60000",
}

DEMANDED = {"synchronous_commit": ("on", "remote_apply", "remote_write"), "fsync": ("on",), "full_page_writes": ("on",)}


def engines(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    """One pool, for writing and for reading; who reads sees one moment and cannot write."""
    engine = create_async_engine(
        url,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=WAIT_S,
        pool_pre_ping=True,  # a connection that a restart of the server has cut is replaced before it is used
        connect_args={"timeout": CONNECT_S, "command_timeout": COMMAND_S, "server_settings": SESSION},
    )
    return engine, engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


async def check(writer: AsyncEngine, _reader: AsyncEngine) -> None:
    """Refuses to go on where the server acknowledges what is not on disk."""
    with storage_failures_named():
        async with writer.connect() as connection:
            for setting, accepted in DEMANDED.items():
                found = str(await connection.scalar(text(f"SHOW {setting}")))
                if found not in accepted:
                    raise DatabaseUnusable(
                        f"PostgreSQL has {setting} = {found}: acknowledged tickets could be lost. "
                        f"Set it to {accepted[0]}."
                    )
