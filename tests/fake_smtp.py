"""A mail server on loopback for tests: takes letters into a list, or answers as it is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP


@dataclass
class FakeMailServer:
    """`answers` replaces the reply to a command (`RCPT`, `DATA`, `AUTH`); `letters` are those taken."""

    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 fake ESMTP\r\n")
        to: list[str] = []
        while line := (await reader.readline()).decode().strip():
            self.heard.append(line)
            verb = line.split(" ")[0].upper()
            reply = self.answers.get(verb)
            if reply is None:
                match verb:
                    case "EHLO":
                        reply = "250-fake\r\n250-AUTH PLAIN\r\n250 8BITMIME"
                    case "AUTH":
                        reply = "235 ok"
                    case "RCPT":
                        to.append(line.partition(":")[2].strip("<> "))
                        reply = "250 ok"
                    case "DATA":
                        writer.write(b"354 go on\r\n")
                        body = await reader.readuntil(b"\r\n.\r\n")
                        letter = message_from_bytes(body[:-3], policy=SMTP)
                        assert isinstance(letter, EmailMessage)
                        self.letters.append(letter)
                        self.recipients.append(to)
                        to, reply = [], "250 taken"
                    case "QUIT":
                        reply = "221 bye"
                    case _:
                        reply = "250 ok"
            writer.write(reply.encode() + b"\r\n")
            await writer.drain()
            if verb == "QUIT":
                break
        writer.close()


@asynccontextmanager
async def fake_mail_server(**answers: str) -> AsyncIterator[FakeMailServer]:
    """A server on a port of its own, gone when left."""
    fake = FakeMailServer(answers=answers)
    server = await asyncio.start_server(fake.converse, "127.0.0.1", 0)
    fake.port = server.sockets[0].getsockname()[1]
    try:
        yield fake
    finally:
        server.close()
        await server.wait_closed()
