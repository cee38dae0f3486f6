-- One row per pair of offers, whichever was named first: the decision taken last.
select
    least(offer_a, offer_b) as offer_a,
    greatest(offer_a, offer_b) as offer_b,
    decision,
    cast(decided_on as date) as decided_on,
    nullif(note, '') as note,
    file,
    cast(line as bigint) as line,
    is_own = '1' as is_own
from reference.offer_decision
qualify row_number() over (
    partition by least(offer_a, offer_b), greatest(offer_a, offer_b) order by decided_on desc, cast(line as bigint) desc
) = 1
