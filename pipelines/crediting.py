"""Credits for state facilities, for many municipalities and days: frames in, frames out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import duckdb
import numpy as np
import pandas as pd

from pipelines.planning.credit import UNKNOWN, Credit, Facility, counted, total_credit
from pipelines.planning.law import Law
from pipelines.planning.numbers import Floats

CREDITS = ("credit", "credit_low", "credit_high")


def facilities_of(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[Facility, ...]]:
    """What is stated of the facilities of each municipality, by its key."""
    rows = con.execute(
        """select f.ags, f.kind, f.places, f.opened_on, f.closed_on, f.as_of, f.source, r.file, f.line
           from curated.facility as f left join curated.receipt as r on f.receipt_id = r.receipt_id
           order by f.ags, f.opened_on, f.facility_id"""
    ).fetchall()
    found: dict[str, tuple[Facility, ...]] = {}
    for row in rows:
        found[row[0]] = (*found.get(row[0], ()), Facility(*row))
    return found


def credits_on(asked: pd.DataFrame, facilities: dict[str, tuple[Facility, ...]], law: Law) -> pd.DataFrame:
    """Credit in persons with bounds for rows of ags and as_of, in their order; NaN where nothing is known."""
    places = asked["ags"].isin(facilities)
    found = {
        (row.ags, row.as_of): _total(facilities[row.ags], row.as_of.date(), law)
        for row in asked[places].drop_duplicates().itertuples()
    }
    credits = [found.get(pair, UNKNOWN) for pair in zip(asked["ags"], asked["as_of"], strict=True)]
    return pd.DataFrame([_columns(credit) for credit in credits], index=asked.index)


def _total(facilities: Iterable[Facility], day: date, law: Law) -> Credit:
    return total_credit(credit for _, credit in counted(facilities, day, law))


def or_implied(stated: pd.DataFrame, implied: tuple[Floats, Floats, Floats]) -> pd.DataFrame:
    """Credits as stated; where nothing is, as published figures imply them (planning.credit.implied_credit).

    stated: credit, credit_low, credit_high. Adds credit_basis: reported, estimated (implied) or missing.
    """
    is_implied = stated["credit"].isna().to_numpy() & ~np.isnan(implied[0])
    columns = {name: np.where(is_implied, figure, stated[name]) for name, figure in zip(CREDITS, implied, strict=True)}
    basis = np.select([is_implied, stated["credit"].notna()], ["estimated", "reported"], "missing")
    return pd.DataFrame(columns, index=stated.index).assign(credit_basis=basis)


def _columns(credit: Credit) -> dict[str, float]:
    return {"credit": credit.value, "credit_low": credit.low, "credit_high": credit.high}
