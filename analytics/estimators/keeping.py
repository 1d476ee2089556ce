"""What was learned of an office as bytes, about 200 KB: NumPy's own packed format, with the words as JSON beside it.

Nothing executable is read back. What was kept under other features or quantiles is not understood, and not used.
"""

import io
import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.estimators.calibration import Calibration
from analytics.estimators.features import FEATURES
from analytics.estimators.history import ServiceHistory
from analytics.estimators.learned import Learned
from analytics.estimators.model import SHARES, WaitModel
from analytics.estimators.trees import BINS, Forest

Floats = NDArray[np.float64]
FORM = 1


def to_bytes(learned: Learned) -> bytes:
    """The file's content."""
    words = {
        "form": FORM,
        "features": FEATURES,
        "shares": SHARES,
        "topics": learned.history.topics.words,
        "managers": learned.history.managers.words,
        "typical_s": learned.history.typical_s,
        "ahead_most": learned.ahead_most,
    }
    arrays: dict[str, NDArray[Any]] = {
        "words": np.frombuffer(json.dumps(words).encode(), dtype=np.uint8),
        "misses": learned.calibration.misses(),
    }
    arrays |= {f"history_{name}": array for name, array in learned.history.arrays().items()}
    arrays |= _forest_arrays("joining", learned.model.joining)
    if learned.model.waiting is not None:
        arrays |= _forest_arrays("waiting", learned.model.waiting)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def of_bytes(content: bytes) -> Learned | None:
    """What was kept; None where it was kept in another form. Raises `ValueError` or `OSError` where it is damaged."""
    with np.load(io.BytesIO(content), allow_pickle=False) as kept:
        arrays: dict[str, NDArray[Any]] = {name: kept[name] for name in kept.files}
    words = json.loads(arrays["words"].tobytes())
    if words["form"] != FORM or tuple(words["features"]) != FEATURES or tuple(words["shares"]) != SHARES:
        return None
    parts = {name.removeprefix("history_"): part for name, part in arrays.items() if name.startswith("history_")}
    history = ServiceHistory.of_arrays(parts, words["topics"], words["managers"], words["typical_s"])
    joining = _forest("joining", arrays)
    if joining is None:
        return None
    model = WaitModel(joining, _forest("waiting", arrays))
    return Learned(history, model, Calibration(SHARES, arrays["misses"]), words["ahead_most"])


def _forest_arrays(name: str, forest: Forest) -> dict[str, NDArray[Any]]:
    edges = np.full((len(forest.edges), BINS), np.nan)
    for index, edge in enumerate(forest.edges):
        edges[index, : len(edge)] = edge
    return {
        f"{name}_edges": edges,
        f"{name}_start": forest.start,
        f"{name}_column": forest.column.astype(np.uint8),
        f"{name}_cut": forest.cut.astype(np.uint8),
        f"{name}_leaves": forest.leaves.astype(np.float32),
    }


def _forest(name: str, arrays: dict[str, NDArray[Any]]) -> Forest | None:
    if f"{name}_edges" not in arrays:
        return None
    edges = tuple(edge[~np.isnan(edge)] for edge in arrays[f"{name}_edges"])
    column, cut = (arrays[f"{name}_{part}"].astype(np.int64) for part in ("column", "cut"))
    return Forest(SHARES, edges, arrays[f"{name}_start"], column, cut, arrays[f"{name}_leaves"])
