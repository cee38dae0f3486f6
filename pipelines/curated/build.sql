-- One row: this build.
select
    build_id,
    built_at,
    known_on,
    as_known_on,
    kreis_ags,
    input_hash,
    contract_version,
    program_version
from clean.build
