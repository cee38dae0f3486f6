"""*Woher?* down to the file: for every figure of a page its receipt, line, fingerprint, publisher and licence."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.folded import folded
from dashboards.queries import receipts as ask
from dashboards.queries.snapshot import is_internal
from dashboards.sections.ledger_case import Case
from dashboards.sections.ledger_steps import value_of
from dashboards.sections.steps import plain
from dashboards.text import label, labels, t, words
from dashboards.visible import may_show
from dashboards.widgets import Selection, ranked_list, table_or_list

# So few are easier read as sentences than in a table ten columns wide.
READ_OUT = 6


def show_stocks(selection: Selection) -> None:
    """Where the people counted in the month stand."""
    _show(selection.snapshot, "receipts.stocks", "belege-bestand", lambda: _stocks(selection))


def show_offers(selection: Selection) -> None:
    """Where the offers of the month stand."""
    _show(selection.snapshot, "receipts.offers", "belege-angebote", lambda: _offers(selection))


def show_ledger(case: Case) -> None:
    """Where the numbers of the steps stand: base, key inputs, published obligation, stock, credit."""
    _show(case.asked.selection.snapshot, "receipts.ledger", "belege-rechnung", lambda: _ledger(case))


def _show(snapshot: str, title: str, key: str, figures: Callable[[], pd.DataFrame]) -> None:
    """A folded table, for whoever may see where a figure stands."""
    if not may_show("receipts", snapshot):
        return
    folded(t(title), key, lambda: _draw(snapshot, key, ask.with_receipts(snapshot, figures())))


def _draw(snapshot: str, key: str, rows: pd.DataFrame) -> None:
    if rows.empty:
        st.markdown(t("receipts.none"))
        return
    shown = rows.assign(
        received_at=rows["received_at"].map(theme.day),
        known_on=rows["known_on"].map(theme.day),
        line=[str(int(line)) for line in rows["line"]],
        title=rows["title"].fillna(t("receipts.by_hand")),
        sha256=[_fingerprint(row) for _, row in rows.iterrows()],
        **{name: rows[name].fillna("–") for name in ("publisher", "licence")},
    )
    st.caption(t("receipts.note" if is_internal(snapshot) else "protected.receipts"))
    items = [(f"{row['what']}: {row['value']}", t("receipts.row", **row), 0.0) for _, row in shown.iterrows()]
    if len(shown) <= READ_OUT:
        ranked_list(items)
    else:
        table_or_list(key, shown, labels("receipt"), items)


def _fingerprint(row: pd.Series) -> str:
    """That of a file whose figures are withheld would confirm a guess; what is kept by hand has none."""
    if pd.isna(row["sha256"]):
        return t("receipts.by_hand")
    return row["sha256"] or t("common.protected")


def _stocks(selection: Selection) -> pd.DataFrame:
    rows = ask.stocks(selection.snapshot, selection.month, selection.ags)
    what = [
        t(
            "receipts.estimate_from" if basis == "estimated" else "receipts.count",
            name=name,
            group=label("legal_group_short", group),
        )
        for name, group, basis in zip(rows["name"], rows["legal_group"], rows["basis"], strict=True)
    ]
    values = [
        theme.number(None, is_protected=True) if hidden else plain(value)
        for value, hidden in zip(rows["value"], rows["is_protected"], strict=True)
    ]
    return rows.assign(what=what, value=values)


def _offers(selection: Selection) -> pd.DataFrame:
    rows = ask.offers(selection.snapshot, selection.month, selection.ags)
    return rows.assign(value=rows["value"].map(plain))


def _ledger(case: Case) -> pd.DataFrame:
    found = [
        {"what": step.title, "value": value_of(step), "file": place.file, "line": place.line}
        for step in case.steps_today().values() or case.steps()
        for place in step.places
    ]
    found += [
        {"what": t("receipts.law", name=labels("law").get(row.parameter, row.parameter)),
         "value": words().factor(row.value), "file": row.file, "line": row.line}
        for step in case.steps()
        for row in step.law
        if row.parameter not in case.what_if.law
    ]  # fmt: skip
    return pd.DataFrame(found, columns=["what", "value", "file", "line"]).drop_duplicates()
