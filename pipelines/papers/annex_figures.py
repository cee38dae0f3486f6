"""The figures that funders ask for, as the snapshot holds them: people, ages, need, places, gap, its steps, offers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]
# Columns that say or follow from how many people there are: withheld where a count is.
COUNTED = (
    "low", "value", "high", "need_low", "need", "need_high", "shared_supply", "local_gap", "shared_gap", "gap_low",
    "gap_high",
)  # fmt: skip

_HERE = "m.in_kreis and ($ags = '' or m.ags = $ags)"

_PEOPLE = f"""
select m.ags, m.name as municipality, s.legal_group as group, s.persons_low as low, s.persons as value,
    s.persons_high as high, case when s.basis = 'missing' and s.is_protected then 'protected' else s.basis end as basis,
    s.period_start as from, s.period_end as to, s.source, r.file, s.line
from curated.stock as s
inner join curated.municipality as m on s.ags = m.ags
left join curated.receipt as r on s.receipt_id = r.receipt_id
where s.month = $month and s.legal_group <> 'asylblg_other' and {_HERE}
order by strip_accents(m.name), s.legal_group
"""

# As the page Gemeinde counts them: over the legal groups that were reported; where one is missing, a least number.
_AGES = f"""
select m.ags, m.name as municipality, p.age_band as age,
    case when count(p.persons_low) = count(p.persons) then sum(p.persons_low) end as low,
    sum(p.persons) as value,
    case when count(p.persons_high) = count(*) then sum(p.persons_high) end as high,
    case
        when count(p.persons) = 0 and bool_or(p.is_protected) then 'protected'
        when count(p.persons) = 0 then 'missing'
        when count(p.persons) < count(*) then 'partial'
        when bool_or(p.age_basis <> 'reported') then 'estimated'
        else 'reported'
    end as basis,
    string_agg(distinct p.age_source, '; ') as source
from curated.persons as p
inner join curated.municipality as m on p.ags = m.ags
where p.month = $month and p.legal_group in ('fluag', 'wohnsitz') and {_HERE}
group by m.ags, m.name, p.age_band
order by strip_accents(m.name), try_cast(split_part(p.age_band, '_', 1) as integer)
"""

_GAPS = f"""
select m.ags, m.name as municipality, c.name_{{language}} as category, g.unit, g.need_low, g.need, g.need_high,
    g.local_supply, g.shared_supply, g.local_gap, g.gap_low, g.shared_gap, g.gap_high,
    case when g.is_protected and g.need_basis = 'missing' then 'protected' else g.answer end as answer,
    g.is_synthetic
from curated.gap as g
inner join curated.municipality as m on g.ags = m.ags
inner join curated.category as c on g.category = c.category
where g.month = $month and list_contains($codes, g.category) and {_HERE}
order by c.name_{{language}}, strip_accents(m.name)
"""

_STEPS = f"""
select m.ags, m.name as municipality, c.name_{{language}} as category, s.step, s.kind, s.item, s.low, s.value, s.high,
    s.unit, s.basis, s.as_of, s.source, s.file, s.line, s.is_synthetic
from curated.gap_step as s
inner join curated.municipality as m on s.ags = m.ags
inner join curated.category as c on s.category = c.category
where s.month = $month and list_contains($codes, s.category) and {_HERE}
order by c.name_{{language}}, strip_accents(m.name), s.step
"""

_OFFERS = f"""
select c.name_{{language}} as category, o.name as offer, o.provider, n.name as seat, o.capacity,
    o.capacity_unit as unit, coalesce(least(o.valid_to, o.funded_until), o.valid_to, o.funded_until) as ends_on,
    o.source, r.file, o.line, o.is_synthetic
from curated.running_offer as u
inner join curated.offer as o on u.offer_id = o.offer_id
inner join curated.category as c on o.category = c.category
inner join curated.municipality as n on o.ags = n.ags
left join curated.receipt as r on o.receipt_id = r.receipt_id
where u.month = $month and list_contains($codes, o.category) and exists (
    select 1 from curated.offer_area as a inner join curated.municipality as m on a.ags = m.ags
    where a.offer_id = o.offer_id and {_HERE})
order by c.name_{{language}}, strip_accents(n.name), o.offer_id
"""


@dataclass(frozen=True)
class Taken:
    """What was found. `place`: the municipality, None for the Kreis; `names`: category -> name, as asked for;
    `without_need`: those of them for which nobody can give a need figure."""

    place: str | None
    names: dict[str, str]
    without_need: tuple[str, ...]
    people: list[Row]
    ages: list[Row]
    gaps: list[Row]
    steps: list[Row]
    offers: list[Row]


def is_withheld(row: Row) -> bool:
    """Whether what a row lacks is known, but shown to nobody outside; a place withheld only in part is not."""
    return "protected" in (row.get("basis"), row.get("answer"))


def gathered(
    cursor: duckdb.DuckDBPyConnection, month: date, ags: str | None, categories: list[str], language: str
) -> Taken:
    """All figures of a month for one municipality, or for all of the Kreis, in these categories."""
    values = {"month": month, "ags": ags or "", "codes": categories}

    def rows(sql: str) -> list[Row]:
        text = sql.replace("{language}", language)
        answer = cursor.execute(text, {name: value for name, value in values.items() if f"${name}" in text})
        heads = [column[0] for column in answer.description]
        return [dict(zip(heads, row, strict=True)) for row in answer.fetchall()]

    found = rows("select category, name_{language} as name, gap_mode from curated.category order by name_{language}")
    asked = [row for row in found if row["category"] in categories]
    places = rows("select name from curated.municipality where ags = $ags and in_kreis") if ags else []
    return Taken(
        places[0]["name"] if places else None,
        {row["category"]: row["name"] for row in asked},
        tuple(row["name"] for row in asked if row["gap_mode"] != "gap"),
        *(rows(sql) for sql in (_PEOPLE, _AGES, _GAPS, _STEPS, _OFFERS)),
    )
