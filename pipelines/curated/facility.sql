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
    receipt_id || ':' || line as facility_id,
    ags,
    null as name,
    'credited' as kind,
    value as places,
    cast(case when date_precision = 'year' then date_trunc('year', period_start) else period_start end as date)
        as opened_on,
    null as closed_on,
    cast(
        case
            when date_precision = 'year' then date_trunc('year', period_end) + interval 1 year - interval 1 day
            else period_end
        end as date
    ) as as_of,
    note,
    source,
    receipt_id,
    line
from clean.allocation_report
where measure = 'facility_places_credited' and value is not null and length(ags) = 8
