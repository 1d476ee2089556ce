"""Where clips are kept when nobody says so."""

from pathlib import Path

import pytest

from display.voice.places import default_cache, default_recordings


@pytest.fixture(autouse=True)
def _nobody_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("CACHE_DIRECTORY", "STATE_DIRECTORY", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


def test_a_service_keeps_clips_where_systemd_lets_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CACHE_DIRECTORY", f"{tmp_path / 'cache'}:{tmp_path / 'other'}")
    assert default_cache() == tmp_path / "cache" / "voice"


def test_a_user_keeps_them_in_the_users_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert default_cache() == tmp_path / "home/.cache/queue-server/voice"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert default_cache() == tmp_path / "xdg/queue-server/voice"


def test_where_nothing_can_be_written_they_last_until_the_machine_restarts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no directory")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    place = default_cache()
    assert place.is_dir()
    assert place != default_cache(), "nobody else can have prepared it"


def test_recordings_count_only_where_there_are_some(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert default_recordings() is None
    monkeypatch.setenv("STATE_DIRECTORY", str(tmp_path))
    (tmp_path / "recordings").mkdir()
    assert default_recordings() == tmp_path / "recordings"
