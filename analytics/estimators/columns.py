"""Columns side by side; NumPy's own way costs more than the columns, where there are few rows."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]


def columns(size: int, parts: Sequence[NDArray[np.generic] | float]) -> Floats:
    """Shape (number of parts, size), a column of `size` values each, or one number for all of them.

    Each column lies in memory as one piece, which is how forests read them.

    >>> columns(2, (1.0, np.array([2, 3]))).tolist()
    [[1.0, 1.0], [2.0, 3.0]]
    """
    found = np.empty((len(parts), size))
    for index, part in enumerate(parts):
        found[index] = part
    return found
