"""What the answer on the page Budget leaves out: no price, no figure, a withheld one, too few people."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from dashboards.drawn import drawn_once
from dashboards.sections import budget_answer, budget_known
from dashboards.sections.budget_answer import Answer
from dashboards.sections.budget_asked import Asked
from dashboards.sections.budget_prices import short_name
from dashboards.text import t
from pipelines.budgets import unweighed
from pipelines.wording import dictionary_key


@drawn_once
def show(asked: Asked) -> None:
    """Whom and what this calculation cannot serve: no price, no figure, a withheld one."""
    st.header(t("budget.out_title"), anchor=False)
    gaps = budget_answer.wanted(asked.selection.snapshot, asked.selection.month, False)
    priced = {price.category for price in asked.wish.prices} if asked.wish else set()
    without = gaps.loc[~gaps["category"].isin(priced), "category_name"].drop_duplicates().tolist()
    silent = gaps[gaps["gap"].isna()]
    hidden = silent["is_protected"].eq(True)
    found = budget_answer.of(asked) if asked.wish else None
    # without any gap no rule of the reckoning matters
    is_reckoned = not (found and found.asked.categories) or budget_known.is_known(found, asked)
    told = [t("budget.out_prices", names=", ".join(without))] if without and is_reckoned else []
    for key, part in (("budget.out_missing", silent[~hidden]), ("budget.out_protected", silent[hidden])):
        if len(part):
            told.append(t(key, count=part["ags"].nunique(), names=", ".join(_whom(part, gaps))))
    if is_reckoned:
        told += [*(_told_of(found, asked, gaps) if found else []), *_rules(asked)]
    st.markdown("\n".join(f"- {sentence}" for sentence in told))


def _rules(asked: Asked) -> list[str]:
    """How the answer rounds and counts."""
    told = [t("budget.out_floor")] if asked.wish and asked.wish.floor else []
    told += [t("budget.out_estimate")] if not (asked.wish and asked.wish.is_certain) else []
    return [*told, t("budget.out_twice")]


def _told_of(found: Answer, asked: Asked, gaps: pd.DataFrame) -> list[str]:
    """What the answer itself leaves out: no weight, too few people, no people to spread money by."""
    assert asked.wish is not None
    names = gaps.drop_duplicates("ags").set_index("ags")["name"]
    silent = names.reindex(found.people.index[found.people.isna()]).tolist()
    told = {
        "budget.out_weight": [short_name(category) for category in unweighed(gaps, asked.wish)],
        "budget.out_group": _too_few(found, names),
        "budget.out_heads": _by_name(map(str, silent)),
    }
    return [t(key, names=", ".join(whom), count=len(whom)) for key, whom in told.items() if whom]


def _too_few(found: Answer, names: pd.Series) -> list[str]:
    """`Lienen (Integrationskurs)`: where something is missing, but too few people come together to open it."""
    question = found.asked
    reached = set(question.case.liftable())
    lacking = [(int(row), int(column)) for row, column in zip(*question.case.lack.nonzero(), strict=True)]
    return _by_name(
        f"{names[question.ags[row]]} ({short_name(question.categories[column])})"
        for row, column in lacking
        if (row, column) not in reached
    )


def _whom(part: pd.DataFrame, gaps: pd.DataFrame) -> list[str]:
    """`Laer`, or `Laer (Schule)` where only some categories lack a figure."""
    every = gaps["category"].nunique()
    return _by_name(
        str(name) if len(rows) == every else f"{name} ({', '.join(rows['category_name'])})"
        for name, rows in part.groupby("name")
    )


def _by_name(names: Iterable[str]) -> list[str]:
    """As in a dictionary: Hopsten, Hörstel, Horstmar."""
    return sorted(names, key=dictionary_key)
