-- One row per municipality, day and census base.
select
    ags,
    as_of,
    census_base,
    persons,
    area_km2,
    rounded_to,
    case when is_interpolated then 'estimated' else 'reported' end as basis,
    note,
    source,
    receipt_id,
    line
from clean.population
