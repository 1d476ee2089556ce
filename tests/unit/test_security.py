"""What docs/security.md promises: forty items with tests that there are; and what is held by looking at the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast, get_args, get_type_hints
from urllib.parse import quote

import pytest
from pydantic import BaseModel

import analytics.alerts.tables
import queue_server.access.tables
from queue_server.alerting import sender_of
from queue_server.api.access_bodies import PersonBody
from queue_server.api.bodies import IssueBody
from queue_server.api.guard import GuardedRoute
from queue_server.api.staffing_calendar import CalendarBody, CalendarDayBody
from queue_server.app import QueueServer, build
from queue_server.cli.serving import configured
from queue_server.database.engine import Database, address_at
from queue_server.database.metadata import metadata
from queue_server.errors import DatabaseUnusable, SettingsInvalid
from queue_server.settings import Settings, read_settings
from queue_server.starting import refuse_example_password, started

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def rows() -> list[list[str]]:
    """The cells of the checklist."""
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if re.match(r"\| \d", line)
    ]


def names_of_tests() -> set[str]:
    """Every test of the product by its function's name."""
    files = (ROOT / "tests").rglob("test_*.py")
    return {name for file in files for name in re.findall(r"^(?:async )?def (test_\w+)", file.read_text("utf-8"), re.M)}


def test_the_page_has_all_forty_items_and_names_tests_that_there_are() -> None:
    assert [int(row[0]) for row in rows()] == list(range(1, 41))
    known = names_of_tests()
    for number, _, stands, how, test in rows():
        assert stands in ("held", "partly", "open", "nothing to hold"), number
        if stands in ("held", "partly"):
            assert how and test.strip("`") in known, f"{number}: {test}"
        else:
            assert test == "", number


def test_every_body_refuses_fields_that_nobody_knows() -> None:
    """Whatever any route reads, with what is inside of it."""
    kinds: set[type[BaseModel]] = set()
    for route in build(Settings()).routes:
        if isinstance(route, GuardedRoute):
            for annotation in get_type_hints(route.endpoint).values():
                _models_of(annotation, kinds)
    assert {PersonBody, IssueBody, CalendarBody, CalendarDayBody} <= kinds
    assert [kind.__name__ for kind in kinds if kind.model_config.get("extra") != "forbid"] == []


def _models_of(annotation: Any, found: set[type[BaseModel]]) -> None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and annotation not in found:
        found.add(annotation)
        for field in annotation.model_fields.values():
            _models_of(field.annotation, found)
    for part in get_args(annotation):
        _models_of(part, found)


def test_sql_text_is_made_of_constants_only() -> None:
    """`text(f"…{name}…")`: a setting of ours by its constant name, a pragma, a lock; never what somebody sent."""
    found = set()
    for package in ("queue_server", "analytics", "kiosk", "display"):
        for file in sorted((ROOT / package).rglob("*.py")):
            found |= {(file.name, name) for name in _formatted_sql(ast.parse(file.read_text(encoding="utf-8")))}
    by_variable = {(file, name) for file, name in found if not name.isupper()}
    assert by_variable <= {("postgresql.py", "setting"), ("sqlite.py", "name")}, by_variable


@pytest.mark.parametrize(
    "given",
    [
        {"database": "postgresql+asyncpg://queue:SECRET@db.example.org/queue"},
        {"database": "postgresql+asyncpg://queue:%5B%5B%5B%5B@db.example.org/queue"},
        {"database": "postgresql+asyncpg://queue:]]]]@db.example.org/queue"},
        {"mail_host": "smtp.example.org", "mail_password": "change_me"},
        {"mail_host": "smtp.example.org", "mail_password": "********************"},
        {"mail_host": "smtp.example.org", "mail_password": "xxxxxxxx"},
    ],
)
async def test_secrets_of_examples_are_refused_at_start_without_being_said(given: dict[str, str]) -> None:
    settings = read_settings(**given)  # commands that serve nobody take them: a backup, a check, an export
    with pytest.raises(SettingsInvalid) as refused:
        if "database" in given:
            async with started(build(settings)):
                pass
        sender_of(settings)
    assert "example" in str(refused.value)
    assert not any(secret in str(refused.value) for secret in ("SECRET", "change_me", "xxxx", "%5B", "]]"))


@pytest.mark.parametrize("password", ["k7[Fq", "k7]Fq", "[k7]Fq", "k7%5BFq", "k7#Fq"])
def test_a_password_of_the_database_has_whatever_signs_it_likes(password: str) -> None:
    settings = read_settings(database=f"postgresql+asyncpg://queue:{password}@db.example.org/queue")
    refuse_example_password(settings)


@pytest.mark.parametrize(
    "address", ["queue:k7Fq@db.example.org", "postgresql+asyncpg://queue:p@ss:k7Fq@db.example.org/queue"]
)
async def test_an_address_that_cannot_be_read_is_refused_without_being_said(address: str) -> None:
    with pytest.raises(DatabaseUnusable, match="no database address") as refused:
        async with started(build(read_settings(database=address))):
            pass
    assert "k7Fq" not in str(refused.value)
    with pytest.raises(DatabaseUnusable, match="no database address") as refused:
        await Database.open(read_settings(database=address).database, migrate=False)
    assert "k7Fq" not in str(refused.value)


@pytest.mark.parametrize("rest", ["k7Fq@db.example.org/queue", "k7Fq/@db.example.org/queue", "k7Fq?x@db.example.org"])
async def test_what_follows_an_at_of_the_password_is_never_told_as_the_host(rest: str) -> None:
    address = read_settings(database=f"postgresql+asyncpg://queue:p@{rest}").database
    with pytest.raises(DatabaseUnusable, match="%40, in the password or behind it") as refused:
        await Database.open(address, migrate=False)
    assert "k7Fq" not in str(refused.value)
    written = address_at(
        f"postgresql+asyncpg://queue:p%40{quote(rest.partition('@')[0], safe='')}@db.example.org/queue"
    )
    assert (written.host, str(written.password)[:2]) == ("db.example.org", "p@")
    assert address_at("postgresql+asyncpg://queue@srv:k7Fq@db.example.org/queue").username == "queue@srv"


def test_an_at_behind_the_host_is_written_as_one_of_the_password_is() -> None:
    address = "postgresql+asyncpg://queue:k7Fq@db.example.org/queue?application_name=desk"
    with pytest.raises(DatabaseUnusable, match="behind it"):
        address_at(f"{address}@klin")
    assert address_at(f"{address}%40klin").query["application_name"] == "desk@klin"


def test_the_database_of_the_manual_is_such_an_example() -> None:
    manual = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    addresses = re.findall(r"postgresql\+asyncpg://\w+:\w+@\S+", manual)
    assert addresses
    for address in addresses:
        with pytest.raises(SettingsInvalid):
            refuse_example_password(read_settings(database=address))


@pytest.mark.parametrize(
    ("peer", "seen"),
    [("10.0.0.1", ("https", "203.0.113.9")), ("198.51.100.7", ("http", "198.51.100.7"))],
)
async def test_forwarded_addresses_are_believed_from_trusted_proxies_only(peer: str, seen: tuple[str, str]) -> None:
    found: list[tuple[str, str]] = []

    async def asked(scope: Any, _receive: object, _send: object) -> None:
        found.append((scope["scheme"], scope["client"][0]))

    settings = Settings(trusted_proxies="10.0.0.1")
    config = configured(cast(QueueServer, asked), settings)
    config.load()
    headers = [(b"x-forwarded-for", b"203.0.113.9"), (b"x-forwarded-proto", b"https")]
    scope: Any = {"type": "http", "scheme": "http", "client": (peer, 4711), "headers": headers, "path": "/"}
    await cast(Any, config.loaded_app)(scope, None, None)
    assert found == [seen]


def _formatted_sql(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="text"), args=[ast.JoinedStr(values=parts), *_]):
                yield from (ast.unparse(part.value) for part in parts if isinstance(part, ast.FormattedValue))


def test_tables_hold_no_personal_data_but_what_is_told_here() -> None:
    known = (queue_server.access.tables.people, analytics.alerts.tables.alerts)
    assert all(table.name in metadata.tables for table in known)
    marked = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if column.info.get("pd")
    }
    assert marked == set(re.findall(r"^\| `(\w+\.\w+)` \|", PAGE, re.M))
