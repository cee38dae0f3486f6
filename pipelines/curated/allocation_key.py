"""curated.allocation_key: each municipality's share under § 3 FlüAG, for every year whose inputs are known."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd

from pipelines.obligations import key_rule, read_law
from pipelines.planning.allocation import allocation_key
from pipelines.planning.law import Law
from pipelines.problems import NotPublished

READS = ("clean.population", "clean.municipality", "clean.parameter")
YEAR_END = "12-31"
# No law looks further back than this.
LONGEST_LAG = 5


def relation(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per key year and municipality; a year in which one municipality lacks population has no key.

    Where a day is known on two census bases in full, the newer base counts.
    Raises NotPublished when no year has a complete population.
    """
    everywhere = con.execute("select count(*) from clean.municipality").fetchone()[0]
    inputs, law = _inputs(con), read_law(con, "clean.parameter")
    years = {}
    for (as_of, _), rows in inputs.groupby(["as_of", "census_base"]):
        if len(rows) < everywhere or rows["area_km2"].isna().any():
            continue
        for key_year in range(as_of.year, as_of.year + LONGEST_LAG + 1):
            if key_year - lag_of(law, key_year) == as_of.year:
                years[key_year] = _year(key_year, rows, key_rule(law, key_year))
    if not years:
        raise NotPublished(
            "Für kein Jahr liegt die Bevölkerung aller Gemeinden zum 31.12. vor, "
            "ohne sie gibt es keinen Verteilschlüssel; nehmen Sie die Bevölkerung mit bedarfsatlas add auf."
        )
    return pd.concat(years.values(), ignore_index=True)


def lag_of(law: Law, key_year: int) -> int:
    """How many years before the key year its population and area were counted."""
    return int(law.oldest("key_base_year_lag", date(key_year, 1, 1)).value)


def _inputs(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    # A year-end without an area (2024) borrows the last one known; the key then says estimated.
    return con.execute(
        f"""select ags, as_of, census_base, persons, is_interpolated or rounded_to > 1 as is_rough,
                   last_value(area_km2 ignore nulls) over (
                       partition by ags order by as_of, census_base rows between unbounded preceding and current row
                   ) as area_km2,
                   last_value(case when area_km2 is not null then as_of end ignore nulls) over (
                       partition by ags order by as_of, census_base rows between unbounded preceding and current row
                   ) as area_as_of
            from clean.population where strftime(as_of, '%m-%d') = '{YEAR_END}' order by as_of, ags"""
    ).df()


def _year(key_year: int, rows: pd.DataFrame, rule: dict[str, float]) -> pd.DataFrame:
    key = allocation_key(rows["persons"].to_numpy(), rows["area_km2"].to_numpy(), **rule)
    # every key of a year rests on the population and area of all municipalities
    rough = rows["is_rough"].fillna(False) | (rows["area_as_of"] != rows["as_of"])
    return pd.DataFrame(
        {
            "key_year": key_year,
            "ags": rows["ags"].to_numpy(),
            "population_as_of": rows["as_of"].dt.date.to_numpy(),
            "census_base": rows["census_base"].to_numpy(),
            "persons": rows["persons"].to_numpy(),
            "area_km2": rows["area_km2"].to_numpy(),
            "area_as_of": rows["area_as_of"].dt.date.to_numpy(),
            "rough_inputs": int(rough.sum()),
            "population_share": key.population_share,
            "area_share": key.area_share,
            "uncapped_key": key.uncapped_key,
            "cap": key.cap,
            "is_capped": key.is_capped,
            "rounds": len(key.rounds),
            "key": key.key,
            "basis": "estimated" if rough.any() else "reported",
        }
    )
