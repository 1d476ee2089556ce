"""The log's promises, held on SQLite and on a real PostgreSQL by the same tests."""
