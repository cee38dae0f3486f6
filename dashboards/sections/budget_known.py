"""What the gaps behind a budget's answer are worth: known at all, only minimums, or estimates."""

from __future__ import annotations

import pandas as pd

from dashboards import theme
from dashboards.queries import budget as ask
from dashboards.sections.budget_answer import Answer
from dashboards.sections.budget_asked import Asked
from dashboards.text import t
from pipelines.budgets import PARTS
from pipelines.planning.placing_case import Placed


def is_known(found: Answer, asked: Asked) -> bool:
    """Whether anybody knows a gap of something that is reckoned with."""
    return bool(_on_sale(found, asked)["gap"].notna().any())


def kind(found: Answer, asked: Asked) -> str:
    """`least` where a minimum enters, else `estimated` where an estimate or an incomplete offer does, else nothing.

    What is certainly missing is a minimum by its meaning.
    """
    assert asked.wish is not None
    rows = _with_figure(found, asked)
    is_rough = bool((_is_estimated(rows) | _is_short_of_offers(rows)).any())
    if asked.wish.is_certain or (_is_least(rows).any() and not _is_short_of_offers(rows).any()):
        return "least"
    return "estimated" if is_rough else ""


def is_open(found: Answer, asked: Asked) -> bool:
    """Whether more may be missing than is reckoned with, so that nothing left does not mean that nothing is missing."""
    return bool(kind(found, asked)) or is_least_left(found, asked)


def left(found: Answer, asked: Asked, placed: Placed) -> str:
    """`58 bleiben ohne`, as surely as the gaps are known; nobody is said to be served where that is not known."""
    count = theme.number((found.asked.case.worth(found.asked.case.lack) - placed.value) / PARTS)
    if count == "0" and is_open(found, asked):
        return t("budget.rest_open")
    how, is_least = kind(found, asked), is_least_left(found, asked)
    if how == "estimated":
        return t("budget.rest_estimated_least" if is_least else "budget.rest_estimated", count=count)
    return t("budget.rest_least" if is_least else "budget.rest", count=count)


def is_least_left(found: Answer, asked: Asked, category: str | None = None) -> bool:
    """Whether what stays open is at least that: a minimum enters, or a municipality has no figure and comes on top."""
    rows = _on_sale(found, asked)
    if category:
        rows = rows[rows["category"] == category]
    return kind(found, asked) == "least" or bool(rows["gap"].isna().any())


def need(found: Answer, asked: Asked) -> str:
    """`des geschätzten Bedarfs`: what a coverage is a share of."""
    keys = {"": "budget.need", "least": "budget.need_least", "estimated": "budget.need_estimated"}
    return t(keys[kind(found, asked)])


def basis(found: Answer, asked: Asked) -> str:
    """In how many municipalities minimums, estimates or incomplete offers enter; nothing where all is reported."""
    rows = _with_figure(found, asked)
    told = {
        "budget.basis_least": _is_least(rows),
        "budget.basis_estimated": _is_estimated(rows),
        "budget.basis_supply": _is_short_of_offers(rows),
    }
    return " ".join(
        t(key, count=rows.loc[chosen, "ags"].nunique(), of=rows["ags"].nunique())
        for key, chosen in told.items()
        if chosen.any()
    )


def _on_sale(found: Answer, asked: Asked) -> pd.DataFrame:
    gaps = ask.gaps(asked.selection.snapshot, asked.selection.month)
    return gaps[gaps["category"].isin(found.asked.categories)]


def _with_figure(found: Answer, asked: Asked) -> pd.DataFrame:
    rows = _on_sale(found, asked)
    return rows[rows["gap"].notna()]


def _is_least(rows: pd.DataFrame) -> pd.Series:
    return rows["need_basis"].eq("partial")


def _is_estimated(rows: pd.DataFrame) -> pd.Series:
    return rows["need_basis"].eq("estimated") | rows["rests_on_estimate"].eq(True)


def _is_short_of_offers(rows: pd.DataFrame) -> pd.Series:
    return rows["supply_basis"].eq("partial")
