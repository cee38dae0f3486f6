-- One row per scheme, municipality, day and figure: what was published of obligation, fulfilment and what is to come.
with stated as (
    select
        case when measure like 'fluag_%' then 'fluag' else 'wohnsitz' end as scheme,
        case
            when measure like '%_soll' then 'obligation'
            when measure like '%_quota_pct' then 'fulfilment'
            else 'outstanding'
        end as figure,
        ags,
        period_end as as_of,
        value,
        is_approximate,
        note,
        source,
        known_on,
        receipt_id,
        line
    from clean.allocation_report
    where measure in ('fluag_soll', 'fluag_quota_pct', 'fluag_gap', 'wsa_soll', 'wsa_quota_pct', 'wsa_gap')
)

select
    s.scheme,
    s.ags,
    s.as_of,
    s.figure,
    -- printed as a percentage with two decimals: 92.04 is 0.9204, not 0.9204000000000001
    case when s.figure = 'fulfilment' then round(s.value / 100, 6) else s.value end as value,
    s.is_approximate,
    s.note,
    s.source,
    s.receipt_id,
    s.line
from stated as s
inner join clean.receipt as r
    on s.receipt_id = r.receipt_id
-- nobody publishes a day to come: that is a slip of the pen, and a finding
where s.value is not null and length(s.ags) = 8 and s.as_of <= cast(r.received_at as date)
-- a stated figure says more than an approximate one, what became known last more than what it replaces
qualify row_number() over (
    partition by s.scheme, s.ags, s.as_of, s.figure
    order by s.is_approximate, s.known_on desc, r.received_at desc, s.source, s.receipt_id, s.line
) = 1
