"""An organisation written back as its file, so that `load(export(x)) == x`.

Knows the order in which people like to read: id and name first, single values, then tables. Writes no defaults.
"""

import json
import re
from typing import Any

from queue_server.organisation.organisation import Organisation
from queue_server.organisation.rules import Table
from queue_server.organisation.schema import LISTED_TABLES

LONGEST_LINE = 120
"""An inline table that makes a longer line than this is written as a table of its own."""

_FIRST = ("id", "name", "prefix", "parent", "office", "territory", "timezone", "accounts")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def export(organisation: Organisation) -> str:
    """The organisation file, as one text."""
    document = organisation.document
    parts = ["# The organisation, as the database holds it. `queue-server apply` takes it back.\n"]
    parts.append(_table("[organisation]", "organisation", document.organisation))
    for name in LISTED_TABLES:
        parts += [_table(f"[[{name}]]", name, row) for row in getattr(document, name)]
    return "\n".join(parts)


def _table(heading: str, name: str, table: Table) -> str:
    values = table.model_dump(mode="json", exclude_defaults=True)
    lines = [heading]
    own_tables: list[str] = []
    for key in sorted(values, key=lambda key: _FIRST.index(key) if key in _FIRST else len(_FIRST)):
        line = f"{key} = {_value(values[key])}"
        if isinstance(values[key], dict) and len(line) > LONGEST_LINE:
            own_tables.append(f"[{name}.{key}]")
            own_tables += [f"{_name(inner)} = {_value(value)}" for inner, value in values[key].items()]
        else:
            lines.append(line)
    return "\n".join(lines + own_tables) + "\n"


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return _string(value)
        case list():
            return "[" + ", ".join(_value(item) for item in value) + "]"
        case dict():
            inner = ", ".join(f"{_name(key)} = {_value(item)}" for key, item in value.items())
            return f"{{ {inner} }}" if inner else "{}"
        case _:
            raise TypeError(f"an organisation file cannot hold {value!r}")


def _name(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _string(key)


def _string(text: str) -> str:
    # TOML's basic strings escape as JSON's do, and one sign more.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
