"""The tables that several reports share: by half-hour, topic, manager, office, day."""

from collections.abc import Mapping, Sequence
from typing import Any

from analytics.reports.company import Company
from analytics.reports.document import Column, Table
from analytics.reports.saying import below, clock, tone_of
from analytics.reports.troubles import DeskHalfHours
from analytics.reports.usual import HALF_HOUR_S, UsualDay
from analytics.reports.values import Message, Number, Unit, Value, count, mean, seconds, share
from queue_server.domain.configuration import OfficeConfig

Row = Mapping[str, Any]


def column(name: str, unit: Unit | None = None) -> Column:
    """A column whose label is the message `column-…`."""
    return Column(name, Message(f"column-{name.replace('_', '-')}"), unit)


STANDARD_COLUMNS = (
    column("issued", Unit.COUNT),
    column("service_level", Unit.SHARE),
    column("breached", Unit.COUNT),
    column("wait_p50_s", Unit.SECONDS),
    column("wait_p90_s", Unit.SECONDS),
    column("wait_max_s", Unit.SECONDS),
    column("abandoned", Unit.COUNT),
    column("service_mean_s", Unit.SECONDS),
)


STANDARD_FIGURES = tuple(one.id for one in STANDARD_COLUMNS)
"""What a row of the standard's table is made of."""

MANAGER_COLUMNS = (
    column("served", Unit.COUNT),
    column("service_mean_s", Unit.SECONDS),
    column("service_total_s", Unit.SECONDS),
    column("load_share", Unit.SHARE),
    column("idle_waiting_s", Unit.SECONDS),
    column("walk_mean_s", Unit.SECONDS),
    column("no_show", Unit.COUNT),
)
MANAGER_FIGURES = tuple(one.id for one in MANAGER_COLUMNS)


def standard_cells(row: Row, *, standard_s: float, goal: float) -> tuple[Number, ...]:
    """The cells of `STANDARD_COLUMNS`."""
    return (
        count(row["issued"]),
        share(row["service_level"], below(row["service_level"], goal)),
        count(row["breached"]),
        *(seconds(row[name], tone_of(row[name], standard_s)) for name in ("wait_p50_s", "wait_p90_s", "wait_max_s")),
        count(row["abandoned"]),
        seconds(row["service_mean_s"]),
    )


def half_hour_table(
    rows: Mapping[str, Row], slots: range, usual: UsualDay | None, desks: DeskHalfHours | None, office: OfficeConfig
) -> Table:
    """What came, waited and was open, half-hour by half-hour."""
    columns = [column("half_hour"), column("issued", Unit.COUNT)]
    columns += [column("usual", Unit.MEAN)] if usual is not None else []
    columns += [column("breached", Unit.COUNT), column("service_level", Unit.SHARE), column("wait_max_s", Unit.SECONDS)]
    columns += [column("open_desks", Unit.MEAN), column("break_s", Unit.SECONDS)] if desks is not None else []
    table_rows: list[tuple[Value, ...]] = []
    for slot in slots:
        name = clock(30 * slot)
        row = rows.get(name.text)
        cells: list[Value] = [name, count(row["issued"] if row else 0)]
        cells += [mean(usual.arrivals[slot])] if usual is not None else []
        level, longest = (row["service_level"], row["wait_max_s"]) if row else (None, None)
        cells += [
            count(row["breached"] if row else 0),
            share(level, below(level, office.goal)),
            seconds(longest, tone_of(longest, office.standard_s)),
        ]
        if desks is not None:
            cells += [mean(desks.open_s[slot] / HALF_HOUR_S or None), seconds(desks.break_s[slot] or None)]
        table_rows.append(tuple(cells))
    return Table("half_hours", Message("table-half-hours"), tuple(columns), tuple(table_rows))


def topic_table(rows: Sequence[Row], company: Company, office: OfficeConfig | None = None) -> Table:
    """By topic, those with most breaches first."""
    ordered = sorted(rows, key=lambda row: (-row["breached"], -row["issued"], row["topic"]))
    return Table(
        "topics",
        Message("table-topics"),
        (column("topic"), *STANDARD_COLUMNS),
        tuple(
            (
                company.topic(row["topic"]),
                *standard_cells(row, standard_s=_standard(row, company, office), goal=_goal(company, office)),
            )
            for row in ordered
        ),
    )


def manager_table(rows: Sequence[Row], company: Company) -> Table:
    """By manager, those who served most first; visits that nobody called are no manager's."""
    ordered = sorted((row for row in rows if row["manager"]), key=lambda row: (-row["served"], row["manager"]))
    return Table(
        "managers",
        Message("table-managers"),
        (column("manager"), *MANAGER_COLUMNS),
        tuple(
            (
                company.manager(row["manager"]),
                count(row["served"]),
                seconds(row["service_mean_s"]),
                seconds(row["service_total_s"]),
                share(row["load_share"]),
                seconds(row["idle_waiting_s"]),
                seconds(row["walk_mean_s"]),
                count(row["no_show"]),
            )
            for row in ordered
        ),
    )


def _standard(row: Row, company: Company, office: OfficeConfig | None) -> float:
    topic = office.topics.get(row["topic"]) if office is not None else None
    if topic is not None and topic.standard_s is not None:
        return topic.standard_s
    return office.standard_s if office is not None else company.standard_s


def _goal(company: Company, office: OfficeConfig | None) -> float:
    return office.goal if office is not None else company.goal
