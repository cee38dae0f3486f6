-- One row per municipality, day and census base: the figure known last.
with latest as (
    select *
    from raw.population
    -- nobody counts on a day to come: that is a slip of the pen, and a finding of the contract
    where cast(as_of as date) <= cast(left(received_at, 10) as date)
    qualify row_number() over (
        partition by ags, as_of, census_base order by known_on desc, received_at desc, receipt_id desc
    ) = 1
)

select
    p.ags,
    cast(p.as_of as date) as as_of,
    p.census_base,
    cast(coalesce(cast(c.used as double), cast(p.persons as double)) as bigint) as persons,
    cast(p.persons as bigint) as persons_published,
    coalesce(cast(k.used as double), cast(nullif(p.area_km2, '') as double)) as area_km2,
    cast(nullif(p.area_km2, '') as double) as area_km2_published,
    cast(nullif(p.rounded_to, '') as bigint) as rounded_to,
    p.source = 'interpolated' as is_interpolated, -- Destatis printed no figure for six municipalities in 2016
    nullif(concat_ws(
        '; ',
        nullif(p.note, ''),
        'Einwohner berichtigt von ' || c.published || ' auf ' || c.used || ': ' || c.reason,
        'Fläche berichtigt von ' || k.published || ' auf ' || k.used || ': ' || k.reason
    ), '') as note,
    p.publisher,
    p.licence,
    p.source,
    p.receipt_id,
    cast(p.line as bigint) as line
from latest as p
left join reference.correction as c
    on c.source = 'population'
    and c.column_name = 'persons'
    and p.ags = c.ags
    and p.as_of = c.period
    and cast(p.persons as double) = cast(c.published as double)
left join reference.correction as k
    on k.source = 'population'
    and k.column_name = 'area_km2'
    and p.ags = k.ags
    and p.as_of = k.period
    and cast(nullif(p.area_km2, '') as double) = cast(k.published as double)
