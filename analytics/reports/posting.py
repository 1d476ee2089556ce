"""Reports made by themselves: looks at the clock, makes what is due, sends it, and keeps that it did.

APScheduler in UTC looks every half minute; when something is due is computed in `schedule`. A start finds in the table
of runs what was missed since each ran last: all of it is written down and then made, the newest first, once, however
often the server was started; what is too old for that is given up, and the table says how many. A run that was begun
and not ended (a crash between the two) is gone on with, and its letter has the same Message-ID: mail programs show it
once.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

from analytics.alerts.wire import instant
from analytics.reports.asking_for import Wanted
from analytics.reports.bureau import ReportBureau, ReportFile, file_of
from analytics.reports.company import Company, company_of
from analytics.reports.document import Document, Sentences
from analytics.reports.making import ReportMaker
from analytics.reports.runs import Run, Runs
from analytics.reports.schedule import Due, Subscription, due, still_due, upcoming
from analytics.reports.values import Message
from analytics.sending.failure import SendingFailed
from analytics.sending.mail import File, Letter
from queue_server.domain.ids import SECOND, Instant
from queue_server.errors import QueueServerError

if TYPE_CHECKING:
    from analytics.reports.words import Words

LOOK_EVERY_S = 30.0
"""A report comes within half a minute of its time; a look that finds nothing due costs one small query."""
MOST_TRIES = 6
FIRST_RETRY_MS = 5 * 60 * SECOND
"""After a failure: 5, 10, 20, 40, 80 minutes; then it stays listed as not sent."""
LISTED = 100

Post = Callable[[Letter], Awaitable[object]]

log = structlog.get_logger("reports")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one look did."""

    made: int
    failed: int


class ReportPost:
    """The post of one server's reports. `post` is None where no mail server is set."""

    def __init__(self, bureau: ReportBureau, runs: Runs, post: Post | None, clock: Callable[[], Instant]) -> None:
        self._bureau = bureau
        self._runs = runs
        self._post = post
        self._clock = clock
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self._look_safely, "interval", seconds=LOOK_EVERY_S, coalesce=True, max_instances=1, misfire_grace_time=None
        )

    def start(self) -> None:
        """Looks from now on."""
        self._scheduler.start()

    def stop(self) -> None:
        """Looks no more."""
        self._scheduler.shutdown(wait=False)

    async def look(self) -> Outcome:
        """Makes and sends what is due and was not."""
        subscriptions, company = self._subscriptions()
        now = self._clock()
        missed, given_up = due(subscriptions, company, now, await self._runs.last())
        await self._runs.claim(missed, given_up, now)
        for lost in given_up:
            log.warning("missed reports were given up", report=lost.newest.subscription.id, count=lost.count)
        runs = [run for run in await self._runs.waiting(most_tries=MOST_TRIES) if self._to_be_tried(run)]
        begun = [((run.report, run.subject), run.period, run.due_at) for run in runs]
        waiting = still_due(begun, subscriptions, company, now)
        made = failed = 0
        for one in waiting:
            arrived = await self._make(one)
            made, failed = made + arrived, failed + (not arrived)
        return Outcome(made, failed)

    async def listed(self, subjects: Sequence[str] | None = None) -> dict[str, Any]:
        """What was made, newest first, and what comes next; of `subjects` only where they are given."""
        runs = await self._runs.latest(limit=LISTED, subjects=subjects)
        subscriptions, company = self._subscriptions()
        ahead = [
            one
            for one in upcoming(subscriptions, company, self._clock())
            if subjects is None or one.subject in subjects
        ]
        return {"made": [_run(run) for run in runs], "upcoming": [_upcoming(one) for one in ahead[:LISTED]]}

    async def _look_safely(self) -> None:
        try:
            await self.look()
        except Exception:
            log.exception("reports could not be looked at")  # the next look tries again

    def _subscriptions(self) -> tuple[Sequence[Subscription], Company]:
        """What is made by itself, and for whom: as the organisation file says, without a look at the log."""
        organisation = self._bureau.organisation()
        if organisation is None:
            return (), Company({})
        return organisation.reports, company_of(organisation, organisation.offices)

    def _to_be_tried(self, run: Run) -> bool:
        wait_ms: int = FIRST_RETRY_MS << (run.tries - 1) if run.tries else 0
        return self._clock() >= run.made_at + wait_ms

    async def _make(self, one: Due) -> bool:
        """Makes and sends one; whether it is where it should be."""
        await self._runs.begin(one.key, self._clock())
        failure: str | None = None
        try:
            await self._send(one)
        except SendingFailed as problem:
            failure = problem.why
        except QueueServerError as problem:
            failure = str(problem)
        except Exception as problem:
            log.exception("a report could not be made", report=one.subscription.id, subject=one.subject)
            failure = type(problem).__name__
        if failure is not None:
            log.warning("a report was not sent", report=one.subscription.id, subject=one.subject, why=failure)
        await self._runs.end(one.key, sent_at=None if failure else self._clock(), failure=failure)
        return failure is None

    async def _send(self, one: Due) -> None:
        subscription = one.subscription
        wanted = Wanted(subscription.kind, one.scope, one.period)

        async def work(maker: ReportMaker) -> Letter | None:
            document = await wanted.made(maker, self._clock())
            files = [file_of(document, wanted, form, subscription.language) for form in subscription.formats]
            return letter(one, document, files) if subscription.to else None

        made = await self._bureau.made(work)
        if made is None:
            return
        if self._post is None:
            raise SendingFailed("no mail server is set (QUEUE_MAIL_HOST)")
        await self._post(made)


def letter(one: Due, document: Document, files: Sequence[ReportFile]) -> Letter:
    """The letter with the files; its text is the headline and the sentences of the report."""
    from analytics.reports.words import words_in  # late: what renders takes long to load

    words = words_in(one.subscription.language)
    told = [words.text(document.headline), *_sentences(document, words)]
    return Letter(
        to=tuple(one.subscription.to),
        subject=f"{words.text(document.title)} — {words.text(document.subtitle)}",
        text="\n\n".join(told) + "\n",
        files=tuple(File(file.name, file.data, file.media_type) for file in files),
        reference="report-" + "-".join(one.key).replace(":", "-"),
        language=one.subscription.language,
    )


def _sentences(document: Document, words: "Words") -> list[str]:
    between = "" if words.language == "zh" else " "
    paragraphs: list[Sequence[Message]] = [
        paragraph
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Sentences)
        for paragraph in block.paragraphs
    ]
    return [between.join(words.text(message) for message in paragraph) for paragraph in paragraphs]


def _run(run: Run) -> dict[str, Any]:
    return {
        "report": run.report,
        "kind": run.kind,
        **_about(run.subject),
        "period": run.period,
        "language": run.language,
        "due_at": instant(run.due_at),
        "made_at": instant(run.made_at),
        "sent_at": instant(run.sent_at) if run.sent_at is not None else None,
        "tries": run.tries,
        "failure": run.failure,
        "given_up_count": run.given_up_count,
    }


def _upcoming(one: Due) -> dict[str, Any]:
    return {
        "report": one.subscription.id,
        "kind": one.subscription.kind,
        **_about(one.subject),
        "period": one.period,
        "language": one.subscription.language,
        "formats": list(one.subscription.formats),
        "due_at": instant(one.due_at),
        "recipients_count": len(one.subscription.to),
    }


def _about(subject: str) -> dict[str, str | None]:
    if subject == "company":
        return {"office": None, "territory": None}
    kind, _, name = subject.rpartition(":")
    return {"office": None, "territory": name} if kind == "territory" else {"office": subject, "territory": None}
