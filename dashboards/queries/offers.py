"""What the page Angebote asks."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboards.queries.snapshot import frame
from pipelines.lateness import STATE

_REGISTER = f"""
with served as (select offer_id, count(*) as served from curated.offer_area group by offer_id),
merged as (
    select same_as as offer_id, string_agg(offer_id || ', ' || provider, '; ' order by offer_id) as others
    from curated.offer where same_as is not null group by same_as
)
select
    o.offer_id, o.name, o.provider || coalesce(' (= ' || d.others || ')', '') as provider, o.provider_kind,
    o.category, c.name_{{language}} as category_name, m.name as seat,
    s.served, o.capacity, o.capacity_unit, o.occupied, o.languages, o.as_of, o.is_synthetic,
    list_min([o.valid_to, case when o.funded_until >= $month then o.funded_until end]) as ends_on,
    case when o.status = 'ended' or o.valid_to < $today then 'ended' else {STATE} end as state
from curated.running_offer as r
inner join curated.offer as o on r.offer_id = o.offer_id
inner join curated.category as c on o.category = c.category
inner join curated.municipality as m on o.ags = m.ags
inner join served as s on o.offer_id = s.offer_id
left join merged as d on o.offer_id = d.offer_id
where r.month = $month
    and ($ags = '' or o.offer_id in (select a.offer_id from curated.offer_area as a where a.ags = $ags))
order by ends_on nulls last, c.name_{{language}}, m.name, o.offer_id
"""

_SILENT = """
select distinct m.ags, m.name from curated.supply as s
inner join curated.municipality as m on s.ags = m.ags
where s.month = $month and s.basis = 'missing' order by m.name
"""


def register(snapshot: str, month: date, ags: str | None, today: date) -> pd.DataFrame:
    """Offers that run on the first of the month and serve `ags` (None: any), those that end first on top.

    `ends_on` is the end of the offer or of its money, whichever comes first; `state` how fresh the report is
    today, or that the offer has ended since.
    """
    return frame(snapshot, _REGISTER, month=month, ags=ags or "", today=today)


def silent(snapshot: str, month: date) -> pd.DataFrame:
    """Municipalities that have not reported their offers for the month: ags, name."""
    return frame(snapshot, _SILENT, month=month)
