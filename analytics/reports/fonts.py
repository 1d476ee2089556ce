"""The house's letters for paper: Golos Text, and Noto Sans SC for what it lacks, unpacked for the typesetter.

Each file of a family holds some of its characters (`fonts.css` says which). Only the files whose characters a document
needs are unpacked, each under a name of its own, once a process.
"""

import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FAMILY_NAME_IDS = (1, 16)
_FACE = re.compile(r"@font-face\s*\{(.*?)\}", re.DOTALL)
_FILE = re.compile(r"url\(\./fonts/([\w.-]+)\)")
_RANGES = re.compile(r"unicode-range:\s*([^;]+);")


class FontsMissingError(RuntimeError):
    """The pages' fonts are not laid out beside the program; the text says what to run."""


@dataclass(frozen=True, slots=True)
class Slice:
    """One file of a family and the characters it holds."""

    file: str
    ranges: tuple[tuple[int, int], ...]

    def holds(self, character: int) -> bool:
        """Whether the character is in it."""
        return any(first <= character <= last for first, last in self.ranges)


class FontFolder:
    """Unpacked files, and the family names under which a typesetter finds them."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="queue-server-fonts-")
        self._unpacked: set[str] = set()
        self._lock = threading.Lock()

    @property
    def path(self) -> Path:
        """Where the unpacked files are."""
        return Path(self._folder.name)

    def families_for(self, text: str) -> list[str]:
        """Family names that together hold the characters of `text`, in the order of preference; their files are there.

        A character that no file holds is left to the typesetter, which draws a box. Raises `FontsMissingError`.
        """
        needed = _needed(set(map(ord, text)))
        with self._lock:
            for file in needed:
                if file not in self._unpacked:
                    self._unpack(file)
                    self._unpacked.add(file)
        return [_family(file) for file in needed]

    def _unpack(self, file: str) -> None:
        with TTFont(_vendored() / "fonts" / file) as font:
            font.flavor = None
            for name in font["name"].names:
                if name.nameID in FAMILY_NAME_IDS:
                    name.string = _family(file)
            font.save(self.path / f"{file}.ttf")


@cache
def slices() -> tuple[Slice, ...]:
    """All files of the house's families, Golos Text first. Raises `FontsMissingError`."""
    sheet = _vendored() / "fonts.css"
    if not sheet.is_file():
        raise FontsMissingError("The fonts for paper are not there: run `make` (python config/vendor.py) first.")
    found = []
    for face in _FACE.findall(sheet.read_text("utf-8")):
        file, ranges = _FILE.search(face), _RANGES.search(face)
        if file is not None and ranges is not None:
            found.append(Slice(file[1], tuple(_range(part.strip()) for part in ranges[1].split(","))))
    return tuple(sorted(found, key=lambda one: not one.file.startswith("golos")))


def _needed(characters: Iterable[int]) -> list[str]:
    chosen: dict[str, None] = {}
    left = set(characters)
    for one in slices():
        here = {character for character in left if one.holds(character)}
        if here:
            chosen[one.file] = None
            left -= here
    return list(chosen)


def _family(file: str) -> str:
    return f"Report {file.removesuffix('-wght-normal.woff2')}"


def _range(text: str) -> tuple[int, int]:
    first, _, last = text.upper().removeprefix("U+").partition("-")
    return int(first, 16), int(last or first, 16)


def _vendored() -> Path:
    return Path(str(files("queue_server.client"))) / "web" / "vendor"
