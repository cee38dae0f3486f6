-- One row per doubt about population and area.
-- Year-ends in a row: no municipality of NRW ever changed by more than a sixth, a new census included.
with year_end as (
    select
        *,
        lag(persons) over earlier as persons_before,
        lag(as_of) over earlier as as_of_before
    from clean.population
    where month(as_of) = 12 and day(as_of) = 31
    window earlier as (partition by ags order by as_of, census_base)
)

select
    receipt_id, line, 'warn', 'population', 'persons', cast(persons as varchar),
    'weicht um mehr als ein Viertel vom Jahresende davor ab (' || cast(as_of_before as varchar) || ': '
    || cast(persons_before as varchar) || ')',
    'Die Zahl geht wie geliefert in die Verteilschlüssel ein; prüfen Sie beide Zahlen.'
from year_end
where persons > 0 and abs(persons - persons_before) > 0.25 * persons_before

union all

select
    p.receipt_id, p.line, 'warn', 'population', 'area_km2', cast(p.area_km2 as varchar),
    'weicht um mehr als ein Zehntel vom Gemeindeverzeichnis ab (' || cast(m.area_km2 as varchar) || ' km²)',
    'Die Fläche geht wie geliefert in die Verteilschlüssel ein; prüfen Sie beide Zahlen.'
from clean.population as p
inner join clean.municipality as m
    on p.ags = m.ags
where p.area_km2 > 0 and abs(p.area_km2 - m.area_km2) > 0.1 * m.area_km2
