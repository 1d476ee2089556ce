"""What the rules of fair play find on some days, for the terminal and the API."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from analytics.fair_play.marks import Mark, Rule
from analytics.fair_play.rules import Finding, findings
from analytics.refusals import Refused, local_half_hour
from analytics.store import Asked, VisitStore
from analytics.store.refusals import refusals
from queue_server.domain.ids import SECOND, Instant, ManagerId

NOT_ISSUING = "office_not_issuing"
"""The code with which an office that gives out nothing refuses a ticket."""
HALF_HOUR_MS = 1800 * SECOND


async def fair_play(store: VisitStore, asked: Asked) -> list[Finding]:
    """The findings of the days asked for, rule by rule, the newest day first."""
    await store.catch_up()
    found = findings(await store.marks(asked), await store.visits_by_manager(asked))
    if all(one.rule is not Rule.ISSUING_CLOSED_EARLY for one in found):
        return found
    zones = {office: ZoneInfo(config.timezone) for office, config in (await store.configurations()).items()}
    refused = await refusals(store.database, asked)
    return [
        replace(one, refused=_refused(one.marks, refused, zones[one.office]))
        if one.rule is Rule.ISSUING_CLOSED_EARLY
        else one
        for one in found
    ]


async def manager_names(store: VisitStore, found: Sequence[Finding]) -> dict[ManagerId, str]:
    """What colleagues call the managers of these findings, as the offices are now."""
    if not found:
        return {}
    offices = {one.office for one in found}
    configurations = (await store.configurations()).items()
    return {
        manager: known.name
        for office, config in configurations
        if office in offices
        for manager, known in config.managers.items()
    }


def as_rows(found: Sequence[Finding], names: Mapping[ManagerId, str]) -> list[dict[str, Any]]:
    """Findings as programs read them: each with the moments and tickets that speak for it."""
    return [
        {
            "day": finding.day,
            "office": finding.office,
            "rule": str(finding.rule),
            "manager": finding.manager,
            "manager_name": names.get(finding.manager or ""),
            "marks": len(finding.marks),
            "visits": finding.visits,
            "share": finding.share,
            "lasted_s": finding.lasted_ms / 1000,
            "refused": finding.refused,
            "evidence": [
                {
                    "at": _moment(mark.at),
                    "ticket": mark.ticket,
                    "number": mark.number,
                    "manager": mark.manager,
                    "lasted_s": mark.lasted_ms / 1000,
                }
                for mark in finding.marks
            ],
        }
        for finding in found
    ]


def _refused(marks: Sequence[Mark], refused: Sequence[Refused], zone: ZoneInfo) -> int:
    """How many the office turned away in the half-hours that the marks touch."""
    touched = {
        (mark.office, *local_half_hour(at, zone))
        for mark in marks
        for at in range(mark.at - mark.at % HALF_HOUR_MS, mark.at + mark.lasted_ms, HALF_HOUR_MS)
    }
    return sum(
        row.count for row in refused if row.code == NOT_ISSUING and (row.office, row.day, row.half_hour) in touched
    )


def _moment(at: Instant) -> str:
    moment = datetime.fromtimestamp(at / 1000, tz=UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
