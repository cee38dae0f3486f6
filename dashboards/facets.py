"""Filters that count: every option says how many rows it would leave, given the other filters."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards.address import choose, kept

ALL = ""
# What a field is called in the address.
ADDRESS = {"category": "angebotsart", "provider_kind": "traegerart", "state": "stand"}


def facets(rows: pd.DataFrame, fields: dict[str, tuple[str, dict[str, str]]], every: str) -> pd.DataFrame:
    """Draws one select box per field side by side and returns the rows that pass all of them.

    `fields`: column -> (key of its label, names of its codes); `every` names the option that filters nothing. What is
    chosen stands in the address (ADDRESS).
    """
    chosen = {field: chosen_in(field, names) for field, (_, names) in fields.items()}
    for column, (field, (label, names)) in zip(st.columns(len(fields)), fields.items(), strict=True):
        counts = counts_of(rows, chosen, field)
        shown = [code for code in [ALL, *names] if code in (ALL, chosen[field]) or counts.get(code)]
        texts = {code: f"{({ALL: every} | names)[code]} ({counts.get(code, 0)})" for code in shown}
        with column:
            choose(label, texts, 0, ADDRESS[field])
    return rows[passing(rows, chosen)]


def chosen_in(field: str, names: dict[str, str]) -> str:
    """What the address says about a field; ALL where it says nothing known."""
    value = kept(ADDRESS[field], ALL)
    return value if value in names else ALL


def counts_of(rows: pd.DataFrame, chosen: dict[str, str], field: str) -> dict[str, int]:
    """How many rows each code of `field` leaves when the other fields stay as chosen; ALL: all of them."""
    others = rows[passing(rows, {key: code for key, code in chosen.items() if key != field})]
    return {ALL: len(others)} | others[field].value_counts().to_dict()


def passing(rows: pd.DataFrame, chosen: dict[str, str]) -> pd.Series:
    """Which rows have the chosen code in every field."""
    passes = pd.Series(True, index=rows.index)
    for field, code in chosen.items():
        if code != ALL:
            passes &= rows[field] == code
    return passes


def containing(rows: pd.DataFrame, words: str, columns: list[str]) -> pd.DataFrame:
    """The rows in which every word occurs in one of the columns, whatever its case."""
    text = rows[columns].fillna("").agg(" ".join, axis=1) if len(rows) else pd.Series(dtype=str)
    for word in words.split():
        text = text[text.str.contains(word, case=False, regex=False)]
    return rows.loc[text.index]
