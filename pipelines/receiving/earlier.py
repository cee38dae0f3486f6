"""The rows that a new file is held against: those of its source that were taken before, of a period near its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import pandas as pd

from pipelines.receiving.receipts import Receipt
from pipelines.sources import Source

# How many earlier files a new one is held against, the latest: enough for half a year of monthly reports.
LOOKED_BACK = 6


def rows_before(
    source: Source, period: str, receipts: Iterable[Receipt], rows_of: Callable[[Receipt], pd.DataFrame | None]
) -> pd.DataFrame | None:
    """The rows of the latest receipts of a source whose period lies near `period` (first/last day); None: no such ones.

    `rows_of` gives the rows of a receipt, None where its file cannot be read.
    """
    reach = max((rule.days for rule in source.plausible), default=0)
    near = [one for one in receipts if one.source == source.name and _is_near(one.period, period, reach)]
    parts = [rows for rows in map(rows_of, near[-LOOKED_BACK:]) if rows is not None]
    return pd.concat(parts, ignore_index=True) if parts else None


def _is_near(period: str, other: str, days: int) -> bool:
    if not (period and other):
        return False
    (start, end), (first, last) = (map(date.fromisoformat, one.split("/")) for one in (period, other))
    reach = timedelta(days=days)
    return start - reach <= last and end + reach >= first
