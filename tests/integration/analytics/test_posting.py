"""Reports made by themselves, on a real database: each once, caught up after a restart, tried again after a failure."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from analytics.clerk import Clerk
from analytics.ranking.criteria import DEFAULT_LEAGUE_ACCOUNTS
from analytics.reports.answers import Scope
from analytics.reports.asking_for import Wanted
from analytics.reports.bureau import MOST_WAITING, ReportBureau
from analytics.reports.posting import FIRST_RETRY_MS, MOST_TRIES, Outcome, ReportPost
from analytics.reports.runs import Runs
from analytics.sending.failure import SendingFailed
from analytics.sending.mail import Letter
from queue_server.access.applied import AppliedOrganisations
from queue_server.database.engine import Database
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import SECOND, OfficeId
from queue_server.errors import OfficeUnknown, RequestInvalid, Unavailable
from queue_server.log.store import LogStore
from tests.contract.office_day import append, config, morning
from tests.unit.analytics.reports.days import instant
from tests.unit.analytics.reports.test_schedule import Row

HOUR = 3600 * SECOND


@dataclass
class Organised:
    """The part of the organisation file that reports are told of."""

    reports: Sequence[Any]
    offices: dict[str, OfficeConfig] = field(default_factory=lambda: {"klin": config()})
    name: str = "Расчётный центр"
    goal: float = 0.95
    standard_s: int = 900
    territories: dict[str, dict[str, str]] = field(default_factory=dict)
    league_accounts: int = DEFAULT_LEAGUE_ACCOUNTS
    criteria: Sequence[Any] = ()


@dataclass
class Server:
    """What a restart keeps (the database) and what it does not."""

    clerk: Clerk
    database: Database
    now: int
    organisation: Organised
    sent: list[Letter] = field(default_factory=list)
    mail_works: bool = True

    async def post(self, letter: Letter) -> None:
        if not self.mail_works:
            raise SendingFailed("the mail server does not answer")
        self.sent.append(letter)

    def restart(self) -> ReportPost:
        bureau = ReportBureau(self.clerk, lambda: self.organisation, lambda: self.now, AppliedOrganisations)
        return ReportPost(bureau, Runs(self.database), self.post, lambda: self.now)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    url = f"sqlite+aiosqlite:///{tmp_path}/q.sqlite3"
    database = await Database.open(url)
    await LogStore(database).append([append(OfficeId("klin"), 0, morning())])
    rows = [Row(to=["chief@example.org", "deputy@example.org"], formats=("pdf", "xlsx"))]
    clerk = Clerk(url, lambda: instant("2026-03-03", "07:31"))
    clerk.start()
    yield Server(clerk, database, instant("2026-03-03", "07:31"), Organised(rows))
    await clerk.stop()
    await database.dispose()


async def test_a_due_report_is_sent_once_however_often_the_server_looks_and_starts(server: Server) -> None:
    post = server.restart()
    assert await post.look() == Outcome(1, 0)
    assert await post.look() == Outcome(0, 0)
    assert await server.restart().look() == Outcome(0, 0)
    (letter,) = server.sent
    assert letter.to == ("chief@example.org", "deputy@example.org")
    assert letter.reference == "report-morning-klin-2026-03-02"
    assert [file.name for file in letter.files] == ["brief-klin-2026-03-02-ru.pdf", "brief-klin-2026-03-02-ru.xlsx"]
    assert letter.files[0].data.startswith(b"%PDF")
    (run,) = (await post.listed())["made"]
    assert (run["period"], run["sent_at"], run["failure"]) == ("2026-03-02", "2026-03-03T04:31:00.000Z", None)


async def test_what_was_missed_while_the_server_was_off_is_made_once_at_the_start(server: Server) -> None:
    assert await server.restart().look() == Outcome(1, 0)
    server.now = instant("2026-03-06", "11:00")  # three briefs were due since: each is made, the newest first
    assert await server.restart().look() == Outcome(3, 0)
    assert await server.restart().look() == Outcome(0, 0)
    assert [letter.reference for letter in server.sent] == [
        f"report-morning-klin-{day}" for day in ("2026-03-02", "2026-03-05", "2026-03-04", "2026-03-03")
    ]


async def test_what_was_missed_too_long_ago_is_given_up_and_listed_with_how_many(server: Server) -> None:
    await server.restart().look()
    server.now = instant("2026-03-31", "11:00")
    assert await server.restart().look() == Outcome(7, 0)
    listed = (await server.restart().listed())["made"]
    (lost,) = [run for run in listed if run["failure"] is not None]
    assert (lost["period"], lost["given_up_count"], lost["tries"]) == ("2026-03-23", 21, 0)
    assert await server.restart().look() == Outcome(0, 0)


async def test_a_server_that_died_while_it_caught_up_goes_on(server: Server) -> None:
    await server.restart().look()
    server.now = instant("2026-03-06", "11:00")
    post = server.restart()
    with (
        patch.object(post, "_send", side_effect=[None, asyncio.CancelledError()]),
        pytest.raises(asyncio.CancelledError),
    ):
        await post.look()
    assert await server.restart().look() == Outcome(1, 0), "the oldest was not begun"
    server.now += FIRST_RETRY_MS
    assert await server.restart().look() == Outcome(1, 0), "the one that was begun"
    assert [(letter.reference or "")[-10:] for letter in server.sent] == ["2026-03-02", "2026-03-03", "2026-03-04"]


async def test_a_failure_is_kept_and_tried_again_later_and_not_for_ever(server: Server) -> None:
    server.mail_works = False
    post = server.restart()
    assert await post.look() == Outcome(0, 1)
    assert await post.look() == Outcome(0, 0), "not again at once"
    for tries in range(1, MOST_TRIES):
        server.now += FIRST_RETRY_MS * 2 ** (tries - 1)
        assert await post.look() == Outcome(0, 1)
    server.now += 3 * HOUR
    assert await post.look() == Outcome(0, 0)
    (run,) = (await post.listed())["made"]
    assert (run["tries"], run["failure"], run["sent_at"]) == (MOST_TRIES, "the mail server does not answer", None)


async def test_a_server_that_died_between_making_and_sending_goes_on_with_the_same_letter(server: Server) -> None:
    server.mail_works = False
    await server.restart().look()
    server.mail_works = True
    server.now += FIRST_RETRY_MS
    assert await server.restart().look() == Outcome(1, 0)
    assert len(server.sent) == 1
    assert (await server.restart().listed())["made"][0]["tries"] == 2


async def test_without_anybody_to_write_to_it_is_made_and_listed(server: Server) -> None:
    server.organisation.reports = [Row()]
    post = server.restart()
    assert await post.look() == Outcome(1, 0)
    assert server.sent == []
    found = await post.listed()
    assert found["made"][0]["sent_at"] is not None
    assert found["upcoming"][0]["due_at"] == "2026-03-04T04:30:00.000Z"
    assert await post.listed(["nowhere"]) == {"made": [], "upcoming": []}


async def test_the_bureau_makes_one_after_another_and_turns_a_flood_away(server: Server) -> None:
    bureau = ReportBureau(server.clerk, lambda: server.organisation, lambda: server.now, AppliedOrganisations)
    wanted = Wanted("brief", Scope(office="klin"), "2026-03-02")
    file = await bureau.file(wanted, "html", "en")
    assert (file.name, file.media_type) == ("brief-klin-2026-03-02-en.html", "text/html; charset=utf-8")
    bureau._waiting = MOST_WAITING
    with pytest.raises(Unavailable):
        await bureau.file(wanted, "html", "en")
    bureau._waiting = 0
    with pytest.raises(OfficeUnknown):
        await bureau.file(Wanted("brief", Scope(office="nowhere"), "2026-03-02"), "html", "en")
    for wrong in (
        Wanted("brief", Scope(), "2026-03-02"),
        Wanted("brief", Scope(office="klin"), "2026-02-30"),
        Wanted("bulletin", Scope(office="klin"), "2026-W54"),
        Wanted("ranking", Scope(office="klin"), "2026Q1"),
        Wanted("monthly", Scope("klin", "north"), "2026-03"),
    ):
        with pytest.raises(RequestInvalid):
            await bureau.file(wrong, "html", "en")
