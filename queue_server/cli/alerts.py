"""`queue-server alerts …`: channels, a try of one, and messages that did not arrive, from the operator's terminal."""

from typing import TYPE_CHECKING, Annotated

import typer

from queue_server.cli.operator import DatabaseOption, clock, with_database

if TYPE_CHECKING:
    from analytics.alerts.messages import Message
    from analytics.sending.channel import Channel, Sender
    from queue_server.database.engine import Database


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    alerts = typer.Typer(
        help="Where alerts are sent: channels, a try of one, messages that did not arrive.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    alerts.command()(channels)
    alerts.command()(test)
    alerts.command()(undelivered)
    app.add_typer(alerts, name="alerts")


def channels(database: DatabaseOption = None) -> None:
    """List the channels of the organisation file, and what stands in the way of each."""

    async def work(opened: "Database") -> "list[tuple[Channel, str | None]]":
        found, sender = await _channels(opened)
        return [(channel, sender.hindrance(channel)) for channel in found]

    listed = with_database(database, work)
    for channel, hindrance in listed:
        typer.echo(f"{channel.id:20}  {channel.kind:8}  {channel.severity:8}  {hindrance or 'can be used'}")
    if not listed:
        typer.echo("The organisation file names no channel: add a [[channel]] and apply it.")


def test(
    channel: Annotated[str, typer.Argument(help="The channel's id in the organisation file.")],
    database: DatabaseOption = None,
) -> None:
    """Send a try to a channel and say how it went.

    Exit codes: 0 it was taken; 1 there is no such channel, or it was not taken (the message says why).
    """

    async def work(opened: "Database") -> str | None:
        from analytics.alerts.delivery import try_channel
        from analytics.sending.failure import SendingFailed
        from queue_server.errors import Unknown
        from queue_server.organisation.findings import did_you_mean

        known, sender = await _channels(opened)
        found = next((one for one in known if one.id == channel), None)
        if found is None:
            raise Unknown(f"There is no channel “{channel}”. {did_you_mean(channel, [one.id for one in known])}")
        try:
            await try_channel(sender, found, at=clock())
        except SendingFailed as failure:
            return failure.why
        return None

    why = with_database(database, work)
    if why is not None:
        typer.echo(f"{channel}: it was not taken: {why}.", err=True)
        raise typer.Exit(1)
    typer.echo(f"{channel}: it was taken.")


def undelivered(
    again: Annotated[str | None, typer.Option(metavar="MESSAGE", help="Try this one from the beginning.")] = None,
    database: DatabaseOption = None,
) -> None:
    """List messages that were given up, newest first, or have one tried again by the running server.

    Exit codes: 0 done; 1 there is no such message.
    """

    async def work(opened: "Database") -> "list[Message]":
        from analytics.alerts.messages import MessageState, MessageStore
        from queue_server.errors import Unknown

        store = MessageStore(opened)
        if again is None:
            return await store.page(state=MessageState.GIVEN_UP.value, channel=None, limit=500)
        found = await store.again(again, clock())
        if found is None:
            raise Unknown(f"There is no message “{again}” that was given up.")
        return [found]

    for message in with_database(database, work):
        if again is not None:
            typer.echo(f"{message.id} is tried again.")
        else:
            typer.echo(f"{message.id}  {message.channel:16}  {message.kind:10}  {message.attempts:2}  {message.why}")


async def _channels(database: "Database") -> "tuple[list[Channel], Sender]":
    from queue_server.access import AppliedOrganisations
    from queue_server.alerting import channels_of, sender_of
    from queue_server.settings import read_settings

    latest = await AppliedOrganisations(database).latest()
    return channels_of(latest.organisation if latest is not None else None), sender_of(read_settings())
