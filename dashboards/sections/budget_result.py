"""The answer on the page Budget: the finding, what is bought where, four ways side by side, what is left out."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import handing, theme
from dashboards.charts import money
from dashboards.drawn import drawn_once
from dashboards.queries import budget as ask
from dashboards.queries.snapshot import name_of
from dashboards.sections import budget_answer
from dashboards.sections.budget_answer import Answer
from dashboards.sections.budget_asked import Asked
from dashboards.sections.budget_prices import short_name
from dashboards.text import label, t
from dashboards.widgets import as_table, chart, lead, ranked_list, rows_table
from pipelines.budgets import CENTS, PARTS, WAYS, bought, lowest, served
from pipelines.planning.placing_case import Placed
from pipelines.wording import fill


@drawn_once
def show_lead(asked: Asked) -> None:
    """The finding in one sentence, beside it what it costs; or what the floor costs, where it is out of reach."""
    found = budget_answer.of(asked)
    if not found.placed:
        st.warning(_floor_price(found, asked))
        return
    placed = found.placed[asked.goal]
    cost = theme.number(placed.cost / CENTS)
    persons = theme.number(placed.value / PARTS)
    values = {"amount": theme.number(asked.budget), "persons": persons, "left": theme.number(_left(found, placed))}
    if not _is_known(asked):
        sentence = t("budget.finding_silent", month=theme.month_name(asked.selection.month))
    elif not found.asked.case.liftable():
        sentence = t("budget.finding_full")
    elif not placed.value:
        sentence = t("budget.finding_nothing", **values)
    elif asked.goal == "worst":
        sentence = t("budget.finding_worst", level=theme.percent(lowest(found.asked, placed)), **values)
    else:
        sentence = t("budget.finding", **values)
    others = t(
        "budget.compared",
        cheapest=theme.number(found.placed["cheapest"].value / PARTS),
        per_head=theme.number(found.placed["per_head"].value / PARTS),
    )
    reason = f"{others} {t('budget.counted')}"
    lead(sentence, reason, t("budget.newly"), persons, t("budget.for_cost", cost=cost))


@drawn_once
def show(asked: Asked) -> None:
    """What is bought where, the four ways, what stays open."""
    found = budget_answer.of(asked)
    placed = found.placed[asked.goal]
    st.header(t("budget.bought_title"), anchor=False)
    rows = _named(bought(found.asked, placed), asked)
    if rows.empty:
        st.caption(t("budget.bought_none"))
    else:
        _draw_bought(rows)
    st.caption(_proof(found, asked.goal))
    st.header(t("budget.ways_title"), anchor=False)
    st.caption(t("budget.ways_note"))
    with st.container(key="budget-wege"):
        _ways(found)
    st.subheader(t("budget.left_title"), anchor=False)
    _rest(found, asked)


@drawn_once
def show_left_out(asked: Asked) -> None:
    """Whom and what this calculation cannot serve: no price, no figure, a withheld one."""
    st.header(t("budget.out_title"), anchor=False)
    gaps = budget_answer.wanted(asked.selection.snapshot, asked.selection.month, False)
    priced = {price.category for price in asked.wish.prices} if asked.wish else set()
    without = gaps.loc[~gaps["category"].isin(priced), "category_name"].drop_duplicates().tolist()
    silent = gaps[gaps["gap"].isna()]
    hidden = silent["is_protected"].eq(True)
    told = [t("budget.out_prices", names=", ".join(without))] if without else []
    for key, part in (("budget.out_missing", silent[~hidden]), ("budget.out_protected", silent[hidden])):
        if len(part):
            told.append(t(key, count=part["ags"].nunique(), names=", ".join(_whom(part, gaps))))
    told += [t("budget.out_group", names=", ".join(names))] if (names := _too_few(asked, gaps)) else []
    told += [t("budget.out_floor")] if asked.wish and asked.wish.floor else []
    told += [t("budget.out_estimate")] if not (asked.wish and asked.wish.is_certain) else []
    st.markdown("\n".join(f"- {sentence}" for sentence in [*told, t("budget.out_twice")]))


def download(asked: Asked) -> None:
    """What is bought, as CSV: seat, category, amount, cost, with what it rests on in every row."""
    placed = budget_answer.of(asked).placed[asked.goal]

    def make() -> bytes:
        rows = _named(bought(budget_answer.of(asked).asked, placed), asked)
        told = rows[["ags", "name", "category", "category_name", "amount", "unit", "cost"]].assign(
            way=asked.goal,
            gap="certain" if asked.wish and asked.wish.is_certain else "likely",
            budget=asked.budget,
            month=f"{asked.selection.month:%Y-%m}",
            state=name_of(asked.selection.snapshot),
            is_synthetic=bool(ask.gaps(asked.selection.snapshot, asked.selection.month)["is_synthetic"].any()),
        )
        return told.to_csv(index=False, lineterminator="\n").encode()

    name = f"budget-{asked.selection.month:%Y-%m}-{asked.budget}.csv"
    handing.button(t("budget.download"), make, file_name=name, mime="text/csv", key="budget-csv")


def _draw_bought(rows: pd.DataFrame) -> None:
    said = rows.assign(said=[_said(row.amount, row.unit, row.cost) for row in rows.itertuples()])
    dearest = rows.groupby("name")["cost"].sum()
    alt = t("budget.alt", count=len(dearest), name=dearest.idxmax(), cost=theme.number(dearest.max()))
    chart(money.bars(said), "budget-geld", alt)
    shown = rows.assign(amount=[theme.quantity(row.amount, row.unit) for row in rows.itertuples()])
    shown["unit"] = [theme.unit_name(unit) for unit in rows["unit"]]
    heads = {name: label("budget_head", name) for name in ("name", "category_name", "amount", "unit", "cost")}
    as_table(shown.sort_values(["name", "category_name"]), heads)


def _said(amount: float, unit: str, cost: float) -> str:
    return t("budget.said", amount=theme.with_unit(theme.quantity(amount, unit), unit), cost=theme.number(cost))


def _named(rows: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    gaps = ask.gaps(asked.selection.snapshot, asked.selection.month)
    names = gaps.drop_duplicates("ags").set_index("ags")["name"]
    categories = gaps.drop_duplicates("category").set_index("category")["category_name"]
    named = rows.assign(name=rows["ags"].map(names), category_name=rows["category"].map(categories))
    order = {code: place for place, code in enumerate(theme.SHORT_ORDER)}
    return named.sort_values(["category", "name"], key=lambda column: column.map(order).fillna(column)
                             if column.name == "category" else column)  # fmt: skip


def _ways(found: Answer) -> None:
    heads = [label("budget_head", name) for name in ("way", "persons", "money", "lowest", "none")]
    rows = []
    for way in WAYS:
        placed = found.placed[way]
        nothing = (placed.covered.sum(axis=1) == 0) & (found.asked.case.lack.sum(axis=1) > 0)
        rows.append(
            [
                label("budget_way", way),
                theme.number(placed.value / PARTS),
                t("budget.euros", cost=theme.number(placed.cost / CENTS)),
                theme.percent(lowest(found.asked, placed)),
                theme.number(int(nothing.sum())),
            ]
        )
    rows_table(heads, rows)


def _rest(found: Answer, asked: Asked) -> None:
    gaps = ask.gaps(asked.selection.snapshot, asked.selection.month)
    names = gaps.drop_duplicates("category").set_index("category")["category_name"]
    parts = {way: served(found.asked, found.placed[way]).groupby("category") for way in WAYS}
    ways = [label("budget_way", way) for way in WAYS]
    rows, items = [], []
    for category, unit in zip(found.asked.categories, found.asked.units, strict=True):
        today = theme.quantity(parts["most"].get_group(category)["missing"].sum(), unit)
        left = [theme.quantity(parts[way].get_group(category)["left"].sum(), unit) for way in WAYS]
        name = f"{names[category]} ({theme.unit_name(unit)})"
        rows.append([name, today, *left])
        told = "; ".join(t("budget.left_of", way=way, left=value) for way, value in zip(ways, left, strict=True))
        items.append((name, t("budget.left_item", today=today, left=told), 0.0))
    with st.container(key="wide-budget-rest"):
        rows_table([label("budget_head", "category_name"), label("budget_head", "today"), *ways], rows)
    with st.container(key="narrow-budget-rest"):
        ranked_list(items)


def _proof(found: Answer, goal: str) -> str:
    placed = found.placed[goal]
    values = {"value": theme.number(placed.value / PARTS), "bound": theme.number(max(placed.bound, 0) / PARTS)}
    return fill(label("budget_proven", goal) if placed.is_proven else label("budget_open", goal), values)


def _floor_price(found: Answer, asked: Asked) -> str:
    if not found.floor_price:
        return t("budget.floor_never")
    return t("budget.floor_price", price=theme.number(found.floor_price), amount=theme.number(asked.budget))


def _is_known(asked: Asked) -> bool:
    """Whether anybody knows a gap of something that has a price."""
    gaps = ask.gaps(asked.selection.snapshot, asked.selection.month)
    priced = {price.category for price in asked.wish.prices} if asked.wish else set()
    return bool(gaps.loc[gaps["category"].isin(priced), "gap"].notna().any())


def _left(found: Answer, placed: Placed) -> float:
    return (found.asked.case.worth(found.asked.case.lack) - placed.value) / PARTS


def _too_few(asked: Asked, gaps: pd.DataFrame) -> list[str]:
    """`Lienen (Integrationskurs)`: where something is missing, but too few people come together to open it."""
    if not asked.wish:
        return []
    question = budget_answer.of(asked).asked
    reached = set(question.case.liftable())
    names = gaps.drop_duplicates("ags").set_index("ags")["name"]
    lacking = [(int(row), int(column)) for row, column in zip(*question.case.lack.nonzero(), strict=True)]
    return [
        f"{names[question.ags[row]]} ({short_name(question.categories[column])})"
        for row, column in lacking
        if (row, column) not in reached
    ]


def _whom(part: pd.DataFrame, gaps: pd.DataFrame) -> list[str]:
    """`Laer`, or `Laer (Schule)` where only some categories lack a figure."""
    every = gaps["category"].nunique()
    return [
        str(name) if len(rows) == every else f"{name} ({', '.join(rows['category_name'])})"
        for name, rows in part.groupby("name")
    ]
