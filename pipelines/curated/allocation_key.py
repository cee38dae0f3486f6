"""curated.allocation_key: each municipality's share under § 3 FlüAG, for every year whose inputs are known."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd

from pipelines.planning.allocation import allocation_key
from pipelines.problems import NotPublished

READS = ("clean.population", "clean.municipality", "clean.parameter")
RULE = {
    "population_weight": "key_population_weight",
    "area_weight": "key_area_weight",
    "cap_factor": "key_cap_factor",
}
YEAR_END = "12-31"


def relation(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per key year and municipality; a year in which one municipality lacks population has no key.

    Where a day is known on two census bases in full, the newer base counts.
    Raises NotPublished when no year has a complete population.
    """
    everywhere = con.execute("select count(*) from clean.municipality").fetchone()[0]
    inputs = _inputs(con)
    years = {}
    for (as_of, _), rows in inputs.groupby(["as_of", "census_base"]):
        key_year = as_of.year + _lag(con, as_of.year)
        if len(rows) == everywhere and rows["area_km2"].notna().all():
            years[key_year] = _year(key_year, rows, _rule(con, key_year))
    if not years:
        raise NotPublished(
            "Für kein Jahr liegt die Bevölkerung aller Gemeinden zum 31.12. vor, "
            "ohne sie gibt es keinen Verteilschlüssel; nehmen Sie die Bevölkerung mit bedarfsatlas add auf."
        )
    return pd.concat(years.values(), ignore_index=True)


def _inputs(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    # A year-end without an area (2024) borrows the last one known; the key then says estimated.
    return con.execute(
        f"""select ags, as_of, census_base, persons, is_interpolated or rounded_to > 1 as is_rough,
                   last_value(area_km2 ignore nulls) over (
                       partition by ags order by as_of, census_base rows between unbounded preceding and current row
                   ) as area_km2,
                   area_km2 is null as is_borrowed
            from clean.population where strftime(as_of, '%m-%d') = '{YEAR_END}' order by as_of, ags"""
    ).df()


def _lag(con: duckdb.DuckDBPyConnection, year: int) -> int:
    return int(_parameter(con, "key_base_year_lag", year))


def _rule(con: duckdb.DuckDBPyConnection, key_year: int) -> dict[str, float]:
    return {argument: _parameter(con, name, key_year) for argument, name in RULE.items()}


def _parameter(con: duckdb.DuckDBPyConnection, name: str, year: int) -> float:
    """The value on 1 January of a year, or the first one known when the law is older than our rows."""
    return con.execute(
        """select value from clean.parameter where parameter = ?
           order by valid_from <= make_date(?, 1, 1) desc,
                    case when valid_from <= make_date(?, 1, 1) then valid_from end desc, valid_from, is_own desc
           limit 1""",
        [name, year, year],
    ).fetchone()[0]


def _year(key_year: int, rows: pd.DataFrame, rule: dict[str, float]) -> pd.DataFrame:
    key = allocation_key(rows["persons"].to_numpy(), rows["area_km2"].to_numpy(), **rule)
    rough = rows["is_rough"].fillna(False) | rows["is_borrowed"]
    return pd.DataFrame(
        {
            "key_year": key_year,
            "ags": rows["ags"].to_numpy(),
            "population_as_of": rows["as_of"].dt.date.to_numpy(),
            "persons": rows["persons"].to_numpy(),
            "area_km2": rows["area_km2"].to_numpy(),
            "population_share": key.population_share,
            "area_share": key.area_share,
            "uncapped_key": key.uncapped_key,
            "is_capped": key.is_capped,
            "key": key.key,
            "basis": np.where(rough, "estimated", "reported"),
        }
    )
