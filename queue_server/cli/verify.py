"""`queue-server verify`: every hash, every number, every fold."""

import asyncio
import json
from typing import TYPE_CHECKING, Annotated

import typer

from queue_server.cli.operator import counted, exit_code_of

if TYPE_CHECKING:
    from queue_server.log.verify import Verified


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(verify)


def verify(
    database: Annotated[str | None, typer.Option(help="Which one; as for `run`.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Check the log: no event changed, missing, moved or cut off, no office gone, and every office and first answer as
    the log says; the audit, too.

    Only reads, and may run while the server serves. What is wrong is named by office and event.

    Exit codes: 0 sound, 1 something was found, 3 the database cannot be read.
    """
    from queue_server.errors import QueueServerError

    try:
        found, audited = asyncio.run(_verify(database, quiet=as_json))
    except QueueServerError as error:
        typer.echo(f"queue-server verify: {error}", err=True)
        raise typer.Exit(exit_code_of(error, otherwise=2)) from error
    if as_json:
        typer.echo(json.dumps(as_document(found, audited), ensure_ascii=False, indent=1))
    else:
        print_findings(found, audited)
    raise typer.Exit(1 if found.findings or audited else 0)


async def _verify(url: str | None, *, quiet: bool) -> "tuple[Verified, list[str]]":
    """What is wrong with the log, and with the audit of who did what in administration."""
    from queue_server.access import AppliedOrganisations, verify_audit
    from queue_server.cli.progress import progress_bar
    from queue_server.database.engine import Database
    from queue_server.log.verify import event_count, verify
    from queue_server.settings import read_settings

    opened = await Database.open(read_settings(database=url).database, migrate=False)
    try:
        with progress_bar("Checking events", total=await event_count(opened), quiet=quiet) as advance:
            found = await verify(opened, advance, named=await AppliedOrganisations(opened).offices_named())
        return found, await verify_audit(opened)
    finally:
        await opened.dispose()


def as_document(found: "Verified", audited: list[str]) -> dict[str, object]:
    """What was found, for programs."""
    return {
        "sound": not found.findings and not audited,
        "offices": found.offices,
        "events": found.events,
        "findings": [
            {"office": finding.office, "seq": finding.seq, "kind": finding.kind, "what": finding.what}
            for finding in found.findings
        ],
        "audit": audited,
    }


def print_findings(found: "Verified", audited: list[str]) -> None:
    """What was found, for people."""
    for finding in found.findings:
        typer.echo(f"office {finding.office}: event {finding.seq} {finding.what}")
    for sentence in audited:
        typer.echo(sentence)
    count = len(found.findings) + len(audited)
    verdict = counted(count, "finding") if count else "sound"
    typer.echo(f"{counted(found.events, 'event')} of {counted(found.offices, 'office')}: {verdict}.")
