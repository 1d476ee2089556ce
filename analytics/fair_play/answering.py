"""What the rules of fair play find on some days, for the terminal and the API."""

from datetime import UTC, datetime
from typing import Any

from analytics.fair_play.rules import Finding, findings
from analytics.store import Asked, VisitStore
from queue_server.domain.ids import Instant


async def fair_play(store: VisitStore, asked: Asked) -> list[Finding]:
    """The findings of the days asked for, by day, office, rule and manager."""
    await store.catch_up()
    return findings(await store.marks(asked), await store.visits_by_manager(asked))


def as_rows(found: list[Finding]) -> list[dict[str, Any]]:
    """Findings as programs read them: each with the moments and tickets that speak for it."""
    return [
        {
            "day": finding.day,
            "office": finding.office,
            "rule": str(finding.rule),
            "manager": finding.manager,
            "marks": len(finding.marks),
            "visits": finding.visits,
            "share": finding.share,
            "lasted_s": finding.lasted_ms / 1000,
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


def _moment(at: Instant) -> str:
    moment = datetime.fromtimestamp(at / 1000, tz=UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
