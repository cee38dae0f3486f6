"""What to expect of a fresh figure: how much figures of its kind were corrected later."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.drawn import drawn_once
from dashboards.queries import revisions as ask
from dashboards.text import label, labels, t
from dashboards.visible import may_show
from dashboards.widgets import Selection, table

# What the people counted on Gemeinde come from.
STOCKS = ("fluag_stock", "fluag_stock_avg", "wsa_stock", "asylblg_recipients", "recipients")


def by_source(snapshot: str) -> dict[str, str]:
    """What is usual for each source, in a few words; sources without figures that could be corrected are left out."""
    if not may_show("revisions", snapshot):
        return {}
    return {source: _in_short(rows) for source, rows in ask.sizes(snapshot).groupby("source")}


@drawn_once
def show_beside(selection: Selection) -> None:
    """One line under the people counted."""
    if not may_show("revisions", selection.snapshot):
        return
    sizes = ask.sizes(selection.snapshot)
    sizes = sizes[sizes["measure"].isin(STOCKS) & (sizes["source"] != "state_figure")]
    st.caption(t("revisions.beside", usual=usual(sizes)))


@drawn_once
def show(snapshot: str) -> None:
    """How many figures were told again, what became of them, and each that changed."""
    if not may_show("revisions", snapshot):
        return
    st.header(t("revisions.title"), anchor=False)
    sizes = ask.sizes(snapshot)
    again = sizes[sizes["reported_again"] > 0]
    if again.empty:
        st.markdown(t("revisions.never", figures=theme.number(sizes["figures"].sum())))
        return
    names = ("figures", "reported_again", "revised", "rounded")
    st.markdown(t("revisions.found", **{name: theme.number(sizes[name].sum()) for name in names}))
    shown = again.assign(measure=again["measure"].map(_measure), usual=[usual(again.loc[[at]]) for at in again.index])
    table(shown, labels("revision_size"))
    rows = ask.revisions(snapshot)
    if len(rows):
        with st.expander(t("revisions.each", count=theme.number(len(rows)))):
            # people are whole, rates have decimals
            is_whole = (rows[["first_value", "last_value"]] % 1 == 0).all(axis=None)
            table(_in_words(rows), labels("revision"), digits=0 if is_whole else 2)


def usual(sizes: pd.DataFrame) -> str:
    """Size and direction of what is usual in rows of `sizes`, or why nothing can be said of it."""
    told = sizes[sizes["median_change"].notna()]
    if len(told):
        return "; ".join(_size(row) for _, row in told.iterrows())
    if revised := int(sizes["revised"].sum()):
        return t("revisions.few", count=theme.number(revised))
    if again := int(sizes["reported_again"].sum()):
        return t("revisions.none", again=theme.number(again))
    return t("revisions.unknown")


def _in_short(sizes: pd.DataFrame) -> str:
    told = sizes[sizes["median_change"].notna()]
    if told.empty:
        return usual(sizes)
    low, high = theme.percent(told["median_change"].min()), theme.percent(told["median_change"].max())
    up = (told["share_up"] * told["revised"]).sum() / told["revised"].sum()
    median = low if low == high else t("common.between", low=low, high=high)
    return t("revisions.short", median=median, up=theme.percent(up))


def _size(row: pd.Series) -> str:
    return t(
        "revisions.size",
        measure=_measure(row["measure"]),
        median=theme.percent(row["median_change"]),
        most=theme.percent(row["most_change"]),
        up=theme.percent(row["share_up"]),
        count=theme.number(row["revised"]),
    )


def _measure(code: str) -> str:
    """Its name; the codes of Landeswerte are free."""
    return labels("measure").get(code, code)


def _in_words(rows: pd.DataFrame) -> pd.DataFrame:
    spans = zip(rows["period_start"], rows["period_end"], strict=True)
    return rows.assign(
        measure=rows["measure"].map(_measure),
        period=[theme.day(end) if start == end else f"{theme.day(start)} – {theme.day(end)}" for start, end in spans],
        kind=[label("revision_kind", kind) for kind in rows["kind"]],
    )
