"""What municipalities owe on any days, and what they presumably have between two reports: frames in, frames out.

The same steps serve the relations of a build and a ledger that is opened from a snapshot.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from datetime import date
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from pipelines.planning import ledger
from pipelines.planning.base import base_on
from pipelines.planning.law import Law, Parameter
from pipelines.planning.ledger import CREDIT_RULES
from pipelines.planning.obligation import CreditRule
from pipelines.planning.stock_estimate import Estimate, errors_by_size, estimate

# The figure for all of NRW that a scheme spreads.
BASES = {"fluag": "fluag_base", "wohnsitz": "wsa_stock"}
# The parameters of the law that planning.allocation takes, and the one that chooses the formula of the rate.
KEY_RULE = {
    "population_weight": "key_population_weight",
    "area_weight": "key_area_weight",
    "cap_factor": "key_cap_factor",
}
CREDIT_RULE = "fulfilment_credit_rule"
# key_low and key_high bound a key that is itself an estimate; a rule may begin or end within a year.
KEYS = {
    "fluag": """select key_year, ags, key, key as key_low, key as key_high, basis as key_basis,
        make_date(key_year, 1, 1) as key_from, make_date(key_year, 12, 31) as key_to from curated.allocation_key""",
    "wohnsitz": """select key_year, ags, key, key_low, key_high, basis as key_basis,
        valid_from as key_from, valid_to as key_to from curated.wohnsitz_key""",
}
BASE_BASIS = {"published": "reported", "implied": "estimated", "interpolated": "estimated", "missing": "missing"}
DAYS_PER_MONTH = 365.25 / 12
ERROR_MONTHS = (3, 6, 9, 12)
ESTIMATED = ("age_months", "last_rate", "estimate", "estimate_low", "estimate_high")
ERROR_SIZES = {0: "_below_20", 20: "", 100: "_from_100"}


def read_law(con: duckdb.DuckDBPyConnection, relation: str) -> Law:
    """The law parameters of clean.parameter or curated.parameter."""
    rows = con.execute(
        f"select parameter, value, unit, valid_from, valid_to, source, note, file, line, is_own from {relation}"
    ).fetchall()
    return Law(Parameter(*row) for row in rows)


def key_rule(law: Law, year: int) -> dict[str, float]:
    """Weights and cap of § 3 FlüAG in force on 1 January, as planning.allocation takes them."""
    return {argument: law.oldest(name, date(year, 1, 1)).value for argument, name in KEY_RULE.items()}


def credit_rule(law: Law, day: date) -> CreditRule:
    """Which formula of the fulfilment rate is in force on the day."""
    return CREDIT_RULES[int(law.oldest(CREDIT_RULE, day).value)]


def by_rule(rows: pd.DataFrame, rule: Callable[[date], Hashable]) -> Iterator[tuple[Any, pd.DataFrame]]:
    """The rows of all days of `as_of` on which the same rule is in force, with that rule."""
    rules = {day: rule(day.date()) for day in rows["as_of"].unique()}
    numbers = {one: number for number, one in enumerate(dict.fromkeys(rules.values()))}
    for number, part in rows.groupby(rows["as_of"].map({day: numbers[one] for day, one in rules.items()})):
        yield list(numbers)[number], part


def read_base(con: duckdb.DuckDBPyConnection, relation: str, scheme: str) -> pd.DataFrame:
    """The days on which the base of a scheme is known: as_of, value, low, high, basis and where it stands."""
    return con.execute(
        f"""select period_end as as_of, value, coalesce(low, value) as low, coalesce(high, value) as high, basis,
                   note, source, receipt_id, line
            from {relation} where measure = ? and period_start = period_end order by period_end""",
        [BASES[scheme]],
    ).df()


def read_keys(con: duckdb.DuckDBPyConnection, scheme: str) -> pd.DataFrame:
    """The keys of a scheme with bounds: key_year, ags, key, key_low, key_high, key_basis, key_from, key_to (day)."""
    return con.execute(KEYS[scheme]).df()


def obligations_on(asked: pd.DataFrame, keys: pd.DataFrame, base: pd.DataFrame) -> pd.DataFrame:
    """Adds key, base and computed obligation (persons, with bounds) to rows of ags and as_of (day).

    keys: as read_keys returns them; base: as_of, value, low, high, basis.
    """
    rows = asked.assign(key_year=asked["as_of"].dt.year).merge(keys, on=["ags", "key_year"], how="left")
    in_force = (rows["key_from"] <= rows["as_of"]) & (rows["as_of"] <= rows["key_to"])
    rows[["key", "key_low", "key_high"]] = rows[["key", "key_low", "key_high"]].where(in_force)
    rows["key_basis"] = rows["key_basis"].where(in_force, "missing")
    when = base["as_of"].to_numpy("datetime64[D]")
    found = base_on(rows["as_of"].to_numpy("datetime64[D]"), when, base["value"], base["low"], base["high"])
    printed = dict(zip(base["as_of"], base["basis"], strict=True))
    origin = rows["as_of"].map(printed).astype(object).where(rows["as_of"].isin(printed), "interpolated")
    rows["base"], rows["base_low"], rows["base_high"] = found.base, found.low, found.high
    rows["base_origin"] = np.where(found.basis == "missing", "missing", origin)
    rows["base_basis"] = rows["base_origin"].map(BASE_BASIS)
    owed = ledger.owed(
        ledger.bounded(rows["key"], rows["key_low"], rows["key_high"]),
        ledger.bounded(found.base, found.low, found.high),
    )
    return rows.assign(
        obligation_computed=owed.value, obligation_computed_low=owed.low, obligation_computed_high=owed.high
    )


def estimates(
    asked: pd.DataFrame, reports: pd.DataFrame, keys: pd.DataFrame, base: pd.DataFrame, law: Law
) -> pd.DataFrame:
    """Estimated stock (persons, with bounds) for those rows of ags and as_of whose last report allows one.

    reports: ags, as_of, persons_low, persons, persons_high and the columns that say where they stand. A row
    on the day of a report, before the first, or more than stock_estimate_max_months after the last gets none.
    """
    owed = obligations_on(asked[["ags", "as_of"]], keys, base)
    if asked.empty or reports.empty:
        nothing = owed.iloc[:0].join(reports.drop(columns=["ags", "as_of"]).iloc[:0])
        return nothing.assign(**dict.fromkeys(ESTIMATED, 0.0), told_on=nothing["as_of"])
    told = obligations_on(reports, keys, base).rename(columns={"obligation_computed": "obligation_then"})
    told = told[[*reports.columns, "obligation_then"]].rename(columns={"as_of": "told_on"})
    rows = pd.merge_asof(
        owed.sort_values("as_of", kind="stable"),
        told.sort_values("told_on", kind="stable"),
        left_on="as_of",
        right_on="told_on",
        by="ags",
        allow_exact_matches=False,
    )
    rows = rows[rows["told_on"].notna() & rows["obligation_then"].gt(0) & rows["obligation_computed"].notna()]
    if rows.empty:
        return rows.assign(**dict.fromkeys(ESTIMATED, 0.0))
    rows = rows.assign(age_months=(rows["as_of"] - rows["told_on"]).dt.days / DAYS_PER_MONTH)
    rows["last_rate"] = rows["persons"] / rows["obligation_then"]
    # each day by the errors and the longest age in force on it
    parts = [_estimated(part, *errors) for errors, part in by_rule(rows, lambda day: _errors(law, day))]
    return pd.concat(parts).sort_values("as_of", kind="stable").dropna(subset=["estimate"])


def _errors(law: Law, day: date) -> tuple[tuple[tuple[float | None, ...], ...], float | None]:
    """By size of the last count the error after so many months, and the longest age, as in force on the day."""
    errors = tuple(
        tuple(law.value(f"stock_estimate_error_{month}_months{size}", day) for month in ERROR_MONTHS)
        for size in ERROR_SIZES.values()
    )
    return errors, law.value("stock_estimate_max_months", day)


def _estimated(rows: pd.DataFrame, errors: tuple[tuple[float | None, ...], ...], longest: float | None) -> pd.DataFrame:
    if longest is None or any(error is None for row in errors for error in row):
        return rows.assign(estimate=np.nan, estimate_low=np.nan, estimate_high=np.nan)
    # a year has 365 or 366 days: on the day a year later the report is not over twelve months old
    age = np.where(rows["age_months"] <= longest + 1 / DAYS_PER_MONTH, np.minimum(rows["age_months"], longest), np.nan)
    error = errors_by_size(rows["persons"], list(ERROR_SIZES), np.array(errors, dtype=float))
    owed = (rows["obligation_computed"], rows["obligation_computed_low"], rows["obligation_computed_high"])

    def following(count: str) -> Estimate:
        return estimate(*owed, rows[count] / rows["obligation_then"], age, ERROR_MONTHS, error)

    return rows.assign(
        estimate=following("persons").persons,
        estimate_low=following("persons_low").low,
        estimate_high=following("persons_high").high,
    )
