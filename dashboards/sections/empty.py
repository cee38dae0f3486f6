"""Where there is nothing to show: one sentence on what to do next, and the way there."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import months
from dashboards.app_pages import page
from dashboards.queries import overview as ask
from dashboards.queries import shared
from dashboards.text import t
from dashboards.widgets import Selection

# Next step -> page that helps with it.
PAGES = {"no_reports": "data_status", "no_offers": "data_status"}


def show_next_step(selection: Selection, month: pd.Series, here: str) -> None:
    """A link to the nearest month with counts, or a sentence on what has to be reported first; else nothing.

    `here`: the page it stands on.
    """
    every = shared.months(selection.snapshot)
    has_offers = bool((ask.gaps(selection.snapshot, selection.month)["supply_basis"] != "missing").any())
    step = next_step(every, month, has_offers=has_offers)
    if not step:
        return
    if step != "other_month":
        st.info(t("empty.no_reports") if step == "no_reports" else t("empty.no_offers"))
        st.page_link(page(PAGES[step]), label=t("empty.to_data_status"))
        return
    near = months.nearest_reported(every, selection.month)
    address = {"monat": f"{near['month']:%Y-%m}", "kategorie": selection.category}
    if selection.ags:
        address["gemeinde"] = selection.ags
    st.page_link(page(here), label=t("empty.other_month", month=months.month_label(near)), query_params=address)


def next_step(every: pd.DataFrame, month: pd.Series, *, has_offers: bool) -> str:
    """What helps: `other_month`, `no_reports` (none at all), `no_offers`; empty where there is something to show.

    `every`: rows of `shared.months`; `month`: the chosen one of them.
    """
    if every[months.REPORTS[:2]].to_numpy().max() == 0:
        return "no_reports"
    if max(month["reported_fluag"], month["reported_wohnsitz"]) == 0:
        return "other_month"
    return "" if has_offers else "no_offers"
