"""What the page Budget is asked: read from the address, and drawn as a bar and as fields that write into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from dashboards import months, theme, vintage
from dashboards.address import kept, pick, write
from dashboards.drawn import drawn_once
from dashboards.markup import as_name
from dashboards.queries import budget as ask
from dashboards.sections import budget_prices
from dashboards.sections.budget_prices import FIELDS, MOST, number, short_name
from dashboards.text import label, labels, t
from dashboards.widgets import Selection
from pipelines.budgets import Wish
from pipelines.wording import fill

AMOUNT, FLOOR, UNIT = "betrag", "mindestens", "mindestens-als"
USUAL = 500_000
REACHES, UNITS = ("near", "home", "district"), ("persons", "share")
KEY_OF_TABLE = "preistabelle"
#: What is chosen by a code in the address, and the names of the codes.
CODES = {"ziel": "budget_goal", "luecke": "budget_part", "reichweite": "budget_reach", UNIT: "budget_floor_unit"}


@dataclass(frozen=True)
class Asked:
    """What the address asks for. `wish` is None where there is nothing to reckon; `problems`: a sentence for each part
    of the address that was not followed."""

    selection: Selection
    goal: str
    budget: int | None
    wish: Wish | None
    problems: tuple[str, ...]


def bar(snapshot: str) -> Asked:
    """Draws the bar: month, amount, aim, which gap. Everything else is drawn by `fields`."""
    # before the widgets: they put their own value in place of what they do not know
    problems = _unknown()
    with st.container(key="selection"):
        columns = vintage.columns([4.2, 2.5, 4.5, 3.7])
        with columns[0]:
            month = months.box(snapshot)
        with columns[1]:
            budget, problem = _amount()
        with columns[2]:
            goal = _pick("budget.goal", labels("budget_goal"), "ziel")
        with columns[3]:
            part = _pick("budget.part", labels("budget_part"), "luecke")
    selection = Selection(snapshot, date.fromisoformat(f"{month}-01"), "", None)
    return _asked(selection, goal, part, budget, [*problems, *filter(None, [problem])])


def fields(asked: Asked) -> None:
    """The assumptions, folded away until somebody has changed them: prices, what every municipality gets at least, who
    may use new places."""
    known, own = _own(asked.selection.snapshot)
    rows = budget_prices.table(known, own)
    if without := [row.category_name for row in rows.itertuples() if pd.isna(row.place)]:
        st.caption(t("budget.ask_price", names=", ".join(without)))
    is_open = bool(own or asked.problems or (asked.wish and asked.wish.floor))
    with st.expander(t("budget.fields_title"), expanded=is_open), st.container(key="budget-annahmen"):
        st.caption(t("budget.fields_note"))
        _editor(rows, known)
        _limits(asked)
        if own:
            st.button(t("budget.reset"), key="preise-zurueck", on_click=write, args=(budget_prices.KEY, None))


def _limits(asked: Asked) -> None:
    columns = st.columns([2, 3, 5])
    with columns[0]:
        _floor_field()
    with columns[1]:
        _pick("budget.floor_unit", labels("budget_floor_unit"), UNIT)
    with columns[2]:
        km = {"km": theme.number(ask.max_km(asked.selection.snapshot, asked.selection.month))}
        names = {code: fill(name, km) for code, name in labels("budget_reach").items()}
        _pick("budget.reach", names, "reichweite")


@drawn_once
def show_sources(snapshot: str) -> None:
    """Where each price comes from, or why there is none."""
    told = [
        t(
            "budget.source",
            name=row["category_name"],
            source=as_name(row["source"]),
            file=as_name(row["file"]),
            line=row["line"],
            note=as_name(row["note"] or ""),
        )
        for row in budget_prices.shipped(snapshot).to_dict("records")
    ]
    with st.expander(t("budget.sources_title")):
        st.markdown("\n".join(f"- {line}" for line in told))


def title(asked: Asked) -> str:
    """`Wo helfen 500.000 € am meisten?`"""
    return t("budget.title_open") if asked.budget is None else t("budget.title", amount=theme.number(asked.budget))


def _asked(selection: Selection, goal: str, part: str, budget: int | None, problems: list[str]) -> Asked:
    known, own = _own(selection.snapshot)
    _, wrong = budget_prices.read(st.query_params.get(budget_prices.KEY, ""), known)
    prices, unusable = budget_prices.on_sale(budget_prices.table(known, own))
    floor, is_share, problem = _floor()
    problems += [*wrong, *unusable, *filter(None, [problem])]
    reach, max_km = kept("reichweite", REACHES[0]), ask.max_km(selection.snapshot, selection.month)
    reach = reach if reach in REACHES else REACHES[0]
    if reach == "near" and max_km is None:
        reach = "home"
        problems.append(t("budget.no_limit", month=theme.month_name(selection.month)))
    if not prices:
        problems.append(t("budget.no_prices"))
    wish = None
    if prices and budget is not None:
        wish = Wish(
            budget,
            prices,
            floor=floor / 100 if is_share else floor,
            floor_is_share=is_share,
            reach=reach,
            max_km=max_km or 0.0,
            is_certain=part == "certain",
        )
    return Asked(selection, goal, budget, wish, tuple(problems))


def _own(snapshot: str) -> tuple[pd.DataFrame, dict[str, budget_prices.Own]]:
    known = budget_prices.shipped(snapshot)
    return known, budget_prices.read(st.query_params.get(budget_prices.KEY, ""), known)[0]


def _unknown() -> list[str]:
    """A sentence for each choice in the address that is none."""
    return [
        t("budget.bad_code", text=as_name(f"{key}={value}", 60))
        for key, group in CODES.items()
        if (value := st.query_params.get(key)) is not None and value not in labels(group)
    ]


def _pick(text: str, names: dict[str, str], key: str) -> str:
    return pick(text, names, next(iter(names)), key)


def _amount() -> tuple[int | None, str]:
    """The budget in whole euros, or None and what is wrong with it."""
    text = kept(AMOUNT, str(USUAL))
    value = number(text)
    st.session_state[AMOUNT] = None if value is None or abs(value) > MOST else round(value)

    def keep() -> None:
        chosen = st.session_state[AMOUNT]
        st.session_state[f"kept_{AMOUNT}"] = "" if chosen is None else str(chosen)
        write(AMOUNT, st.session_state[f"kept_{AMOUNT}"], str(USUAL))

    st.number_input(t("budget.amount"), step=10_000, key=AMOUNT, on_change=keep, placeholder=t("budget.amount_hint"))
    if value is None:
        said = t("budget.bad_amount", text=as_name(text, 40)) if text else t("budget.no_amount")
        return None, said
    if value > MOST:
        return None, t("budget.big_amount", most=theme.number(MOST))
    if value < 1:
        return None, t("budget.small_amount", amount=theme.number(max(value, -MOST)))
    return round(value), ""


def _floor() -> tuple[float, bool, str]:
    """The floor as typed, whether it is a percentage, and what is wrong with it."""
    text, is_share = kept(FLOOR, "0"), kept(UNIT, UNITS[0]) == "share"
    value = number(text or "0")
    if value is None or value < 0 or value > (100 if is_share else MOST):
        return 0.0, is_share, t("budget.bad_floor", text=as_name(text, 40))
    return value, is_share, ""


def _floor_field() -> None:
    value = number(kept(FLOOR, "0"))
    st.session_state[FLOOR] = round(value) if value is not None and 0 <= value <= MOST else 0

    def keep() -> None:
        st.session_state[f"kept_{FLOOR}"] = str(st.session_state[FLOOR] or 0)
        write(FLOOR, st.session_state[f"kept_{FLOOR}"], "0")

    st.number_input(t("budget.floor"), min_value=0, step=1, key=FLOOR, on_change=keep)


def _editor(rows: pd.DataFrame, known: pd.DataFrame) -> None:
    """The prices as a table to type in; a new table for every state of the address, so that no edit counts twice."""
    shown = rows.assign(
        category_name=[short_name(code) for code in rows.index],
        per=[label("priced", unit) for unit in rows["unit"]],
        origin=_origins(rows),
    )
    order = ["category_name", "per", *FIELDS, "origin"]
    key = f"{KEY_OF_TABLE}-{st.query_params.get(budget_prices.KEY, '')}"

    def keep() -> None:
        edited = st.session_state[key]["edited_rows"]
        write(budget_prices.KEY, budget_prices.write(budget_prices.changed(rows, known, edited)))

    config = {name: st.column_config.TextColumn(label("budget_column", name), disabled=True) for name in order}
    for name in FIELDS:
        config[name] = st.column_config.NumberColumn(label("budget_column", name), format="localized")
    st.data_editor(
        shown[order],
        column_config=config,
        hide_index=True,
        num_rows="fixed",
        key=key,
        on_change=keep,
        height="content",
        placeholder=t("budget.empty"),
    )


def _origins(rows: pd.DataFrame) -> list[str]:
    return [_origin(row) for row in rows.to_dict("records")]


def _origin(row: dict[str, object]) -> str:
    if pd.isna(row["place"]):
        return t("budget.origin_none")
    if row["is_mine"]:
        return t("budget.origin_mine")
    year = "" if pd.isna(row["year"]) else f"{row['year']:.0f}"
    said = t("budget.origin_kreis") if row["is_own"] else label("price_basis", str(row["basis"]))
    return t("budget.origin", basis=said, year=year)
