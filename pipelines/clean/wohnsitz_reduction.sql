-- One row per municipality, reason for a smaller key under the residence rule, and first day of validity.
select
    ags,
    reason,
    cast(valid_from as date) as valid_from,
    cast(nullif(valid_to, '') as date) as valid_to,
    source,
    nullif(note, '') as note,
    file,
    cast(line as bigint) as line,
    is_own = '1' as is_own
from reference.wohnsitz_reduction
