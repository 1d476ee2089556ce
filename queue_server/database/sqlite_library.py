"""Which SQLite library this process works with.

SQLite 3.7.0 to 3.51.2 can lose committed rows when two connections write or checkpoint at once (the WAL-reset bug,
https://www.sqlite.org/wal.html#walresetbug; mended in 3.51.3, 3.50.7 and 3.44.6). Python's own module is linked to the
system's library, which is often one of those; `pysqlite3` brings its own, newer one.
"""

import importlib
import sys
from typing import TypeAlias

Version: TypeAlias = tuple[int, ...]

FIRST_WITH_BUG: Version = (3, 7, 0)
FIRST_WITHOUT_BUG: Version = (3, 51, 3)
MENDED_SINCE: dict[Version, Version] = {(3, 50): (3, 50, 7), (3, 44): (3, 44, 6)}
"""Older series into which the mending was carried back."""


def has_wal_reset_bug(version: Version) -> bool:
    """Whether this version of SQLite may lose committed rows in WAL mode."""
    if not FIRST_WITH_BUG <= version < FIRST_WITHOUT_BUG:
        return False
    mended_since = MENDED_SINCE.get(version[:2])
    return mended_since is None or version < mended_since


def choose_sqlite_library() -> None:
    """Put `pysqlite3` in the place of `sqlite3` where the latter has the bug.

    Modules loaded before keep what they have. Whether it worked is asked of a connection when the database is opened
    (see `sqlite.check`).
    """
    import sqlite3

    if has_wal_reset_bug(sqlite3.sqlite_version_info):
        fixed = importlib.import_module("pysqlite3")
        sys.modules["sqlite3"] = fixed
        sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")
