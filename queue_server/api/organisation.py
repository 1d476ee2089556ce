"""The organisation as it holds now: applied at start, followed while serving, told to the public in three words.

`queue-server apply` at the terminal writes a new version beside a running server; it is taken over within seconds.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import structlog

from queue_server.access.applied import AppliedOrganisations
from queue_server.api.surroundings import OrganisationWords
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import Instant, OfficeId
from queue_server.errors import OrganisationInvalid, RequestError
from queue_server.offices.registry import Offices
from queue_server.offices.running import RunningOffice
from queue_server.organisation import Organisation, difference, load, offices_changed
from queue_server.organisation.hindrances import hindrances

LOOK_EVERY_S = 3.0
"""How soon a running server takes over what was applied at the terminal."""

AT_START = "start"
AT_TERMINAL = "terminal"
NAMELESS = OrganisationWords(name="", goal=0.95, standard_s=900)

log = structlog.get_logger("organisation")


class OrganisationKeeper:
    """Keeps the offices as the organisation says."""

    def __init__(
        self,
        applied: AppliedOrganisations,
        offices: Offices,
        clock: Callable[[], Instant],
        gone: Callable[[RunningOffice], None] = lambda _office: None,
    ) -> None:
        self._applied = applied
        self._offices = offices
        self._clock = clock
        self._gone = gone
        self._version = 0
        self._current: Organisation | None = None
        self._following: asyncio.Task[None] | None = None

    @property
    def words(self) -> OrganisationWords:
        """What the public is told."""
        if self._current is None:
            return NAMELESS
        current = self._current
        return OrganisationWords(current.name, current.goal, current.standard_s, current.territories)

    @property
    def current(self) -> Organisation | None:
        """The organisation that holds now."""
        return self._current

    async def begin(self, file: Path | None, *, otherwise: Path | None = None) -> list[str]:
        """Applies `file`, or takes what the database has, or `otherwise` where it has none; what changed, in lines.

        An office is told only what the file says anew: a line that a supervisor put on the board survives a restart.
        """
        latest = await self._applied.latest()
        self._current = latest.organisation if latest is not None else None
        self._version = latest.version if latest is not None else 0
        if file is None and latest is None and not len(self._offices):
            file = otherwise
        if file is None:
            if self._current is not None:
                await self._tell_offices(self._current.offices, self._current.offices, by=AT_START)
                await self._retire(self._current.offices)
            return []
        new = load(file)
        lines = [str(change) for change in difference(self._current, new)]
        old = self._current.offices if self._current is not None else {}
        stopping = [
            sentence
            for office in self._offices
            if office.id in new.offices or office.id in old
            for sentence in hindrances(office.state, new.offices.get(office.id))
        ]
        if lines and stopping:
            raise OrganisationInvalid("The organisation file cannot be applied now.\n" + "\n".join(stopping))
        await self._tell_offices(old, new.offices, by=AT_START)
        if lines:
            self._version = await self._applied.keep(new, by=AT_START, at=self._clock())
        self._current = new
        await self._retire(new.offices)
        return lines

    def follow(self) -> None:
        """Looks for new versions from now on."""
        self._following = asyncio.create_task(self._follow(), name="organisation")

    async def stop(self) -> None:
        """Looks no more."""
        if self._following is not None:
            self._following.cancel()
            with suppress(asyncio.CancelledError):
                await self._following

    async def look(self) -> None:
        """Takes over a version that was applied meanwhile."""
        if await self._applied.version() == self._version:
            return
        latest = await self._applied.latest()
        if latest is None:
            return
        old = self._current.offices if self._current is not None else {}
        await self._tell_offices(old, latest.organisation.offices, by=latest.applied_by)
        self._current, self._version = latest.organisation, latest.version
        await self._retire(latest.organisation.offices)
        log.info("organisation applied", version=latest.version)

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self.look()
            except (RequestError, OrganisationInvalid) as error:
                log.warning("the organisation cannot be followed", detail=str(error))

    async def _tell_offices(
        self, old: Mapping[OfficeId, OfficeConfig], new: Mapping[OfficeId, OfficeConfig], *, by: str
    ) -> None:
        known = {office.id for office in self._offices if office.state.config is not None}
        changed = {*offices_changed(old, new), *(set(new) - known)}
        await self._offices.apply({office: new[office] for office in new if office in changed}, actor=by)
        self._offices.arrange(new)

    async def _retire(self, named: Mapping[OfficeId, OfficeConfig]) -> None:
        """Offices that an organisation named and this one does not are served no more.

        One that no organisation ever named stays: history imported under a name of its own, a day played again.
        """
        strangers = self._offices.known - named.keys()
        given_up = strangers & (await self._applied.offices_named()).keys() if strangers else frozenset()
        for office in self._offices.retire(given_up):
            self._gone(office)
