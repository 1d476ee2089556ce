"""A live view: a map of keyed rows. The client gets all rows once, then puts and deletes by key.

Every row carries `kind` and instants, never ages, so that no row changes by time alone. An expected wait is as of the
last event that touched its row. Property held by tests: stale rows + the rows of `touched` keys == fresh rows.
"""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeAlias

from queue_server.projections.change import Change
from queue_server.projections.office_at import OfficeAt

Key: TypeAlias = str
Row: TypeAlias = Mapping[str, object]


class View(Protocol):
    """One kind of screen's window on one office."""

    @property
    def name(self) -> str:
        """The view's name in the stream's address."""
        ...

    def keys(self, moment: OfficeAt) -> Iterable[Key]:
        """The keys of all rows there are."""
        ...

    def row(self, moment: OfficeAt, key: Key) -> Row | None:
        """The row under `key`, or None where there is none (any more)."""
        ...

    def touched(self, change: Change) -> Iterable[Key]:
        """The keys whose rows the event may have changed, made or ended; more than needed is harmless."""
        ...

    def waits_of_newcomers(self, moment: OfficeAt) -> Iterable[Key]:
        """The keys whose rows tell the wait of whoever comes now: a busy office tells it a beat late."""
        ...


def rows(view: View, moment: OfficeAt) -> dict[Key, Row]:
    """All rows of `view`; none for an office that has no configuration yet."""
    if moment.office.config is None:
        return {}
    found = ((key, view.row(moment, key)) for key in view.keys(moment))
    return {key: row for key, row in found if row is not None}


def changes(view: View, change: Change) -> dict[Key, Row | None]:
    """What the event did to the rows: by key the row as it now is, None where it is gone."""
    if change.before.office.config is None or change.reconfigures:
        before = rows(view, change.before)
        after = rows(view, change.after)
        return {**dict.fromkeys(before.keys() - after.keys()), **after}
    return {key: view.row(change.after, key) for key in view.touched(change)}


def id_in(key: Key) -> str:
    """What stands behind the colon of a key.

    >>> id_in("desk:3")
    '3'
    """
    return key.partition(":")[2]
