"""When the storage itself does not work: disk full, file read-only, PostgreSQL gone.

Such a failure is not an answer to what was asked: nothing was acknowledged, and the same works again when the storage
does, without a restart.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from queue_server.errors import Unavailable

RETRY_AFTER_S = 2.0


class StorageUnavailable(Unavailable):
    """The disk is full or read-only, or the database server is gone. Nothing was acknowledged; come back."""

    code = "storage_unavailable"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, retry_after_s=RETRY_AFTER_S)


SAID_BY_SQLITE = {
    "full": "The disk is full.",
    "readonly": "The database cannot be written to.",
    "read-only": "The database cannot be written to.",
    "locked": "Another program keeps the database to itself.",
    "disk i/o": "The disk does not work.",
    "unable to open": "The database cannot be opened.",
    "malformed": "The database is damaged: restore a backup.",
    "not a database": "The database is damaged: restore a backup.",
}


GONE_WORDS = (
    "malformed", "not a database", "shutting down", "starting up", "terminating", "recovery",
    "closed in the middle of operation",
)  # fmt: skip
"""How the drivers say that the storage is not there, where the kind of their error does not."""


@contextmanager
def storage_failures_named() -> Iterator[None]:
    """Turns what drivers raise when the storage fails into `StorageUnavailable`; other errors pass as they are."""
    try:
        yield
    except (IntegrityError, StorageUnavailable):
        raise
    except PoolTimeoutError as problem:
        raise StorageUnavailable("The database is busy.") from problem
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as problem:
        raise StorageUnavailable(_sentence(problem)) from problem
    except DBAPIError as problem:
        if not _is_storage_failure(problem):
            raise
        raise StorageUnavailable(_sentence(problem.orig)) from problem
    except (ConnectionError, TimeoutError, OSError) as problem:
        raise StorageUnavailable("The database does not answer.") from problem


def _is_storage_failure(problem: DBAPIError) -> bool:
    said = str(problem.orig).lower()
    if "no such" in said:  # a table that is not there is our mistake, not the disk's
        return False
    if problem.connection_invalidated or isinstance(problem, OperationalError | InterfaceError):
        return True
    return any(words in said for words in GONE_WORDS)


def _sentence(problem: BaseException | None) -> str:
    said = str(problem).lower()
    for words, sentence in SAID_BY_SQLITE.items():
        if words in said:
            return sentence
    return "The database does not answer."
