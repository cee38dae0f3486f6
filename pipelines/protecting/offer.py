"""curated.offer in the public file: places as they are, nobody who fills, awaits or runs them one by one."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd

from pipelines.planning.disclosure import protected

READS = ("counted.offer", "counted.receipt_name")
VOLUNTEERS = "volunteers"


def relation(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per offer. Occupied and waiting stay out: beside the exact capacity a rounded one would be bounded."""
    rows = con.execute(
        """select o.* replace (
               cast(null as double) as occupied, cast(null as double) as waiting, cast(null as varchar) as contact,
               n.title as source, n.public_id as receipt_id
           )
           from counted.offer as o inner join counted.receipt_name as n on o.receipt_id = n.receipt_id
           order by o.offer_id"""
    ).df()
    are_people = (rows["capacity_unit"] == VOLUNTEERS).to_numpy()
    capacity = rows["capacity"].to_numpy(dtype=float, na_value=np.nan)
    return rows.assign(
        capacity=np.where(are_people, protected(np.where(are_people, capacity, 0.0)), capacity),
        volunteers=pd.array(protected(rows["volunteers"].to_numpy(dtype=float, na_value=np.nan)), dtype="Int64"),
    )
