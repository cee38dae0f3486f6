"""What every page asks: which months, categories and municipalities there are, and what the snapshot is."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboards.queries.snapshot import frame


def build(snapshot: str) -> pd.Series:
    """The one row of `build`, plus `is_synthetic`: whether invented offers entered the snapshot."""
    sql = """select b.*, exists (select 1 from curated.offer where is_synthetic) as is_synthetic
             from curated.build as b"""
    return frame(snapshot, sql).iloc[0]


def months(snapshot: str) -> pd.DataFrame:
    """All months, newest first, with the number of municipalities that reported."""
    return frame(snapshot, "from curated.month order by month desc")


def month(snapshot: str, month: date) -> pd.Series:
    """One month of `months`."""
    return frame(snapshot, "from curated.month where month = $month", month=month).iloc[0]


def categories(snapshot: str) -> pd.DataFrame:
    """All categories; those with a need figure first, then by name."""
    sql = """select c.*, coalesce(d.unit, c.need_unit) as unit
             from curated.category as c
             left join (select distinct category, unit from curated.gap) as d using (category)
             order by gap_mode <> 'gap', name_de"""
    return frame(snapshot, sql)


def municipalities(snapshot: str) -> pd.DataFrame:
    """The municipalities of the Kreis by name: ags, name, kreis_name, lat, lon, area_km2."""
    sql = """select ags, name, kreis_name, lat, lon, area_km2 from curated.municipality
             where in_kreis order by name"""
    return frame(snapshot, sql)


def sources(snapshot: str) -> pd.DataFrame:
    """Publisher and licence of every source the snapshot was built from."""
    sql = """select s.title, s.publisher, s.licence from curated.source_status as s
             where s.received_at is not null order by s.title"""
    return frame(snapshot, sql)
