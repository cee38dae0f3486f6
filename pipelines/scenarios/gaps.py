"""The gaps of a month as they stand and as a scenario has them, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd

from pipelines.planning.scenario import Scenario
from pipelines.scenarios.work_database import calculated

_GAPS = """
select
    g.*, m.name, c.sharing_rule in ('area', 'district') as is_shared
from curated.gap as g
inner join curated.municipality as m on g.ags = m.ags
inner join curated.category as c on g.category = c.category
where g.month = $month
order by g.ags, g.category
"""
_DISTRICT = """
select d.* from curated.district_gap as d
inner join (select distinct kreis_ags from curated.municipality where in_kreis) as k on d.kreis_ags = k.kreis_ags
where d.month = $month
order by d.category
"""


@dataclass(frozen=True)
class Picture:
    """A month: gap (with name and is_shared) and district_gap."""

    gaps: pd.DataFrame
    district: pd.DataFrame


def picture(con: duckdb.DuckDBPyConnection, month: str) -> Picture:
    """The month (`2018-01`) from a connection in which `curated.x` is a relation of the snapshot, or of a scenario."""
    day = {"month": date.fromisoformat(f"{month}-01")}
    return Picture(*(con.execute(sql, day).df() for sql in (_GAPS, _DISTRICT)))


def supposed(snapshot: Path, scenario: Scenario) -> Picture:
    """The month of a scenario that fits, computed from a snapshot's file by the same files that a build runs."""
    with calculated(snapshot, scenario) as con:
        return picture(con, scenario.month)
