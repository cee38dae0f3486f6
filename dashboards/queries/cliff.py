"""What falls away in the next 3, 6 and 12 months if nothing is renewed."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboards.queries.snapshot import frame

_CLIFF = """
select
    c.horizon_months, c.category, n.name_{language} as category_name,
    c.unit, sum(c.offers)::bigint as offers, sum(c.capacity) as capacity,
    sum(c.offers_without_capacity)::bigint as without_capacity
from curated.cliff as c
inner join curated.category as n on c.category = n.category
where c.month = $month and ($ags = '' or c.ags = $ags)
group by c.horizon_months, c.category, n.name_{language}, c.unit
order by n.name_{language}, c.horizon_months
"""


def cliff(snapshot: str, month: date, ags: str | None = None) -> pd.DataFrame:
    """One row per category and horizon in months; of all municipalities, or of the offers with their seat in one."""
    return frame(snapshot, _CLIFF, month=month, ags=ags or "")
