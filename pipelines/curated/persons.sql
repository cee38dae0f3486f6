-- One row per month, municipality of the Kreis, legal group and age band.
with own_total as (
    select ags, legal_group, as_of, sum(persons) as persons
    from clean.age_report
    group by ags, legal_group, as_of
    -- a band that is not stated is not nobody
    having sum(persons) > 0 and count(*) = 5
),

-- The municipality's own count, not older than twelve months; as shares, so that the bands still make the stock.
own_day as (
    select s.month, s.ags, s.legal_group, t.as_of, t.persons
    from curated.stock as s
    inner join own_total as t
        on s.ags = t.ags
        and s.legal_group = t.legal_group
        and t.as_of < s.month + interval 1 month
        and t.as_of >= s.month - interval 12 month
    qualify row_number() over (partition by s.month, s.ags, s.legal_group order by t.as_of desc) = 1
)

select
    s.month,
    s.ags,
    s.legal_group,
    a.age_band,
    s.persons_low * case when d.as_of is null then a.low else coalesce(r.persons, 0) / d.persons end as persons_low,
    s.persons * case when d.as_of is null then a.value else coalesce(r.persons, 0) / d.persons end as persons,
    s.persons_high * case when d.as_of is null then a.high else coalesce(r.persons, 0) / d.persons end as persons_high,
    s.basis,
    s.is_protected,
    case
        when s.basis = 'missing' then 'missing'
        when d.as_of is null then 'estimated'
        else 'reported'
    end as age_basis,
    case when s.basis <> 'missing' then coalesce(d.as_of, a.valid_from) end as age_as_of,
    case when s.basis = 'missing' then null when d.as_of is null then a.source else r.source end as age_source
from curated.stock as s
inner join curated.age_share as a
    on s.month >= a.valid_from and (a.valid_to is null or s.month <= a.valid_to)
left join own_day as d
    on s.month = d.month and s.ags = d.ags and s.legal_group = d.legal_group
left join clean.age_report as r
    on d.ags = r.ags and d.legal_group = r.legal_group and d.as_of = r.as_of and a.age_band = r.age_band
