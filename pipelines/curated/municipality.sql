-- One row per municipality of NRW.
select
    m.ags,
    m.name,
    m.name_official,
    m.kind,
    m.kreis_ags,
    m.kreis_name,
    m.kreis_ags = b.kreis_ags as in_kreis,
    m.area_km2,
    m.as_of as area_as_of,
    m.lat,
    m.lon,
    m.source,
    m.receipt_id,
    m.line
from clean.municipality as m
cross join clean.build as b
