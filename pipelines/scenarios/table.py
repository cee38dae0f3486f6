"""The gaps of today and of a scenario side by side, one row per municipality and category, and as CSV."""

from __future__ import annotations

import math
from datetime import date

import pandas as pd

from pipelines.contracts.base import Column, Contract
from pipelines.extracts.delimited import Dialect, csv_bytes
from pipelines.scenarios.gaps import Picture

FIGURES = (
    "need_low", "need", "need_high", "local_supply", "local_gap", "shared_gap", "gap_low", "gap_high",
    "coverage_class", "answer",
)  # fmt: skip
# What a file shows of them, each today and in the scenario; `gap_` is the gap with places shared.
WRITTEN = {
    "need_low": "Bedarf, untere Grenze",
    "need": "Bedarf",
    "need_high": "Bedarf, obere Grenze",
    "local_supply": "Plätze am Ort",
    "local_gap": "Lücke nur mit eigenen Angeboten",
    "gap_low": "Lücke mit geteilten Plätzen, untere Grenze",
    "shared_gap": "Lücke mit geteilten Plätzen",
    "gap_high": "Lücke mit geteilten Plätzen, obere Grenze",
    "answer": "Antwort wie in der Relation gap; protected: gezählt, aber geschützt",
}
SIDES = {"_today": "ohne Annahmen", "_scenario": "im Szenario"}
DUST = 1e-6

_CSV = Contract(
    relation="scenario",
    title="Szenario",
    grain="Gemeinde und Kategorie",
    meaning="Lücken ohne und unter den Annahmen eines Szenarios. Annahmen, keine Daten.",
    key=("ags", "category"),
    columns=(
        Column("scenario", "text", "Name des Szenarios"),
        Column("is_supposed", "boolean", "Wahr: Was auf _scenario endet, ist eine Annahme, keine Meldung"),
        Column("month", "day", "Monat"),
        Column("ags", "text", "Amtlicher Gemeindeschlüssel"),
        Column("name", "text", "Name der Gemeinde"),
        Column("category", "text", "Kategorie"),
        Column("unit", "text", "Einheit der Zahlen dieser Zeile"),
        *(
            Column(f"{name}{side}", "text" if name == "answer" else "number", f"{meaning}, {said}", required=False)
            for name, meaning in WRITTEN.items()
            for side, said in SIDES.items()
        ),
        Column("is_protected", "boolean", "Wahr, wenn ein Bestand, der hier eingeht, geschützt ist"),
        Column("is_synthetic", "boolean", "Wahr, wenn ein erfundenes Angebot eingeht"),
    ),
)


def beside(today: Picture, after: Picture) -> pd.DataFrame:
    """One row per municipality and gap category: FIGURES of today (`_today`) and of the scenario (`_scenario`).

    `change`: what is missing more (or, below 0, less) when places are shared; `local_change` with own places only;
    NaN where a side has no figure. is_withheld: a count that enters is known, but protected. is_synthetic: an invented
    offer enters on one of the sides.
    """
    keys = ["ags", "name", "category", "unit"]
    left = today.gaps[[*keys, *FIGURES, "need_basis", "is_protected", "is_synthetic"]].rename(
        columns={name: f"{name}_today" for name in FIGURES}
    )
    right = after.gaps[["ags", "category", *FIGURES, "is_synthetic"]].rename(
        columns={name: f"{name}_scenario" for name in FIGURES}
    )
    rows = left.merge(right, on=["ags", "category"], validate="one_to_one", suffixes=("_today", ""))
    rows["is_synthetic"] |= rows.pop("is_synthetic_today")
    for change, gap in (("change", "shared_gap"), ("local_change", "local_gap")):
        moved = rows[f"{gap}_scenario"] - rows[f"{gap}_today"]
        # shares are exact to a millionth
        rows[change] = moved.where(~(moved.abs() <= DUST), 0.0)
    rows["is_withheld"] = rows["is_protected"] & (rows["need_basis"] == "missing")
    return rows


def csv_of(rows: pd.DataFrame, title: str, month: str, dialect: Dialect) -> bytes:
    """Rows of `beside` of a scenario and its month (`2018-01`) as CSV; where there is no figure, the cell is empty."""
    rows = rows.assign(scenario=title, is_supposed=True, month=date.fromisoformat(f"{month}-01"))
    for side in SIDES:
        rows[f"answer{side}"] = rows[f"answer{side}"].mask(rows["is_withheld"], "protected")
    told = [
        tuple(None if isinstance(value, float) and math.isnan(value) else value for value in row)
        for row in rows[list(_CSV.names)].astype(object).itertuples(index=False)
    ]
    return csv_bytes(_CSV, told, dialect)
