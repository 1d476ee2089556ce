"""`queue-server`: the command line, thin. What each command does is in `queue_server.cli`."""

from importlib import import_module
from importlib.metadata import version as version_of
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from queue_server.cli import MODULES

PREFIX = "Value error, "
"""What Pydantic sets before the sentence that a word was refused with."""


class Commands(TyperGroup):
    """All commands; what one does not understand is said in the sentence alone."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Runs the command that was asked for."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix(PREFIX)
            raise


def command_line() -> typer.Typer:
    """All commands together."""
    app = typer.Typer(
        name="queue-server",
        cls=Commands,
        help="An open electronic queue and wait-time monitor for client offices.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )

    @app.callback()
    def queue_server(
        _version: Annotated[
            bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Print the version and end.")
        ] = False,
    ) -> None:
        """An open electronic queue and wait-time monitor for client offices.

        Every command ends with 0 when it did what was asked, 2 when it was not understood, and 3 when the database
        cannot be opened or read. What else there is to say, each command's help says.
        """
        from queue_server.cli.log_lines import write_log_lines

        write_log_lines()

    for module in MODULES:
        import_module(f"queue_server.cli.{module}").register(app)
    return app


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"queue-server {version_of('queue-server')}")
        raise typer.Exit()


def main() -> None:
    """The entry point."""
    command_line()()


if __name__ == "__main__":
    main()
