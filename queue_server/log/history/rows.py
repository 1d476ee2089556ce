"""Rows of a CSV file as visits: each row is read by the mapping, and refused where it makes no sense by itself."""

import csv
import gzip
import json
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import TextIO, TypeAlias

from queue_server.domain.ids import SECOND, CategoryId, Instant, OfficeId
from queue_server.log.history.mapping import DESK_WORDS, UTC, Mapping, MappingInvalid, fits_a_plate
from queue_server.log.history.moments import Moments
from queue_server.log.history.visit import Leg, Refusal, Visit

Row: TypeAlias = dict[str, str]

ROUNDED_S = 1.0
"""How far a wait may be from its times: both may be rounded to seconds."""

WITHOUT_CALL = frozenset({"left", "cancelled", "unserved", "removed"})


class RowRefused(ValueError):  # noqa: N818  (says what is so)
    """The row makes no sense; the message is the reason."""


@dataclass(slots=True)
class ReadFile:
    """What a file holds."""

    rows: int = 0
    visits: list[Visit] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    noted: list[Refusal] = field(default_factory=list)


def read_file(path: Path, mapping: Mapping, office: OfficeId | None, zones: dict[OfficeId, str]) -> ReadFile:
    """All rows of the file; those of `office`, where it is given, whatever the file says. Raises `MappingInvalid`.

    `zones` are the time zones of offices that are known already.
    """
    found = ReadFile()
    with _opened(path, mapping.file.encoding) as text:
        reader = csv.DictReader(text, delimiter=mapping.file.delimiter, restval="")
        columns = _Reader(mapping, office, zones, tuple(reader.fieldnames or ()))
        visits: dict[tuple[str, str], list[tuple[float, Visit]]] = {}
        for row in reader:
            found.rows += 1
            try:
                visit, order = columns.visit(row, reader.line_num, found.noted)
            except RowRefused as problem:
                found.refused.append(Refusal(reader.line_num, str(problem)))
            else:
                visits.setdefault((visit.office, visit.key), []).append((order, visit))
    for same in visits.values():
        if mapping.legs.by:
            found.visits.append(_joined([visit for _, visit in sorted(same, key=lambda pair: pair[0])]))
        else:
            found.visits.extend(replace(visit, copy=copy) for copy, (_, visit) in enumerate(same))
    return found


def _joined(rows: list[Visit]) -> Visit:
    return rows[0].with_legs(tuple(leg for row in rows for leg in row.legs))


class _Reader:
    """Reads the rows of one file."""

    def __init__(
        self, mapping: Mapping, office: OfficeId | None, zones: dict[OfficeId, str], columns: tuple[str, ...]
    ) -> None:
        self._mapping = mapping
        self._names = mapping.columns
        self._office = office
        self._there = frozenset(columns)
        self._zones = zones
        self._now = time.time_ns() // 1_000_000
        self._moments: dict[OfficeId, Moments] = {}
        self._key = mapping.legs.by or columns
        missing = [name for name in (*mapping.legs.by, self._names.issued) if name not in self._there]
        if missing:
            raise MappingInvalid(
                f"The file has no column {missing[0]!r}; it has {', '.join(columns) or 'none'}. "
                "Say in a mapping file which column means what (--mapping)."
            )
        if office is None and mapping.office.id is None and self._names.office not in self._there:
            raise MappingInvalid("Neither the file nor the mapping names an office. Name one with --office.")

    def visit(self, row: Row, line: int, noted: list[Refusal]) -> tuple[Visit, float]:
        """The visit of one row and its place among its legs. Raises `RowRefused`."""
        if None in row or any(value is None for value in row.values()):
            raise RowRefused("has more fields than the header")
        valid = self._text(row, self._names.valid)
        if valid is not None and valid not in self._mapping.valid_words:
            raise RowRefused("is marked as not valid in the file")
        office = self._office or self._text(row, self._names.office) or self._mapping.office.id
        if office is None:
            raise RowRefused("names no office")
        leg = self._leg(row, line, self._moments_of(office))
        if leg.served and leg.finished_at is not None and leg.started_at is not None:
            lasted_s = (leg.finished_at - leg.started_at) / SECOND
            if lasted_s < self._mapping.short_service_s:
                noted.append(Refusal(line, f"the service lasted {lasted_s:g} s only"))
        visit = Visit(
            office=office,
            key="\x1f".join(row[name] for name in self._key),
            legs=(leg,),
            number=self._text(row, self._names.number),
            category=self._category(row),
            language=self._text(row, self._names.language),
        )
        return visit, self._order(row, line)

    def _moments_of(self, office: OfficeId) -> Moments:
        if office not in self._moments:
            zone = self._mapping.office.timezone or self._zones.get(office, UTC)
            self._moments[office] = Moments(self._mapping.times, zone)
        return self._moments[office]

    def _leg(self, row: Row, line: int, moments: Moments) -> Leg:
        names = self._names
        queued_at = self._at(row, names.issued, moments)
        if queued_at is None:
            raise RowRefused("has no time of issue")
        called_at, started_at = self._at(row, names.called, moments), self._at(row, names.started, moments)
        finished_at = self._at(row, names.finished, moments)
        called_at = called_at if called_at is not None else started_at
        service_s, wait_s = self._seconds(row, names.service), self._seconds(row, names.wait)
        end = self._end(row, called_at=called_at, finished_at=finished_at)
        _in_order(("issued", queued_at), ("called", called_at), ("started", started_at), ("finished", finished_at))
        _agree("wait", wait_s, queued_at, called_at)
        topic = self._topic(row)
        if end in WITHOUT_CALL:
            gone_at = finished_at if finished_at is not None else called_at
            if gone_at is None and end != "unserved":
                raise RowRefused(f"ended as {end}, but does not say when")
            return Leg(line=line, topic=topic, queued_at=queued_at, finished_at=gone_at, end=end)
        if called_at is None:
            raise RowRefused(f"ended as {end}, but was never called")
        started_at = started_at if started_at is not None else called_at
        if finished_at is None and service_s is not None:
            finished_at = started_at + round(service_s * SECOND)
        if finished_at is None and end == "no_show":
            finished_at = called_at
        if finished_at is None:
            raise RowRefused("was served, but does not say until when")
        if end == "completed":
            _agree("service", service_s, started_at, finished_at)
        manager = self._text(row, names.manager)
        desk = self._desk(self._text(row, names.desk) or manager)
        return Leg(
            line=line,
            topic=topic,
            queued_at=queued_at,
            called_at=called_at,
            started_at=started_at,
            finished_at=finished_at,
            desk=desk,
            manager=manager or desk,
            end=end,
        )

    def _desk(self, word: str | None) -> str | None:
        """The number of the desk that the file calls `word`; where it names none, that of the manager's own place."""
        if word is None:
            return None
        desk = self._mapping.desks.get(word, word)
        if not fits_a_plate(desk):
            raise RowRefused(
                f"was served at {word!r}, which cannot be a desk's number ({DESK_WORDS}); "
                f'give it one in the mapping, below [desks]: {json.dumps(word, ensure_ascii=False)} = "1"'
            )
        return desk

    def _end(self, row: Row, *, called_at: Instant | None, finished_at: Instant | None) -> str:
        word = self._text(row, self._names.outcome)
        if self._names.outcome not in self._there or word is None:
            if called_at is None:
                return "unserved" if finished_at is None else "left"
            return "completed"
        if word not in self._mapping.outcomes:
            raise RowRefused(f"ended as {word!r}, which the mapping does not know")
        return self._mapping.outcomes[word]

    def _topic(self, row: Row) -> str:
        word = self._text(row, self._names.topic)
        if word is None:
            if self._names.topic in self._there:
                raise RowRefused("names no topic")
            word = self._mapping.topic
        known = self._mapping.topics.get(word)
        return known.id if known is not None and known.id else word

    def _category(self, row: Row) -> CategoryId | None:
        word = self._text(row, self._names.category)
        if word is None:
            return None
        known = self._mapping.categories.get(word)
        return (known.id or None) if known is not None else word

    def _order(self, row: Row, line: int) -> float:
        order = self._mapping.legs.order
        if order is None:
            return float(line)
        try:
            return float(row.get(order) or line)
        except ValueError:
            raise RowRefused(f"has no readable place among its legs: {row[order]!r}") from None

    def _at(self, row: Row, name: str, moments: Moments) -> Instant | None:
        text = self._text(row, name)
        if text is None:
            return None
        try:
            at = moments.read(text, self._text(row, self._names.date))
        except (ValueError, OverflowError):
            raise RowRefused(f"has a time that cannot be read: {name} is {text!r}") from None
        if not 0 <= at <= self._now:  # a log is in the order of time: one such row would date all that follows
            raise RowRefused(f"has a time that has not been: {name} is {text!r}")
        return at

    def _seconds(self, row: Row, name: str) -> float | None:
        text = self._text(row, name)
        if text is None:
            return None
        try:
            seconds = float(text)
        except ValueError:
            raise RowRefused(f"has a duration that cannot be read: {name} is {text!r}") from None
        if not 0 <= seconds < float("inf"):
            raise RowRefused(f"has a duration that cannot be: {name} is {text}")
        return seconds

    def _text(self, row: Row, name: str) -> str | None:
        return row[name].strip() or None if name in self._there else None


def _in_order(*moments: tuple[str, Instant | None]) -> None:
    known = [(name, at) for name, at in moments if at is not None]
    for (earlier, earlier_at), (later, later_at) in pairwise(known):
        if later_at < earlier_at:
            raise RowRefused(f"was {later} {(earlier_at - later_at) / SECOND:g} s before it was {earlier}")


def _agree(name: str, seconds: float | None, from_at: Instant, to_at: Instant | None) -> None:
    if seconds is None or to_at is None:
        return
    by_times_s = (to_at - from_at) / SECOND
    if abs(by_times_s - seconds) > ROUNDED_S:
        raise RowRefused(f"has a {name} of {seconds:g} s, but its times say {by_times_s:g} s")


@contextmanager
def _opened(path: Path, encoding: str) -> Iterator[TextIO]:
    try:
        if path.suffix == ".gz":
            with gzip.open(path, "rt", encoding=encoding, newline="") as text:
                yield text
        else:
            with path.open(encoding=encoding, newline="") as text:
                yield text
    except (UnicodeDecodeError, csv.Error, gzip.BadGzipFile, EOFError, zlib.error) as problem:
        raise MappingInvalid(f"{path} cannot be read: {problem}") from None
