-- One row per month, municipality of the Kreis and gap category: need against places, at home and shared.
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
        c.sharing_rule in ('area', 'district') as is_shared,
        h.served_low,
        h.served,
        h.served_high,
        coalesce(h.gives, 0) as gives,
        coalesce(h.is_upper_bound, false) as is_upper_bound,
        coalesce(h.is_lower_bound, false) as is_lower_bound,
        -- the bounds of an estimate hold in four of five cases: nothing that rests on one is certain
        n.rests_on_estimate or coalesce(h.rests_on_estimate, false) as rests_on_estimate,
        n.basis as need_basis,
        s.basis as supply_basis,
        -- least and greatest pass over missing values, so they are asked only where both sides are known
        n.need is not null and s.capacity is not null as has_figure,
        n.uses_own_values,
        n.is_protected,
        s.is_synthetic or coalesce(h.is_synthetic, false) as is_synthetic
    from curated.need as n
    inner join curated.category as c
        on n.category = c.category
    inner join curated.supply as s
        on n.month = s.month and n.ags = s.ags and n.category = s.category
    left join curated.shared_supply as h
        on n.month = h.month and n.ags = h.ags and n.category = h.category
    where n.mode = 'gap'
),

-- Places against the low, the default and the high need; what nobody shares stays at its seat.
shared as (
    select
        *,
        case when has_figure and is_shared then served when has_figure then least(local_supply, need) end as shared_supply,
        case when is_shared then served_low else local_supply end as held_low,
        case when is_shared then served_high else local_supply end as held_high
    from joined
),

measured as (
    select
        s.*,
        case when s.has_figure then greatest(s.need - s.local_supply, 0) end as local_gap,
        case when s.has_figure then greatest(s.need - s.shared_supply, 0) end as shared_gap,
        -- nothing is certainly missing where places may be unreported, and nothing certainly held where somebody else
        -- may claim it; a bound of the need that nobody knows stays unknown: greatest would pass over it
        case
            when not s.has_figure then null
            when s.supply_basis <> 'reported' or s.is_lower_bound or s.need_low < s.held_low then 0
            else s.need_low - s.held_low
        end as gap_low,
        case
            when not s.has_figure then null
            when s.is_upper_bound then s.need_high
            when s.need_high < s.held_high then 0
            else s.need_high - s.held_high
        end as gap_high,
        s.held_low < s.need_low as is_short,
        s.held_high >= s.need_high as is_enough,
        case when s.has_figure then greatest(s.local_supply - s.need, 0) end as surplus,
        -- a share of a minimum would say nothing
        case
            when s.need > 0 and s.need_basis in ('reported', 'estimated') and s.supply_basis = 'reported'
                then s.shared_supply / s.need
        end as coverage
    from shared as s
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
    gap_low,
    shared_gap,
    gap_high,
    -- against a minimum need, places above it are no surplus yet
    case when need_basis <> 'partial' then surplus end as surplus,
    case when has_figure then gives end as gives,
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
        when rests_on_estimate then 'open'
        when is_short and supply_basis = 'reported' and not is_lower_bound then 'certainly_short'
        when is_enough and not is_upper_bound then 'certainly_enough'
        else 'open'
    end as answer,
    need_basis,
    supply_basis,
    is_upper_bound as shared_is_upper_bound,
    rests_on_estimate,
    uses_own_values,
    is_protected,
    is_synthetic
from measured
