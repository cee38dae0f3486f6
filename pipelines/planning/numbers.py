"""Columns of figures as float arrays in which NaN means missing."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def floats(values: ArrayLike) -> Floats:
    """A column as float64; None and masked entries become NaN. Raises ValueError for other text."""
    if isinstance(values, np.ma.MaskedArray):
        # DuckDB hands out nullable columns masked; a plain asarray would show the filler beneath the mask.
        return np.ma.filled(values.astype(np.float64), np.nan)
    return np.asarray(values, dtype=np.float64)
