"""What changed between two months or two states of knowledge: a sentence, then and now per row, a table."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import comparison, theme
from dashboards.address import pick
from dashboards.app_pages import page
from dashboards.charts.change import then_and_now
from dashboards.drawn import drawn_once
from dashboards.folded import folded_table
from dashboards.markup import as_name
from dashboards.queries import change as ask
from dashboards.queries import municipality
from dashboards.sections import other_side
from dashboards.sections.other_side import Other
from dashboards.text import label, labels, t
from dashboards.widgets import Selection, chart, ranked_list, table
from dashboards.withheld import in_words

MEASURE = "groesse"
# On Gemeinde the people are one figure in the sentence; rows are categories.
OF_CATEGORY = ("gap", "need", "places")


def show(selection: Selection) -> None:
    """The box to compare with; once chosen, the sentence, the chart and the table."""
    # on paper an empty question would stand alone
    key = "vergleich-voll" if other_side.is_chosen(selection) else "vergleich-leer"
    with st.container(key=key):
        st.header(t("change.title"), anchor=False)
        other = other_side.choose(selection)
    if other is None:
        return
    _in_a_sentence(selection, other)
    names = labels("measure_compared")
    if selection.ags:
        names = {code: names[code] for code in OF_CATEGORY}
    measure = pick("change.measure", names, "gap", MEASURE)
    _draw(selection, other, measure)
    folded_table("tabelle-vergleich", lambda: _table(selection, other, measure))
    _way_there(selection, other)


@drawn_once
def _in_a_sentence(selection: Selection, other: Other) -> None:
    st.markdown(f"**{comparison.sentence(changes(selection, other), other.since)}**")
    st.caption(" ".join(filter(None, [t("change.note"), _breaks(selection, other)])))


def changes(selection: Selection, other: Other) -> pd.DataFrame:
    """All measures on both sides: of one municipality, or of the chosen category in all of them."""
    which = {"ags": selection.ags} if selection.ags else {"category": selection.category}
    then = ask.figures(other.snapshot, other.month, other.month, **which)
    now = ask.figures(selection.snapshot, selection.month, selection.month, **which)
    return comparison.changes(then, now)


def ordered(rows: pd.DataFrame, other: Other, *, by_category: bool) -> pd.DataFrame:
    """The largest certain change first, then the others, then what was not counted; with `title` and `told`."""
    rank = rows["verdict"].map({"more": 0, "fewer": 0, "within": 1, "same": 2}).fillna(3)
    sized = rows.assign(
        rank=rank,
        size=rows["difference"].abs(),
        title=rows["category"].map(short_name) if by_category else rows["name"],
        told=[comparison.in_words(row, other.then, other.now) for _, row in rows.iterrows()],
    )
    return sized.sort_values(["rank", "size", "title"], ascending=[True, False, True], ignore_index=True)


def _of_measure(selection: Selection, other: Other, measure: str) -> pd.DataFrame:
    every = changes(selection, other)
    return ordered(every[every["measure"] == measure], other, by_category=bool(selection.ags))


@drawn_once
def _draw(selection: Selection, other: Other, measure: str) -> None:
    by_category = bool(selection.ags)
    rows = _of_measure(selection, other, measure)
    known = rows[rows["difference"].notna()]
    if known.empty:
        st.markdown(t("change.nothing_to_draw"))
    else:
        st.caption(t("change.marks_own" if by_category else "change.marks", then=other.then, now=other.now))
        alt = "; ".join(f"{row['title']}: {row['told']}" for _, row in known.iterrows())
        with st.container(key="wide-change"):
            drawn = _spoken(known, by_category)
            chart(then_and_now(drawn, own_scale=by_category), key="change", alt=t("change.alt", rows=alt))
        with st.container(key="narrow-change"):
            ranked_list([(row["title"], _item(row), 0.0) for _, row in known.iterrows()])
    gone = rows[rows["difference"].isna()]
    if len(gone):
        reasons = gone.groupby("told", sort=False)["title"].agg(", ".join)
        for told, titles in reasons.items():
            st.caption(t("change.uncounted", titles=as_name(titles, longest=2000), told=told))


@drawn_once
def _way_there(selection: Selection, other: Other) -> None:
    if other.month != selection.month:
        address = {"monat": f"{other.month:%Y-%m}", "kategorie": selection.category, "gemeinde": selection.ags or ""}
        here = page("municipality" if selection.ags else "overview")
        st.page_link(here, label=t("why.then", then=other.then), query_params=address)


def _spoken(rows: pd.DataFrame, by_category: bool) -> pd.DataFrame:
    """With the values beside the change; where units differ, with the unit."""
    return rows.assign(told=[_item(row) if by_category else _values(row) for _, row in rows.iterrows()])


def _values(row: pd.Series) -> str:
    then, now = (theme.quantity(row[f"value_{side}"], row["unit"]) for side in comparison.SIDES)
    return t("change.values", then=then, now=now, told=row["told"])


def _item(row: pd.Series) -> str:
    then = theme.quantity(row["value_then"], row["unit"])
    now = theme.with_unit(theme.quantity(row["value_now"], row["unit"]), row["unit"])
    return t("change.values", then=then, now=now, told=row["told"])


@drawn_once
def _table(selection: Selection, other: Other, measure: str) -> None:
    rows = _of_measure(selection, other, measure)
    shown = rows.assign(
        unit_name=[theme.unit_name(code) for code in rows["unit"]],
        change=rows["difference"].where(rows["verdict"].isin(["more", "fewer", "same"])),
    )
    for side in comparison.SIDES:
        shown = in_words(shown.assign(hidden=shown[f"basis_{side}"] == "protected"), (f"value_{side}",), 1, "hidden")
    table(
        shown,
        {
            "title": t("change.col_what"),
            "unit_name": t("overview.col_unit"),
            "value_then": other.then,
            "value_now": other.now,
            "change": t("change.col_change"),
            "told": t("change.col_told"),
        },
        digits=1,
    )


def _breaks(selection: Selection, other: Other) -> str:
    """Names what was counted differently in between: what jumps there has not moved."""
    first, last = sorted([other.month, selection.month])
    rows = municipality.breaks(selection.snapshot)
    between = rows[(rows["valid_from"] > pd.Timestamp(first)) & (rows["valid_from"] <= pd.Timestamp(last))]
    if between.empty:
        return ""
    listed = ", ".join(f"{row.word} ({theme.day(row.valid_from)})" for row in between.itertuples())
    return t("change.breaks", listed=listed)


def short_name(category: str) -> str:
    """A category's name on one line, short enough for the edge of a chart; empty for none."""
    return label("short", category).replace("-<br>", "").replace("<br>", " ") if category else ""
