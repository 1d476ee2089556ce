"""An office for all tests of the boards; each begins its day anew."""

from collections.abc import Iterator

import pytest

from tests.web.hall.scripted_office import ScriptedOffice, serving


@pytest.fixture(scope="module")
def _served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScriptedOffice]:
    with serving(tmp_path_factory.mktemp("voice")) as office:
        yield office


@pytest.fixture
def office(_served: ScriptedOffice) -> ScriptedOffice:
    """A new day at the scripted office."""
    return _served.reset()
