"""Filters that count: every option says how many rows it would leave, given the other filters."""

from __future__ import annotations

import pandas as pd
import streamlit as st

ALL = ""


def facets(rows: pd.DataFrame, fields: dict[str, tuple[str, dict[str, str]]], every: str) -> pd.DataFrame:
    """Draws one select box per field side by side and returns the rows that pass all of them.

    `fields`: column -> (label, names of its codes); `every` names the option that filters nothing.
    """
    chosen = {field: st.session_state.get(f"filter_{field}", ALL) for field in fields}
    for column, (field, (label, names)) in zip(st.columns(len(fields)), fields.items(), strict=True):
        counts = counts_of(rows, chosen, field)
        shown = [code for code in [ALL, *names] if code in (ALL, chosen[field]) or counts.get(code)]
        st.session_state[f"filter_{field}"] = chosen[field]
        texts = {code: f"{({ALL: every} | names)[code]} ({counts.get(code, 0)})" for code in shown}
        column.selectbox(label, shown, format_func=texts.__getitem__, key=f"filter_{field}")
    return rows[passing(rows, chosen)]


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
