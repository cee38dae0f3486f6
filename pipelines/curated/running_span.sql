-- One row per offer that runs at all and is not counted as another: its first and its last day.
with ended as (
    select
        offer_id,
        ags,
        category,
        valid_from as runs_from,
        -- ended, but nobody said when: by the day of the statement at the latest
        case when status = 'ended' and valid_to is null then as_of else valid_to end as runs_to
    from curated.offer
    where status in ('running', 'ended') and same_as is null
)

select
    offer_id,
    ags,
    category,
    runs_from,
    runs_to
from ended
where runs_to is null or runs_from <= runs_to
