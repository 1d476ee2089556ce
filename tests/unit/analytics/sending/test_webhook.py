"""A webhook arrives signed, follows nobody elsewhere, and says why it failed."""

import base64
import json
from datetime import UTC, datetime

import pytest
from pydantic import SecretStr
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from analytics.sending.apprise_services import notify
from analytics.sending.failure import SendingFailed
from analytics.sending.places import Outbound
from analytics.sending.webhook import call
from tests.fake_receiver import FakeReceiver, fake_receiver

SECRET = SecretStr("whsec_" + base64.b64encode(b"a canary that no log sings").decode())
LOOPBACK = Outbound.of(["127.0.0.0/8", "hooks.example.org"])
BODY = json.dumps({"type": "alert.opened", "data": {"office_name": {"ru": "Клин"}}}, ensure_ascii=False)


async def sent(fake: FakeReceiver, path: str = "/queue?key=1", **words: object) -> None:
    options: dict[str, object] = {"secret": SECRET, "message": "msg_1", "body": BODY, "outbound": LOOPBACK, **words}
    await call(f"http://127.0.0.1:{fake.port}{path}", **options)  # type: ignore[arg-type]


async def test_the_receiver_can_verify_who_sent_it() -> None:
    async with fake_receiver() as fake:
        await sent(fake)
    assert fake.paths == ["/queue?key=1"]
    assert Webhook(SECRET.get_secret_value()).verify(fake.bodies[0], fake.headers[0]) == json.loads(BODY)
    assert fake.headers[0]["webhook-id"] == "msg_1"
    assert fake.headers[0]["host"] == f"127.0.0.1:{fake.port}"
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET.get_secret_value()).verify(fake.bodies[0].replace("Клин", "Тула"), fake.headers[0])


async def test_the_time_is_that_of_the_try() -> None:
    async with fake_receiver() as fake:
        await sent(fake, at=datetime(2026, 3, 2, 6, 5, tzinfo=UTC))
    assert fake.headers[0]["webhook-timestamp"] == "1772431500"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(status: int) -> None:
    async with fake_receiver() as elsewhere, fake_receiver(status) as fake:
        fake.location = f"http://127.0.0.1:{elsewhere.port}/"
        with pytest.raises(SendingFailed, match="redirects are not followed"):
            await sent(fake)
    assert elsewhere.paths == [] and len(fake.paths) == 1


@pytest.mark.parametrize(("status", "lasting"), [(400, False), (404, False), (410, True), (429, False), (500, False)])
async def test_a_refusal_is_told_with_its_status(status: int, lasting: bool) -> None:
    async with fake_receiver(status) as fake:
        with pytest.raises(SendingFailed, match=str(status)) as refused:
            await sent(fake)
    assert refused.value.lasting is lasting


async def test_a_receiver_that_hangs_up_or_is_not_there_is_tried_again() -> None:
    async with fake_receiver(0) as fake:
        with pytest.raises(SendingFailed, match="cannot be reached") as refused:
            await sent(fake)
    assert not refused.value.lasting
    with pytest.raises(SendingFailed, match="cannot be reached"):
        await sent(fake)


async def test_what_was_looked_up_is_what_is_called() -> None:
    """The name leads to an allowed address at the check; no second look-up can lead elsewhere."""
    asked: list[str] = []

    async def leads(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    async with fake_receiver() as fake:
        await call(
            f"http://hooks.example.org:{fake.port}/x", secret=SECRET, message="m", body=BODY, outbound=LOOPBACK,
            resolve=leads,
        )  # fmt: skip
    assert asked == ["hooks.example.org"]
    assert fake.headers[0]["host"] == f"hooks.example.org:{fake.port}"


async def test_nothing_goes_over_the_open_internet_in_the_clear() -> None:
    async def leads(_host: str, _port: int) -> list[str]:
        return ["93.184.216.34"]

    with pytest.raises(SendingFailed, match="write https") as refused:
        await call(
            "http://hooks.example.org/x", secret=SECRET, message="m", body=BODY, outbound=LOOPBACK, resolve=leads
        )
    assert refused.value.lasting


async def test_a_private_address_is_not_called_and_a_bad_secret_is_said_without_it() -> None:
    async with fake_receiver() as fake:
        with pytest.raises(SendingFailed):
            await sent(fake, outbound=Outbound.of(["hooks.example.org"]))
        with pytest.raises(SendingFailed) as refused:
            await sent(fake, secret=SecretStr("canary, not base64"))
    assert fake.paths == [] and refused.value.lasting and "canary" not in str(refused.value)


async def test_apprise_takes_a_text_where_its_service_and_its_host_are_allowed() -> None:
    async with fake_receiver() as fake:
        address = SecretStr(f"json://127.0.0.1:{fake.port}/alerts")
        words = {"title": "Клин", "text": "ждут", "grave": True}
        await notify(address, outbound=Outbound.of(["apprise:json", "127.0.0.0/8"]), **words)  # type: ignore[arg-type]
        told = json.loads(fake.bodies[0])
        assert (told["title"], told["message"], told["type"]) == ("Клин", "ждут", "failure")
        for allowed in ([], ["apprise:tgram"], ["apprise:json"]):
            with pytest.raises(SendingFailed) as refused:
                await notify(address, outbound=Outbound.of(allowed), **words)  # type: ignore[arg-type]
            assert refused.value.lasting
    assert len(fake.bodies) == 1


async def test_apprise_follows_no_redirect() -> None:
    async with fake_receiver() as elsewhere, fake_receiver(302) as fake:
        fake.location = f"http://127.0.0.1:{elsewhere.port}/"
        with pytest.raises(SendingFailed, match="did not take it"):
            await notify(
                SecretStr(f"json://127.0.0.1:{fake.port}"), title="t", text="t", grave=False,
                outbound=Outbound.of(["apprise:json", "127.0.0.0/8"]),
            )  # fmt: skip
    assert elsewhere.paths == []
