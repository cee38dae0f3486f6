"""curated.reported_stock in the public file: counts rounded to 5 or withheld, without remarks in free words."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd

from pipelines.planning.disclosure import ROUNDED_TO, protected

READS = ("counted.reported_stock", "counted.receipt_name")
COUNTS = ("persons_low", "persons", "persons_high")


def relation(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per legal group, municipality and day that was reported; a row whose count is withheld says so.

    The bounds hold what the rounding hides: who reads 50 and has 50 beds does not know whether they suffice.
    """
    rows = con.execute(
        """select s.* replace (n.title as source, n.public_id as receipt_id, null as note)
           from counted.reported_stock as s
           inner join counted.receipt_name as n on s.receipt_id = n.receipt_id
           order by s.legal_group, s.ags, s.as_of"""
    ).df()
    rows = rows.assign(**{name: protected(rows[name]) for name in COUNTS})
    other_mean = rows["is_mean"] & ~is_calendar_quarter(rows["period_start"], rows["period_end"])
    rows.loc[other_mean, list(COUNTS)] = np.nan
    rows = rows.assign(is_protected=rows["persons"].isna())
    # a bound below or above a count that is withheld would bound the count
    rows.loc[rows["is_protected"], list(COUNTS)] = np.nan
    hidden = hidden_by_rounding(rows)
    return rows.assign(
        # rounding keeps the order, so a lower bound that is withheld lies in the class below the count shown
        persons_low=(rows["persons_low"] - hidden).fillna(0.0).where(~rows["is_protected"]),
        persons_high=rows["persons_high"] + hidden,
    )


def hidden_by_rounding(rows: pd.DataFrame) -> pd.Series:
    """How far (persons) a count may lie from what is shown of it, from what is shown of the rows.

    A count is whole and at most 2 away; a mean, or a bound that may come from one, is up to half a step away.
    """
    is_whole = ~rows["is_mean"] & rows["persons_low"].eq(rows["persons"]) & rows["persons_high"].eq(rows["persons"])
    return pd.Series(np.where(is_whole, float(ROUNDED_TO // 2), ROUNDED_TO / 2), index=rows.index)


def is_calendar_quarter(first: pd.Series, last: pd.Series) -> pd.Series:
    """Whether a period (first and last day) is one calendar quarter.

    A mean of another period is not shown. Months that overlap, or many of them, tell by differences and by their
    large numerator what the counts in them are; which counts those are may only be known later.
    """
    return first.eq(first.dt.to_period("Q").dt.start_time) & last.eq(first.dt.to_period("Q").dt.end_time.dt.normalize())
