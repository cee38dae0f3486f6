"""Who does what: the matrix of categories and kinds of provider, with its blank spots in words."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboards.charts.register import matrix
from dashboards.markup import as_name
from dashboards.queries import offers as ask
from dashboards.queries import shared
from dashboards.text import labels, t
from dashboards.widgets import Selection


def show(rows: pd.DataFrame, selection: Selection) -> None:
    """The matrix of `rows`, then what is missing where. Invented offers never show a municipality as lacking."""
    st.subheader(t("offers.matrix_title"), anchor=False)
    example = shared.build(selection.snapshot)["is_synthetic"]
    names = dict(shared.categories(selection.snapshot)[["category", "category_name"]].itertuples(index=False))
    present = set(rows["category"])
    shown = {code: name for code, name in names.items() if code in present or not (selection.ags and example)}
    none = t("offers.no_offer_example" if example else "offers.no_offer")
    st.html(matrix(rows, shown, labels("provider_kind"), t("offers.sum"), none))
    if selection.ags:
        st.markdown(t("offers.absent", count=len(names) - len(present), all=len(names)))
    else:
        blanks = ask.blanks(selection.snapshot, selection.month)
        lines = [_blank(row, example) for row in blanks[blanks["blank"] > 0].to_dict("records")]
        st.markdown("\n".join([t("offers.blanks_title"), "", *lines]))


def _blank(row: Mapping[str, object], example: bool) -> str:
    values = {
        "category": row["category_name"],
        "blank": row["blank"],
        "reported": row["municipalities"] - row["silent"],
    }
    text = "- " + t("offers.blank", **values)
    return text if example else f"{text}: {', '.join(map(as_name, row['names']))}"
