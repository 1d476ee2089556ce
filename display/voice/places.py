"""Where clips are kept and recordings are looked for, when nobody says otherwise.

Knows the conventions of Linux for users and services. Must not know clips.
"""

import os
import tempfile
from pathlib import Path


def default_cache() -> Path:
    """The service's cache directory, else the user's; common to all databases of this machine.

    Where neither can be written (a locked-down service), a new directory that lasts until the machine restarts.
    """
    for place in (_service("CACHE_DIRECTORY"), _user("XDG_CACHE_HOME", ".cache")):
        if place is not None and _usable(place / "voice"):
            return place / "voice"
    return Path(tempfile.mkdtemp(prefix="queue-server-voice-"))


def default_recordings() -> Path | None:
    """Studio recordings: `recordings/<language>/<clip>.wav` of the service or the user, if there are any."""
    for place in (_service("STATE_DIRECTORY"), _user("XDG_DATA_HOME", ".local/share")):
        if place is not None and (place / "recordings").is_dir():
            return place / "recordings"
    return None


def _service(name: str) -> Path | None:
    """What systemd prepared (`CacheDirectory=`, `StateDirectory=`); the first where there are several."""
    given = os.environ.get(name, "").partition(":")[0]
    return Path(given) if given else None


def _user(name: str, usual: str) -> Path | None:
    given = os.environ.get(name)
    if given:
        return Path(given, "queue-server")
    try:
        return Path.home() / usual / "queue-server"
    except RuntimeError:  # a user without a home
        return None


def _usable(place: Path) -> bool:
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(place, os.W_OK | os.X_OK)
