"""`queue-server run`: opens the office's door on an address, says where the screens are, and closes it in order."""

import gc
from pathlib import Path
from typing import Annotated

import typer

from queue_server.cli.operator import DatabaseOption, or_say_why

DEMO_ORGANISATION = Path(__file__).parents[2] / "config" / "demo"
"""What a first start serves where nothing else is named, so that there is something to look at."""


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(run)


def run(
    config: Annotated[
        Path | None, typer.Option(help="The organisation: a TOML file or a directory of them, applied at start.")
    ] = None,
    database: DatabaseOption = None,
    host: Annotated[
        str | None, typer.Option(help="Address to listen on; 0.0.0.0 opens the queue to the network.")
    ] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on, 8080 by default; 0 chooses a free one.")] = None,
) -> None:
    """Serve kiosks, boards, desks and phones until stopped (Ctrl-C).

    Every setting is an environment variable, too: QUEUE_PORT, QUEUE_PUBLIC_URL, … (see docs/operating.md).

    Exit codes: 0 stopped as asked; 1 something has to be put right first: a setting, the organisation file, a
    port that is taken; 3 the database cannot be opened. The message says what.
    """

    def start() -> None:
        gc.disable()  # what is loaded now stays; looking for cycles in it takes a tenth of the start
        from queue_server.cli.serving import serve
        from queue_server.settings import read_settings

        settings = read_settings(config=config, database=database, host=host, port=port)
        serve(settings, first_organisation=DEMO_ORGANISATION, say=typer.echo)

    or_say_why(start)
