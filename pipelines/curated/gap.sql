-- One row per month, municipality of the Kreis and gap category: need against places for its own people.
with joined as (
    select
        n.month,
        n.ags,
        n.category,
        n.unit,
        n.need_low,
        n.need,
        n.need_high,
        s.capacity as local_supply,
        n.basis as need_basis,
        s.basis as supply_basis,
        -- least and greatest pass over missing values, so they are asked only where both sides are known
        n.need is not null and s.capacity is not null as has_figure,
        s.is_synthetic
    from curated.need as n
    inner join curated.supply as s
        on n.month = s.month and n.ags = s.ags and n.category = s.category
),

shared as (
    select
        *,
        case when has_figure then least(local_supply, need) end as shared_supply
    from joined
),

measured as (
    select
        *,
        case when has_figure then greatest(need - local_supply, 0) end as local_gap,
        case when has_figure then greatest(need - shared_supply, 0) end as shared_gap,
        case when has_figure then greatest(local_supply - need, 0) end as surplus,
        -- a share of a minimum would say nothing
        case
            when need > 0 and need_basis in ('reported', 'estimated') and supply_basis = 'reported'
                then shared_supply / need
        end as coverage
    from shared
)

select
    month,
    ags,
    category,
    unit,
    need_low,
    need,
    need_high,
    local_supply,
    shared_supply,
    local_gap,
    shared_gap,
    -- against a minimum need, places above it are no surplus yet
    case when need_basis <> 'partial' then surplus end as surplus,
    coverage,
    case
        when need_basis = 'missing' or supply_basis = 'missing' then 'no_figure'
        when need_basis = 'partial' or supply_basis = 'partial' then 'minimum'
        when need = 0 then 'no_need'
        when coverage >= 1 then 'full'
        when coverage >= 0.75 then '75_100'
        when coverage >= 0.5 then '50_75'
        when coverage >= 0.25 then '25_50'
        else 'under_25'
    end as coverage_class,
    case
        when need_basis = 'missing' or supply_basis = 'missing' then 'no_figure'
        when supply_basis = 'reported' and local_supply < need_low then 'certainly_short'
        when need_high is not null and local_supply >= need_high then 'certainly_enough'
        else 'open'
    end as answer,
    need_basis,
    supply_basis,
    is_synthetic
from measured
