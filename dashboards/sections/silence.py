"""Municipalities without a figure: drawn one by one while they are few, named in one line when they are most."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards.markup import as_name
from dashboards.text import t


def keep_speaking(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows to draw: all, or only those with a figure in `column` where more than half have none.

    The names left out are written on the page, so that missing never looks like nothing.
    """
    known = rows.groupby("ags")[column].transform("count") > 0
    gone = rows[~known]
    silent = gone[["ags", "name"]].drop_duplicates()
    if len(silent) * 2 <= rows["ags"].nunique() or not known.any():
        return rows
    is_hidden = silent["ags"].isin(gone.loc[gone["is_protected"], "ags"] if "is_protected" in gone else [])
    for key, group in (("overview.silent", silent[~is_hidden]), ("protected.silent", silent[is_hidden])):
        if len(group):
            st.caption(t(key, count=len(group), names=", ".join(map(as_name, group["name"]))))
    return rows[known]
