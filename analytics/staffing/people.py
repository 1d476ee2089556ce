"""Who may work how: hours, days off, wishes and cost of an office's managers, kept for every plan of it."""

from collections.abc import Callable, Mapping
from typing import Any

from analytics.alerts.wire import instant
from analytics.staffing.store import KeptPeople, PeopleStore
from analytics.staffing.week_file import StaffTable, WeekFile, read_people
from queue_server.database.recording import Recorder
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import Instant

BREAK_MINUTES = 45


class PeopleBook:
    """What is asked of the people of one server's offices."""

    def __init__(self, store: PeopleStore, clock: Callable[[], Instant]) -> None:
        self._store, self._clock = store, clock

    async def read(self, config: OfficeConfig) -> dict[str, Any]:
        """Every manager of the office, with the usual hours where nothing is kept."""
        return _document(config, await self._store.of(config.id))

    async def keep(
        self, config: OfficeConfig, document: Mapping[str, Any], by: str, record: Recorder
    ) -> dict[str, Any]:
        """The whole of it in place of `document["version"]`; `record` is told of it in the same transaction.

        Raises `ScenarioInvalid` with everything that does not fit, and `PeopleChanged` where that is not the newest.
        """
        tables = read_people(document["staff"], config)
        rows = tuple(_row(table) for table in tables)
        wanted = KeptPeople(document["version"], self._clock(), by, document["break_minutes"], rows)

        async def beside(connection: Any, before: KeptPeople, after: KeptPeople) -> None:
            await record(connection, *_changed(_document(config, before), _document(config, after)))

        return _document(config, await self._store.keep(config.id, wanted, beside))


def with_people(week: WeekFile, kept: KeptPeople, config: OfficeConfig) -> WeekFile:
    """`week` with what is kept, where it does not say itself whom it is planned with or how long breaks are."""
    known: dict[str, Any] = {}
    if not week.staff and kept.rows:
        known["staff"] = tables_of(kept, config)
    if "break_minutes" not in week.model_fields_set and kept.break_minutes is not None:
        known["break_minutes"] = kept.break_minutes
    return week.model_copy(update=known) if known else week


def tables_of(kept: KeptPeople, config: OfficeConfig) -> tuple[StaffTable, ...]:
    """One table each manager of the office, in its order: those of whom nothing is kept work as usual."""
    written = {row["manager"]: row for row in kept.rows}
    return tuple(StaffTable.model_validate(written.get(one, {"manager": one})) for one in config.managers)


def _document(config: OfficeConfig, kept: KeptPeople) -> dict[str, Any]:
    return {
        "office": config.id,
        "version": kept.version,
        "saved_at": instant(kept.saved_at) if kept.saved_at is not None else None,
        "saved_by": kept.saved_by,
        "break_minutes": BREAK_MINUTES if kept.break_minutes is None else kept.break_minutes,
        "staff": [_row(table) for table in tables_of(kept, config)],
    }


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """By manager the members that are no longer as they were, and the break."""
    were = {row["manager"]: row for row in before["staff"]}
    was: dict[str, Any] = {"break_minutes": before["break_minutes"]}
    now: dict[str, Any] = {"break_minutes": after["break_minutes"]}
    for row in after["staff"]:
        old = were.get(row["manager"], {})
        if others := [name for name, value in row.items() if old.get(name) != value]:
            was[row["manager"]] = {name: old.get(name) for name in others}
            now[row["manager"]] = {name: row[name] for name in others}
    return was, now


def _row(table: StaffTable) -> dict[str, Any]:
    return table.model_dump(mode="json")
