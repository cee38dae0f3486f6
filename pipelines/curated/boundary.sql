-- One row per municipality of NRW: its polygon.
select
    b.ags,
    b.geometry,
    b.receipt_id,
    b.line
from clean.boundary as b
inner join curated.municipality as m
    on b.ags = m.ags
