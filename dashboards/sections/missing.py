"""What is missing in the data about one municipality, and whom to ask."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards.drawn import drawn_once
from dashboards.markup import as_name
from dashboards.queries import municipality as ask
from dashboards.queries.snapshot import is_internal
from dashboards.sections.finding import when
from dashboards.text import label, t
from dashboards.visible import may_show
from dashboards.widgets import Selection

# What nobody has to be asked for: a count that is withheld was reported.
COUNTED = ("reported", "protected")


@drawn_once
def show(selection: Selection, month: pd.Series) -> None:
    """A list of sentences, or the one that nothing is missing."""
    st.header(t("municipality.missing_title"), anchor=False)
    lines = [
        *_stock_lines(selection, month),
        *_obligation_lines(selection),
        *_supply_lines(selection),
        *_finding_lines(selection),
        t("municipality.missing_always"),
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))


def _stock_lines(selection: Selection, month: pd.Series) -> list[str]:
    stock = ask.stock(selection.snapshot, selection.month, selection.ags)
    gone = [group for group in ask.counted_groups(stock) if stock.loc[group, "basis"] not in COUNTED]
    lines = [t("municipality.missing_stock", group=label("legal_group", group), when=when(month)) for group in gone]
    ages = ask.ages(selection.snapshot, selection.month, selection.ags)
    # the public file leaves ages out, also where they were reported
    is_asked = ages["is_estimated"].any() and is_internal(selection.snapshot)
    return [*lines, t("municipality.missing_ages")] if is_asked else lines


def _obligation_lines(selection: Selection) -> list[str]:
    rows = ask.obligations(selection.snapshot, selection.ags)
    month = pd.Timestamp(selection.month).to_period("M")
    now = rows[rows["as_of"].dt.to_period("M") == month]
    lines = []
    if (now["credit_basis"] == "missing").any():
        lines.append(t("municipality.missing_credit"))
    if now[(now["scheme"] == "wohnsitz") & now["obligation"].notna()].empty:
        lines.append(t("municipality.missing_wohnsitz"))
    return lines


def _supply_lines(selection: Selection) -> list[str]:
    gaps = ask.gaps(selection.snapshot, selection.month, selection.ags)
    if (gaps["supply_basis"] == "missing").all():
        return [t("municipality.missing_inventory")]
    without = gaps[gaps["offers_without_capacity"] > 0]
    return [
        t("municipality.missing_capacity", category=row["category_name"], count=int(row["offers_without_capacity"]))
        for _, row in without.iterrows()
    ]


def _finding_lines(selection: Selection) -> list[str]:
    if not may_show("findings", selection.snapshot):
        return []
    findings = ask.findings(selection.snapshot, selection.ags)
    findings["about"] = [f"{about}, " if about else "" for about in findings["about"]]
    findings["what"] = [
        t("municipality.missing_value", value=value) if value else t("municipality.missing_entry")
        for value in findings["value"].fillna("")
    ]
    for column in ("what", "reason", "action", "about"):
        findings[column] = findings[column].map(as_name)
    return [t("municipality.missing_finding", **row) for row in findings.to_dict("records")]
