"""A real server in a process of its own on a loopback port: started, asked, stopped, killed.

Used by the end-to-end tests, the fault tests and the benchmarks. Knows the command line and the HTTP contract; only
tokens are made by a shorter way.
"""

import asyncio
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2

from queue_server.access import Access, Role
from queue_server.database.engine import Database

START_LIMIT_S = 120.0
"""A machine that runs other tests besides may be slow; a server that is not ready then will not be."""

STOP_LIMIT_S = 60.0
"""Nor will one that has not ended by then end at all."""

LOG_TAIL = 4000

PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For clients of plain HTTP on loopback: by default each one reads the certificates of the whole world first, 40 ms of
processor for every question asked.
"""

PASSWORD = "four-plain-words-for-tests"
"""Of everybody whom a test lets in."""


class ServerFailed(Exception):  # noqa: N818 - says what happened
    """The server did not start, or ended when it should not have; the message holds the end of its log."""


class RunningServer:
    """One server process. `start` may be called again after `stop` or `kill`: same database, same port."""

    def __init__(
        self,
        directory: Path,
        *,
        config: Path | None,
        database: str | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.directory = directory
        self.config = config
        self.database = database or f"sqlite+aiosqlite:///{directory / 'queue.sqlite3'}"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = directory / "server.log"
        self._settings = {f"QUEUE_{name.upper()}": value for name, value in (settings or {}).items()}
        self._process: subprocess.Popen[bytes] | None = None
        self._tokens: dict[tuple[str, str | None, str | None], str] = {}

    @property
    def pid(self) -> int:
        """The process's id."""
        if self._process is None:
            raise ServerFailed("the server has not been started")
        return self._process.pid

    def start(self) -> "RunningServer":
        """Start, and come back once the server is ready."""
        arguments = ["run", "--database", self.database, "--host", "127.0.0.1", "--port", str(self.port)]
        if self.config is not None:
            arguments += ["--config", str(self.config)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(self._command(*arguments), stdout=log, stderr=log, env=self._environment())
        self._wait_until_ready(self._process)
        return self

    def wait_until_issuing(self) -> "RunningServer":
        """Until the timetable has opened every office's day, which it does in the first seconds."""
        until = time.monotonic() + START_LIMIT_S
        while time.monotonic() < until:
            offices = httpx2.get(f"{self.url}/api/v1/offices", timeout=30, trust_env=False, verify=PLAIN).json()[
                "offices"
            ]
            if offices and all(office["issuing"] for office in offices):
                return self
            time.sleep(0.1)
        raise ServerFailed("the offices did not open by themselves")

    def stop(self) -> int:
        """Ask the server to end (SIGTERM) and wait for it; its exit code."""
        process = self._running()
        process.send_signal(signal.SIGTERM)
        return self._ended(process)

    def kill(self) -> None:
        """What a power switch does to a process."""
        process = self._running()
        process.kill()
        process.wait(STOP_LIMIT_S)
        self._process = None

    def close(self) -> None:
        """End the server if it still runs, whatever state it is in."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait(STOP_LIMIT_S)
        self._process = None
        self._assert_log_keeps_secrets()

    def run(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Another command of the same command line on the same database."""
        done = subprocess.run(
            [*self._command(*arguments), "--database", self.database],
            capture_output=True, text=True, env=self._environment(), timeout=120, check=False,
        )  # fmt: skip
        if check and done.returncode != 0:
            raise ServerFailed(f"queue-server {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr}")
        return done

    def token(self, role: str, office: str | None = None, desk: str | None = None) -> str:
        """A bearer token, made once for each role and place."""
        key = (role, office, desk)
        if key not in self._tokens:
            with ThreadPoolExecutor(1) as apart:  # a test that calls this may have a loop of its own
                self._tokens[key] = apart.submit(asyncio.run, _new_token(self.database, *key)).result()
        return self._tokens[key]

    def let_in(
        self, login: str, *, role: str, office: str | None = None, territory: str | None = None, name: str = ""
    ) -> None:
        """Somebody who may sign in with `PASSWORD`; a manager is the one of that name in the organisation file."""
        with ThreadPoolExecutor(1) as apart:
            apart.submit(
                asyncio.run, _new_person(self.database, login, role, office, territory, name or login)
            ).result()

    def client(self, role: str, office: str | None = None, desk: str | None = None) -> httpx2.Client:
        """A client that speaks as this role. Close it, or use it as a context manager."""
        headers = {"Authorization": f"Bearer {self.token(role, office, desk)}"}
        return httpx2.Client(base_url=self.url, headers=headers, timeout=30, trust_env=False, verify=PLAIN)

    def log_tail(self) -> str:
        """The last of what the server wrote."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-LOG_TAIL:] if self.log.exists() else ""

    def _assert_log_keeps_secrets(self) -> None:
        """Whatever a test did, no password and no token of it stands in the server's log (security item 35)."""
        written = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        if any(secret in written for secret in (PASSWORD, *self._tokens.values())):
            raise ServerFailed(f"a password or a token stands in {self.log}")

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "queue_server", *arguments]

    def _environment(self) -> dict[str, str]:
        ours = {name: value for name, value in os.environ.items() if not name.startswith("QUEUE_")}
        return {**ours, **self._settings, "PYTHONUNBUFFERED": "1"}

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            raise ServerFailed(f"the server does not run:\n{self.log_tail()}")
        return self._process

    def _ended(self, process: subprocess.Popen[bytes]) -> int:
        try:
            code = process.wait(STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(STOP_LIMIT_S)
            raise ServerFailed(f"the server did not end within {STOP_LIMIT_S:.0f} s:\n{self.log_tail()}") from None
        self._process = None
        return code

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + START_LIMIT_S
        while time.monotonic() < until:
            if process.poll() is not None:
                raise ServerFailed(f"the server ended with {process.returncode}:\n{self.log_tail()}")
            if ready(self.url):
                return
            time.sleep(0.05)
        process.kill()
        raise ServerFailed(f"the server was not ready within {START_LIMIT_S:.0f} s:\n{self.log_tail()}")


async def _new_token(address: str, role: str, office: str | None, desk: str | None) -> str:
    """What `queue-server token` does, without a process for each."""
    database = await Database.open(address, migrate=False)
    try:
        return await Access(database, lambda: time.time_ns() // 1_000_000).create_token(
            Role(role), office=office, desk=desk
        )
    finally:
        await database.dispose()


async def _new_person(
    address: str, login: str, role: str, office: str | None, territory: str | None, name: str
) -> None:
    """What `queue-server person add` does."""
    database = await Database.open(address, migrate=False)
    try:
        await Access(database, lambda: time.time_ns() // 1_000_000).create_person(
            login, name=name, role=Role(role), office=office, territory=territory, password=PASSWORD,
            manager=login if role == "manager" else None,
        )  # fmt: skip
    finally:
        await database.dispose()


def ready(url: str) -> bool:
    """Whether a server at `url` can serve."""
    try:
        return httpx2.get(f"{url}/readyz", timeout=5, trust_env=False, verify=PLAIN).status_code == 200
    except httpx2.TransportError:
        return False


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: Any = listener.getsockname()[1]
        return int(port)
