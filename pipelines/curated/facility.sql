-- One row per facility of the State and first day of what is stated of it.
select
    facility_id,
    ags,
    name,
    kind,
    places,
    opened_on,
    closed_on,
    as_of,
    note,
    source,
    receipt_id,
    line
from clean.state_facility

union all

-- What a council paper says was credited, with the whole year where only the year is known.
select
    a.receipt_id || ':' || a.line as facility_id,
    a.ags,
    null as name,
    'credited' as kind,
    a.value as places,
    cast(case when a.date_precision = 'year' then date_trunc('year', a.period_start) else a.period_start end as date)
        as opened_on,
    null as closed_on,
    cast(
        case
            when a.date_precision = 'year' then date_trunc('year', a.period_end) + interval 1 year - interval 1 day
            else a.period_end
        end as date
    ) as as_of,
    a.note,
    a.source,
    a.receipt_id,
    a.line
from clean.allocation_report as a
inner join clean.receipt as r
    on a.receipt_id = r.receipt_id
where
    a.measure = 'facility_places_credited' and a.value is not null and length(a.ags) = 8
    -- a day to come is a slip of the pen, and a finding
    and a.period_end <= cast(r.received_at as date)
