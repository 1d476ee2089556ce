"""What the audit is told of a change of a calendar: a few cells as they were and as they are, of more a summary."""

from typing import Any

from analytics.forecast.store import Beside, Cells
from queue_server.database.recording import Recorder, Values

FEW_CELLS = 8
"""What a person changes by hand and reads again; a year of weather is nothing to read."""


def recording(record: Recorder) -> Beside:
    """`record`, told of calendars."""

    async def beside(connection: Any, before: Cells, after: Cells) -> None:
        await record(connection, *summary_of(before, after))

    return beside


def summary_of(before: Cells, after: Cells) -> tuple[Values, Values]:
    """Of the cells that changed what stood there and what stands there now, as `2026-03-02 billing`; of many how many,
    which columns, and from which day to which."""
    touched = sorted(before.keys() | after.keys())
    if len(touched) <= FEW_CELLS:
        was, now = ({" ".join(cell): known.get(cell) for cell in touched} for known in (before, after))
        return was, now
    taken_out = len(before.keys() - after.keys())
    return None, {
        "cells": len(touched),
        **({"taken_out": taken_out} if taken_out else {}),
        "columns": sorted({name for _, name in touched}),
        "days": [touched[0][0], touched[-1][0]],
    }
