"""The answer on the page Budget: the finding, what is bought where, four ways side by side, what is left out."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.app_pages import elsewhere
from dashboards.charts import money
from dashboards.charts.linked import Cell
from dashboards.drawn import drawn_once
from dashboards.queries import budget as ask
from dashboards.sections import budget_answer
from dashboards.sections.budget_answer import Answer
from dashboards.sections.budget_asked import Asked
from dashboards.sections.budget_prices import short_name
from dashboards.text import label, t
from dashboards.widgets import chart, lead, ranked_list, rows_table
from pipelines.budgets import CENTS, EXACT, PARTS, WAYS, bought, lowest, served, unweighed
from pipelines.planning.placing_case import Placed
from pipelines.wording import fill


@drawn_once
def show_lead(asked: Asked) -> None:
    """The finding in one sentence, beside it what it costs; or what the floor costs, where it is out of reach."""
    found = budget_answer.of(asked)
    if not found.placed:
        st.warning(_why_nothing(found, asked))
        return
    placed = found.placed[asked.goal]
    cost = theme.number(placed.cost / CENTS)
    persons = theme.number(placed.value / PARTS)
    values = {"amount": theme.number(asked.budget), "persons": persons, "left": theme.number(_left(found, placed))}
    if not _is_known(found, asked):
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
    rows = named(bought(found.asked, placed), asked)
    if rows.empty:
        st.caption(t("budget.bought_none"))
    else:
        _draw_bought(rows, asked)
    st.header(t("budget.ways_title"), anchor=False)
    st.caption(t("budget.ways_note"))
    with st.container(key="budget-wege"):
        _ways(found)
    for way in EXACT:
        st.caption(t("budget.proof", way=label("budget_way", way), proof=_proof(found.placed[way], way)))
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
    if asked.wish:
        told += _told_of(budget_answer.of(asked), asked, gaps)
    told += [t("budget.out_floor")] if asked.wish and asked.wish.floor else []
    told += [t("budget.out_estimate")] if not (asked.wish and asked.wish.is_certain) else []
    st.markdown("\n".join(f"- {sentence}" for sentence in [*told, t("budget.out_twice")]))


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


def _is_known(found: Answer, asked: Asked) -> bool:
    """Whether anybody knows a gap of something that is reckoned with."""
    gaps = ask.gaps(asked.selection.snapshot, asked.selection.month)
    return bool(gaps.loc[gaps["category"].isin(found.asked.categories), "gap"].notna().any())


def _left(found: Answer, placed: Placed) -> float:
    return (found.asked.case.worth(found.asked.case.lack) - placed.value) / PARTS


def _told_of(found: Answer, asked: Asked, gaps: pd.DataFrame) -> list[str]:
    """What the answer itself leaves out: no weight, too few people, no people to spread money by."""
    assert asked.wish is not None
    names = gaps.drop_duplicates("ags").set_index("ags")["name"]
    silent = names.reindex(found.people.index[found.people.isna()]).tolist()
    told = {
        "budget.out_weight": [short_name(category) for category in unweighed(gaps, asked.wish)],
        "budget.out_group": _too_few(found, names),
        "budget.out_heads": [str(name) for name in silent],
    }
    return [t(key, names=", ".join(whom), count=len(whom)) for key, whom in told.items() if whom]


def _too_few(found: Answer, names: pd.Series) -> list[str]:
    """`Lienen (Integrationskurs)`: where something is missing, but too few people come together to open it."""
    question = found.asked
    reached = set(question.case.liftable())
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
