"""`queue-server demo`: the demo organisation with simulated visitors and managers, on a clock that runs faster."""

import asyncio
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from queue_server.cli.operator import or_say_why
from queue_server.cli.run import DEMO_ORGANISATION
from queue_server.errors import StartError

if TYPE_CHECKING:
    from queue_server.settings import Settings

DEMO_DATABASE = Path("var/demo.sqlite3")
FILES_OF_SQLITE = ("", "-wal", "-shm", "-journal")
FASTEST = 600.0
"""Above it a visitor would be served in less than the network needs."""

START_TAKES_S = 60.0
"""Longer than a server needs to start: the clock of a replay must not have passed its first step by then."""

PAST_DAYS, MOST_PAST_DAYS = 7, 92
"""With a week each weekday has been there, and the halls are still alive within ten seconds of the start."""

NO_LIMITS = dict.fromkeys(
    ("kiosk_burst", "kiosk_per_minute", "office_per_minute", "topic_per_minute", "visitor_per_minute"), 0
)
"""Limits count real minutes; in a demo sixty of the hall's minutes pass in one."""


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(demo)


def demo(
    speed: Annotated[
        float, typer.Option(min=0.1, max=FASTEST, help="How many times faster than real time the day passes.")
    ] = 60.0,
    config: Annotated[
        Path | None, typer.Option(help="Another organisation than the demo's: a TOML file or a directory.")
    ] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on, 8080 by default; 0 chooses a free one.")] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Go on from the last demo; without it every demo begins anew.")
    ] = False,
    seed: Annotated[int, typer.Option(help="Another seed, other visitors.")] = 1,
    past: Annotated[
        int, typer.Option(min=0, max=MOST_PAST_DAYS, help="How many days before it are simulated and in the log.")
    ] = PAST_DAYS,
    replay: Annotated[
        str | None,
        typer.Option(metavar="OFFICE/DAY", help="Play a recorded day instead, e.g. klin/2026-03-02; see --from."),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="URL", help="The database with the recorded day. [default: var/queue.sqlite3]"),
    ] = None,
) -> None:
    """Serve the demo organisation with simulated visitors and managers, all of them users of the public API.

    The clock begins in a busy hour of a working day and runs SPEED times faster than real time, for everything: a wait
    of ten minutes on a screen has been ten minutes of the demo's day. Nights are skipped. Each office leaves one
    manager and a desk to you; the home page says how to sign in. The demo has its own database, var/demo.sqlite3.

    The days before it went by in the same offices, simulated by the same rules, so that reports, forecasts and rosters
    have something to tell. --past 0 begins at once, with nothing behind it.

    With --replay, the visitors of a real day, imported with `queue-server import` or recorded by this server, do again
    what they did, at their times, through the same API.

    Ends with 0 when stopped (Ctrl-C), with 1 where something has to be put right first.
    """

    def start() -> None:
        with only_one(DEMO_DATABASE):
            if replay is None:
                _play(speed, config or DEMO_ORGANISATION, host, port, keep=keep, seed=seed, past=past)
            else:
                _replay(speed, replay, source, host, port)

    or_say_why(start)


def _play(
    speed: float, organisation: Path, host: str | None, port: int | None, *, keep: bool, seed: int, past: int
) -> None:
    from queue_server.cli.demo_clock import DemoClock, busy_hour, working_day
    from queue_server.cli.demo_past import write_past
    from queue_server.cli.demo_play import Play
    from queue_server.cli.progress import progress_bar
    from queue_server.cli.serving import serve
    from queue_server.organisation import load

    offices = load(organisation).offices.values()
    day = working_day(offices, date.today())
    start_at = busy_hour(offices, day)
    settings = _settings(host=host, port=port, config=organisation)
    if not keep:
        forget(DEMO_DATABASE)
        with progress_bar("Simulating the days before", total=past * len(offices)) as progress:
            asyncio.run(write_past(settings.database, list(offices), day, days=past, seed=seed, progress=progress))
    clock = DemoClock(start_at, speed)
    serve(settings, clock=clock, say=typer.echo, beside=Play(clock=clock, seed=seed, say=typer.echo))


def _replay(speed: float, replay: str, source: str | None, host: str | None, port: int | None) -> None:
    from queue_server.cli.demo_clock import DemoClock
    from queue_server.cli.demo_replay import ReplayedDay, read_day, set_the_stage
    from queue_server.cli.serving import serve
    from queue_server.settings import read_settings

    office, _, day = replay.partition("/")
    recorded = asyncio.run(read_day(read_settings(database=source).database, office, day))
    forget(DEMO_DATABASE)
    set_at = recorded.begins_at - int(START_TAKES_S * 1000 * speed)
    asyncio.run(set_the_stage(DEMO_DATABASE, recorded, at=set_at))
    clock = DemoClock(set_at, speed)
    serve(
        _settings(host=host, port=port), clock=clock, say=typer.echo,
        beside=ReplayedDay(recorded, clock=clock, say=typer.echo),
    )  # fmt: skip


def _settings(*, host: str | None, port: int | None, config: Path | None = None) -> "Settings":
    from queue_server.settings import read_settings

    return read_settings(
        config=config, database=f"sqlite+aiosqlite:///{DEMO_DATABASE}", host=host, port=port, demo=True, **NO_LIMITS
    )


@contextmanager
def only_one(database: Path) -> Iterator[None]:
    """Holds a lock beside the demo's database: a second demo would delete the first one's. Raises `StartError`."""
    database.parent.mkdir(exist_ok=True)
    with database.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StartError(f"Another demo is running on {database}. Stop it first.") from None
        yield


def forget(database: Path) -> None:
    """Delete a SQLite database with what lies beside it."""
    for suffix in FILES_OF_SQLITE:
        database.with_name(database.name + suffix).unlink(missing_ok=True)
