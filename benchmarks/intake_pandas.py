"""The rival: `pandas.read_csv` and the checks of the offer inventory written as anybody would write them in pandas.

It is told what our way finds out: which columns mean what, the encoding, and where the header stands. Lines are
counted as rows, which is only right where no cell holds a line break.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.intake_inputs import KINDS, TYPED, known
from pipelines.sources.offer_inventory import OFFER_INVENTORY

FIELDS = OFFER_INVENTORY.layout.fields
UNITS = {"Plätze": "places", "Stellen": "fte", "Betten": "beds"}
SHAPES = {"number": r"-?[0-9]{1,15}(\.[0-9]+)?", "integer": r"-?[0-9]{1,15}", "flag": "[01]", "ags": "[0-9]{8}",
          "day": "[0-9]{4}-[0-9]{2}-[0-9]{2}"}  # fmt: skip


def by_pandas(path: Path, typed: str) -> tuple[int, int]:
    """Rows set aside and findings of a file; `typed` is the encoding of a typed list, empty for the plain one."""
    rows = _typed(path, typed) if typed else _stripped(pd.read_csv(path, dtype=str, keep_default_na=False))
    findings = pd.concat(_findings(rows))
    bad = findings.loc[findings["error"], "line"].unique()
    left = rows[~rows["line"].isin(bad)]
    doubts = pd.concat([*_across(left), pd.DataFrame(columns=findings.columns)])
    ended = doubts.loc[doubts["error"].astype(bool), "line"]
    left = left[~left["line"].isin(ended)]
    twice = left[left.duplicated(_key(bool(typed)), keep="last")]
    return len(rows) - len(left) + len(twice), len(findings) + len(doubts) + len(twice)


def _key(typed: bool) -> list[str]:
    return ["ags", "category", "provider", "name", "valid_from"] if typed else ["offer_id"]


def _stripped(rows: pd.DataFrame) -> pd.DataFrame:
    for name in rows.columns:
        rows[name] = rows[name].str.strip()
    return rows.assign(line=np.arange(2, len(rows) + 2))


def _typed(path: Path, encoding: str) -> pd.DataFrame:
    """A typed list with codes, keys, ISO days and decimal points."""
    rows = pd.read_csv(path, sep=";", encoding=encoding, skiprows=2, dtype=str, keep_default_na=False)
    rows = _stripped(rows.rename(columns={said: name for name, said in TYPED.items()}))
    places = {name: ags for ags, name in known().places}
    codes = {name: code for code, name, _ in known().categories}
    for name, words in (
        ("ags", places),
        ("category", codes),
        ("capacity_unit", UNITS),
        ("status", {"läuft": "running"}),
        ("provider_kind", {said: kind for kind, said in KINDS}),
        ("area", places | {"kreisweit": "kreis"}),
    ):
        rows[name] = rows[name].map(words).fillna(rows[name])
    for column in FIELDS:
        if column.name not in rows:
            rows[column.name] = "0" if column.name == "is_synthetic" else "x" if column.required else ""
        elif column.kind == "day":
            rows[column.name] = rows[column.name].str.replace(r"^(\d\d)\.(\d\d)\.(\d{4})$", r"\3-\2-\1", regex=True)
        elif column.kind == "number":
            rows[column.name] = rows[column.name].str.replace(",", ".")
    return rows.assign(line=rows["line"] + 2)


def _findings(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """Line, column, value and reason for every value that breaks what its column promises."""
    keys = {"ags": {ags for ags, _ in known().places}, "category": {code for code, _, _ in known().categories}}
    found = []
    for column in FIELDS:
        values = rows[column.name]
        there = values != ""
        if column.required:
            found.append(_told(rows, column.name, ~there, "fehlt"))
        if column.kind in SHAPES:
            shaped = values.str.fullmatch(SHAPES[column.kind])
            found.append(_told(rows, column.name, there & ~shaped, "hat eine andere Form"))
            if column.kind == "day":
                days = pd.to_datetime(values, format="%Y-%m-%d", errors="coerce")
                found.append(_told(rows, column.name, there & shaped & days.isna(), "ist kein Tag"))
        if column.kind in keys:
            shaped = values.str.fullmatch(SHAPES.get(column.kind, ".*"))
            found.append(_told(rows, column.name, there & shaped & ~values.isin(keys[column.kind]), "ist unbekannt"))
        if column.choices:
            found.append(_told(rows, column.name, there & ~values.isin(column.choices), "ist nicht vorgesehen"))
        if column.kind == "area_list":
            strange = ~values.map(lambda text: text == "kreis" or set(text.split()) <= keys["ags"])
            found.append(_told(rows, column.name, there & strange, "enthält Unbekanntes", error=False))
        if column.minimum is not None:
            low = pd.to_numeric(values, errors="coerce") < column.minimum
            found.append(_told(rows, column.name, low, "ist zu klein"))
    return found


def _across(rows: pd.DataFrame) -> list[pd.DataFrame]:
    early = (rows["valid_to"] != "") & (rows["valid_to"] < rows["valid_from"])
    occupied, capacity = (pd.to_numeric(rows[name], errors="coerce") for name in ("occupied", "capacity"))
    return [
        _told(rows, "valid_to", early, "liegt vor dem Beginn"),
        _told(rows, "occupied", ~early & (occupied > capacity), "ist zu groß", error=False),
        _told(rows, "capacity", ~early & (rows["capacity"] == ""), "fehlt", error=False),
    ]


def _told(rows: pd.DataFrame, name: str, broken: pd.Series, reason: str, *, error: bool = True) -> pd.DataFrame:
    hit = rows.loc[broken, ["line", name]].rename(columns={name: "value"})
    return hit.assign(column=name, reason=reason, error=error)
