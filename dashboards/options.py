"""What the select boxes of the bar offer, named once per snapshot and language."""

from __future__ import annotations

import streamlit as st

from dashboards.queries import shared
from dashboards.text import t


@st.cache_resource(max_entries=24, show_spinner=False)
def categories(snapshot: str, spoken: str) -> dict[str, str]:
    """Every category with its name, and a word where it has no need figure."""
    keys = {True: "common.with_need", False: "common.without_need"}
    return {
        row["category"]: t(keys[row["gap_mode"] == "gap"], name=row["category_name"])
        for row in shared.categories(snapshot).to_dict("records")
    }
