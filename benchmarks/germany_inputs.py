"""Invented curated.* inputs of the gap for Germany; the same on every machine, since hashes stand for chance."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from pipelines.settings import ROOT

CURATED = ROOT / "pipelines" / "curated"


@dataclass(frozen=True)
class Size:
    """So many municipalities, months from January 2015 on, and offers."""

    municipalities: int = 10_959
    months: int = 120
    offers: int = 500_000


# The eight gap categories; all at home, for sharing is measured apart (benchmarks/sharing.py).
CATEGORIES = """select col0 as category, col1 as need_unit, col2 as supply_unit, col2 as capacity_unit,
    col3 as age_min, col4 as age_max, 'municipal' as sharing_rule, 'gap' as gap_mode
from (values
    ('BER-SOZ', 'fte', 'fte', 0, null), ('EHR', 'fte', 'fte', 0, null), ('WOH', 'beds', 'beds', 0, null),
    ('FRB-U3', 'places', 'places', 0, 2), ('FRB-UE3', 'places', 'places', 3, 5), ('SCH', 'places', 'places', 6, 17),
    ('SPR-EO', 'persons_per_year', 'places', 18, 64), ('SPR-IK', 'persons_per_year', 'places', 18, 64))"""

FACTORS = """select col0 as category, col1 as valid_from, col2 as valid_to, cast(col3 as double) as low,
    cast(col4 as double) as value, cast(col5 as double) as high, cast(col6 as double) as supply_factor,
    false as is_own
from (values
    ('BER-SOZ', date '2015-01-01', date '2017-12-31', 0.006667, 0.01, 0.025, 1),
    ('BER-SOZ', date '2018-01-01', null, 0.00625, 0.0125, 0.025, 1),
    ('EHR', date '2015-01-01', null, null, 0.002, null, 1), ('WOH', date '2015-01-01', null, 1, 1, 1, 1),
    ('FRB-U3', date '2015-01-01', null, 0.15, 0.31, 0.394, 1), ('FRB-UE3', date '2015-01-01', null, 0.8, 0.9, 1, 1),
    ('SCH', date '2015-01-01', null, 1, 1, 1, 1), ('SPR-IK', date '2015-01-01', null, 0.165, 0.2805, 1, 1.72),
    ('SPR-EO', date '2015-01-01', null, 0.165, 0.2805, 1, 3.4615384615384617))"""

RIGHTS = """select c.category, g.legal_group, cast(r.low as double) as low, cast(r.value as double) as value,
    cast(r.high as double) as high, r.valid_from, r.valid_to, c.category = 'FRB-U3' and g.legal_group = 'fluag' as is_own
from curated.category as c
cross join (values ('fluag'), ('wohnsitz')) as g (legal_group)
inner join (values
    ('fluag', 'home', 1, 1, 1, date '2015-01-01', null), ('wohnsitz', 'home', 0, 0, 1, date '2015-01-01', null),
    ('fluag', 'all', 1, 1, 1, date '2015-01-01', null), ('wohnsitz', 'all', 1, 1, 1, date '2015-01-01', null),
    ('wohnsitz', 'SPR-IK', 1, 1, 1, date '2015-01-01', null), ('wohnsitz', 'SPR-EO', 0, 0, 0, date '2015-01-01', null),
    ('fluag', 'SPR-IK', 0, 0, 0, date '2015-01-01', date '2015-10-23'),
    ('fluag', 'SPR-IK', 0, 0, 1, date '2015-10-24', date '2022-12-31'),
    ('fluag', 'SPR-IK', 1, 1, 1, date '2023-01-01', null),
    ('fluag', 'SPR-EO', 1, 1, 1, date '2015-01-01', date '2015-10-23'),
    ('fluag', 'SPR-EO', 0, 1, 1, date '2015-10-24', date '2022-12-31'),
    ('fluag', 'SPR-EO', 0, 0, 0, date '2023-01-01', null)
) as r (legal_group, kind, low, value, high, valid_from, valid_to)
    on g.legal_group = r.legal_group and r.kind = case
        when c.category in ('BER-SOZ', 'WOH') then 'home' when c.category like 'SPR%' then c.category else 'all' end"""

AGES = """select col0 as age_band, col1 as age_from, col2 as age_to, col3 * s.scale as low,
    col4 * s.scale as value, col5 * s.scale as high, s.valid_from, s.valid_to, 'erfunden' as source
from (values ('0_2', 0, 2, 0.0485, 0.068, 0.1068), ('3_5', 3, 5, 0.0388, 0.0534, 0.0777),
    ('6_17', 6, 17, 0.1554, 0.1796, 0.2136), ('18_64', 18, 64, 0.618, 0.692, 0.737), ('65_plus', 65, null, 0.007, 0.007, 0.012))
cross join (values (1.0, date '2015-01-01', date '2019-12-31'), (0.96, date '2020-01-01', null)) as s (scale, valid_from, valid_to)"""

# Three in a hundred reports are missing, a few are estimated with bounds; the second scheme begins in 2017.
STOCK = """select m.month, g.ags, l.legal_group,
    case when r.kind < 3 then null when r.kind < 6 then floor(r.count * 0.9) else r.count end as persons_low,
    case when r.kind < 3 then null else r.count end as persons,
    case when r.kind < 3 then null when r.kind < 6 then ceil(r.count * 1.2) else r.count end as persons_high,
    case when r.kind < 3 then 'missing' when r.kind < 6 then 'estimated' else 'reported' end as basis,
    false as is_protected
from curated.month as m
cross join curated.municipality as g
cross join (values ('fluag', date '1900-01-01'), ('wohnsitz', date '2017-01-01'), ('asylblg_other', date '1900-01-01'))
    as l (legal_group, since)
cross join lateral (select hash(m.month, g.ags, l.legal_group) % 100 as kind,
    cast(round(exp(1.5 + (hash(g.ags) % 1000) / 250.0) * (0.7 + hash(m.month, g.ags, 'n') % 60 / 100.0)) as double) as count) as r
where m.month >= l.since
order by 1, 2, 3"""

AGE_REPORTS = """select g.ags, day.as_of, l.legal_group, a.age_band, cast(5 + hash(g.ags, day.as_of, a.age_band) % 40 as bigint) as persons,
    'erfunden' as source
from curated.municipality as g
cross join (values (date '2018-12-31'), (date '2021-06-30')) as day (as_of)
cross join (values ('fluag'), ('wohnsitz')) as l (legal_group)
cross join (select distinct age_band from curated.age_share) as a
where hash(g.ags, 'own') % 100 = 0"""

# Larger places have more offers. Capacities are halves, so that sums of doubles are exact.
OFFERS = """select printf('A%07d', n) as offer_id, ags, category, capacity, capacity_unit, supply_unit = capacity_unit as counts_as_supply, cast(null as varchar) as same_as,
    valid_from, case when draw(n, 'end') % 10 < 7 then valid_from + cast(30 + draw(n, 'days') % 2000 as integer) end as valid_to,
    case draw(n, 'state') % 20 when 0 then 'planned' when 1 then 'paused' when 2 then 'ended' when 3 then 'ended' else 'running' end as status,
    cast(date '2024-01-01' + cast(draw(n, 'told') % 360 as integer) as date) as as_of, draw(n, 'made') % 10 = 0 as is_synthetic
from (
    select o.n, g.ags, c.category, c.supply_unit, date '2014-01-01' + cast(hash(o.n, 'from') % 3900 as integer) as valid_from,
        case when hash(o.n, 'empty') % 50 > 0 then (1 + hash(o.n, 'size') % 60) / case when c.supply_unit = 'fte' then 2.0 else 1.0 end end as capacity,
        case when hash(o.n, 'unit') % 33 > 0 then c.supply_unit else 'hours_per_week' end as capacity_unit
    from range({offers}) as o (n)
    inner join place as g on cast(floor({municipalities} * power(hash(o.n, 'seat') % 1000003 / 1000003.0, 1.5)) as bigint) = g.number
    inner join (select *, row_number() over (order by category) - 1 as number from curated.category) as c
        on hash(o.n, 'kind') % 8 = c.number)"""


MONTHS = "select cast(date '2015-01-01' + interval 1 month * i as date) as month from range({months}) as t (i)"

INVENTORY_REPORTS = """
    select ags, date '2015-01-01' + cast(hash(ags, 'told') % 900 as integer) as covers_from, date '2024-12-31' as covers_to,
        hash(ags, 'made') % 20 = 0 as is_synthetic
    from curated.municipality where hash(ags, 'tells') % 10 > 0"""

NOTHING_SHARED = """
    select month, cast(null as varchar) as category, cast(null as varchar) as ags, 0.0 as served_low,
        0.0 as served, 0.0 as served_high, 0.0 as gives, false as is_upper_bound, false as is_lower_bound,
        false as rests_on_estimate, false as is_synthetic
    from curated.month where false"""


def invent(con: duckdb.DuckDBPyConnection, size: Size) -> None:
    """Creates every table that need.sql, supply.sql and gap.sql read, in schemas clean and curated."""
    con.execute("create schema clean")
    con.execute("create schema curated")
    con.execute("create macro draw(n, what) as hash(n, what)")
    con.execute(
        f"create temp table place as select i as number, printf('%08d', 1001000 + i * 7) as ags from range({size.municipalities}) as t (i)"
    )
    for name, select in _selects(size).items():
        con.execute(f"create table {name} as {select}")


def _selects(size: Size) -> dict[str, str]:
    """Table -> the SELECT that makes it, in an order in which each finds what it reads."""
    offers = OFFERS.format(offers=size.offers, municipalities=size.municipalities)
    return {
        "curated.municipality": "select ags, left(ags, 5) as kreis_ags, true as in_kreis from place order by ags",
        "curated.month": MONTHS.format(months=size.months),
        "curated.category": CATEGORIES,
        "curated.need_factor": FACTORS,
        "curated.access_right": RIGHTS,
        "curated.age_share": AGES,
        "clean.age_report": AGE_REPORTS,
        "curated.stock": STOCK,
        "curated.offer": f"{offers} order by offer_id",
        "curated.offer_area": "select offer_id, ags, true as is_seat from curated.offer order by offer_id",
        "clean.inventory_report": INVENTORY_REPORTS,
        "curated.shared_supply": NOTHING_SHARED,
        "curated.persons": f"{(CURATED / 'persons.sql').read_text('utf-8')} order by month, ags, legal_group, age_band",
    }
