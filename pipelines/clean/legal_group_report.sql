-- One row per municipality, month and legal group: the count known last.
select
    ags,
    cast(month as date) as month,
    legal_group,
    cast(persons as bigint) as persons,
    cast(nullif(persons_past_limit, '') as bigint) as persons_past_limit,
    cast(nullif(register_persons, '') as bigint) as register_persons,
    source,
    receipt_id,
    cast(line as bigint) as line
from raw.legal_group_report
qualify row_number() over (
    partition by ags, month, legal_group order by known_on desc, received_at desc, receipt_id desc
) = 1
