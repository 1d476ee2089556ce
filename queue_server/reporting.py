"""Reports joined to the rest: subscriptions from the organisation file, the mail server from the settings.

Together with `starting.py` and the command line the only module that knows both sides.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from analytics.clerk import Clerk
from analytics.reports.answers import Scope
from analytics.reports.asking_for import Wanted
from analytics.reports.bureau import ReportBureau, ReportFile
from analytics.reports.posting import Post, ReportPost
from analytics.reports.runs import Runs
from queue_server.access.applied import AppliedOrganisations
from queue_server.database.engine import Database
from queue_server.database.recording import Recorder
from queue_server.domain.ids import Instant
from queue_server.errors import SettingsInvalid
from queue_server.organisation import Organisation
from queue_server.settings import Settings


@dataclass(frozen=True, slots=True)
class Reporting:
    """Everything behind reports: who makes them, and what is made by itself."""

    bureau: ReportBureau
    post: ReportPost

    @classmethod
    def over(
        cls,
        settings: Settings,
        database: Database,
        clerk: Clerk,
        *,
        organisation: Callable[[], Organisation | None],
        clock: Callable[[], Instant],
    ) -> "Reporting":
        """Reports from the log of `database`, made in the clerk's room. Raises `SettingsInvalid`."""
        bureau = ReportBureau(clerk, organisation, clock, AppliedOrganisations)
        return cls(bureau, ReportPost(bureau, Runs(database), post_of(settings), clock))

    def start(self) -> None:
        """Makes what is due from now on."""
        self.post.start()

    def stop(self) -> None:
        """Makes no more."""
        self.post.stop()

    async def file(
        self,
        kind: str,
        *,
        office: str | None,
        territory: str | None,
        period: str,
        form: str,
        language: str,
        alone: bool = False,
    ) -> ReportFile:
        """One report as a file; `alone`: of the ranking what is about its territory."""
        return await self.bureau.file(Wanted(kind, Scope(office, territory), period, alone), form, language)

    async def ranking(self, quarter: str, *, only: str | None = None) -> dict[str, Any]:
        """The ranking of a quarter; of one territory only where it is given."""
        return await self.bureau.ranking(quarter, only=only)

    async def take(self, text: str, *, by: str, record: Recorder) -> int:
        """Takes entered values; `record` is told in the same transaction."""
        return await self.bureau.take(text, by=by, record=record)

    async def listed(self, *, offices: Collection[str] | None, territory: str | None) -> dict[str, Any]:
        """What was made and what comes; about these offices and this territory only where they are given."""
        if offices is None:
            return await self.post.listed()
        return await self.post.listed([*sorted(offices), *([f"territory:{territory}"] if territory else [])])


def post_of(settings: Settings) -> Post | None:
    """The way out of letters; None where no mail server is set. Raises `SettingsInvalid`."""
    if settings.mail_host is None:
        return None
    from analytics.sending.mail import Letter, mail_server, post

    try:
        server = mail_server(settings)
    except OSError as problem:
        raise SettingsInvalid(f"A setting cannot be used.\n  QUEUE_MAIL_PASSWORD_FILE: {problem}") from None
    if server is None:
        return None

    async def send(letter: Letter) -> object:
        return await post(server, letter)

    return send
