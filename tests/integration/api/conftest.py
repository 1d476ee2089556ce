"""The doors of a fresh application, with its day open in one office; and a sign-in provider."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.integration.api.doors import Doors, opened
from tests.integration.api.provided import settings

if TYPE_CHECKING:
    from tests.fake_provider import FakeProvider


@pytest.fixture
async def doors(tmp_path: Path) -> AsyncIterator[Doors]:
    """An application with two offices; Klin is open."""
    async with opened(tmp_path, kiosk_burst=0, kiosk_per_minute=0, office_per_minute=0, topic_per_minute=0) as fresh:
        await fresh.open_day("klin")
        yield fresh


@pytest.fixture
def provider() -> Iterator["FakeProvider"]:
    """A sign-in provider on a port of this machine."""
    from tests.fake_provider import provider as running

    with running() as fake:
        yield fake


@pytest.fixture
async def vouched(tmp_path: Path, provider: "FakeProvider") -> AsyncIterator[Doors]:
    """An application that lets in whom the provider vouches for: Orlova, a supervisor of Klin."""
    async with opened(tmp_path, **settings(tmp_path, provider)) as fresh:
        provider.clock = fresh.time
        provider.user["groups"] = ["hall-klin"]
        yield fresh
