"""What falls away in 3, 6 and 12 months if nothing is renewed, as one short table."""

from __future__ import annotations

import pandas as pd

from dashboards import theme
from dashboards.text import t
from dashboards.widgets import rows_table

HORIZONS = (3, 6, 12)


def show(cliff: pd.DataFrame) -> None:
    """`cliff`: rows of `queries.cliff`; one line per category, offers and their capacity per horizon."""
    heads = [t("common.category"), *(t("common.in_months", months=months) for months in HORIZONS)]
    body = [
        [name, *(_cell(rows.set_index("horizon_months"), months) for months in HORIZONS)]
        for name, rows in cliff.groupby("category_name", sort=False)
    ]
    rows_table(heads, body)


def _cell(rows: pd.DataFrame, months: int) -> str:
    """`2 (48 Pers./Jahr)`; a dash where nothing ends by then."""
    if months not in rows.index:
        return "–"
    row = rows.loc[months]
    if pd.isna(row["capacity"]) or not row["capacity"]:
        return theme.number(row["offers"])
    amount = theme.quantity(row["capacity"], row["unit"])
    return t("common.offers_with", offers=row["offers"], capacity=theme.with_unit(amount, row["unit"]))
