-- One row per offer and municipality it serves.
with listed as (
    select
        o.offer_id,
        o.ags as seat_ags,
        a.ags
    from curated.offer as o
    cross join unnest(string_split(o.area, ' ')) as a (ags)
    where o.area <> 'kreis'

    union

    select
        o.offer_id,
        o.ags as seat_ags,
        m.ags
    from curated.offer as o
    inner join curated.municipality as seat
        on o.ags = seat.ags
    inner join curated.municipality as m
        on seat.kreis_ags = m.kreis_ags
    where o.area = 'kreis'
)

select
    l.offer_id,
    l.ags,
    l.ags = l.seat_ags as is_seat
from listed as l
inner join curated.municipality as m
    on l.ags = m.ags
