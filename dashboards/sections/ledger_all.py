"""All municipalities of the Kreis on Zuweisung: the strip, who is missing in it, and the table behind it."""

from __future__ import annotations

from math import isnan

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboards import theme
from dashboards.address import write
from dashboards.charts.ledger_strip import strip
from dashboards.drawn import drawn_once
from dashboards.markup import as_name
from dashboards.sections import alternatives, ledger_changes, ledger_rates
from dashboards.sections.ledger_case import Case
from dashboards.sections.ledger_finding import depends_on_credit
from dashboards.text import language, t, words
from dashboards.widgets import as_table, chart, clicked, ranked_list
from dashboards.withheld import in_words

CHANGING = ("obligation", "fulfilment", "outstanding")


def show(case: Case) -> None:
    """The strip with its reading aid; on a narrow screen a list. A click opens a municipality's calculation."""
    _head(case)
    event = None
    if case.kreis["fulfilment"].notna().any():
        with st.container(key="wide-strip"):
            figure, alt = _figure(repr(case), language(), case)
            event = chart(
                figure,
                # a click belongs to the page it opened
                key=f"strip-{case.ags or 'kreis'}",
                alt=alt,
                on_select="rerun",
                selection_mode="points",
            )
    _list_and_table(case)
    ags = clicked(event)
    if ags and ags != case.ags:
        st.session_state["kept_gemeinde"] = ags
        ledger_changes.drop_own()
        write("gemeinde", ags)
        st.rerun()


# A chart that can be clicked is a widget, which `drawn_once` cannot keep; its figure can be kept.
@st.cache_resource(max_entries=200, show_spinner=False)
def _figure(case: str, spoken: str, _case: Case) -> tuple[go.Figure, str]:
    """The strip and its text alternative in `spoken`, the language of this run."""
    drawn = _drawn(_case)
    before = _case.today if _case.what_if else None
    figure = strip(drawn.assign(text=[_text(row) for _, row in drawn.iterrows()]), before, _case.ags)
    rows = arranged(_case.kreis)
    rows = rows.assign(is_protected=rows["stock_is_protected"])
    said = alternatives.most_and_least("accessibility.strip", rows, "fulfilment", ledger_rates.percent)
    return figure, said


def _drawn(case: Case) -> pd.DataFrame:
    rows = arranged(case.kreis)
    return rows[rows["fulfilment"].notna()]


@drawn_once
def _head(case: Case) -> None:
    drawn = _drawn(case)
    st.header(heading(case.kreis), anchor=False)
    if drawn.empty:
        st.markdown(t("allocation.strip_none", count=len(case.kreis)))
    else:
        st.caption(" ".join(_aids(case, drawn)))


@drawn_once
def _list_and_table(case: Case) -> None:
    rows, drawn = arranged(case.kreis), _drawn(case)
    if len(drawn):
        with st.container(key="narrow-strip"):
            ranked_list([_list_row(row) for _, row in drawn.iterrows()])
    _silent(rows, drawn)
    _table(case, rows)


def arranged(rows: pd.DataFrame) -> pd.DataFrame:
    """Ranked by fulfilment (`place`) where no unknown credit could change it; the others below by obligation."""
    is_ranked = rows["fulfilment"].notna() & ~pd.Series(
        [depends_on_credit(row) for row in rows.to_dict("records")], rows.index
    )
    order = ["fulfilment", "name"]
    ranked = rows[is_ranked].sort_values(order)
    others = rows[~is_ranked].sort_values(["obligation", "name"], ascending=[False, True])
    places = pd.Series(range(1, len(ranked) + 1), index=ranked.index, dtype=float)
    return pd.concat([ranked, others]).assign(place=places.reindex([*ranked.index, *others.index]))


def heading(rows: pd.DataFrame) -> str:
    """What the strip says: how many are below 90 % for certain, and how many might be."""
    known = rows[rows["fulfilment"].notna()]
    if len(known) * 2 < len(rows):
        return t("allocation.strip_few", count=len(known), of=len(rows))
    surely = int((known["fulfilment_high"] < 0.9).sum())
    maybe = int((known["fulfilment_low"] < 0.9).sum())
    if surely == maybe:
        return t("allocation.strip_sure", count=surely, of=len(known))
    return t("allocation.strip_maybe", least=surely, most=maybe, of=len(known))


def _aids(case: Case, drawn: pd.DataFrame) -> list[str]:
    """How to read the marks that occur."""
    unranked = int(drawn["place"].isna().sum())
    told = [t("allocation.aid_ranked")] if not unranked and len(drawn) > 1 else []
    # no two neighbours of an estimate can be told apart for certain
    if not unranked and (drawn["fulfilment_high"] > drawn["fulfilment_low"].shift(-1)).any():
        told.append(t("allocation.aid_overlap"))
    if unranked == len(drawn):
        told.append(t("allocation.aid_unranked"))
    elif unranked:
        told.append(t("allocation.aid_both", ranked=len(drawn) - unranked, others=unranked))
    if (drawn["fulfilment_low"] < drawn["fulfilment_high"]).any():
        told.append(t("allocation.aid_bounds"))
    if drawn["fulfilment_high"].isna().any():
        told.append(t("allocation.aid_open"))
    if (drawn["stock_basis"] == "estimated").any():
        told.append(t("allocation.aid_estimated"))
    if case.what_if:
        told.append(t("allocation.aid_ghost"))
    return told


def _text(row: pd.Series) -> str:
    is_open = isnan(row["fulfilment_high"]) or depends_on_credit(row)
    return ledger_rates.short(row) if is_open else ledger_rates.percent(row["fulfilment"])


def _list_row(row: pd.Series) -> tuple[str, str, float]:
    told = {
        "rate": ledger_rates.in_full(row),
        "stock": theme.number(row["stock"]),
        "obligation": theme.number(row["obligation"]),
    }
    basis = words().say(f"basis.{row['stock_basis']}")
    name = row["name"] if isnan(row["place"]) else t("allocation.ranked", place=f"{row['place']:.0f}", name=row["name"])
    return name, t("allocation.list_row", basis=basis, **told), min(row["fulfilment"], 1)


def _silent(rows: pd.DataFrame, drawn: pd.DataFrame) -> None:
    """Who is not in the strip, by name and by what is missing."""
    gone = rows[~rows.index.isin(drawn.index)].sort_values("name")
    is_protected = gone["stock_is_protected"] & gone["stock"].isna()
    if is_protected.any():
        names = ", ".join(map(as_name, gone.loc[is_protected, "name"]))
        st.markdown(t("protected.ledger_silent", names=names))
    without_stock = gone.loc[gone["stock"].isna() & ~is_protected, "name"]
    without_rate = gone.loc[gone["stock"].notna(), "name"]
    if len(without_stock):
        st.markdown(t("allocation.silent_stock", names=", ".join(map(as_name, without_stock))))
    if len(without_rate):
        st.markdown(t("allocation.silent_rate", names=", ".join(map(as_name, without_rate))))


def _table(case: Case, rows: pd.DataFrame) -> None:
    """Every figure of the strip; with changes also the figures without them and the difference."""
    heads = {"name": t("overview.col_name"), "place": t("allocation.col_place")}
    codes = rows["stock_basis"].mask(rows["stock_is_protected"], "protected")
    shown = rows.assign(
        basis=[words().say(f"basis.{code}") for code in codes],
        place=["" if isnan(place) else f"{place:.0f}" for place in rows["place"]],
    )
    before = case.today.reindex(rows.index)
    for name in ("fulfilment", "fulfilment_low", "fulfilment_high"):
        shown[name] *= 100
    counted = ("stock", "fulfilment_low", "fulfilment", "fulfilment_high", "outstanding")
    heads |= {"obligation": t("municipality.col_obligation"), "credit": t("allocation.col_credit")}
    heads |= {"stock": t("municipality.col_stock"), "basis": t("allocation.col_basis")}
    heads |= {"fulfilment_low": t("allocation.col_rate_low"), "fulfilment": t("allocation.col_rate")}
    heads |= {"fulfilment_high": t("allocation.col_rate_high"), "outstanding": t("municipality.col_outstanding")}
    if not case.what_if:
        as_table(in_words(shown, counted, 1, "stock_is_protected"), heads, digits=1)
        return
    titles = {
        "obligation": t("allocation.col_obligation_change"),
        "fulfilment": t("allocation.col_rate_change"),
        "outstanding": t("allocation.col_outstanding_change"),
    }
    for name in CHANGING:
        factor = 100 if name == "fulfilment" else 1
        shown[f"{name}_change"] = shown[name] - factor * before[name]
        heads[f"{name}_change"] = titles[name]
    pairs = [part for name in CHANGING for part in (name, f"{name}_change")]
    order = ["name", *pairs, *(name for name in heads if name not in ("name", *pairs))]
    shown = in_words(shown, counted, 1, "stock_is_protected")
    as_table(shown, {name: heads[name] for name in order}, digits=1, is_open=True)
