"""What every page asks: which months, categories and municipalities there are, and what the snapshot is."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboards.queries.snapshot import frame, in_words
from dashboards.text import t


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
    sql = """select c.*, c.name_{language} as category_name, coalesce(d.unit, c.need_unit) as unit
             from curated.category as c
             left join (select distinct category, unit from curated.gap) as d using (category)
             order by gap_mode <> 'gap', name_{language}"""
    return frame(snapshot, sql)


def category(snapshot: str, category: str) -> pd.Series:
    """One category of `categories`. Raises IndexError when there is none."""
    rows = categories(snapshot)
    return rows[rows["category"] == category].iloc[0]


def kreis(snapshot: str) -> str:
    """`Kreis Steinfurt`, or the name of a kreisfreie Stadt."""
    rows = municipalities(snapshot)
    name = rows["kreis_name"].iloc[0]
    return name if len(rows) == 1 else t("common.kreis", name=name)


def municipalities(snapshot: str) -> pd.DataFrame:
    """The municipalities of the Kreis by name: ags, name, kreis_name, lat, lon, area_km2."""
    sql = """select ags, name, kreis_name, lat, lon, area_km2 from curated.municipality
             where in_kreis order by strip_accents(name)"""
    return frame(snapshot, sql)


def sources(snapshot: str) -> pd.DataFrame:
    """Publisher and licence of every source the snapshot was built from."""
    sql = """select s.title, s.publisher, s.licence from curated.source_status as s
             where s.received_at is not null order by s.title"""
    return in_words(frame(snapshot, sql), "title", "publisher", "licence")
