"""`apply`, `export`, `token`, `tokens`, `person`, `admin-code` at the terminal, and their exit codes."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from analytics.alerts.alert import AlertChange, ChangeKind, Person
from analytics.alerts.rules import Severity
from analytics.alerts.store import AlertStore
from queue_server.__main__ import command_line
from queue_server.access import Access, Identity, Role
from queue_server.cli.operator import clock
from queue_server.database.engine import Database
from queue_server.domain.commands import Issue, OpenDay
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.handling import handle
from queue_server.log.recorded import Recorded
from queue_server.log.store import Append, LogStore, NewEvent
from tests.unit.organisation.files import text

Run = Callable[..., Result]


@pytest.fixture
def run(sqlite_url: str) -> Run:
    """Runs `queue-server` on a fresh database."""
    app = command_line()

    def run(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(app, [*words, "--database", sqlite_url], input=typed)

    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The small organisation's file."""
    path = tmp_path / "organisation.toml"
    path.write_text(text(), encoding="utf-8")
    return path


def test_apply_shows_the_difference_and_applies_it_once(run: Run, file: Path) -> None:
    first = run("apply", "--config", str(file))
    assert first.exit_code == 0, first.output
    assert '[[office]] "klin": added' in first.stdout
    assert "Offices changed: klin." in first.stdout
    again = run("apply", "--config", str(file))
    assert (again.exit_code, again.stdout.startswith("Nothing to apply")) == (0, True)


def test_what_is_applied_is_an_event_of_each_office_it_concerns(run: Run, file: Path, sqlite_url: str) -> None:
    run("apply", "--config", str(file))
    file.write_text(text(but={"desks =": "standard_s = 600\ndesks ="}), encoding="utf-8")
    run("apply", "--config", str(file))
    kinds = [(type(row.event).__name__, row.actor) for row in _log(sqlite_url, "klin")]
    assert kinds == [("OfficeConfigured", "terminal")] * 2


def test_an_office_of_which_the_file_says_nothing_new_is_left_alone(run: Run, file: Path, sqlite_url: str) -> None:
    run("apply", "--config", str(file))
    other = '\n[[office]]\nid = "other"\nname = { en = "Other" }\ndesks = ["1"]\n'
    file.write_text(text(more=other), encoding="utf-8")
    assert "Offices changed: other." in run("apply", "--config", str(file)).stdout
    assert (len(_log(sqlite_url, "klin")), len(_log(sqlite_url, "other"))) == (1, 1)


def test_a_file_that_cannot_be_written_is_named_plainly(run: Run, file: Path, tmp_path: Path) -> None:
    run("apply", "--config", str(file))
    refused = run("export", "--output", str(tmp_path / "gone" / "out.toml"))
    assert refused.exit_code == 1
    assert refused.stderr == f"{tmp_path}/gone/out.toml: No such file or directory\n"


def test_a_dry_run_changes_nothing(run: Run, file: Path, sqlite_url: str) -> None:
    assert run("apply", "--config", str(file), "--dry-run").exit_code == 0
    assert _log(sqlite_url, "klin") == []
    assert run("export").exit_code == 1


def test_a_file_with_mistakes_changes_nothing_and_lists_them_all(run: Run, file: Path, sqlite_url: str) -> None:
    file.write_text(text(but={"desks =": "desk =", '"primary"': '"primry"'}), encoding="utf-8")
    refused = run("apply", "--config", str(file))
    assert refused.exit_code == 1
    assert 'Did you mean "desks"?' in refused.stderr and 'Did you mean "primary"?' in refused.stderr
    assert _log(sqlite_url, "klin") == []


def test_apply_without_a_file_says_how(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUEUE_CONFIG", raising=False)
    assert run("apply").exit_code == 2


def test_what_is_exported_applies_without_a_difference(run: Run, file: Path, tmp_path: Path) -> None:
    run("apply", "--config", str(file))
    output = tmp_path / "exported.toml"
    assert run("export", "--output", str(output)).exit_code == 0
    assert run("export").stdout == output.read_text(encoding="utf-8")
    assert run("apply", "--config", str(output)).stdout.startswith("Nothing to apply")


def test_a_topic_that_somebody_waits_for_is_not_taken_away(run: Run, file: Path, sqlite_url: str) -> None:
    run("apply", "--config", str(file))
    asyncio.run(_issue(sqlite_url))
    without = {"desks =": 'topics = ["contract"]\ndesks =', "meters = ": "contract = "}
    file.write_text(text(but=without), encoding="utf-8")
    refused = run("apply", "--config", str(file))
    assert (refused.exit_code, 'open ticket is for "meters"' in refused.stderr) == (1, True)


def test_a_token_is_all_that_is_printed_and_is_valid(run: Run, file: Path, sqlite_url: str) -> None:
    run("apply", "--config", str(file))
    printed = run("token", "--role", "kiosk", "--office", "klin")
    assert printed.exit_code == 0, printed.output
    identity = asyncio.run(_identify(sqlite_url, printed.stdout.strip()))
    assert identity is not None and (identity.role, identity.office) == (Role.KIOSK, "klin")
    listed = run("tokens").stdout
    assert printed.stdout.strip() not in listed
    assert run("tokens", "--revoke", listed.split()[0]).exit_code == 0
    assert asyncio.run(_identify(sqlite_url, printed.stdout.strip())) is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("token", "--role", "kiosk", "--office", "klim"), 1),
        (("token", "--role", "display", "--office", "klin", "--desk", "9"), 1),
        (("token", "--role", "king"), 2),
        (("tokens", "--revoke", "nothing"), 1),
    ],
)
def test_a_token_for_nobody_is_refused(run: Run, file: Path, words: tuple[str, ...], code: int) -> None:
    run("apply", "--config", str(file))
    assert run(*words).exit_code == code


def test_every_role_can_be_given_a_token(run: Run) -> None:
    assert all(run("token", "--role", role.value).exit_code == 0 for role in Role)


def test_a_manager_is_added_by_the_name_in_the_organisation_file(run: Run, file: Path) -> None:
    run("apply", "--config", str(file))
    added = run("person", "add", "ivanova", "--role", "manager", "--office", "klin", typed="correct horse battery\n")
    assert (added.exit_code, "Иванова А. П." in added.stdout) == (0, True)
    assert (
        run(
            "person", "add", "ivanof", "--role", "manager", "--office", "klin", typed="correct horse battery\n"
        ).exit_code
        == 1
    )
    assert run("person", "password", "ivanova", typed="password1234\n").exit_code == 1
    assert run("person", "password", "ivanova", typed="another long phrase\n").exit_code == 0
    assert run("person", "disable", "ivanova").exit_code == 0
    assert "disabled" in run("person", "list").stdout


def test_who_is_removed_is_named_nowhere_any_more(run: Run, file: Path, sqlite_url: str) -> None:
    run("apply", "--config", str(file))
    words = ("--role", "supervisor", "--name", "Орлова М. А.")
    assert run("person", "add", "orlova", *words, typed="correct horse battery\n").exit_code == 0
    seen = AlertChange("a1", 1, ChangeKind.ACKNOWLEDGED, Severity.WARNING, 1.5, Person("person:orlova", "Орлова М. А."))
    _with_alerts(sqlite_url, lambda store: store.keep([], [seen]))
    assert run("person", "remove", "Orlova").exit_code == 0
    (told,) = _with_alerts(sqlite_url, lambda store: store.history("a1"))
    assert told.by == Person("person:orlova", "person:orlova")
    assert "orlova" not in run("person", "list").stdout
    assert run("person", "remove", "orlova").exit_code == 1


def _with_alerts(url: str, work: Callable[[AlertStore], Awaitable[Any]]) -> Any:
    async def done() -> Any:
        database = await Database.open(url)
        try:
            return await work(AlertStore(database))
        finally:
            await database.dispose()

    return asyncio.run(done())


def test_an_admin_code_is_all_that_is_printed(run: Run) -> None:
    done = run("admin-code")
    assert len(done.stdout.strip()) == 9
    assert f"/sign-in#first-admin={done.stdout.strip()}" in done.stderr


def _log(url: str, office: str) -> list[Recorded]:
    async def read() -> list[Recorded]:
        database = await Database.open(url)
        try:
            return await LogStore(database).read(office)
        finally:
            await database.dispose()

    return asyncio.run(read())


async def _identify(url: str, token: str) -> Identity | None:
    database = await Database.open(url)
    try:
        return await Access(database, clock).identify_token(token)
    finally:
        await database.dispose()


async def _issue(url: str) -> None:
    database = await Database.open(url)
    try:
        store = LogStore(database)
        loaded = (await store.load())["klin"]
        assert isinstance(loaded.state.config, OfficeConfig)
        opened, state = handle(loaded.state, OpenDay(), clock())
        issued, _ = handle(state, Issue(ticket="t1", topic="meters"), clock())
        events = tuple(NewEvent(event=event, actor="test", command_id=None) for event in (*opened, *issued))
        await store.append([Append(office="klin", after_seq=loaded.seq, events=events, answers=())])
    finally:
        await database.dispose()
