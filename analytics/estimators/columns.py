"""Columns side by side; NumPy's own way costs more than the columns, where there are few rows."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]


def columns(size: int, parts: Sequence[NDArray[np.generic] | float]) -> Floats:
    """Shape (size, number of parts): each part one column of `size` values, or one number for all rows.

    >>> columns(2, (1.0, np.array([2, 3]))).tolist()
    [[1.0, 2.0], [1.0, 3.0]]
    """
    found = np.empty((size, len(parts)))
    for index, part in enumerate(parts):
        found[:, index] = part
    return found
