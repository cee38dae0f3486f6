"""What the page Überblick asks."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboards.queries.outstanding import NEWEST
from dashboards.queries.snapshot import frame
from dashboards.queries.withheld import ANSWER, COVERAGE_CLASS

_PEOPLE = """
select
    m.ags,
    m.name,
    max(s.persons) filter (s.legal_group = 'fluag' and s.basis = 'reported') as fluag,
    max(s.persons) filter (s.legal_group = 'wohnsitz' and s.basis = 'reported') as wohnsitz,
    max(s.persons) filter (s.legal_group = 'asylblg_other') as asylblg,
    max(s.note) filter (s.legal_group = 'asylblg_other') as asylblg_note,
    sum(s.persons) filter (s.legal_group in ('fluag', 'wohnsitz') and s.basis = 'reported') as people,
    sum(s.persons) filter (s.legal_group in ('fluag', 'wohnsitz') and s.basis = 'estimated') as estimated,
    coalesce(bool_or(s.is_protected) filter (s.legal_group = 'fluag'), false) as fluag_is_protected,
    coalesce(bool_or(s.is_protected) filter (s.legal_group = 'wohnsitz'), false) as wohnsitz_is_protected,
    coalesce(bool_or(s.is_protected) filter (s.legal_group = 'asylblg_other'), false) as asylblg_is_protected
from curated.municipality as m
left join curated.stock as s on m.ags = s.ags and s.month = $month
where m.in_kreis
group by m.ags, m.name
order by people desc nulls last, asylblg desc nulls last, strip_accents(m.name)
"""

_GAPS = f"""
select
    g.ags, m.name, g.category, c.name_{{language}} as category_name,
    c.sharing_rule in ('area', 'district') as is_shared, g.unit,
    g.need_low, g.need, g.need_high, g.local_supply, g.shared_supply, g.local_gap, g.shared_gap, g.gives, g.surplus,
    g.gap_low, g.gap_high,
    g.coverage, {COVERAGE_CLASS}, {ANSWER}, g.need_basis, g.supply_basis, g.shared_is_upper_bound, g.is_synthetic,
    g.is_protected
from curated.gap as g
inner join curated.municipality as m on g.ags = m.ags
inner join curated.category as c on g.category = c.category
where g.month = $month
order by strip_accents(m.name), c.name_{{language}}
"""

_DISTRICT = """
select d.*, c.name_{language} as category_name, c.sharing_rule in ('area', 'district') as is_shared, (
    select count(*) from curated.gap as g
    where g.month = d.month and g.category = d.category
        and g.is_protected and g.need_basis = 'missing'
) as municipalities_withheld
from curated.district_gap as d
inner join curated.category as c on d.category = c.category
inner join curated.build as b on d.kreis_ags = b.kreis_ags
where d.month = $month
order by c.name_{language}
"""

_STILL_TO_COME = f"""
with newest as ({NEWEST})
select
    max(as_of) as as_of,
    count(*) as municipalities,
    sum(greatest(outstanding, 0)) as value,
    sum(greatest(coalesce(outstanding_low, 0), 0)) as low,
    -- greatest passes over a missing bound, which is not 0
    case when count(*) = count(outstanding_high) then sum(greatest(outstanding_high, 0)) end as high,
    sum(greatest(-outstanding, 0)) as surplus,
    bool_or(credit_basis = 'missing') as is_without_credit,
    bool_or(outstanding_published is null) as is_computed
from newest
"""

_ENDING = """
select
    o.offer_id, o.name, o.category, c.name_{language} as category_name,
    m.name as municipality, o.provider, o.valid_to, o.funded_until,
    coalesce(least(o.valid_to, o.funded_until), o.valid_to, o.funded_until) as ends_on, t.file, o.line::varchar as line
from curated.running_offer as r
inner join curated.offer as o on r.offer_id = o.offer_id
left join curated.receipt as t on o.receipt_id = t.receipt_id
inner join curated.municipality as m on o.ags = m.ags
inner join curated.category as c on o.category = c.category
where r.month = $month
    and coalesce(least(o.valid_to, o.funded_until), o.valid_to, o.funded_until)
        >= $month
    and coalesce(least(o.valid_to, o.funded_until), o.valid_to, o.funded_until) < date_add($month, interval 12 month)
    and m.in_kreis
order by ends_on, m.name, o.name
"""

_PRESENCE = """
select
    m.ags, m.name,
    coalesce(sum(p.offers), 0)::bigint as offers,
    coalesce(sum(p.offers_here), 0)::bigint as offers_here
from curated.municipality as m
left join curated.presence as p on m.ags = p.ags and p.month = $month and p.category = $category
where m.in_kreis
group by m.ags, m.name
order by offers desc, strip_accents(m.name)
"""


def people(snapshot: str, month: date) -> pd.DataFrame:
    """Persons counted per municipality: fluag, wohnsitz, their sum `people`, and asylblg apart; empty: missing.

    `estimated`: persons of late reports, estimated; in none of the others. `fluag_is_protected` and the like: counted,
    but withheld.
    """
    return frame(snapshot, _PEOPLE, month=month)


def gaps(snapshot: str, month: date) -> pd.DataFrame:
    """One row per municipality and gap category."""
    return frame(snapshot, _GAPS, month=month)


def district(snapshot: str, month: date) -> pd.DataFrame:
    """One row per gap category: the Kreis' sums over municipalities with figures; how many are withheld."""
    return frame(snapshot, _DISTRICT, month=month)


def still_to_come(snapshot: str, month: date) -> pd.Series:
    """FlüAG persons still to come with bounds, over the municipalities with an obligation and a count in that month."""
    return frame(snapshot, _STILL_TO_COME, month=month).iloc[0]


def ending(snapshot: str, month: date) -> pd.DataFrame:
    """Offers that run in that month and end, or lose their funding, within twelve months."""
    return frame(snapshot, _ENDING, month=month)


def presence(snapshot: str, month: date, category: str) -> pd.DataFrame:
    """Offers of a category that serve each municipality, and those with their seat there."""
    return frame(snapshot, _PRESENCE, month=month, category=category)
