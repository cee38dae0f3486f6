"""What stands behind the sum of people still to come: a row per municipality, with the line of its count."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboards.queries.snapshot import frame

# Only municipalities with an obligation and a count of the day: an obligation without one would look like people still
# to come, and an estimate like a count. What one took in beyond its own obligation does not discharge another's, so the
# surplus is a figure of its own. A credit nobody knows may leave nothing to come.
NEWEST = """
    select o.*, m.name
    from curated.obligation as o
    inner join curated.municipality as m on o.ags = m.ags
    where o.scheme = 'fluag' and m.in_kreis
        and date_trunc('month', o.as_of) = $month
        and o.outstanding is not null and o.stock_basis = 'reported'
    qualify row_number() over (partition by o.ags order by o.as_of desc) = 1
"""

_ROWS = f"""
with newest as ({NEWEST})
select n.ags, n.name, n.as_of, n.obligation, n.credit, n.stock, n.outstanding, n.outstanding_low, n.outstanding_high,
    r.file, s.line
from newest as n
left join curated.stock as s on n.ags = s.ags and s.month = $month and s.legal_group = 'fluag'
left join curated.receipt as r on s.receipt_id = r.receipt_id
order by n.outstanding desc, strip_accents(n.name)
"""


def rows(snapshot: str, month: date) -> pd.DataFrame:
    """The municipalities that enter `overview.still_to_come`, the most still to come first.

    Columns: ags, name, as_of, obligation, credit (empty: unknown), stock, outstanding with bounds, file and line of
    the stock.
    """
    return frame(snapshot, _ROWS, month=month)
