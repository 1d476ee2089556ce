"""The visitor's pages: the kiosk, the phone, and the service worker that keeps both usable without a network.

Knows its own `web` folder and the shared one. Knows nothing of offices: every kiosk and every phone gets the same
bytes.
"""

import hashlib
import json
from importlib.resources import files
from pathlib import Path

from queue_server.client.pages import SCRIPT, Page, page

_OWN = Path(str(files("kiosk"))) / "web"
_SHARED = Path(str(files("queue_server.client"))) / "web"
_KEPT_SUFFIXES = frozenset({".js", ".css", ".ftl", ".svg", ".woff2"})


def service_worker(own: Path = _OWN, shared: Path = _SHARED) -> str:
    """The worker's script with the list of what it keeps. Its text changes with any file, so browsers take the new one.

    Chinese glyphs come in a hundred small files by range; those are kept as they are first used.
    """
    kept = [*_kept(own, "kiosk"), *_kept(shared, "web")]
    version = hashlib.sha256()
    for address, path in kept:
        version.update(address.encode())
        version.update(path.read_bytes())
    shell = [address for address, _ in kept]
    known = json.dumps({"version": version.hexdigest()[:16], "shell": shell})
    return f"self.KEPT = {known};\n{(own / 'worker.js').read_text('utf-8')}"


def _kept(folder: Path, room: str) -> list[tuple[str, Path]]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in _KEPT_SUFFIXES)
    return [
        (f"/assets/{room}/{path.relative_to(folder).as_posix()}", path)
        for path in paths
        if "noto-sans" not in path.name and path.name != "worker.js"
    ]


PAGES: tuple[Page, ...] = (
    page("/kiosk/{office}", room="kiosk", script="kiosk.js", styles=("kiosk.css", "slip.css")),
    page("/t/{ticket}", room="kiosk", script="phone.js", styles=("phone.css",), kind="phone", private=True),
    page("/join/{office}", room="kiosk", script="join.js", styles=("phone.css", "join.css"), kind="phone"),
    page("/book/{office}", room="kiosk", script="book.js", styles=("phone.css", "join.css"), kind="phone"),
    Page("/visitor-worker.js", service_worker(), SCRIPT),
)
