"""Municipality × category: the number says what is missing, the colour how much of the need is covered."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboards import theme
from dashboards.text import label, t

ROW = 27
HEAD = 62


def heat_map(gaps: pd.DataFrame, order: list[str], totals: pd.DataFrame, selected: str | None = None) -> go.Figure:
    """One trace per category, one bar per municipality.

    `gaps`: rows of `view.seen`; `order`: AGS from top to bottom; `totals`: rows of `overview.district`,
    with their `gap`, drawn without colour as first row; `selected`: AGS whose name is set bold.
    """
    names = dict(zip(gaps["ags"], gaps["name"].map(theme.in_chart), strict=True))
    categories = [code for code in theme.SHORT_ORDER if code in set(gaps["category"])]
    # Bars, not a heat map trace: only bars can be hatched, and only a hatch tells missing from low in print.
    traces = []
    for position, code in enumerate(categories):
        own = gaps[gaps["category"] == code].set_index("ags").loc[order]
        traces.append(_cells(own, code, position, totals[totals["category"] == code]))
    return theme.figure(
        HEAD + ROW * (len(order) + 1),
        traces,
        margin={"l": 118, "r": 0, "t": HEAD, "b": 0},
        barmode="overlay",
        bargap=0,
        xaxis=_across(categories, gaps),
        yaxis=_down(
            [t("overview.heat_total")] + [f"<b>{names[ags]}</b>" if ags == selected else names[ags] for ags in order]
        ),
    )


def _across(categories: list[str], gaps: pd.DataFrame) -> dict:
    return {
        "side": "top",
        "range": [0, len(categories)],
        "tickvals": [position + 0.5 for position in range(len(categories))],
        "ticktext": [_head(code, gaps) for code in categories],
        "tickfont": {"size": 12},
        "tickangle": 0,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }


def _down(names: list[str]) -> dict:
    return {
        "range": [len(names) - 0.5, -0.5],
        "tickvals": list(range(len(names))),
        "ticktext": names,
        "tickfont": {"size": 13},
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }


def _head(code: str, gaps: pd.DataFrame) -> str:
    unit = gaps.loc[gaps["category"] == code, "unit"].iloc[0]
    return (
        f"{label('short', code)}<br><span style='color:{theme.MUTED};font-size:11px'>{label('unit_short', unit)}</span>"
    )


def _cells(own: pd.DataFrame, code: str, position: int, total: pd.DataFrame) -> dict:
    classes, rows = own["coverage_class"].tolist(), own.to_dict("records")
    missing = [c in theme.WITHOUT_FIGURE for c in classes]
    is_protected = bool(total["municipalities_withheld"].iloc[0]) if "municipalities_withheld" in total else False
    total_text = f"<b>{theme.quantity(total['gap'].iloc[0], total['unit'].iloc[0], is_protected)}</b>"
    return {
        "type": "bar",
        "name": code,
        "orientation": "h",
        "base": position,
        "x": [1] * (len(own) + 1),
        "y": list(range(len(own) + 1)),
        "width": 1,
        "text": [total_text, *map(_text, rows)],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"size": 13, "color": [theme.INK, *(theme.COVERAGE_INK[c] for c in classes)]},
        "customdata": ["", *own.index],
        "hovertext": [total["category_name"].iloc[0], *map(_hover, rows)],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "color": [theme.PAPER, *(theme.COVERAGE[c] for c in classes)],
            "line": {"color": theme.PAPER, "width": 2},
            "pattern": theme.HATCH | {"shape": ["", *("/" if gone else "" for gone in missing)]},
        },
        # A chosen cell opens a page; fading all others on the way there would only flicker.
        "unselected": {"marker": {"opacity": 1}},
    }


def _text(row: dict) -> str:
    if row["coverage_class"] in theme.WITHOUT_FIGURE:
        return theme.number(None, is_protected=row["coverage_class"] == "protected")
    amount = theme.quantity(row["gap"], row["unit"])
    if row["coverage_class"] == "minimum":
        return t("common.minimum", amount=amount)
    return f"<b>{amount}</b>" if row["answer"] == "certainly_short" else amount


def _hover(row: dict) -> str:
    if row["coverage_class"] in theme.WITHOUT_FIGURE:
        key = "protected.hover" if row["coverage_class"] == "protected" else "overview.hover_missing"
        return t(key, name=theme.in_chart(row["name"]), category=row["category_name"])
    key = "overview.hover" if row["is_shared"] else "overview.hover_unshared"
    return t(
        key,
        name=theme.in_chart(row["name"]),
        category=row["category_name"],
        local=theme.quantity(row["local_gap"], row["unit"]),
        shared=theme.quantity(row["shared_gap"], row["unit"]),
        need=theme.quantity(row["need"], row["unit"]),
        bounds=theme.between(row["need_low"], row["need_high"], row["unit"]),
        supply=theme.quantity(row["local_supply"], row["unit"]),
        unit=theme.unit_name(row["unit"]),
        answer=label("answer", row["answer"]),
    )
