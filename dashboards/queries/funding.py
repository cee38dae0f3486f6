"""What the page Förderung asks: the programmes, and the gaps they could pay."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from dashboards.queries import overview
from dashboards.queries.snapshot import reading
from pipelines.funding.catalogue import programmes_in
from pipelines.funding.programme import Programme


@st.cache_resource(max_entries=24, show_spinner=False)
def programmes(snapshot: str, language: str) -> tuple[Programme, ...]:
    """All funding programmes in that language, in the order of the table."""
    with reading(snapshot) as cursor:
        return programmes_in(cursor, language)


def gaps(snapshot: str, month: date, ags: str | None) -> pd.DataFrame:
    """Rows of `overview.gaps` with `gap`, what is missing after places are shared, and its bounds.

    NaN where nothing is known or the figure is withheld. Of one municipality, or of all.
    """
    rows = overview.gaps(snapshot, month)
    rows = rows[rows["ags"] == ags] if ags else rows
    return rows.assign(gap=rows["shared_gap"])
