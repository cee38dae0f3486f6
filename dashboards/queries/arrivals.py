"""Which files were taken in last, and how many of their rows."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.snapshot import frame, in_words

_ARRIVALS = """
select
    split_part(file, '/', -1) as file, recognised_as, period, rows_taken, rows_set_aside, received_at,
    count(*) over () as files
from curated.receipt order by received_at desc, file limit $most
"""


def newest(snapshot: str, most: int) -> pd.DataFrame:
    """The files received last, the newest first; `files`: how many there are in all."""
    return in_words(frame(snapshot, _ARRIVALS, most=most), "recognised_as")
