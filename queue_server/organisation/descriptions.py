"""What the organisation file's keys are for, in the words that stand below each in `schema` and `rules`.

Read from the source when somebody asks, which is when a key is missing: reading them all took a part of every start.
"""

import ast
import inspect
from functools import cache
from itertools import pairwise
from textwrap import dedent

from queue_server.organisation.rules import Table


def description(table: type[Table], key: str) -> str:
    """What `key` of the table is for, in one line; nothing where the program came without its source."""
    found = (words[key] for kind in table.__mro__ if issubclass(kind, Table) and key in (words := _words_of(kind)))
    return next(found, "")


@cache
def _words_of(table: type[Table]) -> dict[str, str]:
    """By the table's own keys, the text below each."""
    try:
        source = inspect.getsource(table)
    except (OSError, TypeError):  # the second of a class that has no file at all
        return {}
    body = ast.parse(dedent(source)).body[0]
    assert isinstance(body, ast.ClassDef)
    return {
        key.target.id: " ".join(below.value.value.split())
        for key, below in pairwise(body.body)
        if isinstance(key, ast.AnnAssign)
        and isinstance(key.target, ast.Name)
        and isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
        and isinstance(below.value.value, str)
    }
