"""The documentation says what the code does: settings, commands, errors and events, none missing, none made up."""

import ast
import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import get_args

import pytest
import typer

from analytics.figures import FIGURES
from queue_server.__main__ import command_line
from queue_server.api.problems import CODE_OF_STATUS
from queue_server.domain.events import Event
from queue_server.settings import Settings
from tests.benchmarks.scores import SCORES, rewritten

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

REFUSING = frozenset({"CommandRejected", "in_state", "_within_grace", "problem"})
"""Calls whose text arguments of this shape are codes."""

CODE = re.compile(r"[a-z]+(_[a-z]+)+|unknown|unavailable")


def table_rows(page: str, heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, without its head."""
    text = (DOCS / page).read_text(encoding="utf-8")
    part = text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = part[part.index("\n|") + 1 :].splitlines()
    lines = list(takewhile(lambda line: line.startswith("|"), lines))  # a table ends with its first other line
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def first_names(page: str, heading: str) -> list[str]:
    return [row[0].strip("`") for row in table_rows(page, heading)]


def test_every_setting_is_in_the_table_and_no_other() -> None:
    assert first_names("operating.md", "Settings") == [f"QUEUE_{name.upper()}" for name in Settings.model_fields]


def test_the_table_names_the_defaults() -> None:
    told = {row[0].strip("`"): row[1].strip("`") for row in table_rows("operating.md", "Settings")}
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = "–" if default in (None, ()) else str(default).lower() if isinstance(default, bool) else str(default)
        assert told[f"QUEUE_{name.upper()}"] == shown


def test_every_figure_is_in_the_table_and_no_other() -> None:
    told = [name.strip(" `") for row in table_rows("figures.md", "Every figure") for name in row[0].split(",")]
    assert told == list(FIGURES)


def test_every_event_is_in_the_table_and_no_other() -> None:
    assert sorted(first_names("integrating.md", "Reading the log")) == sorted(kind.__name__ for kind in get_args(Event))


def test_every_error_code_is_in_the_table_and_no_other() -> None:
    told = first_names("integrating.md", "Errors")
    assert len(told) == len(set(told))
    assert set(told) == set(codes_of_the_code())


def codes_of_the_code() -> set[str]:
    """Every code that any module of the server gives."""
    found = set(CODE_OF_STATUS.values())
    for file in sorted((ROOT / "queue_server").rglob("*.py")):
        if "client" not in file.relative_to(ROOT).parts:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                found.update(text for text in _texts(node) if CODE.fullmatch(text))
    return found


def _texts(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=keywords):
            yield from (_text(argument) for argument in arguments if name in REFUSING)
            yield from (_text(keyword.value) for keyword in keywords if keyword.arg == "code")
        case ast.Call(keywords=keywords):
            yield from (_text(keyword.value) for keyword in keywords if keyword.arg == "code")
        case ast.ClassDef(body=body):
            for statement in body:
                if isinstance(statement, ast.Assign) and any(
                    isinstance(target, ast.Name) and target.id == "code" for target in statement.targets
                ):
                    yield _text(statement.value)


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_every_command_is_told_of() -> None:
    pages = "\n".join(page.read_text(encoding="utf-8") for page in (*DOCS.glob("*.md"), ROOT / "README.md"))
    group = typer.main.get_command(command_line())
    names = list(getattr(group, "commands", {}))
    assert len(names) > 10
    assert [name for name in names if f"queue-server {name}" not in pages] == []


@pytest.mark.parametrize(
    "page",
    sorted(page.relative_to(ROOT).as_posix() for page in ROOT.glob("*.md"))
    + sorted(page.relative_to(ROOT).as_posix() for page in DOCS.rglob("*.md")),
)
def test_every_link_leads_somewhere(page: str) -> None:
    file = ROOT / page
    links = re.findall(r"\]\(([^)#\s]+)", file.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (file.parent / link).exists()] == []


@pytest.mark.parametrize("page", SCORES)
def test_every_page_with_scores_can_be_written_anew(page: str) -> None:
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    assert "| a table |" in rewritten(text, "| a table |")
    assert f"`make scores ARGS={page}`" in text
