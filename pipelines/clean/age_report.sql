-- One row per municipality, day, legal group and age band: the count known last.
select
    ags,
    cast(as_of as date) as as_of,
    legal_group,
    age_band,
    cast(persons as bigint) as persons,
    source,
    receipt_id,
    cast(line as bigint) as line
from raw.age_report
qualify row_number() over (
    partition by ags, as_of, legal_group, age_band order by known_on desc, received_at desc, receipt_id desc
) = 1
