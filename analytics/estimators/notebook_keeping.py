"""A notebook as bytes between two nights: where it was read to, the office there, and the newest answered rows.

NumPy's own packed format, with the words as JSON beside it; nothing executable is read back. What was kept in another
form (other features, another form of office) is not understood: the log is then read from its beginning.
"""

import dataclasses
import io
import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.estimators.features import FEATURES
from analytics.estimators.history import ServiceHistory
from analytics.estimators.nightly import Notebook
from analytics.estimators.pace import Service
from analytics.estimators.watching import Answered, Asked, Watcher
from queue_server.domain.ids import OfficeId
from queue_server.log.codec import FORM as OFFICE_FORM
from queue_server.log.codec import decode_office, encode_office

FORM = 1
ROWS_KEPT = 30_000
"""The newest: some weeks of a large office. About 6 MB a notebook at the most, packed."""


def to_bytes(notebook: Notebook) -> bytes:
    """The notebook at the end of a night."""
    watcher = notebook.watcher
    rows = notebook.answered[-ROWS_KEPT:]
    words = {
        "form": FORM,
        "office_form": OFFICE_FORM,
        "features": FEATURES,
        "seq": notebook.seq,
        "day": watcher.day,
        "chance": watcher.chance_state(),
        "topics": watcher.history.topics.words,
        "managers": watcher.history.managers.words,
        "typical_s": watcher.history.typical_s,
        "services": [dataclasses.astuple(service) for service in watcher.pace.services],
        "days": [row.asked.day for row in rows],
        "tickets": [row.asked.ticket for row in rows],
    }
    arrays: dict[str, NDArray[Any]] = {
        "words": np.frombuffer(json.dumps(words).encode(), dtype=np.uint8),
        "office": np.frombuffer(encode_office(watcher.office), dtype=np.uint8),
        "rows": np.array([row.asked.features for row in rows], dtype=np.float64).reshape(-1, len(FEATURES)),
        "at": np.array([row.asked.at for row in rows], dtype=np.int64),
        "called_at": np.array([row.called_at for row in rows], dtype=np.int64),
        "joining": np.array([row.asked.joining for row in rows], dtype=np.bool_),
        "waited_s": np.array([row.waited_s for row in rows], dtype=np.float64),
    }
    arrays |= {f"history_{name}": array for name, array in watcher.history.arrays().items()}
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def of_bytes(office: OfficeId, content: bytes) -> Notebook | None:
    """The notebook that was kept; None where it was kept in another form. Raises `ValueError` where it is damaged."""
    with np.load(io.BytesIO(content), allow_pickle=False) as kept:
        arrays: dict[str, NDArray[Any]] = {name: kept[name] for name in kept.files}
    words = json.loads(arrays["words"].tobytes())
    if (words["form"], words["office_form"], tuple(words["features"])) != (FORM, OFFICE_FORM, FEATURES):
        return None
    parts = {name.removeprefix("history_"): part for name, part in arrays.items() if name.startswith("history_")}
    history = ServiceHistory.of_arrays(parts, words["topics"], words["managers"], words["typical_s"])
    watcher = Watcher.resumed(
        decode_office(arrays["office"].tobytes()),
        history=history,
        day=words["day"],
        services=[Service(*service) for service in words["services"]],
        chance=words["chance"],
    )
    features = arrays["rows"]
    columns = (arrays[name].tolist() for name in ("at", "joining", "called_at", "waited_s"))
    answered = [
        Answered(Asked(ticket, day, at, joining, row), called_at, waited_s)
        for ticket, day, row, at, joining, called_at, waited_s in zip(
            words["tickets"], words["days"], features, *columns, strict=True
        )
    ]
    return Notebook(office, seq=words["seq"], watcher=watcher, answered=answered)
