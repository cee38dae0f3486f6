-- One row per file received: what it is called in public.
select
    r.receipt_id,
    -- the id holds a part of the fingerprint, against which a guess of the one unknown count could be tested
    case
        when r.source in (
            'allocation_report', 'asylblg_recipients', 'age_report', 'legal_group_report', 'offer_inventory',
            'state_figure', 'statistic'
        ) then r.source || '-' || row_number() over (partition by r.source order by r.received_at, r.file)
        else r.receipt_id
    end as public_id,
    r.source in (
        'allocation_report', 'asylblg_recipients', 'age_report', 'legal_group_report', 'offer_inventory', 'state_figure',
        'statistic'
    ) as is_closed,
    s.title
from counted.receipt as r
inner join counted.source_status as s
    on r.source = s.source
