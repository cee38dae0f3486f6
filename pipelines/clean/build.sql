-- One row: this build.
select
    build_id,
    cast(built_at as timestamp) as built_at,
    cast(known_on as date) as known_on,
    cast(nullif(as_known_on, '') as date) as as_known_on,
    kreis_ags,
    input_hash,
    contract_version,
    program_version
from reference.build
