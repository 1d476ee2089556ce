"""`queue-server person …` and `admin-code`: people who sign in, from the terminal of whoever has the database."""

import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from queue_server.cli.operator import DatabaseOption, clock, talks_to_a_person, with_database
from queue_server.cli.token import check_place, place_of

if TYPE_CHECKING:
    from queue_server.access import Access, Person
    from queue_server.database.engine import Database
    from queue_server.organisation import Organisation

StaffRole: TypeAlias = Literal["manager", "supervisor", "admin"]
Login = Annotated[str, typer.Argument(help="The name to sign in with.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    person = typer.Typer(
        help="People who sign in with a password: managers, supervisors, administrators.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    person.command()(add)
    person.command(name="list")(list_)
    person.command()(password)
    person.command()(disable)
    person.command()(enable)
    person.command()(reset_second_factor)
    person.command()(remove)
    person.command()(link)
    app.add_typer(person, name="person")
    app.command()(admin_code)


def add(
    login: Login,
    role: Annotated[StaffRole, typer.Option(help="What the person may do.")],
    name: Annotated[str, typer.Option(help="As colleagues read it. [default: the manager's name]")] = "",
    office: Annotated[str | None, typer.Option(help="The office; a supervisor without one has them all.")] = None,
    territory: Annotated[str | None, typer.Option(help="The territory of a supervisor who has its offices.")] = None,
    manager: Annotated[
        str | None, typer.Option(help="Who a manager is in the organisation file. [default: the same as the login]")
    ] = None,
    database: DatabaseOption = None,
) -> None:
    """Add somebody who may sign in. The password is asked for, or read from standard input.

    Exit codes: 0 added; 1 the password is too easy, the login is taken, or there is no such office, territory
    or manager.
    """
    secret = _asked_password()

    async def work(opened: "Database") -> "Person":
        from queue_server.access import Access, Role

        organisation = await check_place(opened, office=office, territory=territory)
        who = manager or (login.strip().casefold() if role == "manager" else None)
        known = _manager_in(organisation, office, who) if organisation is not None else None
        return await Access(opened, clock).create_person(
            login,
            name=name or (known or ""),
            role=Role(role),
            office=office,
            territory=territory,
            manager=who,
            password=secret,
        )

    person = with_database(database, work)
    typer.echo(f"{person.login} ({person.name}) may sign in as {person.role}.")


def list_(database: DatabaseOption = None) -> None:
    """List everybody who may sign in, or may no longer."""

    async def work(opened: "Database") -> "list[Person]":
        from queue_server.access import Access

        return await Access(opened, clock).list_people()

    for person in with_database(database, work):
        held = "disabled" if person.disabled_at is not None else "active"
        factors = "two factors" if person.second_factor_at is not None else ""
        typer.echo(f"{person.login:20}  {held:8}  {person.role:10}  {place_of(person):16}  {factors:11}  {person.name}")


def password(login: Login, database: DatabaseOption = None) -> None:
    """Set somebody's password. Whoever is signed in with the old one is out.

    Exit codes: 0 set; 1 the password is too easy, or there is no such person.
    """
    secret = _asked_password()

    async def work(access: "Access") -> None:
        await access.set_password(login, secret)

    _with_access(database, work)
    typer.echo(f"{login} has a new password.")


def disable(login: Login, database: DatabaseOption = None) -> None:
    """Let somebody sign in no more; who is signed in is out within seconds."""

    async def work(access: "Access") -> None:
        await access.disable_person(login)

    _with_access(database, work)
    typer.echo(f"{login} may sign in no more.")


def enable(login: Login, database: DatabaseOption = None) -> None:
    """Let somebody sign in again."""

    async def work(access: "Access") -> None:
        await access.enable_person(login)

    _with_access(database, work)
    typer.echo(f"{login} may sign in again.")


def reset_second_factor(login: Login, database: DatabaseOption = None) -> None:
    """Take away a second factor whose app is lost: the password alone lets the person in, or set up another.

    Exit codes: 0 done; 1 there is no such person.
    """

    async def work(access: "Access") -> None:
        await access.reset_second_factor(login)

    _with_access(database, work)
    typer.echo(f"{login} has no second factor any more.")


def remove(login: Login, database: DatabaseOption = None) -> None:
    """Forget somebody who has gone: name and password. What the login did stays in the audit and in the histories of
    alerts, under the login.

    Exit codes: 0 forgotten; 1 there is no such person.
    """

    async def work(opened: "Database") -> None:
        from analytics.alerts.store import AlertStore
        from queue_server.access import Access

        person = await Access(opened, clock).remove_person(login)
        await AlertStore(opened).forget_name(person.subject)

    with_database(database, work)
    typer.echo(f"{login} is forgotten.")


def link(
    login: Login,
    subject: Annotated[str, typer.Argument(help="The person's `sub` at the sign-in provider.")],
    issuer: Annotated[
        str | None, typer.Option(help="The provider. [default: QUEUE_OIDC_ISSUER]", show_default=False)
    ] = None,
    database: DatabaseOption = None,
) -> None:
    """Say which account of the sign-in provider is this person; it signs in as this person from then on.

    Exit codes: 0 linked; 1 there is no such person, or no provider is named.
    """
    from queue_server.settings import read_settings

    named = issuer or read_settings().oidc_issuer
    if named is None:
        typer.echo("Name the provider: --issuer, or QUEUE_OIDC_ISSUER.", err=True)
        raise typer.Exit(1)

    async def work(access: "Access") -> None:
        await access.link_person(login, named, subject)

    _with_access(database, work)
    typer.echo(f"{login} signs in by {named}.")


def admin_code(database: DatabaseOption = None) -> None:
    """Print a code that makes an administrator, once, within ten minutes.

    No account exists when the product is installed. Open the server's sign-in page, choose to use a code, and
    choose a login and a password. The code alone stands on standard output.
    """

    async def work(opened: "Database") -> str:
        from queue_server.access import Access

        code, _ = await Access(opened, clock).create_admin_code()
        return code

    code = with_database(database, work)
    typer.echo(code)
    typer.echo(f"Within ten minutes, at the server's address: /sign-in#first-admin={code}", err=True)


def _with_access(url: str | None, work: Callable[["Access"], Awaitable[None]]) -> None:
    async def run(opened: "Database") -> None:
        from queue_server.access import Access

        await work(Access(opened, clock))

    with_database(url, run)


def _manager_in(organisation: "Organisation", office: str | None, manager: str | None) -> str | None:
    """The name of the manager in the organisation file. Raises `Unknown` where the office has none such."""
    from queue_server.errors import Unknown
    from queue_server.organisation.findings import did_you_mean

    if office is None or manager is None:
        return None
    known = organisation.offices[office].managers
    if manager not in known:
        raise Unknown(
            f"There is no manager “{manager}” in {office}. {did_you_mean(manager, known)}", code="manager_unknown"
        )
    return known[manager].name


def _asked_password() -> str:
    if talks_to_a_person():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    return sys.stdin.readline().rstrip("\r\n")
