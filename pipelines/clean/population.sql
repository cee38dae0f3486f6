-- One row per municipality, day and census base: the figure known last.
select
    ags,
    cast(as_of as date) as as_of,
    census_base,
    cast(persons as bigint) as persons,
    cast(nullif(area_km2, '') as double) as area_km2,
    cast(nullif(rounded_to, '') as bigint) as rounded_to,
    source = 'interpolated' as is_interpolated, -- Destatis printed no figure for six municipalities in 2016
    nullif(note, '') as note,
    publisher,
    licence,
    source,
    receipt_id,
    cast(line as bigint) as line
from raw.population
-- nobody counts on a day to come: that is a slip of the pen, and a finding of the contract
where cast(as_of as date) <= cast(left(received_at, 10) as date)
qualify row_number() over (partition by ags, as_of, census_base order by known_on desc, received_at desc, receipt_id desc) = 1
