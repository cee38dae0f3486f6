"""curated.wohnsitz_key: each municipality's estimated share under § 12a AufenthG while the text of 15.11.2016 held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb
import numpy as np
import pandas as pd

from pipelines.obligations import read_law
from pipelines.planning.law import Law
from pipelines.planning.wohnsitz import wohnsitz_key

READS = (
    "clean.population",
    "clean.unemployment",
    "clean.municipality",
    "clean.parameter",
    "clean.wohnsitz_reduction",
    "clean.receipt",
)
WEIGHTS = {
    "population_weight": "wohnsitz_population_weight",
    "area_weight": "wohnsitz_area_weight",
    "unemployment_weight": "wohnsitz_unemployment_weight",
}
# Two years move the key of one municipality in a hundred by 9 %, five years by 12 %: older would break the bounds.
MOST_YEARS_BORROWED = 2
REASONS = ("rent_brake", "eu_sgb2")
# Where the unemployed and each reduction stand.
PLACES = (
    "unemployment_source", "unemployment_receipt_id", "unemployment_file", "unemployment_line",
    *(f"{reason}_{part}" for reason in REASONS for part in ("file", "line", "source")),
)  # fmt: skip
COLUMNS = (
    "key_year", "ags", "valid_from", "valid_to", "population_as_of", "unemployed_as_of", "persons", "area_km2",
    "unemployed", "population_share", "area_share", "unemployment_share", "unreduced_key", "reduction",
    "redistribution_factor", "key", "key_low", "key_high", "basis", *PLACES,
)  # fmt: skip


def relation(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per key year and municipality; a year in which a figure of one municipality lacks has no key.

    Unemployment may be up to two years older than population; without any figure the relation is empty.
    """
    law = read_law(con, "clean.parameter")
    years = [_year(con, law, *span) for span in _spans(con)]
    known = [year for year in years if not year.empty]
    return pd.concat(known, ignore_index=True) if known else pd.DataFrame(columns=list(COLUMNS))


def _spans(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, date, date]]:
    """Every year with a rule in force: the year, first and last day of the rule in it."""
    [(newest,)] = con.execute("select max(year(as_of)) from clean.population").fetchall()
    rules = con.execute(
        "select valid_from, valid_to from clean.parameter where parameter = ? order by valid_from",
        [WEIGHTS["population_weight"]],
    ).fetchall()
    seen: set[int] = set()
    for start, end in rules:
        for year in range(start.year, (end.year if end else (newest or start.year) + 2) + 1):
            if year not in seen:
                seen.add(year)
                yield year, max(start, date(year, 1, 1)), min(end or date.max, date(year, 12, 31))


def _year(con: duckdb.DuckDBPyConnection, law: Law, key_year: int, start: date, end: date) -> pd.DataFrame:
    weights = {argument: law.value(name, start) for argument, name in WEIGHTS.items()}
    error = law.value("wohnsitz_estimate_error", start)
    lag = law.value("key_base_year_lag", start)
    if lag is None or error is None or None in weights.values():
        return pd.DataFrame()
    rows = _inputs(con, date(key_year - int(lag), 12, 31))
    if rows.empty:
        return rows
    rows = rows.merge(_reductions(con, law, start), on="ags", how="left")
    reduction = rows["reduction"].fillna(0.0).to_numpy(float)
    columns = [rows[name].to_numpy() for name in ("persons", "area_km2", "unemployed")]
    result = wohnsitz_key(*columns, **weights, reduced=reduction > 0, reduction=reduction)
    return rows.assign(
        key_year=key_year,
        valid_from=start,
        valid_to=end,
        population_share=result.population_share,
        area_share=result.area_share,
        unemployment_share=result.unemployment_share,
        unreduced_key=result.unreduced,
        reduction=reduction,
        redistribution_factor=result.redistribution,
        key=result.key,
        key_low=result.key * (1 - error),
        key_high=np.minimum(result.key * (1 + error), 1),
        basis="estimated",
    )[list(COLUMNS)]


def _inputs(con: duckdb.DuckDBPyConnection, as_of: date) -> pd.DataFrame:
    """Population and area of a day with the last complete unemployment before it; empty where one row lacks."""
    rows = con.execute(
        """with newest as (
               select ags, as_of, persons, area_km2
               from clean.population
               where as_of = $as_of and census_base = (
                   select max(census_base) from (
                       select census_base from clean.population where as_of = $as_of and area_km2 is not null
                       group by census_base having count(*) = (select count(*) from clean.municipality)
                   )
               )
           ),
           complete as (
               select max(as_of) as as_of from (
                   select as_of from clean.unemployment
                   where as_of <= $as_of and as_of >= $oldest and unemployed > 0
                   group by as_of having count(*) = (select count(*) from clean.municipality)
               )
           )
           select
               p.ags, p.as_of as population_as_of, u.as_of as unemployed_as_of, p.persons, p.area_km2, u.unemployed,
               u.source as unemployment_source, u.receipt_id as unemployment_receipt_id, r.file as unemployment_file,
               u.line as unemployment_line
           from newest as p
           inner join clean.unemployment as u on p.ags = u.ags
           inner join complete as c on u.as_of = c.as_of
           left join clean.receipt as r on u.receipt_id = r.receipt_id
           order by p.ags""",
        {"as_of": as_of, "oldest": as_of.replace(year=as_of.year - MOST_YEARS_BORROWED)},
    ).df()
    days = {name: rows[name].dt.date for name in ("population_as_of", "unemployed_as_of")}
    return rows.assign(**days)


def _reductions(con: duckdb.DuckDBPyConnection, law: Law, day: date) -> pd.DataFrame:
    """By how much (share 0–1) keys shrink on that day, all reasons together, and where each reason stands."""
    rows = con.execute(
        """select ags, reason, file, line, source from clean.wohnsitz_reduction
           where valid_from <= $day and coalesce(valid_to, date '9999-12-31') >= $day
           qualify row_number() over (partition by ags, reason order by is_own desc, valid_from desc) = 1
           order by ags""",
        {"day": day},
    ).df()
    found = pd.DataFrame({"ags": rows["ags"].unique(), "reduction": 0.0})
    for reason in REASONS:
        told = rows[rows["reason"] == reason].drop(columns="reason").set_index("ags").add_prefix(f"{reason}_")
        size = law.value(f"wohnsitz_{reason}_reduction", day) or 0.0
        found["reduction"] += size * found["ags"].isin(told.index)
        found = found.merge(told, left_on="ags", right_index=True, how="left")
    return found.astype({f"{reason}_line": "Int64" for reason in REASONS})
