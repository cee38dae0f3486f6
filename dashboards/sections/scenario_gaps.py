"""The gaps of all municipalities under a scenario: today and then for one category, the changes for all of them."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.address import view
from dashboards.charts.change import then_and_now
from dashboards.charts.moves import Move, moves
from dashboards.comparison import signed
from dashboards.drawn import drawn_once
from dashboards.markup import as_name
from dashboards.queries import scenario as ask
from dashboards.sections.change import short_name
from dashboards.sections.scenario_state import Case
from dashboards.sections.scenario_top import of_category
from dashboards.text import label, labels, t
from dashboards.widgets import as_table, chart, legend, ranked_list
from dashboards.withheld import in_words
from pipelines.scenarios.table import DUST

# More than a tenth, than half of today's need.
STEPS = (0.5, 0.1)


@drawn_once
def show_category(case: Case) -> None:
    """Dumbbells from today to the scenario; the table also where nothing can be drawn."""
    rows = _drawn(of_category(case))
    if rows.empty or not case.scenario:
        return
    known = rows[rows["change"].notna()]
    name, unit = case.known.categories[case.selection.category], theme.unit_name(rows["unit"].iloc[0])
    st.header(t("scenario.category_title", category=name), anchor=False)
    if len(known):
        alt = t("scenario.alt", category=name, rows="; ".join(f"{row.title}: {row.told}" for row in known.itertuples()))
        with st.container(key="wide-szenario"):
            st.caption(t("scenario.marks", unit=unit))
            chart(then_and_now(known), key="szenario-luecken", alt=alt)
        with st.container(key="narrow-szenario"):
            st.caption(t("scenario.list_note", unit=unit))
            top = known[["value_now", "value_then"]].max(axis=None) or 1.0
            ranked_list([(row.title, row.told, row.value_now / top) for row in known.itertuples()], is_scrolled=True)
    gone = rows[rows["change"].isna()]
    for is_withheld, names in gone.groupby("is_withheld")["title"].agg(", ".join).items():
        st.caption(t("scenario.withheld" if is_withheld else "scenario.uncounted", names=as_name(names, 2000)))
    _table(rows)


def _drawn(rows: pd.DataFrame) -> pd.DataFrame:
    """With what `then_and_now` draws: the largest change first, then the largest gap."""
    sides = {"then": "today", "now": "scenario"}
    known = rows["change"].notna()
    told = rows.assign(
        title=rows["name"],
        verdict=rows["change"].map(lambda change: "more" if change > 0 else "fewer" if change < 0 else "same"),
        **{f"value_{side}": rows[f"shared_gap_{name}"] for side, name in sides.items()},
        low_now=rows["gap_low_scenario"],
        high_now=rows["gap_high_scenario"],
        # two spans in a row would hide the marks; those of today are on Überblick
        low_then=float("nan"),
        high_then=float("nan"),
        **{f"basis_{side}": known.map({True: "reported", False: "missing"}) for side in sides},
    )
    told = told.assign(told=[_told(row) for row in told.to_dict("records")], size=told["change"].abs())
    return told.sort_values(["size", "value_now", "title"], ascending=[False, False, True], ignore_index=True)


def _told(row: dict) -> str:
    if pd.isna(row["change"]):
        return theme.number(None, is_protected=bool(row["is_withheld"]))
    then, now = (theme.quantity(row[f"value_{side}"], row["unit"]) for side in ("then", "now"))
    if abs(row["change"]) <= DUST:
        return t("scenario.unchanged", amount=now)
    return t("scenario.moved", then=then, now=now, change=signed(row["change"], row["unit"]))


def _table(rows: pd.DataFrame) -> None:
    columns = {"name": t("overview.col_name")}
    columns |= labels("scenario_column")
    shown = rows.assign(
        **{
            f"answer_{side}": [
                label("answer", "protected" if hidden else answer)
                for answer, hidden in zip(rows[f"answer_{side}"], rows["is_withheld"], strict=True)
            ]
            for side in ("today", "scenario")
        }
    )
    figures = tuple(name for name in columns if name not in ("name", "answer_today", "answer_scenario"))
    as_table(in_words(shown, figures, 1, "is_withheld"), columns, digits=1)


def show_all(case: Case) -> None:
    """The changes of every category as a table with colours; on a phone a line per category."""
    _draw_all(case, view())


@drawn_once
def _draw_all(case: Case, address: str) -> None:
    gaps = ask.gaps(case.selection.snapshot, case.scenario)
    codes = [code for code in theme.SHORT_ORDER if code in set(gaps["category"])]
    if not case.scenario or gaps["change"].notna().sum() == 0:
        return
    st.header(t("scenario.all_title"), anchor=False)
    cells = {(row["ags"], row["category"]): _move(row) for row in gaps.to_dict("records")}
    names = gaps.drop_duplicates("ags").sort_values("name").set_index("ags")["name"]
    with st.container(key="wide-moves"):
        st.caption(t("scenario.all_note"))
        legend([(label("move_step", kind), colour, False) for kind, colour in Move.LEGEND.items()])
        here = dict(parse_qsl(address.removeprefix("?")))
        links = {code: "?" + urlencode(here | {"kategorie": code}) for code in codes}
        heads = [(short_name(code), links[code], code == case.selection.category) for code in codes]
        total = [_total(gaps, code) for code in codes]
        body = [(names[ags], ags == case.selection.ags, [cells[ags, code] for code in codes]) for ags in names.index]
        st.html(
            moves(
                t("scenario.all_caption"), t("common.municipality"), heads, [(t("scenario.total"), True, total), *body]
            )
        )
    with st.container(key="narrow-moves"):
        ranked_list([_line(gaps, code, case) for code in codes])


def _move(row: dict) -> Move:
    if pd.isna(row["change"]):
        return Move(theme.number(None, is_protected=bool(row["is_withheld"])), "missing")
    return _moved(row["change"], row["need_today"], row["unit"])


def _moved(change: float, need: float, unit: str) -> Move:
    if abs(change) <= DUST:
        return Move("0", "same")
    share = abs(change) / need if need else 1.0
    step = sum(share <= limit for limit in STEPS)
    return Move(signed(change, unit), f"{'more' if change > 0 else 'less'}{3 - step}")


def _total(gaps: pd.DataFrame, code: str) -> Move:
    own = gaps[(gaps["category"] == code) & gaps["change"].notna()]
    if own.empty:
        return Move(theme.number(None), "missing")
    return _moved(own["change"].sum(), own["need_today"].sum(), own["unit"].iloc[0])


def _line(gaps: pd.DataFrame, code: str, case: Case) -> tuple[str, str, float]:
    own = gaps[(gaps["category"] == code) & gaps["change"].notna()]
    more, less = int((own["change"] > DUST).sum()), int((own["change"] < -DUST).sum())
    unit = gaps.loc[gaps["category"] == code, "unit"].iloc[0]
    total = _total(gaps, code).text
    if len(own) and not more and not less:
        return case.known.categories[code], t("scenario.line_same"), 0.0
    text = t("scenario.line", more=more, less=less, of=len(own), total=total, unit=theme.unit_name(unit))
    return case.known.categories[code], text, (more + less) / max(len(own), 1)
