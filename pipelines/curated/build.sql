-- One row: this build.
select
    build_id,
    built_at,
    known_on,
    as_known_on,
    kreis_ags,
    input_hash,
    'none' as protection,
    cast(null as bigint) as rounded_to,
    cast(null as bigint) as suppressed_below,
    cast(null as bigint) as withheld_up_to,
    contract_version,
    program_version
from clean.build
