"""`queue-server token`: a bearer token for a device or a program; `tokens` lists them and takes them back."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from queue_server.cli.operator import DatabaseOption, clock, with_database

if TYPE_CHECKING:
    from queue_server.access import Person, Token
    from queue_server.database.engine import Database
    from queue_server.errors import Unknown
    from queue_server.organisation import Organisation

TokenRole: TypeAlias = Literal["kiosk", "display", "manager", "supervisor", "admin", "integration"]
"""The roles of `access`, which is not loaded to print a help text."""


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(token)
    app.command()(tokens)


def token(
    role: Annotated[TokenRole, typer.Option(help="What the holder may do.")],
    office: Annotated[str | None, typer.Option(help="Bind it to one office; without it, all offices.")] = None,
    territory: Annotated[
        str | None, typer.Option(help="Bind it to the offices of one territory (supervisor, integration).")
    ] = None,
    desk: Annotated[str | None, typer.Option(help="Bind it to one desk of that office.")] = None,
    name: Annotated[str, typer.Option(help="What it is for, as the list of tokens will show it.")] = "",
    database: DatabaseOption = None,
) -> None:
    """Print a bearer token, and nothing else, on standard output.

    It is shown once and kept nowhere: the database has only its digest. It holds until it is taken back
    (`queue-server tokens --revoke ID`). A running server knows it at once.

    Programs send it as `Authorization: Bearer TOKEN`.

    Exit codes: 0 printed; 1 there is no such office, territory or desk; 3 the database cannot be opened.
    """

    async def work(opened: "Database") -> str:
        from queue_server.access import Access, Role

        await check_place(opened, office=office, territory=territory, desk=desk)
        return await Access(opened, clock).create_token(
            Role(role), office=office, territory=territory, desk=desk, name=name
        )

    typer.echo(with_database(database, work))


def tokens(
    revoke: Annotated[str | None, typer.Option(metavar="ID", help="Take this token back.")] = None,
    database: DatabaseOption = None,
) -> None:
    """List the tokens that were given, or take one back. Its holder is cut off within seconds.

    Exit codes: 0 done; 1 there is no such token; 3 the database cannot be opened.
    """

    async def work(opened: "Database") -> "list[Token]":
        from queue_server.access import Access

        access = Access(opened, clock)
        if revoke is not None:
            await access.revoke_token(revoke)
        return await access.list_tokens()

    listed = with_database(database, work)
    if revoke is not None:
        typer.echo(f"Token {revoke} is taken back.")
        return
    for row in listed:
        place = f"{place_of(row)}{f', desk {row.desk}' if row.desk else ''}"
        held = "revoked" if row.revoked_at is not None else "valid"
        typer.echo(f"{row.id}  {held:8}  {row.role:11}  {place:24}  {row.name}")


def place_of(row: "Token | Person") -> str:
    """Where somebody or something belongs, for a list."""
    return row.office or (f"territory {row.territory}" if row.territory else "all offices")


async def check_place(
    database: "Database", *, office: str | None, territory: str | None = None, desk: str | None = None
) -> "Organisation | None":
    """Refuses a place that the applied organisation does not have; without one, anything goes.

    Raises `Unknown` with the nearest name.
    """
    from queue_server.access import AppliedOrganisations
    from queue_server.errors import DeskUnknown, OfficeUnknown, TerritoryUnknown

    latest = await AppliedOrganisations(database).latest()
    if latest is None:
        return None
    organisation = latest.organisation
    if territory is not None and territory not in organisation.territories:
        raise _with_nearest(TerritoryUnknown(territory), territory, organisation.territories)
    if office is None:
        return organisation
    if office not in organisation.offices:
        raise _with_nearest(OfficeUnknown(office), office, organisation.offices)
    desks = organisation.offices[office].desks
    if desk is not None and desk not in desks:
        raise _with_nearest(DeskUnknown(desk), desk, desks)
    return organisation


def _with_nearest(problem: "Unknown", said: str, known: Iterable[str]) -> "Unknown":
    from queue_server.organisation.findings import did_you_mean

    problem.args = (f"{problem.detail} {did_you_mean(said, known)}",)
    return problem
