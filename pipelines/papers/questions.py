"""SQL of the papers: each answer has the columns of a class in `gathered`."""

from __future__ import annotations

# Where ags is null, the whole Kreis.
STOCKS = """
select s.ags, s.legal_group, s.persons_low, s.persons, s.persons_high,
    case when s.basis = 'missing' and s.is_protected then 'protected' else s.basis end as basis,
    s.is_mean, s.period_start, s.period_end, s.receipt_id
from curated.stock as s
inner join curated.municipality as m on s.ags = m.ags
where s.month = $month and m.in_kreis and ($ags is null or s.ags = $ags)
order by s.ags, s.legal_group
"""

RESIDENCE = """
select o.*, m.name, o.stock_is_protected as is_protected
from curated.obligation as o
inner join curated.municipality as m on o.ags = m.ags
where m.in_kreis and ($ags is null or o.ags = $ags) and o.scheme = 'wohnsitz'
    and date_trunc('month', o.as_of) = $month
qualify row_number() over (partition by o.ags order by o.as_of desc) = 1
order by o.ags
"""

GAPS = """
select g.category, c.name_{language} as name, g.unit, g.need_low, g.need, g.need_high,
    case when c.sharing_rule in ('area', 'district') then g.shared_supply else g.local_supply end as supply,
    g.gap_low, g.shared_gap as gap, g.gap_high,
    case when g.is_protected and g.need_basis = 'missing' then 'protected' else g.answer end as answer,
    g.need_basis, g.supply_basis, s.offers_without_capacity as without_capacity,
    case when g.answer = 'certainly_short' then 1 else 0 end as short,
    case when g.local_gap is null then 0 else 1 end as reported, 1 as municipalities, g.is_synthetic
from curated.gap as g
inner join curated.category as c on g.category = c.category
inner join curated.supply as s on g.month = s.month and g.ags = s.ags and g.category = s.category
where g.month = $month and g.ags = $ags
order by g.category
"""

KREIS_GAPS = """
with bounds as (
    select category,
        -- a sum needs all its parts
        case when count(*) = count(gap_low) then sum(gap_low) end as gap_low,
        case when count(*) = count(gap_high) then sum(gap_high) end as gap_high
    from curated.gap
    where month = $month and local_gap is not null
    group by category
),

without as (
    select category, sum(offers_without_capacity) as without_capacity from curated.supply
    where month = $month group by category
)

select d.category, c.name_{language} as name, d.unit,
    d.need_low, d.need, d.need_high, d.supply, b.gap_low, d.shared_gap as gap, b.gap_high,
    case when d.municipalities_reported = 0 then 'no_figure' when d.certainly_short > 0 then 'certainly_short'
        else 'open' end as answer,
    d.need_basis, d.supply_basis, coalesce(w.without_capacity, 0)::bigint as without_capacity,
    d.certainly_short as short, d.municipalities_reported as reported, d.municipalities, d.is_synthetic
from curated.district_gap as d
inner join curated.build as k on d.kreis_ags = k.kreis_ags
inner join curated.category as c on d.category = c.category
left join bounds as b on d.category = b.category
left join without as w on d.category = w.category
where d.month = $month
order by d.category
"""

_OFFER = """
    o.offer_id, o.name, o.category, c.name_{language} as category_name, o.provider, o.provider_kind, o.capacity,
    o.capacity_unit, m.name as seat, o.languages, o.target, o.contact, o.valid_to,
    coalesce(least(o.valid_to, o.funded_until), o.valid_to, o.funded_until) as ends_on, o.as_of, o.freshness,
    o.is_synthetic, o.receipt_id
"""

OFFERS = f"""
select {_OFFER}, a.is_seat
from curated.running_offer as r
inner join curated.offer as o on r.offer_id = o.offer_id
inner join curated.offer_area as a on r.offer_id = a.offer_id and a.ags = $ags
inner join curated.category as c on o.category = c.category
inner join curated.municipality as m on o.ags = m.ags
where r.month = $month
order by c.name_{{language}}, a.is_seat desc, o.name, o.offer_id
"""

# What runs on a day by the same spans as on the pages, whether or not anybody has been counted in its month.
HERE = f"""
with running as (
    select o.* replace (s.runs_to as valid_to)
    from curated.running_span as s
    inner join curated.offer as o on s.offer_id = o.offer_id
    where s.runs_from <= $day and (s.runs_to is null or s.runs_to >= $day)
)

select {_OFFER}, a.is_seat
from running as o
inner join curated.offer_area as a on o.offer_id = a.offer_id and a.ags = $ags
inner join curated.category as c on o.category = c.category
inner join curated.municipality as m on o.ags = m.ags
order by c.name_{{language}}, a.is_seat desc, o.name, o.offer_id
"""

CATEGORIES = "select name_{language} from curated.category order by name_{language}"

KREIS_OFFERS = f"""
select {_OFFER}, m.in_kreis as is_seat
from curated.running_offer as r
inner join curated.offer as o on r.offer_id = o.offer_id
inner join curated.category as c on o.category = c.category
inner join curated.municipality as m on o.ags = m.ags
where r.month = $month
order by c.name_{{language}}, o.name, o.offer_id
"""

# A file that everybody may not see is named only by its source.
RECEIPTS = """
select r.receipt_id, r.file, s.title, s.publisher, s.licence, r.known_on
from curated.receipt as r
inner join curated.source_status as s on r.source = s.source
"""

PLACES = """
select ags, name from curated.municipality where in_kreis order by strip_accents(name), ags
"""

# Whether something invented stands in a council paper of the month; ags null: in that of the Kreis.
MONTH_MARKS = """
with shown as (
    select ags, is_synthetic from curated.gap where month = $month
    union all
    select a.ags, o.is_synthetic
    from curated.running_offer as r
    inner join curated.offer as o on r.offer_id = o.offer_id
    inner join curated.offer_area as a on r.offer_id = a.offer_id
    where r.month = $month
    union all
    select null, is_synthetic from curated.district_gap where month = $month
    union all
    select null, o.is_synthetic
    from curated.running_offer as r
    inner join curated.offer as o on r.offer_id = o.offer_id
    where r.month = $month
)

select ags, bool_or(is_synthetic) as is_example from shown group by ags
"""

# The same for *Was gibt es hier?* of a day.
DAY_MARKS = """
select a.ags, bool_or(o.is_synthetic) as is_example
from curated.running_span as s
inner join curated.offer as o on s.offer_id = o.offer_id
inner join curated.offer_area as a on s.offer_id = a.offer_id
where s.runs_from <= $day and (s.runs_to is null or s.runs_to >= $day)
group by a.ags
"""

MONTHS = """
select month, reported_fluag + reported_wohnsitz + reported_asylblg > 0 as is_reported, is_opening
from curated.month order by month
"""

# The day of the month that most is counted for, the last of several.
DAYS = """
select o.as_of
from curated.obligation as o
inner join curated.municipality as m on o.ags = m.ags
where o.scheme = 'fluag' and m.in_kreis and ($ags is null or o.ags = $ags) and date_trunc('month', o.as_of) = $month
group by o.as_of
order by case when $ags is null then count(*) filter (o.stock_basis = 'reported' or o.stock_is_protected) end desc,
    o.as_of desc
limit 1
"""
