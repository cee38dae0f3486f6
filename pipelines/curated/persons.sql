-- One row per month, municipality of the Kreis, legal group and age band.
select
    s.month,
    s.ags,
    s.legal_group,
    a.age_band,
    s.persons_low * a.low as persons_low,
    s.persons * a.value as persons,
    s.persons_high * a.high as persons_high,
    s.basis,
    case when s.basis = 'missing' then 'missing' else 'estimated' end as age_basis
from curated.stock as s
inner join curated.age_share as a
    on s.month >= a.valid_from and (a.valid_to is null or s.month <= a.valid_to)
