"""A hall with skills, as it stands at a moment, and a forecast of one half-hour: for outlooks."""

from datetime import date
from math import log

import numpy as np

from analytics.forecast.forecasting import DayForecast
from analytics.forecast.spread import Spread
from analytics.outlook.moves import (
    Neighbour,
)
from analytics.outlook.seen import Outlook
from analytics.outlook.services import Services
from analytics.outlook.trying import outlook
from queue_server.domain import commands as c
from queue_server.domain.commands import Command
from queue_server.domain.handling import handle
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office
from tests.unit.analytics.skilled_office import MONDAY, SERVICE_S, SPEED, config

SERVICES = Services(
    {topic: log(mean_s) - 0.8**2 / 2 for topic, mean_s in SERVICE_S.items()},
    {f"m{desk}": log(speed) for desk, speed in SPEED.items()},
    0.8,
)


class Hall:
    """The hall with skills, done to by commands."""

    def __init__(self) -> None:
        self.at: Instant = MONDAY
        self.office = Office("klin")
        self.do(c.Configure(config("klin")), c.OpenDay())

    def do(self, *commands: Command, after_s: float = 0) -> "Hall":
        self.at += round(after_s * SECOND)
        for command in commands:
            _, self.office = handle(self.office, command, self.at)
        return self

    def crowd(self, count: int, topic: str = "contract", every_s: float = 10) -> "Hall":
        for number in range(count):
            self.do(c.Issue(f"{topic}-{number}", topic), after_s=every_s)
        return self

    def outlook(self, *neighbours: Neighbour, seed: int = 1) -> Outlook:
        return outlook(self.office, self.at, SERVICES, neighbours=neighbours, seed=seed)


def forecast_of(hour: int, count: float) -> DayForecast:
    """A day on which so many come for contracts in the first half of one hour of Moscow, and nobody else."""
    expected = np.zeros((48, 1))
    expected[2 * hour] = count
    return DayForecast(date(2026, 3, 2), ("contract",), expected, Spread(0.15, 0.15))
