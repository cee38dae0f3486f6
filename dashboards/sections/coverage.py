"""Which municipality has reported for which month."""

from __future__ import annotations

import streamlit as st

from dashboards.address import pick
from dashboards.charts.status import TOLD, coverage_strip, runs_of
from dashboards.drawn import drawn_once
from dashboards.queries import data_status as ask
from dashboards.text import labels, t
from dashboards.widgets import as_table, chart

KEY = "meldungen"


def show(snapshot: str) -> None:
    """The strip of stocks or of offers, as chosen."""
    st.header(t("data_status.coverage_title"), anchor=False)
    kinds = {"stock": t("data_status.stock"), "inventory": t("data_status.inventory")}
    kind = pick("data_status.what", kinds, "stock", KEY)
    _strip(snapshot, kind, kinds[kind])


@drawn_once
def _strip(snapshot: str, kind: str, name: str) -> None:
    rows = ask.stock_coverage(snapshot) if kind == "stock" else ask.inventory_coverage(snapshot)
    per_month = rows["state"].isin(TOLD).groupby(rows["month"]).mean()
    counts = {"months": len(per_month), "some": (per_month > 0).sum(), "full": (per_month == 1).sum()}
    message = t("data_status.coverage", what=name, **counts)
    if hidden := int((rows["state"] == "protected").sum()):
        message = f"{message} {t('protected.coverage', count=hidden)}"
    st.caption(message)
    states = labels("reported" if kind == "stock" else "inventory")
    # only the public file withholds
    states = {code: name for code, name in states.items() if code != "protected" or hidden}
    chart(coverage_strip(rows, states), key=f"strip_{kind}", alt=message)
    runs = runs_of(rows)
    as_table(
        runs.assign(state=runs["state"].map(states)),
        {
            "name": t("common.municipality"),
            "start": t("data_status.col_start"),
            "last": t("data_status.col_last"),
            "state": t("data_status.what"),
        },
    )
