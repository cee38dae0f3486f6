"""Who is next and what that means: the line out of a ledger, and what more people need until the next 1 August."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from dashboards.queries.snapshot import frame
from dashboards.text import t
from pipelines.planning.next_in_line import Scope, next_in_line
from pipelines.planning.outlook_need import AgeShare, Bounds, CategoryNeed, outlook_need

# What a municipality has to prepare for: day care, school, courses.
CATEGORIES = ["FRB-U3", "FRB-UE3", "SCH", "SPR-IK", "SPR-EO"]

_AGES = """
select age_from, age_to, low, value, high from curated.age_share
where $day >= valid_from and (valid_to is null or $day <= valid_to)
"""

_NEEDS = """
with places as (
    select c.category, 1 as part, s.source, s.file, s.line
    from curated.age_share as s
    inner join curated.category as c on s.age_from >= c.age_min and (c.age_max is null or s.age_to <= c.age_max)
    where $day >= s.valid_from and (s.valid_to is null or $day <= s.valid_to)
    union all
    select category, 2, source, file, line from curated.access_right
    where legal_group = $legal_group and $day >= valid_from and (valid_to is null or $day <= valid_to)
    union all
    select category, 3, source, file, line from curated.need_ratio
    where role <> 'context' and $day >= valid_from and (valid_to is null or $day <= valid_to)
),

told as (
    select category, string_agg(source || ', ' || file || $line || line, '; ' order by part, line) as source
    from places group by category
)

select
    c.category, c.name_{language} as category_name, c.need_unit, c.age_min, c.age_max, f.low, f.value, f.high,
    a.low as access_low, a.value as access, a.high as access_high, t.source
from curated.category as c
left join told as t on c.category = t.category
inner join curated.need_factor as f
    on c.category = f.category and $day >= f.valid_from and (f.valid_to is null or $day <= f.valid_to)
left join curated.access_right as a
    on c.category = a.category and a.legal_group = $legal_group
    and $day >= a.valid_from and (a.valid_to is null or $day <= a.valid_to)
where list_contains($categories, c.category)
"""


def is_credit_open(ledger: pd.DataFrame) -> pd.Series:
    """Where nothing at all is known of credits, so that an assumption would have something to fill."""
    return ledger["credit"].isna() & ledger["credit_high"].isna()


def line(
    ledger: pd.DataFrame, n: int, scope: Scope, levels: tuple[float, float], *, without_credit: bool
) -> pd.DataFrame:
    """The ledger's municipalities in the order in which they are served when n more come; unranked ones last.

    Adds `reason` ("" where ranked, else stock, protected, obligation, credit_unknown, credit_bounds, credited, or alone
    where nobody else is known), rate with bounds, rank, before_turn, allocated (whole people), needed_0 and
    needed_1 (persons to each level) and reached_0 and reached_1 (people assigned in the whole area until there;
    infinite is never).
    `without_credit` takes a credit nobody knows anything about as none; one with known bounds stays open.
    """
    credit = ledger["credit"].where(ledger["credit_low"] != ledger["credit_high"], ledger["credit_low"])
    if without_credit:
        credit = credit.mask(is_credit_open(ledger), 0.0)
    columns = (ledger["stock"], ledger["obligation"], credit, ledger["key"])
    found = next_in_line(*columns, n, scope=scope, levels=levels, label=list(ledger.index))
    growth = ledger["key"].fillna(0.0) * n if scope == "state" else 0.0
    lowest = ledger["stock_low"] / (ledger["obligation_high"] - credit + growth)
    highest = ledger["stock_high"] / (ledger["obligation_low"] - credit + growth)
    rows = ledger.assign(
        reason=_reason(ledger, found.standing),
        rate=found.rate,
        rate_low=lowest.where(found.standing == "ranked"),
        rate_high=highest.where(found.standing == "ranked"),
        rank=found.rank,
        before_turn=found.before_turn,
        allocated=found.allocated_whole,
        **{f"needed_{place}": row for place, row in enumerate(found.needed)},
        **{f"reached_{place}": row for place, row in enumerate(found.reached_at)},
    )
    if len(rows) > 1 and (rows["reason"] == "").sum() == 1:
        # One known among many is first of nothing, and must not get everybody.
        rows.loc[rows["reason"] == "", ["reason", "allocated"]] = ["alone", 0]
    return rows.sort_values(["rank", "name"], na_position="last")


def _reason(ledger: pd.DataFrame, standing: np.ndarray) -> np.ndarray:
    return np.select(
        [
            standing == "ranked",
            standing == "credited",
            ledger["stock"].isna() & ledger["stock_is_protected"],
            ledger["stock"].isna(),
            ledger["obligation"].isna(),
            ledger["credit_high"].notna(),
        ],
        ["", "credited", "protected", "stock", "obligation", "credit_bounds"],
        "credit_unknown",
    )


def share_of_kreis(kreis: pd.DataFrame, ags: str) -> float:
    """The municipality's share (0–1) of the keys of its Kreis; NaN where a key is missing."""
    return float(kreis.at[ags, "key"] / kreis["key"].sum(skipna=False))


def outlook(snapshot: str, day: date, legal_group: str, people: int) -> pd.DataFrame:
    """Need of that many more people until the next 1 August: category, name, unit, people and need with bounds.

    share (of the right age), access, factor and source say how the need came about.
    """
    ages = frame(snapshot, _AGES, day=day)
    asked = frame(snapshot, _NEEDS, day=day, legal_group=legal_group, categories=CATEGORIES, line=t("common.line"))
    needs = asked.set_index("category").loc[[code for code in CATEGORIES if code in set(asked["category"])]]
    found = outlook_need(
        people,
        day,
        [AgeShare(row.age_from, _end(row.age_to), Bounds(row.low, row.value, row.high)) for row in ages.itertuples()],
        [_need(row) for row in needs.itertuples()],
        {row.Index: Bounds(row.access_low, row.access, row.access_high) for row in needs.itertuples()},
    )
    figures = {"people": [row.people for row in found], "need": [row.need for row in found]}
    bounds = {
        f"{name}{end}": [getattr(row, bound) for row in rows]
        for name, rows in figures.items()
        for end, bound in (("_low", "low"), ("", "value"), ("_high", "high"))
    }
    rows = needs[["category_name", "need_unit", "access", "value", "source"]].assign(**bounds)
    return rows.rename(columns={"value": "factor"}).assign(share=rows["people"] / people).reset_index()


def _need(row: tuple) -> CategoryNeed:
    factor = Bounds(row.low, row.value, row.high)
    return CategoryNeed(row.Index, row.age_min, _end(row.age_max), factor, row.need_unit == "persons_per_year")


def _end(age: float) -> int | None:
    return None if pd.isna(age) else int(age)
