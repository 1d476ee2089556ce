"""`queue-server simulate`: a day of an office and its variants, tried thousands of times."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from queue_server.cli.operator import plainly
from queue_server.cli.scenario_office import office_of, read_toml
from queue_server.cli.tables import print_table

MOST_REPLICATIONS = 100_000
COLUMNS = {
    "service level": ("service_level", "{:.1%}"),
    "difference": ("service_level_difference", "{:+.1%}"),
    "p90 wait, min": ("wait_p90_s", "min"),
    "load": ("load", "{:.1%}"),
    "hours": ("shift_hours", "{:g}"),
}


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(simulate)


def simulate(
    file: Annotated[
        Path, typer.Argument(metavar="SCENARIO.toml", help="The scenario; docs/simulator.md has its keys.")
    ],
    replications: Annotated[int, typer.Option(min=1, max=MOST_REPLICATIONS, help="How many days.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed draws the same days.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Simulate an office's day and variants of it: service level, waits and load with their intervals, side by side.

    Exit codes: 0 printed, 2 the scenario cannot be simulated.
    """
    from analytics.simulation.comparing import compare
    from analytics.simulation.running import form
    from analytics.simulation.scenario import day_of, read_scenario
    from analytics.simulation.setting import setting_of
    from queue_server.cli.progress import progress_bar
    from queue_server.errors import StartError

    try:
        document = read_toml(file)
        config = office_of(file, document)
        variants = read_scenario(document)
        settings = [setting_of(name, table, config, day_of(document)) for name, table in variants.items()]
    except (StartError, OSError) as error:
        for line in plainly(error).splitlines():
            typer.echo(f"{file}: {line}" if not line.startswith(str(file)) else line, err=True)
        raise typer.Exit(2) from error
    with progress_bar("Simulating days", total=replications * len(settings), quiet=as_json) as advance:
        found = compare(settings, replications, seed, advance)
    day = day_of(document)
    answer = {
        "office": config.id, "day": day.isoformat() if day else None, "replications": replications, "seed": seed,
        "kernel": form().value, "variants": found,
    }  # fmt: skip
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        _print(answer)


def _print(answer: dict[str, Any]) -> None:
    from rich.box import SIMPLE_HEAD

    title = f"{answer['office']}: {answer['replications']} days, seed {answer['seed']} (± 95 %)"
    rows = (
        [variant["name"], *(_shown(variant.get(figure), form) for figure, form in COLUMNS.values())]
        for variant in answer["variants"]
    )
    print_table(title, ["", *COLUMNS], rows, box=SIMPLE_HEAD)


def _shown(figure: dict[str, float | None] | float | None, form: str) -> str:
    if isinstance(figure, float):
        return form.format(figure)
    if figure is None or figure["value"] is None:
        return "–"
    half = ((figure["high"] or 0.0) - (figure["low"] or 0.0)) / 2
    if form == "min":
        return f"{figure['value'] / 60:.1f} ± {half / 60:.1f}"
    return f"{form.format(figure['value'])} ± {form.replace('+', '').format(half)}"
