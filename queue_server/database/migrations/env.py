"""What Alembic runs: the migrations, on the connection and in the transaction that it was handed."""

from alembic import context

from queue_server.database.metadata import metadata


def run() -> None:
    """Batch mode, because SQLite can alter a table only by copying it."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=False,  # the transaction is the caller's, around all of it
    )
    context.run_migrations()


run()
