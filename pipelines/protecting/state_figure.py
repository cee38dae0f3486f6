"""curated.state_figure in the public file: what is inferred says so, but not from whose figures.

An inferred base is count ÷ (key × quota) of a single municipality. The key is public and a quota is a whole percent,
so hardly a count but the true one fits it: where a count of the same day is in the data, its base stays out. So does a
figure for all of NRW that is the sum of counts shown, where it would narrow one of them.
"""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
import pandas as pd

from pipelines.planning.disclosure import left_open, total_leaves_open

READS = ("counted.state_figure", "counted.receipt_name", "curated.reported_stock", "curated.municipality")
# Of which counts a figure for all of NRW is the sum.
SUMS = {
    "fluag_stock": "fluag",
    "fluag_stock_avg": "fluag",
    "fluag_persons_in_base": "fluag",
    "wsa_stock": "wohnsitz",
    "asylblg_recipients": "asylblg_other",
}


def relation(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per figure for all of NRW and period."""
    rows = con.execute(
        """select f.* replace (
               case when f.basis = 'published' then f.note end as note,
               case when f.basis = 'published' then f.source else n.title end as source,
               n.public_id as receipt_id
           )
           from counted.state_figure as f inner join counted.receipt_name as n on f.receipt_id = n.receipt_id
           order by f.measure, f.period_start, f.period_end"""
    ).df()
    cells = con.execute("select legal_group, period_start, period_end, persons from curated.reported_stock").df()
    everywhere = con.execute("select count(*) from curated.municipality").fetchone()[0]
    is_safe = [_is_safe(row, cells, everywhere) for row in rows.itertuples()]
    # a plain list would choose columns where it is empty
    return rows[np.array(is_safe, dtype=bool)]


def _is_safe(row: Any, cells: pd.DataFrame, everywhere: int) -> bool:
    """Whether the figure, known exactly, leaves every count open of which it is the sum or from which it follows."""
    group = SUMS.get(row.measure)
    if row.basis != "published" and (cells["period_end"] == row.period_end).any():
        return False
    of_day = (cells["legal_group"] == group) & (cells["period_end"] == row.period_end)
    shown = cells.loc[of_day & (cells["period_start"] == row.period_start), "persons"]
    if shown.empty:
        return True
    low, high = left_open(shown)
    if len(shown) < everywhere:
        # whoever did not report may have anybody
        low, high = np.append(low, 0.0), np.append(high, np.inf)
    return total_leaves_open(low, high, (row.low, row.high))
