-- One row per municipality: the newest municipality list that names it; without coordinates, those of another list.
select
    ags,
    name,
    name_official,
    kind,
    kreis_ags,
    kreis_name,
    cast(area_km2 as double) as area_km2,
    cast(coalesce(nullif(lat, ''), max(nullif(lat, '')) over (partition by ags)) as double) as lat,
    cast(coalesce(nullif(lon, ''), max(nullif(lon, '')) over (partition by ags)) as double) as lon,
    cast(as_of as date) as as_of,
    source,
    receipt_id,
    cast(line as bigint) as line
from raw.municipality_list
qualify row_number() over (partition by ags order by as_of desc, known_on desc, received_at desc, receipt_id desc) = 1
