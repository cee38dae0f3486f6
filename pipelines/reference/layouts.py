"""Layouts of tables with rules of their own: corrections of figures, decisions on offers, prices."""

from datetime import date
from functools import partial

import pandas as pd

from pipelines.receiving.layout import Field, Layout, RowRule


def _is_period(text: str) -> bool:
    """One day, or first and last day with a slash between them."""
    days = text.split("/")
    try:
        return len(days) <= 2 and sorted(days) == [date.fromisoformat(day).isoformat() for day in days]
    except ValueError:
        return False


def _is_no_price(column: str, rows: pd.DataFrame) -> pd.Series:
    return pd.to_numeric(rows[column], errors="coerce") <= 0


CORRECTION = Layout(
    key=("source", "ags", "column_name", "period"),
    rules=(
        RowRule(
            "used",
            "ist die veröffentlichte Zahl selbst",
            "Streichen Sie die Zeile oder nennen Sie die richtige Zahl.",
            lambda rows: rows["used"] == rows["published"],
        ),
        RowRule(
            "period",
            "ist weder ein Tag noch ein Zeitraum",
            "Schreiben Sie JJJJ-MM-TT oder JJJJ-MM-TT/JJJJ-MM-TT.",
            lambda rows: ~rows["period"].map(_is_period),
        ),
        RowRule(
            "column_name",
            "ist keine Spalte dieser Quelle, die sich berichtigen lässt",
            "Möglich sind bei population persons und area_km2, bei allocation_report die Größe (measure).",
            lambda rows: (rows["source"] == "population") != rows["column_name"].isin(("persons", "area_km2")),
        ),
    ),
    fields=(
        Field("source", "choice", required=True, choices=("allocation_report", "population")),
        Field("ags", required=True),
        Field("column_name", required=True),
        Field("period", required=True),
        Field("published", "number", required=True),
        Field("used", "number", required=True),
        Field("reason", required=True),
        Field("reported_on", "day", required=True),
    ),
)

OFFER_DECISION = Layout(
    key=("offer_a", "offer_b"),
    rules=(
        RowRule(
            "offer_b",
            "ist dasselbe Angebot",
            "Nennen Sie zwei Kennungen.",
            lambda rows: rows["offer_a"] == rows["offer_b"],
        ),
    ),
    fields=(
        Field("offer_a", required=True),
        Field("offer_b", required=True),
        Field("decision", "choice", required=True, choices=("same", "different")),
        Field("decided_on", "day", required=True),
        Field("note"),
    ),
)

# What one place, bed, post or person costs a year; what is empty nobody has priced.
PRICES = ("low", "value", "high")
UNIT_COST = Layout(
    key=("category",),
    fields=(
        Field("category", "category", required=True),
        *(Field(column, "number") for column in PRICES),
        Field("opening_cost", "number", minimum=0),
        Field("min_group", "integer", minimum=1),
        Field("basis", "choice", choices=("sourced", "derived", "assumption")),
        Field("year", "integer", minimum=2000),
        Field("source", required=True),
        Field("note"),
    ),
    rules=tuple(
        RowRule(
            column,
            "ist kein Preis: umsonst lässt sich nichts kaufen",
            "Tragen Sie einen Betrag über 0 ein, oder lassen Sie die Zelle leer, wenn ihn niemand kennt.",
            partial(_is_no_price, column),
        )
        for column in PRICES
    ),
)
