"""curated.reported_stock in the public file: counts rounded to 5 or withheld, without remarks in free words."""

from __future__ import annotations

import duckdb
import pandas as pd

from pipelines.planning.disclosure import protected

READS = ("counted.reported_stock", "counted.receipt_name")
COUNTS = ("persons_low", "persons", "persons_high")


def relation(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per legal group, municipality and day that was reported; a row whose count is withheld says so."""
    rows = con.execute(
        """select s.* replace (n.title as source, n.public_id as receipt_id, null as note)
           from counted.reported_stock as s
           inner join counted.receipt_name as n on s.receipt_id = n.receipt_id
           order by s.legal_group, s.ags, s.as_of"""
    ).df()
    shown = {name: protected(rows[name]) for name in COUNTS}
    rows = rows.assign(**shown, is_protected=pd.isna(shown["persons"]))
    # a bound below or above a count that is withheld would bound the count
    rows.loc[rows["is_protected"], list(COUNTS)] = float("nan")
    # rounding keeps the order, so a lower bound that is withheld lies in the class below the count shown
    return rows.assign(persons_low=rows["persons_low"].fillna(0.0).where(~rows["is_protected"]))
