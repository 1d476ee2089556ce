"""A command that hands over a document: what every one of them is asked, said once, and where the document goes."""

import inspect
import json
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from queue_server.cli.operator import DatabaseOption, with_database, write_to

if TYPE_CHECKING:
    from analytics.reports.document import Document
    from analytics.reports.making import ReportMaker
    from queue_server.database.engine import Database

FORMATS = ("html", "pdf", "xlsx", "csv")
LANGUAGES = ("ru", "en", "zh")
BINARY = ("pdf", "xlsx")

Make: TypeAlias = Callable[["ReportMaker"], Awaitable["Document"]]


@dataclass(frozen=True, slots=True)
class Told:
    """How the document is made; `structure` where `--json` prints something else than the document's own parts."""

    document: Make
    structure: Callable[["ReportMaker"], Awaitable[dict[str, Any]]] | None = None


def document(asked: Callable[..., Told | None]) -> Callable[..., None]:
    """The command whose own options are the parameters of `asked`, followed by those of `hand_over`."""

    def command(**given: Any) -> None:
        shared = {name: given.pop(name) for name in SHARED}
        told = asked(**given)
        if told is not None:
            hand_over(told, **shared)

    own = inspect.signature(asked).parameters
    command.__signature__ = inspect.Signature([*own.values(), *SHARED.values()])  # type: ignore[attr-defined]
    command.__annotations__ = {name: one.annotation for name, one in (own | SHARED).items()}
    command.__name__, command.__doc__ = asked.__name__, asked.__doc__
    return command


def hand_over(
    told: Told,
    *,
    form: Annotated[str, typer.Option("--format", help=f"{', '.join(FORMATS)}.")] = "html",
    language: Annotated[str, typer.Option(help=f"{', '.join(LANGUAGES)}.")] = "ru",
    output: Annotated[Path | None, typer.Option(help="Where to write it. [default: standard output]")] = None,
    database: DatabaseOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the structure as one JSON document.")] = False,
) -> None:
    """Makes the document and writes it where it was asked for."""
    from queue_server.cli.reporting import maker_of

    _among(form, FORMATS, "--format")
    _among(language, LANGUAGES, "--language")
    if output is None and not as_json and form in BINARY and sys.stdout.isatty():
        raise typer.BadParameter(f"A {form} file is not for a terminal: name an --output.", param_hint="--output")

    async def work(opened: "Database") -> bytes:
        from analytics.reports.rendering import rendered

        maker = await maker_of(opened)
        if as_json and told.structure is not None:
            return json.dumps(await told.structure(maker), ensure_ascii=False, indent=1).encode() + b"\n"
        return rendered(await told.document(maker), "json" if as_json else form, language)

    content = with_database(database, work)
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        write_to(output, content, otherwise=2)


SHARED = {name: one for name, one in inspect.signature(hand_over).parameters.items() if name != "told"}
"""What every document is asked: form, language, where to, where from."""


def _among(text: str, known: tuple[str, ...], option: str) -> None:
    if text not in known:
        raise typer.BadParameter(f"“{text}” is none of {', '.join(known)}.", param_hint=option)
