"""What an organisation file changes, table by table and key by key, in words for whoever is about to apply it.

Knows two organisations. Knows nothing of what the offices are doing at the moment.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import OfficeId
from queue_server.organisation.organisation import Organisation
from queue_server.organisation.rules import Table
from queue_server.organisation.schema import LISTED_TABLES

LONGEST_SHOWN = 60
"""Characters of a value that a line of difference shows."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of difference. `key` is empty where a whole table came or went; None stands for "not there"."""

    table: str
    key: str
    before: Any
    after: Any

    def __str__(self) -> str:
        if not self.key:
            return f"{self.table}: {'added' if self.before is None else 'removed'}"
        if isinstance(self.before, list) and isinstance(self.after, list):
            return f"{self.table}: {self.key}: {_list_change(self.before, self.after)}"
        return f"{self.table}: {self.key}: {_shown(self.before)} → {_shown(self.after)}"


def difference(old: Organisation | None, new: Organisation) -> list[Change]:
    """Everything in which `new` differs from `old`; with no old one, everything that is new."""
    if old is None:
        changes = [Change("[organisation]", "name", None, new.name)]
    else:
        changes = list(_keys("[organisation]", old.document.organisation, new.document.organisation))
    for name in LISTED_TABLES:
        changes += _rows(name, getattr(old.document, name) if old else (), getattr(new.document, name))
    return changes


def offices_changed(old: Mapping[OfficeId, OfficeConfig], new: Mapping[OfficeId, OfficeConfig]) -> list[OfficeId]:
    """The offices of `new` that something is different for, by a rule of the whole organisation too."""
    return [office for office, config in new.items() if office not in old or not same(old[office], config)]


def same(one: OfficeConfig, other: OfficeConfig) -> bool:
    """Whether two configurations are alike, the order of topics and categories on a kiosk included."""
    return one == other and list(one.topics) == list(other.topics) and list(one.categories) == list(other.categories)


def _rows(name: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
    before = {row.id: row for row in old}
    after = {row.id: row for row in new}
    for row_id in before:
        if row_id not in after:
            yield Change(_title(name, row_id), "", before[row_id], None)
    for row_id, row in after.items():
        if row_id in before:
            yield from _keys(_title(name, row_id), before[row_id], row)
        else:
            yield Change(_title(name, row_id), "", None, row)
    kept_before = [row_id for row_id in before if row_id in after]
    kept_after = [row_id for row_id in after if row_id in before]
    if kept_before != kept_after:
        yield Change(f"[[{name}]]", "order", kept_before, kept_after)


def _keys(title: str, old: Table, new: Table) -> Iterator[Change]:
    yield from _values(title, "", old.model_dump(mode="json"), new.model_dump(mode="json"))


def _values(title: str, path: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for key in {**old, **new}:
        before, after = old.get(key), new.get(key)
        here = f"{path}.{key}" if path else key
        if isinstance(before, dict) and isinstance(after, dict):
            yield from _values(title, here, before, after)
        elif before != after:
            yield Change(title, here, before, after)


def _list_change(before: list[Any], after: list[Any]) -> str:
    added = [_shown(value) for value in after if value not in before]
    removed = [_shown(value) for value in before if value not in after]
    parts = [f"{', '.join(removed)} removed"] if removed else []
    parts += [f"{', '.join(added)} added"] if added else []
    return "; ".join(parts) or f"the order is now {', '.join(str(value) for value in after)}"


def _shown(value: Any) -> str:
    if value is None:
        return "not set"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def _title(name: str, row_id: str) -> str:
    return f'[[{name}]] "{row_id}"'
