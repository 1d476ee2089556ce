"""The doors of a fresh application, with its day open in one office."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.api.doors import Doors, opened


@pytest.fixture
async def doors(tmp_path: Path) -> AsyncIterator[Doors]:
    """An application with two offices; Klin is open."""
    async with opened(tmp_path, kiosk_burst=0, kiosk_per_minute=0, office_per_minute=0) as fresh:
        await fresh.open_day("klin")
        yield fresh
