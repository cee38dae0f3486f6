-- One row per ordered pair of municipalities of the Kreis.
with pair as (
    select
        a.ags as ags_from,
        b.ags as ags_to,
        2 * 6371.0088 * asin(sqrt(
            power(sin(radians(b.lat - a.lat) / 2), 2)
            + cos(radians(a.lat)) * cos(radians(b.lat)) * power(sin(radians(b.lon - a.lon) / 2), 2)
        )) as straight_km
    from curated.municipality as a
    cross join curated.municipality as b
    where a.in_kreis and b.in_kreis and a.ags <> b.ags
),

road_factor as (
    select value
    from clean.parameter
    where parameter = 'road_factor'
    qualify row_number() over (order by is_own desc, valid_from desc) = 1
)

select
    p.ags_from,
    p.ags_to,
    coalesce(d.straight_km, p.straight_km) as straight_km,
    coalesce(d.road_km, p.straight_km * f.value) as road_km,
    case when d.ags_from is null then 'great circle × road factor' else d.source end as source
from pair as p
cross join road_factor as f
left join clean.distance as d
    on p.ags_from = d.ags_from and p.ags_to = d.ags_to
