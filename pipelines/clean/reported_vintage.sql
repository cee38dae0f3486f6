-- One row per figure and report of it: every value ever received with the day it became known, none replaced.
with said as (
    select
        'allocation_report' as source,
        measure,
        publisher as variant, -- two publishers who disagree correct nobody
        ags as area,
        period_start,
        period_end,
        value,
        '' as rounded_to,
        known_on,
        received_at,
        receipt_id,
        line
    from raw.allocation_report

    union all

    select 'state_figure', measure, basis, '05', period_start, period_end, value, '', known_on, received_at, receipt_id, line
    from raw.state_figure

    union all

    -- a carried-on census of another base is another figure
    select 'population', 'persons', census_base, ags, as_of, as_of, persons, rounded_to, known_on, received_at, receipt_id, line
    from raw.population

    union all

    select 'unemployment', 'unemployed', '', ags, as_of, as_of, unemployed, '', known_on, received_at, receipt_id, line
    from raw.unemployment

    union all

    select
        'asylblg_recipients',
        'recipients',
        '',
        ags,
        as_of,
        as_of,
        case when recipients = '-' then '0' else recipients end,
        rounded_to,
        known_on,
        received_at,
        receipt_id,
        line
    from raw.asylblg_recipients

    union all

    select
        'legal_group_report', 'persons', legal_group, ags, month, month, persons, '', known_on, received_at, receipt_id, line
    from raw.legal_group_report

    union all

    select
        'age_report',
        'persons',
        legal_group || ' ' || age_band,
        ags,
        as_of,
        as_of,
        persons,
        '',
        known_on,
        received_at,
        receipt_id,
        line
    from raw.age_report

    union all

    select
        'state_facility', 'places', facility_id, ags, opened_on, as_of, places, '', known_on, received_at, receipt_id, line
    from raw.state_facility
)

select
    source,
    measure,
    variant,
    area,
    cast(period_start as date) as period_start,
    cast(period_end as date) as period_end,
    cast(value as double) as value,
    -- half a step on either side, in whole people: a figure rounded to 5 stands for two more or less
    floor(coalesce(try_cast(rounded_to as double), 1) / 2) as slack,
    cast(known_on as date) as known_on,
    received_at,
    receipt_id,
    cast(line as bigint) as line
from said
-- a printed mark is no number
where try_cast(value as double) is not null
