"""A letter arrives whole, or the sender learns why not: in words that hold no secret."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from analytics.sending.failure import SendingFailed
from analytics.sending.mail import File, Letter, MailServer, composed, mail_server, post
from queue_server.settings import read_settings
from tests.fake_smtp import FakeMailServer, fake_mail_server

LETTER = Letter(
    to=("chief@example.org", "shift@example.org"),
    subject="Клин: в зале ждут дольше нормы",
    text="Дольше всех ждёт П017.",
    html="<p>Дольше всех ждёт <b>П017</b>.</p>",
    files=(File("сводка.csv", b"a,b\n1,2\n", "text/csv"),),
    reference="alert-1.opened",
    language="ru",
)


def at(fake: FakeMailServer, **more: object) -> MailServer:
    words: dict[str, object] = {"security": "none", **more}
    return MailServer("127.0.0.1", fake.port, "queue@example.org", **words)  # type: ignore[arg-type]


async def test_a_letter_arrives_with_its_text_its_html_and_its_files() -> None:
    async with fake_mail_server() as fake:
        await post(at(fake), LETTER)
    (letter,) = fake.letters
    assert letter["Subject"] == LETTER.subject
    assert fake.recipients == [["chief@example.org", "shift@example.org"]]
    assert letter["Message-ID"] == "<alert-1.opened@example.org>"
    text, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert text is not None and text.get_content().strip() == LETTER.text
    assert html is not None and html.get_content().strip() == LETTER.html
    (file,) = letter.iter_attachments()
    assert (file.get_filename(), file.get_payload(decode=True)) == ("сводка.csv", b"a,b\n1,2\n")


@pytest.mark.parametrize(
    ("answers", "lasting"),
    [
        ({"RCPT": "550 no such user"}, True),
        ({"RCPT": "451 come back"}, False),
        ({"DATA": "452 full"}, False),
        ({"DATA": "554 refused"}, True),
        ({"AUTH": "535 wrong"}, False),
    ],
)
async def test_a_refusal_says_whether_trying_again_makes_sense(answers: dict[str, str], lasting: bool) -> None:
    async with fake_mail_server(**answers) as fake:
        server = at(fake, user="queue", password=SecretStr("canary-password"))
        with pytest.raises(SendingFailed) as refused:
            await post(server, LETTER)
    assert refused.value.lasting is lasting
    assert "canary" not in f"{refused.value} {server!r}"
    assert fake.letters == []


async def test_a_server_that_cannot_encrypt_gets_nothing() -> None:
    async with fake_mail_server() as fake:
        with pytest.raises(SendingFailed, match="STARTTLS"):
            await post(at(fake, security="starttls"), LETTER)
    assert not any(line.startswith("MAIL") for line in fake.heard)


async def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(SendingFailed, match=r"127\.0\.0\.1:1 cannot be reached") as refused:
        await post(MailServer("127.0.0.1", 1, "queue@example.org", "none"), LETTER)
    assert refused.value.lasting is False


@pytest.mark.parametrize("address", ["", "nobody", "a@b\r\nBcc: x@y"])
def test_an_address_that_is_none_is_refused_for_good(address: str) -> None:
    with pytest.raises(SendingFailed) as refused:
        composed(MailServer("h", 25, "queue@example.org"), Letter((address,), "s", "t"))
    assert refused.value.lasting


def test_a_subject_adds_no_header() -> None:
    with pytest.raises(SendingFailed):
        composed(MailServer("h", 25, "queue@example.org"), Letter(("a@b.org",), "s\r\nBcc: x@y.org", "t"))


def test_without_a_host_nothing_leaves_by_mail(tmp_path: Path) -> None:
    assert mail_server(read_settings()) is None
    secret = tmp_path / "password"
    secret.write_text("from-the-file\n")
    settings = read_settings(mail_host="smtp.example.org", mail_user="queue@example.org", mail_password_file=secret)
    server = mail_server(settings)
    assert server is not None
    assert (server.sender, server.security, server.port) == ("queue@example.org", "starttls", 587)
    assert server.password is not None and server.password.get_secret_value() == "from-the-file"
    assert "from-the-file" not in repr(server)
