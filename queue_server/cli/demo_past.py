"""The demo's past: the days before its own, so that forecasts, rosters and reports have something to tell.

Simulated by the office's own rules, with the people, the hours and the profile of the day that is played, and written
into the log before the server opens it.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from analytics.simulation.drawing import Demand, Traffic, draw
from analytics.simulation.exact import Crowd, ExactDay, Manners
from analytics.simulation.roster import Shift
from queue_server.cli.demo_cast import casts_on
from queue_server.client.driver import visitor
from queue_server.client.driver.cast import OfficeCast
from queue_server.client.driver.day_profile import BUSY, DAY_FACTOR_CV, capacity_per_s, intensity
from queue_server.database.engine import Database
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.events import Event
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office
from queue_server.log.batch import Append, NewEvent
from queue_server.log.store import LogStore

PAST_DAYS = 14
"""Unless somebody wants more: each weekday has been there twice, and the start stays quick."""

MOST_PAST_DAYS = 92
STRETCHES = 24
"""Parts of the opening time with a rate of arrivals of their own."""

WALK_S = 22.0
ABSENT_S = 75.0
"""How long a manager waits for whoever does not come."""

DAY_MS = 24 * 3600 * SECOND
APART_MS = 3600 * SECOND
"""For the last service of one day to be over before the next begins."""

ACTOR = "demo"
MANNERS = Manners(
    transfer_share=visitor.TRANSFER_SHARE,
    pinned_share=0.0,
    return_share=visitor.RETURN_SHARE,
    restore_share=visitor.COME_BACK_SHARE,
)


async def write_past(
    url: str, configs: Sequence[OfficeConfig], day: date, *, days: int, seed: int, progress: Callable[[int], None]
) -> None:
    """So many days before `day` go into a database where no office has a log yet; `progress` hears of each of them."""
    database = await Database.open(url)
    try:
        store = LogStore(database)
        for config in configs:
            past, seq = Past(config, seed), 0
            for ago in range(days, 0, -1):
                new = tuple(NewEvent(event, ACTOR, None) for event in past.play(day - timedelta(days=ago)))
                if new:
                    await store.append([Append(config.id, seq, new)])
                    seq += len(new)
                progress(1)
            if seq:
                await store.save_snapshot(config.id, seq, past.office)
    finally:
        await database.dispose()


class Past:
    """One office's days, one after the other."""

    def __init__(self, config: OfficeConfig, seed: int) -> None:
        self.office = Office(config.id)
        self._config = config
        self._seed = seed

    def play(self, day: date) -> Iterator[Event]:
        """What happened on `day`, in order; nothing where the office was closed."""
        for cast in casts_on([self._config], day):
            chance = [self._seed, day.toordinal(), *cast.id.encode()]
            topics, categories = tuple(cast.topics), (None, *cast.categories)
            simulated = ExactDay(
                self._config,
                _roster(cast, _ends_at(cast)),
                Crowd(draw(_traffic(cast, self._config, _ends_at(cast)), 1, chance), topics, categories),
                midnight_at=max(cast.opens_at, self.office.last_at),
                manners=MANNERS,
                seed=sum(chance),
                before=self.office,
                tickets=f"demo-{cast.id}-{day}-",
            )
            yield from simulated.run()
            self.office = simulated.office


def _ends_at(cast: OfficeCast) -> Instant:
    """When the day ends: of an office that is open round the clock a while before the next one begins."""
    return min(cast.closes_at, cast.opens_at + DAY_MS - APART_MS)


def _roster(cast: OfficeCast, ends_at: Instant) -> list[Shift]:
    """The shifts of the cast; the day's times count from its opening."""
    return [
        Shift(
            desk,
            manager.id,
            works.begins_at - cast.opens_at,
            min(works.ends_at, ends_at) - cast.opens_at,
            tuple((begins_at - cast.opens_at, ends_at - begins_at) for begins_at, ends_at in works.breaks),
            speed=1 / manager.quickness,
        )
        for desk, manager in cast.staffed
        if (works := manager.works) is not None
    ]


def _traffic(cast: OfficeCast, config: OfficeConfig, ends_at: Instant) -> Traffic:
    """As many visitors, with the same wishes, as those who are played."""
    topics = list(cast.topics.values())
    weights = np.array([topic.weight for topic in topics])
    edges_ms = np.linspace(0.0, ends_at - cast.opens_at, STRETCHES + 1)
    middles = (edges_ms[1:] + edges_ms[:-1]) / 2 / edges_ms[-1]
    rate_per_s = capacity_per_s(cast) * BUSY * np.array([intensity(float(share)) for share in middles])
    credits_s = [float(config.categories[category].credit_s) for category in cast.categories]
    shares = [visitor.CATEGORY_SHARE / len(cast.categories) for _ in cast.categories]
    return Traffic(
        demand=Demand(
            edges_ms, (rate_per_s * np.diff(edges_ms) / SECOND)[:, None] * weights / weights.sum(), DAY_FACTOR_CV
        ),
        service_s=np.array([topic.typical_service_s for topic in topics]),
        service_variation=np.full(len(topics), visitor.SERVICE_CV),
        target_s=np.array([float(config.topics[topic.id].standard_s or config.standard_s) for topic in topics]),
        category_share=np.array([1 - sum(shares), *shares]),
        credit_s=np.array([0.0, *credits_s]),
        walk_s=WALK_S,
        patience_s=visitor.PATIENCE_MEDIAN_S,
        absent_share=visitor.MISS_SHARE,
        absent_s=max(ABSENT_S, float(config.limits.no_show_after_s)),
    )
