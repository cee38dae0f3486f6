"""The gaps of today and of a scenario side by side, one row per municipality and category, and as CSV."""

from __future__ import annotations

import math

import pandas as pd

from pipelines.contracts.base import Column, Contract
from pipelines.extracts.delimited import Dialect, csv_bytes
from pipelines.scenarios.gaps import Picture

FIGURES = (
    "need_low", "need", "need_high", "local_supply", "local_gap", "shared_gap", "gap_low", "gap_high",
    "coverage_class", "answer",
)  # fmt: skip
# What a file shows of them.
WRITTEN = ("need", "local_supply", "local_gap", "shared_gap", "answer")
DUST = 1e-6

_AGS = Column("ags", "text", "Amtlicher Gemeindeschlüssel")
_CSV = Contract(
    relation="scenario",
    title="Szenario",
    grain="Gemeinde und Kategorie",
    meaning="Lücken heute und unter den Annahmen eines Szenarios. Annahmen, keine Daten.",
    key=("ags", "category"),
    columns=(
        _AGS,
        Column("name", "text", "Name der Gemeinde"),
        Column("category", "text", "Kategorie"),
        Column("unit", "text", "Einheit der Zahlen dieser Zeile"),
        *(
            Column(f"{name}{side}", "text" if name == "answer" else "number", f"{name}, {said}", required=False)
            for name in WRITTEN
            for side, said in (("_today", "heute"), ("_scenario", "im Szenario"))
        ),
    ),
)


def beside(today: Picture, after: Picture) -> pd.DataFrame:
    """One row per municipality and gap category: FIGURES of today (`_today`) and of the scenario (`_scenario`).

    `change`: what is missing more (or, below 0, less) when places are shared; `local_change` with own places only;
    NaN where a side has no figure. is_withheld: a count that enters is known, but protected.
    """
    keys = ["ags", "name", "category", "unit"]
    left = today.gaps[[*keys, *FIGURES, "need_basis", "is_protected"]].rename(
        columns={name: f"{name}_today" for name in FIGURES}
    )
    right = after.gaps[["ags", "category", *FIGURES]].rename(columns={name: f"{name}_scenario" for name in FIGURES})
    rows = left.merge(right, on=["ags", "category"], validate="one_to_one")
    for change, gap in (("change", "shared_gap"), ("local_change", "local_gap")):
        moved = rows[f"{gap}_scenario"] - rows[f"{gap}_today"]
        # shares are exact to a millionth
        rows[change] = moved.where(~(moved.abs() <= DUST), 0.0)
    rows["is_withheld"] = rows["is_protected"] & (rows["need_basis"] == "missing")
    return rows


def csv_of(rows: pd.DataFrame, dialect: Dialect) -> bytes:
    """Rows of `beside` as CSV; where there is no figure, the cell is empty."""
    told = [
        tuple(None if isinstance(value, float) and math.isnan(value) else value for value in row)
        for row in rows[list(_CSV.names)].astype(object).itertuples(index=False)
    ]
    return csv_bytes(_CSV, told, dialect)
