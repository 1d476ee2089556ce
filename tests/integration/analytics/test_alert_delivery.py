"""A message about an alert arrives: at once, after failures, a restart, quiet hours; or it is told why not."""

import asyncio
import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from standardwebhooks.webhooks import Webhook
from typer.testing import CliRunner

from analytics.alerts.alert import Alert, AlertChange, ChangeKind
from analytics.alerts.composing import messages_about
from analytics.alerts.delivery import PAUSES_S, Delivery, new_message_id
from analytics.alerts.messages import MessageState, MessageStore
from analytics.alerts.rules import Cause, Severity
from analytics.alerts.store import AlertStore
from analytics.sending.channel import Channel, Sender
from analytics.sending.mail import MailServer
from analytics.sending.places import Outbound
from queue_server.__main__ import command_line
from queue_server.database.engine import Database
from tests.fake_receiver import FakeReceiver, fake_receiver
from tests.fake_smtp import fake_mail_server
from tests.integration.api.doors import ORGANISATION, opened
from tests.unit.analytics.alerts.test_letters import AT, KLIN, alert

SECRET = "whsec_" + base64.b64encode(b"thirty-two bytes of a test secret").decode()
ALERT = alert(Cause.LONGEST_WAIT)


def change(kind: ChangeKind = ChangeKind.OPENED) -> AlertChange:
    return AlertChange(ALERT.id, AT, kind, Severity.WARNING, 1.0)


@dataclass
class Post:
    """A delivery over a database, and the time it goes by."""

    database: Database
    channels: Sequence[Channel]
    mail_port: int = 0
    at: int = AT
    open_alerts: set[str] = field(default_factory=lambda: {ALERT.id})

    def __post_init__(self) -> None:
        self.store = MessageStore(self.database)
        server = MailServer("127.0.0.1", self.mail_port, "queue@example.org", "none") if self.mail_port else None
        self.delivery = Delivery(
            self.store,
            Sender(Outbound.of(["127.0.0.0/8"]), server, lambda _: SecretStr(SECRET)),
            lambda: self.at,
            channels=lambda: self.channels,
            is_open=self.open_alerts.__contains__,
            chance=lambda: 0.5,
        )

    async def raised(self, kind: ChangeKind = ChangeKind.OPENED, quiet: str | None = None, of: Alert = ALERT) -> None:
        messages = messages_about(
            of, KLIN, [change(kind)], self.channels, quiet=quiet, at=self.at, now=self.at, new_id=new_message_id
        )
        await AlertStore(self.database).keep([of], [change(kind)], messages)

    async def states(self) -> list[tuple[str, str, int]]:
        page = await self.store.page(state=None, channel=None, limit=100)
        return sorted((message.kind, message.state.value, message.attempts) for message in page)


@pytest.fixture
async def database(tmp_path: Path) -> Database:
    return await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'alerts.sqlite3'}")


def hook(fake: FakeReceiver, **more: object) -> Channel:
    return replace(Channel("hook", "webhook", url=f"http://127.0.0.1:{fake.port}/"), **more)  # type: ignore[arg-type]


async def test_a_webhook_carries_the_alert_and_is_signed(database: Database) -> None:
    async with fake_receiver() as fake:
        post = Post(database, [hook(fake)])
        await post.raised()
        assert await post.delivery.deliver() == 1
        assert await post.delivery.deliver() == 0
    told = json.loads(fake.bodies[0])
    assert (told["type"], told["data"]["facts"]["number"]) == ("alert.opened", "П017")
    assert fake.headers[0]["webhook-timestamp"] and Webhook(SECRET).verify(fake.bodies[0], fake.headers[0])
    assert await post.states() == [("opened", "sent", 1)]
    await database.dispose()


async def test_it_is_tried_again_with_growing_pauses_under_the_same_id(database: Database) -> None:
    async with fake_receiver(500, 503, 0) as fake:
        post = Post(database, [hook(fake)])
        await post.raised()
        for pause_s in (0, *PAUSES_S[:3]):
            post.at += pause_s * 1000 - (1 if pause_s else 0)
            if pause_s:
                assert await post.delivery.deliver() == 0
                post.at += 1
            assert await post.delivery.deliver() == 1
    assert len({headers["webhook-id"] for headers in fake.headers}) == 1 and len(fake.bodies) == 4
    assert len(set(fake.bodies)) == 1
    assert await post.states() == [("opened", "sent", 4)]
    await database.dispose()


async def test_after_half_a_day_it_is_given_up_listed_and_can_be_tried_again(database: Database) -> None:
    async with fake_receiver(*[500] * (len(PAUSES_S) + 1)) as fake:
        post = Post(database, [hook(fake)])
        await post.raised()
        for pause_s in (0, *PAUSES_S):
            post.at += pause_s * 1000
            assert await post.delivery.deliver() == 1
        (given_up,) = await post.store.page(state="given_up", channel="hook", limit=10)
        assert given_up.why == "127.0.0.1 answered 500" and given_up.attempts == len(PAUSES_S) + 1
        assert sum(PAUSES_S) > 8 * 3600
        again = await post.store.again(given_up.id, post.at)
        assert again is not None and await post.store.again(given_up.id, post.at) is None
        await post.delivery.deliver()
    assert await post.states() == [("opened", "sent", 1)]
    await database.dispose()


async def test_what_is_older_than_a_day_is_no_news(database: Database) -> None:
    """A database restored from last week's backup stays silent about last week."""
    async with fake_receiver() as fake:
        post = Post(database, [hook(fake)])
        await post.raised()
        post.at += 25 * 3600 * 1000
        await post.delivery.deliver()
        assert fake.bodies == [] and await post.states() == [("opened", "given_up", 0)]
    await database.dispose()


async def test_what_had_not_left_leaves_after_a_restart(database: Database, tmp_path: Path) -> None:
    async with fake_receiver(500) as fake:
        before = Post(database, [hook(fake)])
        await before.raised()
        await before.delivery.deliver()
        await database.dispose()
        again = await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'alerts.sqlite3'}")
        after = Post(again, [hook(fake)], at=before.at + PAUSES_S[0] * 1000)
        assert await after.delivery.deliver() == 1
        assert await after.states() == [("opened", "sent", 2)]
        await again.dispose()
    assert fake.headers[0]["webhook-id"] == fake.headers[1]["webhook-id"]


async def test_a_channel_that_is_deaf_does_not_keep_another_waiting(database: Database) -> None:
    async with fake_receiver(410) as deaf, fake_mail_server() as fake:
        mail = Channel("shift", "mail", to=("shift@example.org",), language="ru")
        post = Post(database, [hook(deaf), mail], mail_port=fake.port)
        await post.raised()
        await post.delivery.deliver()
    (letter,) = fake.letters
    assert letter["Subject"] == "Клин: Кто-то ждёт дольше норматива"
    assert await post.states() == [("opened", "given_up", 1), ("opened", "sent", 1)]
    await database.dispose()


async def test_people_are_left_alone_in_quiet_hours_and_programs_are_not(database: Database) -> None:
    async with fake_receiver() as hook_, fake_mail_server() as fake:
        mail = Channel("shift", "mail", to=("shift@example.org",))
        post = Post(database, [hook(hook_), mail], mail_port=fake.port)
        await post.raised(quiet="09:00-10:00")  # it is 09:05 in Moscow
        await post.delivery.deliver()
        assert (len(hook_.bodies), len(fake.letters)) == (1, 0)
        post.at += 55 * 60_000
        await post.delivery.deliver()
        assert len(fake.letters) == 1
    await database.dispose()


async def test_what_was_over_before_the_quiet_hours_is_not_told_at_all(database: Database) -> None:
    async with fake_mail_server() as fake:
        post = Post(database, [Channel("shift", "mail", to=("shift@example.org",))], mail_port=fake.port)
        await post.raised(quiet="09:00-10:00")
        post.at += 60_000
        post.open_alerts.clear()
        await post.raised(ChangeKind.CLOSED, quiet="09:00-10:00", of=alert(Cause.LONGEST_WAIT, closed=True))
        post.at += 55 * 60_000
        await post.delivery.deliver()
        assert fake.letters == []
    assert await post.states() == [("closed", "dropped", 0), ("opened", "dropped", 0)]
    await database.dispose()


async def test_a_channel_gets_what_it_asked_for(database: Database) -> None:
    async with fake_receiver() as fake:
        wanted = [
            hook(fake, id="tula", offices=frozenset({"tula"})),
            hook(fake, id="grave", severity="critical"),
            hook(fake, id="idle", causes=frozenset({"idle_desks"})),
            hook(fake, id="klin", offices=frozenset({"klin"})),
        ]
        post = Post(database, wanted)
        await post.raised()
        page = await post.store.page(state=None, channel=None, limit=10)
        assert [message.channel for message in page] == ["klin"]
        assert page[0].state is MessageState.WAITING
    await database.dispose()


CHANNELS = """
[[channel]]
id = "duty-hook"
kind = "webhook"
url = "http://127.0.0.1:{port}/queue"

[[channel]]
id = "chiefs"
kind = "mail"
to = ["chief@example.org"]
"""


async def test_from_the_hall_to_the_receiver_and_a_try_from_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "duty-hook").write_text(SECRET + "\n")
    async with fake_receiver() as fake:
        organisation = ORGANISATION + CHANNELS.format(port=fake.port)
        settings: dict[str, Any] = {"outbound": ("127.0.0.1",), "secrets": tmp_path / "secrets", "kiosk_burst": 0}
        async with opened(tmp_path, organisation=organisation, **settings) as doors:
            await doors.open_day("klin")
            admin = await doors.by("admin")
            listed = (await admin.get("/api/v1/alert_channels")).json()["channels"]
            assert {row["id"]: row["hindrance"] for row in listed} == {
                "duty-hook": None, "chiefs": "no mail server is named (QUEUE_MAIL_HOST)",
            }  # fmt: skip
            tried = await admin.post("/api/v1/alert_channels/duty-hook/try")
            assert tried.json() == {"sent": True, "why": None}
            refused = (await admin.post("/api/v1/alert_channels/chiefs/try")).json()
            assert refused == {"sent": False, "why": "no mail server is named (QUEUE_MAIL_HOST)"}
            assert (await admin.post("/api/v1/alert_channels/nothing/try")).json()["code"] == "channel_unknown"
            ticket = await doors.ticket()
            for _ in range(19 * 6):
                doors.time.pass_s(10)
                await doors.app.state.alerting.keeper.look()
            await doors.app.state.alerting.delivery.deliver()
            sent = (await admin.get("/api/v1/alert_messages")).json()["messages"]
            assert [(row["channel"], row["kind"]) for row in sent] == [("duty-hook", "opened")]
        told = [json.loads(body) for body in fake.bodies]
        assert [event["type"] for event in told] == ["test", "alert.opened"]
        assert told[1]["data"]["evidence"][0]["ticket"] == ticket["id"]
        monkeypatch.setenv("QUEUE_OUTBOUND", '["127.0.0.1"]')
        monkeypatch.setenv("QUEUE_SECRETS", str(tmp_path / "secrets"))
        at = ["--database", f"sqlite+aiosqlite:///{tmp_path / 'queue.sqlite3'}"]
        for words, code, said in (
            (["channels"], 0, "can be used"),
            (["test", "duty-hook"], 0, "duty-hook: it was taken."),
            (["test", "chiefs"], 1, "no mail server is named"),
            (["test", "duty-hok"], 1, "Did you mean"),
            (["undelivered"], 0, ""),
            (["undelivered", "--again", "msg_0"], 1, "There is no message"),
        ):
            done = await asyncio.to_thread(CliRunner().invoke, command_line(), ["alerts", *words, *at])
            assert done.exit_code == code, done.output
            assert said in done.output
        assert json.loads(fake.bodies[-1])["type"] == "test"
        assert "canary" not in "".join(fake.bodies) and SECRET not in str(listed)
