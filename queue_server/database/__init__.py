"""Where everything durable lives: one SQLite file, or PostgreSQL when that is outgrown.

Knows drivers, pragmas, pools, tables and migrations. Knows nothing of what the log or access keep in them.

The SQLite library is chosen here, before SQLAlchemy or aiosqlite can load another one.
"""

from queue_server.database.sqlite_library import choose_sqlite_library

choose_sqlite_library()
