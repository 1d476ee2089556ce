"""A real application in this process, and doors into it: one client for each role and place."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
from asgi_lifespan import LifespanManager

from queue_server.access import Role
from queue_server.app import QueueServer, build
from queue_server.settings import Settings
from tests.fresh_database import lay_fresh_database

BASE = "http://queue.test"
MONDAY_MORNING = 1_772_431_500_000
"""2026-03-02T06:05:00Z, a working day; a test moves it on."""

ORGANISATION = """
[organisation]
name = "Two halls"
timezone = "Europe/Moscow"
standard_s = 900

[[topic]]
id = "services"
name = { ru = "Услуги", en = "Services" }

[[topic]]
id = "meters"
parent = "services"
prefix = "П"
name = { ru = "Показания", en = "Meters" }

[[topic]]
id = "contract"
parent = "services"
prefix = "К"
name = { ru = "Договор", en = "Contract" }
outcome_required = true

[[category]]
id = "veteran"
credit_s = 600
name = { ru = "Ветеран", en = "Veteran" }

[[outcome]]
id = "resolved"
name = { ru = "Решено", en = "Resolved" }

[[office]]
id = "klin"
name = { ru = "Клин", en = "Klin" }
topics = ["meters", "contract"]
desks = ["1", "2"]
hours = { mon = "08:00-20:00" }

[[office]]
id = "tula"
name = { ru = "Тула", en = "Tula" }
topics = ["meters"]
desks = ["1"]
hours = { mon = "08:00-20:00" }

[[manager]]
id = "ivanova"
name = "Иванова А. П."
office = "klin"
topics = { meters = "primary", contract = "primary" }

[[manager]]
id = "petrov"
name = "Петров Б. Г."
office = "klin"
topics = { meters = "primary" }

[[manager]]
id = "sidorov"
name = "Сидоров В. Д."
office = "tula"
topics = { meters = "primary" }
"""


@dataclass
class Time:
    """A clock that stands until a test moves it."""

    at: int = MONDAY_MORNING

    def __call__(self) -> int:
        """What it shows, in milliseconds."""
        return self.at

    def pass_s(self, seconds: float) -> None:
        """Let time go by."""
        self.at += int(seconds * 1000)


@dataclass
class Doors:
    """Ways into one application."""

    app: QueueServer
    time: Time
    _stack: AsyncExitStack
    _clients: dict[tuple[Any, ...], httpx2.AsyncClient] = field(default_factory=dict)

    async def by(
        self, role: str | None, office: str | None = None, desk: str | None = None, *, territory: str | None = None
    ) -> httpx2.AsyncClient:
        """A client that speaks as this role; None is somebody who did not say who they are."""
        key = (role, office, desk, territory)
        if key not in self._clients:
            headers = {}
            if role is not None:
                token = await self.app.state.surroundings.access.create_token(
                    Role(role), office=office, territory=territory, desk=desk
                )
                headers["Authorization"] = f"Bearer {token}"
            self._clients[key] = await self._stack.enter_async_context(self.plain(headers))
        return self._clients[key]

    def plain(self, headers: dict[str, str] | None = None, base: str = BASE) -> httpx2.AsyncClient:
        """A client of its own, with a jar of its own. Close it."""
        transport = httpx2.ASGITransport(app=self.app, raise_app_exceptions=False)
        return httpx2.AsyncClient(transport=transport, base_url=base, headers=headers or {})

    async def open_day(self, office: str = "klin") -> None:
        """Visitors can come."""
        answer = await (await self.by("supervisor")).post(f"/api/v1/offices/{office}/open_day")
        assert answer.status_code in (200, 409), answer.text

    async def ticket(self, office: str = "klin", **words: Any) -> dict[str, Any]:
        """A ticket, taken at the kiosk."""
        kiosk = await self.by("kiosk", office)
        answer = await kiosk.post(f"/api/v1/offices/{office}/tickets", json={"topic": "meters", **words})
        assert answer.status_code == 201, answer.text
        taken: dict[str, Any] = answer.json()
        return taken

    async def desk_open(self, desk: str = "1", manager: str = "ivanova", office: str = "klin") -> httpx2.AsyncClient:
        """A desk where a manager sits; the client of the device that stands there."""
        client = await self.by("manager", office, desk)
        answer = await client.post(f"/api/v1/offices/{office}/desks/{desk}/open", json={"manager": manager})
        assert answer.status_code == 200, answer.text
        return client


@asynccontextmanager
async def opened(
    directory: Path, time: Time | None = None, *, organisation: str = ORGANISATION, **settings: Any
) -> AsyncIterator[Doors]:
    """An application on a file in `directory`; again on the same directory is the same database."""
    file = directory / "organisation.toml"
    file.write_text(organisation, encoding="utf-8")
    clock = time or Time()
    words: dict[str, Any] = {
        "database": f"sqlite+aiosqlite:///{directory / 'queue.sqlite3'}", "config": file, **settings,
    }  # fmt: skip
    lay_fresh_database(directory / "queue.sqlite3")
    app = build(Settings(**words), clock=clock)
    async with AsyncExitStack() as stack, LifespanManager(app, startup_timeout=60, shutdown_timeout=60):
        yield Doors(app, clock, stack)
        await stack.aclose()
