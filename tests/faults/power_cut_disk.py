"""A disk in memory that keeps its word about syncs and about nothing else, and whose power can be cut at any write.

What was synced survives. Of what was written since, each sector may have reached the platter or not, in any order.
Files appear at once and for good; that is the one thing this disk does better than a bad one.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from random import Random

import apsw

SECTOR = 512


class PowerCut(Exception):  # noqa: N818
    """Nothing reaches the disk any more."""


@dataclass(slots=True)
class StoredFile:
    """A file as programs see it, as it surely is, and what lies between the two."""

    seen: bytearray = field(default_factory=bytearray)
    synced: bytearray = field(default_factory=bytearray)
    unsynced: list[tuple[int, bytes | None]] = field(default_factory=list)

    def after_cut(self, chance: Random, share: float) -> "StoredFile":
        """What is found when the power is back: each unsynced sector kept with probability `share`."""
        found = bytearray(self.synced)
        for offset, data in self.unsynced:
            if data is None:
                if chance.random() < share:
                    del found[offset:]
                continue
            for start in range(0, len(data), SECTOR):
                if chance.random() < share:
                    put(found, offset + start, data[start : start + SECTOR])
        return StoredFile(bytearray(found), bytearray(found))


def put(content: bytearray, offset: int, data: bytes) -> None:
    """Write `data` at `offset`; what lies between the end and it is zeroes."""
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


class Disk:
    """Files by name. The power is cut at the `cut_at`-th write, truncation or sync."""

    def __init__(self, files: dict[str, StoredFile] | None = None, *, cut_at: int | None = None) -> None:
        self.files: dict[str, StoredFile] = files if files is not None else {}
        self.cut_at = cut_at
        self.steps = 0

    def step(self) -> None:
        """One more thing that the disk is asked to keep."""
        self.steps += 1
        if self.cut_at is not None and self.steps >= self.cut_at:
            raise PowerCut

    def after_cut(self, chance: Random) -> "Disk":
        """The disk when the power is back."""
        share = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        return Disk({name: file.after_cut(chance, share) for name, file in self.files.items()})


class OpenFile:
    """What SQLite calls on an open file."""

    def __init__(self, disk: Disk, file: StoredFile) -> None:
        self._disk = disk
        self._file = file

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        return bytes(self._file.seen[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._disk.step()
        put(self._file.seen, offset, bytes(data))
        self._file.unsynced.append((offset, bytes(data)))

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._disk.step()
        del self._file.seen[size:]
        self._file.unsynced.append((size, None))

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._disk.step()
        self._file.synced = bytearray(self._file.seen)
        self._file.unsynced.clear()

    def xFileSize(self) -> int:  # noqa: N802
        return len(self._file.seen)

    def xLock(self, level: int) -> None:  # noqa: N802
        pass

    def xUnlock(self, level: int) -> None:  # noqa: N802
        pass

    def xCheckReservedLock(self) -> bool:  # noqa: N802
        return False

    def xFileControl(self, op: int, ptr: int) -> bool:  # noqa: N802
        return False

    def xSectorSize(self) -> int:  # noqa: N802
        return SECTOR

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        return 0

    def xClose(self) -> None:  # noqa: N802
        pass


class DiskVfs(apsw.VFS):
    """What SQLite calls to open, delete and look for files."""

    def __init__(self, name: str, disk: Disk) -> None:
        super().__init__(name=name, base="")
        self._disk = disk

    def xOpen(self, name: object, flags: list[int]) -> OpenFile:  # type: ignore[override]  # noqa: N802
        if name is None:
            return OpenFile(Disk(), StoredFile())
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        flags[1] = flags[0]
        return OpenFile(self._disk, self._disk.files.setdefault(path, StoredFile()))

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        self._disk.step()
        self._disk.files.pop(filename, None)

    def xAccess(self, pathname: str, flags: int) -> bool:  # noqa: N802
        return pathname in self._disk.files

    def xFullPathname(self, name: str) -> str:  # noqa: N802
        return name


@contextmanager
def connected(disk: Disk, file: str) -> Iterator[apsw.Connection]:
    """A connection to `file` on `disk`. The one user of the file, so that no memory need be shared."""
    vfs = DiskVfs(f"disk-{id(disk)}", disk)
    connection = apsw.Connection(file, vfs=f"disk-{id(disk)}")
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        yield connection
    finally:
        with suppress(apsw.Error, PowerCut):
            connection.close(force=True)
        vfs.unregister()
