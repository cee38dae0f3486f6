"""People, need, places and gap in one shape, to set months and states of knowledge side by side."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboards.queries.snapshot import frame

# A basis counts for both sides of a gap: the weaker of need and supply. `groups` keeps sums of different
# legal groups from being compared.
_FIGURES = """
with people as (
    select month, ags, '' as category, 'persons' as unit, 'people' as measure,
        sum(persons_low) as low, sum(persons) as value, sum(persons_high) as high,
        case
            when bool_and(basis = 'missing') and bool_or(is_protected) then 'protected'
            when bool_and(basis = 'missing') then 'missing'
            when bool_or(basis = 'missing') then 'partial'
            when bool_or(basis = 'estimated') then 'estimated'
            else 'reported'
        end as basis,
        bool_or(is_protected) as is_protected,
        string_agg(legal_group, ' ' order by legal_group) as groups
    from curated.stock
    where month between $first and $last and legal_group in ('fluag', 'wohnsitz')
    group by month, ags
),

sides as (
    select g.*,
        case
            when g.is_protected and g.need_basis = 'missing' then 'protected'
            when g.need_basis = 'missing' or g.supply_basis = 'missing' then 'missing'
            when g.need_basis = 'partial' or g.supply_basis = 'partial' then 'partial'
            when g.rests_on_estimate or g.need_basis = 'estimated' then 'estimated'
            else 'reported'
        end as gap_basis
    from curated.gap as g
    where g.month between $first and $last and ($category = '' or g.category = $category)
),

figures as (
    select * from people
    union all by name
    select month, ags, category, unit, 'need' as measure, need_low as low, need as value, need_high as high,
        case when is_protected and need_basis = 'missing' then 'protected' else need_basis end as basis, is_protected,
        '' as groups
    from sides
    union all by name
    select month, ags, category, unit, 'places' as measure, local_supply as low, local_supply as value,
        local_supply as high, supply_basis as basis, false as is_protected, '' as groups
    from sides
    union all by name
    select month, ags, category, unit, 'gap' as measure,
        gap_low as low, shared_gap as value, gap_high as high, gap_basis as basis, is_protected, '' as groups
    from sides
)

select f.*, m.name, coalesce(c.name_{language}, '') as category_name
from figures as f
inner join curated.municipality as m on f.ags = m.ags
left join curated.category as c on f.category = c.category
where m.in_kreis and ($ags = '' or f.ags = $ags) and ($measure = '' or f.measure = $measure)
order by strip_accents(m.name), category_name, f.measure, f.month
"""


def figures(
    snapshot: str, first: date, last: date, *, category: str = "", ags: str = "", measure: str = ""
) -> pd.DataFrame:
    """One row per month, municipality, category and measure (people, need, places at home, shared gap).

    Columns: month, ags, name, category, category_name, unit, measure, low, value, high, basis (`protected`:
    withheld), is_protected (a count that belongs to it is), groups. People have the empty category. Empty
    `category`, `ags`, `measure`: all of them.
    """
    asked = {"first": first, "last": last, "category": category, "ags": ags, "measure": measure}
    return frame(snapshot, _FIGURES, **asked)
