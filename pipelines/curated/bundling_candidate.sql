-- One row per month and pair of running offers of one category that serve a common municipality, both with free places.
with filled as (
    select
        r.month,
        r.category,
        r.offer_id,
        o.provider,
        o.capacity,
        o.occupied,
        o.occupied / o.capacity as occupancy,
        o.is_synthetic
    from curated.running_offer as r
    inner join curated.offer as o
        on r.offer_id = o.offer_id
    where o.capacity > 0 and o.occupied is not null and o.capacity_unit in ('places', 'beds')
),

threshold as (
    select value
    from clean.parameter
    where parameter = 'low_occupancy'
    qualify row_number() over (order by is_own desc, valid_from desc) = 1
),

common as (
    select
        a.offer_id as offer_id_a,
        b.offer_id as offer_id_b,
        count(*) as municipalities
    from curated.offer_area as a
    inner join curated.offer_area as b
        on a.ags = b.ags and a.offer_id < b.offer_id
    group by a.offer_id, b.offer_id
)

select
    a.month,
    a.category,
    a.offer_id as offer_id_a,
    b.offer_id as offer_id_b,
    c.municipalities,
    a.occupancy as occupancy_a,
    b.occupancy as occupancy_b,
    a.capacity + b.capacity as places,
    a.occupied + b.occupied as occupied,
    a.is_synthetic or b.is_synthetic as is_synthetic
from filled as a
inner join filled as b
    on a.month = b.month and a.category = b.category and a.offer_id < b.offer_id
inner join common as c
    on a.offer_id = c.offer_id_a and b.offer_id = c.offer_id_b
cross join threshold as t
-- the people of both would fit into the larger of the two
where
    a.occupancy < t.value
    and b.occupancy < t.value
    and a.occupied + b.occupied <= greatest(a.capacity, b.capacity)
