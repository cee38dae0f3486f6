"""The answer on the page Budget: the finding, what is bought where, four ways side by side."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.app_pages import elsewhere
from dashboards.charts import money
from dashboards.charts.linked import Cell
from dashboards.drawn import drawn_once
from dashboards.queries import budget as ask
from dashboards.sections import budget_answer, budget_known
from dashboards.sections.budget_answer import Answer
from dashboards.sections.budget_asked import Asked
from dashboards.text import label, t
from dashboards.widgets import chart, lead, ranked_list, rows_table
from pipelines.budgets import CENTS, EXACT, PARTS, WAYS, bought, lowest, served
from pipelines.planning.placing_case import Placed
from pipelines.wording import fill


@drawn_once
def show_lead(asked: Asked) -> None:
    """The finding in one sentence, beside it what it costs; or what the floor costs, where it is out of reach."""
    found = budget_answer.of(asked)
    if not found.placed:
        st.warning(_why_nothing(found, asked))
        return
    if not budget_known.is_known(found, asked):
        lead(t("budget.finding_silent", month=theme.month_name(asked.selection.month)))
        return
    placed = found.placed[asked.goal]
    reason = " ".join(filter(None, [_compared(found), t("budget.counted"), budget_known.basis(found, asked)]))
    cost, persons = theme.number(placed.cost / CENTS), theme.number(placed.value / PARTS)
    lead(_finding(found, asked, placed), reason, t("budget.newly"), persons, t("budget.for_cost", cost=cost))


def _finding(found: Answer, asked: Asked, placed: Placed) -> str:
    """Whom the money serves and who remains without, as surely as the gaps are known."""
    month = theme.month_name(asked.selection.month)
    if not found.asked.case.liftable():
        is_open = budget_known.is_open(found, asked)
        return t("budget.finding_full_open", month=month) if is_open else t("budget.finding_full")
    values = {
        "amount": theme.number(asked.budget),
        "persons": theme.number(placed.value / PARTS),
        "rest": budget_known.left(found, asked, placed),
    }
    if not placed.value:
        return t("budget.finding_nothing", **values)
    if asked.goal == "worst":
        level, need = theme.percent(lowest(found.asked, placed)), budget_known.need(found, asked)
        return t("budget.finding_worst", level=level, need=need, **values)
    return t("budget.finding", month=month, **values)


def _compared(found: Answer) -> str:
    """What the rules of thumb reach; per head only where somebody's people are known."""
    cheapest = theme.number(found.placed["cheapest"].value / PARTS)
    if found.people.isna().all():
        return t("budget.compared_cheapest", cheapest=cheapest)
    return t("budget.compared", cheapest=cheapest, per_head=theme.number(found.placed["per_head"].value / PARTS))


@drawn_once
def show(asked: Asked) -> None:
    """What is bought where, the four ways, what stays open."""
    found = budget_answer.of(asked)
    placed = found.placed[asked.goal]
    st.header(t("budget.bought_title"), anchor=False)
    rows = named(bought(found.asked, placed), asked)
    if rows.empty:
        st.caption(t("budget.bought_none"))
    else:
        _draw_bought(rows, asked)
    st.header(t("budget.ways_title"), anchor=False)
    st.caption(t("budget.ways_note"))
    with st.container(key="budget-wege"):
        _ways(found, asked)
    for way in EXACT:
        st.caption(t("budget.proof", way=label("budget_way", way), proof=_proof(found.placed[way], way)))
    st.subheader(t("budget.left_title"), anchor=False)
    _rest(found, asked)


def named(rows: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """The rows of `bought` with `name` and `category_name`, in the order of the pages."""
    gaps = ask.gaps(asked.selection.snapshot, asked.selection.month)
    names = gaps.drop_duplicates("ags").set_index("ags")["name"]
    categories = gaps.drop_duplicates("category").set_index("category")["category_name"]
    found = rows.assign(name=rows["ags"].map(names), category_name=rows["category"].map(categories))
    order = {code: place for place, code in enumerate(theme.SHORT_ORDER)}
    return found.sort_values(["category", "name"], key=lambda column: column.map(order).fillna(column)
                             if column.name == "category" else column)  # fmt: skip


def _draw_bought(rows: pd.DataFrame, asked: Asked) -> None:
    said = rows.assign(said=[_said(row.amount, row.unit, row.cost) for row in rows.itertuples()])
    dearest = rows.groupby("name")["cost"].sum()
    alt = t("budget.alt", count=len(dearest), name=dearest.idxmax(), cost=theme.number(dearest.max()))
    chart(money.bars(said), "budget-geld", alt)
    heads = [label("budget_head", name) for name in ("name", "category_name", "amount", "cost")]
    month = f"{asked.selection.month:%Y-%m}"
    body = [
        [
            Cell(row.name, row.name, elsewhere("municipality", gemeinde=row.ags, kategorie=row.category, monat=month)),
            row.category_name,
            _amount(row.amount, row.unit),
            theme.number(row.cost),
        ]
        for row in rows.sort_values(["name", "category_name"]).itertuples(index=False)
    ]
    with st.expander(t("common.as_table")):
        rows_table(heads, body)


def _amount(amount: float, unit: str) -> str:
    return theme.with_unit(theme.quantity(amount, unit), unit)


def _said(amount: float, unit: str, cost: float) -> str:
    return t("budget.said", amount=_amount(amount, unit), cost=theme.number(cost))


def _ways(found: Answer, asked: Asked) -> None:
    heads = [label("budget_head", name) for name in ("way", "persons", "money", "lowest", "none")]
    rows = []
    for way in WAYS:
        if _is_silent(found, way):
            rows.append([label("budget_way", way), *[theme.number(None)] * 4])
            continue
        placed = found.placed[way]
        nothing = (placed.covered.sum(axis=1) == 0) & (found.asked.case.lack.sum(axis=1) > 0)
        rows.append(
            [
                label("budget_way", way),
                theme.number(placed.value / PARTS),
                t("budget.euros", cost=theme.number(placed.cost / CENTS)),
                _level(found, asked, placed),
                theme.number(int(nothing.sum())),
            ]
        )
    rows_table(heads, rows)


def _is_silent(found: Answer, way: str) -> bool:
    """Nobody's people are known, so there is nothing to spread money by: that is not a way that buys nothing."""
    return way == "per_head" and bool(found.people.isna().all())


def _level(found: Answer, asked: Asked, placed: Placed) -> str:
    """The lowest coverage: at most that where the need is only a minimum, none where there is nothing to buy."""
    if not found.asked.case.liftable():
        return t("budget.empty")
    level = theme.percent(lowest(found.asked, placed))
    return t("budget.at_most", level=level) if budget_known.kind(found, asked) == "least" else level


def _rest(found: Answer, asked: Asked) -> None:
    gaps = ask.gaps(asked.selection.snapshot, asked.selection.month)
    names = gaps.drop_duplicates("category").set_index("category")["category_name"]
    parts = {way: served(found.asked, found.placed[way]).groupby("category") for way in WAYS}
    ways = [label("budget_way", way) for way in WAYS]
    rows, items = [], []
    for category, unit in zip(found.asked.categories, found.asked.units, strict=True):
        shown = t("common.minimum", amount="{}") if budget_known.is_least_left(found, asked, category) else "{}"
        today = shown.format(theme.quantity(parts["most"].get_group(category)["missing"].sum(), unit))
        left = [
            theme.number(None) if _is_silent(found, way)
            else shown.format(theme.quantity(parts[way].get_group(category)["left"].sum(), unit))
            for way in WAYS
        ]  # fmt: skip
        name = f"{names[category]} ({theme.unit_name(unit)})"
        rows.append([name, today, *left])
        told = "; ".join(t("budget.left_of", way=way, left=value) for way, value in zip(ways, left, strict=True))
        items.append((name, t("budget.left_item", today=today, left=told), 0.0))
    with st.container(key="wide-budget-rest"):
        rows_table([label("budget_head", "category_name"), label("budget_head", "today"), *ways], rows)
    with st.container(key="narrow-budget-rest"):
        ranked_list(items)


def _proof(placed: Placed, way: str) -> str:
    values = {"value": theme.number(placed.value / PARTS), "bound": theme.number(max(placed.bound, 0) / PARTS)}
    return fill(label("budget_proven", way) if placed.is_proven else label("budget_open", way), values)


def _why_nothing(found: Answer, asked: Asked) -> str:
    """What the floor costs, that no money reaches it, or that the search ended before it knew."""
    if not found.is_decided:
        return t("budget.floor_open", amount=theme.number(asked.budget))
    if found.floor_price is None:
        return t("budget.floor_never")
    return t("budget.floor_price", price=theme.number(found.floor_price), amount=theme.number(asked.budget))
