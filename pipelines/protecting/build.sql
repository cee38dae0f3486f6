-- One row: this build, and how people are protected in this file.
select
    b.build_id,
    b.built_at,
    b.known_on,
    b.as_known_on,
    b.kreis_ags,
    -- a guess of the one unknown count could be tested against it
    null as input_hash,
    'protected' as protection,
    p.rounded_to,
    p.suppressed_below,
    p.withheld_up_to,
    b.contract_version,
    b.program_version
from counted.build as b
cross join counted.protection as p
