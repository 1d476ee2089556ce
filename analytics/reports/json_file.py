"""A document for programs: plain numbers, each sentence with its id, and the words of one language."""

import json
from datetime import UTC, datetime
from typing import Any, assert_never

from analytics.reports.document import Block, Chart, Document, Figures, HeatMap, Sentences, Table
from analytics.reports.values import Day, Days, Message, Number, Value
from analytics.reports.words import Words

MEDIA_TYPE = "application/json"


def to_json(document: Document, words: Words) -> bytes:
    """The file."""
    return json.dumps(structure(document, words), ensure_ascii=False, indent=1).encode() + b"\n"


def structure(document: Document, words: Words) -> dict[str, Any]:
    """The document as plain data."""
    made_at = datetime.fromtimestamp(document.made_at / 1000, tz=UTC).isoformat(timespec="milliseconds")
    return {
        "report": document.kind,
        "language": words.language,
        "title": words.text(document.title),
        "subtitle": words.text(document.subtitle),
        "headline": _sentence(document.headline, words),
        "tone": document.tone.value,
        "made_at": made_at.replace("+00:00", "Z"),
        "timezone": document.timezone,
        "sections": [
            {
                "id": section.id,
                "heading": words.text(section.heading),
                "blocks": [_block(block, words) for block in section.blocks],
            }
            for section in document.sections
        ],
    }


def _block(block: Block, words: Words) -> dict[str, Any]:
    match block:
        case Figures():
            figures = [
                {"id": one.id, "label": words.text(one.label), "value": plain(one.value, words)}
                for one in block.numbers()
            ]
            return {"kind": "figures", "figures": figures}
        case Sentences():
            told = [[_sentence(message, words) for message in paragraph] for paragraph in block.paragraphs]
            return {"kind": "sentences", "paragraphs": told}
        case Table():
            columns = [
                {"id": one.id, "label": words.text(one.label), "unit": one.unit.value if one.unit else None}
                for one in block.columns
            ]
            rows = [[plain(value, words) for value in row] for row in block.rows]
            return {"kind": "table", "id": block.id, "columns": columns, "rows": rows}
        case Chart():
            series = [
                {"id": one.id, "label": words.text(one.label), "values": list(one.values)} for one in block.series
            ]
            along = [plain(value, words) for value in block.along]
            return {"kind": "chart", "id": block.id, "unit": block.unit.value, "along": along, "series": series}
        case HeatMap():
            return {
                "kind": "heat_map",
                "id": block.id,
                "across": [plain(value, words) for value in block.across],
                "down": [plain(value, words) for value in block.down],
                "cells": [[plain(cell, words) for cell in row] for row in block.cells],
            }
        case _:
            assert_never(block)


def _sentence(message: Message, words: Words) -> dict[str, Any]:
    said = {name: plain(value, words) for name, value in message.args.items()}
    return {"id": message.id, "args": said, "text": words.text(message)}


def plain(value: Value, words: Words) -> Any:
    """A value as JSON has it: numbers as numbers, days as ISO dates, the rest as text."""
    match value:
        case Number():
            return value.value
        case Day():
            return value.iso
        case Days():
            return [value.first, value.last]
        case _:
            return words.text(value)
