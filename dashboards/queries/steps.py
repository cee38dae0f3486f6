"""How a gap came about, step by step, to read and to take away."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboards.queries.snapshot import frame
from pipelines.contracts import CONTRACTS
from pipelines.extracts.delimited import csv_bytes

CONTRACT = CONTRACTS["gap_step"]

_STEPS = f"""
select {", ".join(CONTRACT.names)} from curated.gap_step
where month = $month and ags = $ags
order by category, step
"""

_EXAMPLE = """
select coalesce(bool_or(is_synthetic), false) as is_example,
    coalesce('_kenntnisstand_' || (select cast(as_known_on as varchar) from curated.build), '') as known
from curated.gap
where month = $month and ags = $ags and category = $category
"""


def steps(snapshot: str, month: date, ags: str) -> pd.DataFrame:
    """All steps of all gaps of one municipality in one month."""
    return frame(snapshot, _STEPS, month=month, ags=ags)


def steps_csv(snapshot: str, month: date, ags: str, category: str) -> bytes | None:
    """Exactly the steps of one gap, in the format of the extracts for a German Excel; None where there are none."""
    rows = steps(snapshot, month, ags)
    own = rows[rows["category"] == category]
    return csv_bytes(CONTRACT, [_values(row) for row in own.to_numpy(dtype=object)], "excel") if len(own) else None


def steps_name(snapshot: str, month: date, ags: str, category: str) -> str:
    """`rechenweg_05566076_SPR-IK_2018-01.csv`; with invented offers in it, it begins with `Beispielrechnung_`.

    The picture of an earlier day ends with `_kenntnisstand_2018-03-01`.
    """
    row = frame(snapshot, _EXAMPLE, month=month, ags=ags, category=category).iloc[0]
    prefix = "Beispielrechnung_" if row["is_example"] else ""
    return f"{prefix}rechenweg_{ags}_{category}_{month:%Y-%m}{row['known']}.csv"


def _values(row: list) -> list:
    return [None if pd.isna(value) else value.date() if isinstance(value, pd.Timestamp) else value for value in row]
