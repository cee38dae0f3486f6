-- One row per month and offer that runs on its first day.
select
    m.month,
    s.offer_id,
    s.ags,
    s.category
from curated.month as m
inner join curated.running_span as s
    on m.month >= s.runs_from
    and (s.runs_to is null or m.month <= s.runs_to)
