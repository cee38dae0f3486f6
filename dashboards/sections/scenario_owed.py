"""What a scenario means for the obligations: stock, fulfilment and what is outstanding, before and after."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.app_pages import page
from dashboards.charts.linked import listing
from dashboards.drawn import drawn_once
from dashboards.queries import scenario as ask
from dashboards.sections.scenario_state import Case
from dashboards.text import label, labels, t

ORDER = ["name", "scheme"]
# A longer table is folded away.
SHORT = 8


def show(case: Case) -> None:
    """The table, while people or facilities are supposed, and the way to the whole calculation."""
    if not (case.scenario.people or case.scenario.facilities):
        return
    _draw(case)
    st.page_link(page("allocation"), label=t("scenario.to_allocation"))


@drawn_once
def _draw(case: Case) -> None:
    rows = ask.obligations(case.selection.snapshot, case.scenario, case.known)
    st.header(t("scenario.owed_title"), anchor=False)
    if rows.empty:
        st.markdown(t("scenario.owed_none"))
        return
    st.markdown(" ".join(_sum(scheme, own) for scheme, own in rows.groupby("scheme")))
    st.caption(t("scenario.owed_note", day=theme.day(case.selection.month)))
    heads = list(labels("scenario_owed").values())
    told = listing(t("scenario.owed_title"), heads, [_row(row) for row in rows.sort_values(ORDER).to_dict("records")])
    if len(rows) <= SHORT:
        st.html(told)
    else:
        with st.expander(t("common.as_table")):
            st.html(told)


def _sum(scheme: str, rows: pd.DataFrame) -> str:
    """What is outstanding over the municipalities in which it is known before and after."""
    known = rows[rows["outstanding"].notna() & rows["outstanding_after"].notna()]
    then, now = (theme.number(known[f"outstanding{side}"].clip(lower=0).sum()) for side in ("", "_after"))
    return t("scenario.owed_sum", scheme=label("scheme_short", scheme), now=now, then=then, count=len(known))


def _row(row: dict) -> list[str]:
    return [
        row["name"],
        label("scheme_short", row["scheme"]),
        theme.number(row["obligation"]),
        _both(row, "stock"),
        _rates(row),
        _outstanding(row),
    ]


def _both(row: dict, figure: str) -> str:
    hidden = bool(row["stock_is_protected"])
    then, now = (theme.number(row[f"{figure}{side}"], 0, hidden) for side in ("", "_after"))
    return t("common.from_to", local=then, shared=now)


def _rates(row: dict) -> str:
    then, now = (_bounded(row, "fulfilment", side, theme.percent) for side in ("", "_after"))
    return t("common.from_to", local=then, shared=now)


def _outstanding(row: dict) -> str:
    then, now = (_bounded(row, "outstanding", side, theme.number) for side in ("", "_after"))
    return t("common.from_to", local=then, shared=now)


def _bounded(row: dict, figure: str, side: str, write) -> str:  # noqa: ANN001
    """The value, with its bounds where they are wider than what is shown."""
    value, low, high = (row[f"{figure}{end}{side}"] for end in ("", "_low", "_high"))
    hidden = bool(row["stock_is_protected"])
    shown = write(value, is_protected=hidden)
    ends = [write(end) for end in (low, high) if pd.notna(end)]
    if pd.isna(value) or len(set(ends)) < 2:
        return shown
    return t("scenario.bounded", value=shown, low=ends[0], high=ends[1])
