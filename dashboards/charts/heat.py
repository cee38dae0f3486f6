"""Municipality × category: the number says what is missing, the colour how much of the need is covered.

A table in HTML: it stands before the first chart can be drawn, is read cell by cell, and every cell is a link.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pandas as pd

from dashboards import theme
from dashboards.text import label, t

# (AGS, category) -> where a cell leads
Link = Callable[[str, str], str]


def heat_table(gaps: pd.DataFrame, order: list[str], totals: pd.DataFrame, caption: str, link: Link) -> str:
    """One column per category, one row per municipality, their sum as first row.

    `gaps`: rows of `view.seen`; `order`: AGS from top to bottom; `totals`: rows of `overview.district`, with their
    `gap`, `coverage_class` and `need_basis`; `caption`: the message, read out first.
    """
    codes = [code for code in theme.SHORT_ORDER if code in set(gaps["category"])]
    names = dict(zip(gaps["ags"], gaps["name"], strict=True))
    found = {(row["ags"], row["category"]): row for row in gaps.to_dict("records")}
    heads = "".join(_head(code, gaps) for code in codes)
    sums = {row["category"]: _sum(row) for row in totals.to_dict("records")}
    body = "".join(
        f'<tr data-ags="{escape(ags)}"><th scope="row">{escape(names[ags])}</th>'
        f"{''.join(_cell(found[ags, code], link(ags, code)) for code in codes)}</tr>"
        for ags in order
    )
    return (
        f'<a class="jump" href="#root">{escape(t("who.jump"))}</a>'
        f'<table class="heat to-row"><caption class="spoken">{escape(caption)}</caption>'
        f'<thead><tr><th scope="col">{escape(t("common.municipality"))}</th>{heads}</tr></thead>'
        f'<tbody><tr class="sum"><th scope="row">{escape(t("overview.heat_total"))}</th>'
        f"{''.join(f'<td>{escape(sums[code])}</td>' for code in codes)}</tr>{body}</tbody></table>"
    )


def rules() -> str:
    """The colours of the classes of coverage as a style sheet."""
    return "\n".join(
        f".heat .c-{name} {{ background-color: {colour}; color: {theme.COVERAGE_INK[name]}; }}"
        for name, colour in theme.COVERAGE.items()
    )


def _head(code: str, gaps: pd.DataFrame) -> str:
    unit = gaps.loc[gaps["category"] == code, "unit"].iloc[0]
    # broken by hand for charts; a table breaks by itself
    name = label("short", code).replace("-<br>", "\u00ad").replace("<br>", " ")
    return f'<th scope="col">{escape(name)}<small>{escape(label("unit_short", unit))}</small></th>'


def _sum(row: dict) -> str:
    amount = theme.quantity(row["gap"], row["unit"], bool(row.get("municipalities_withheld")))
    return amount if pd.isna(row["gap"]) else theme.stated(amount, row)


def _cell(row: dict, link: str) -> str:
    kind = row["coverage_class"]
    return (
        f'<td class="c-{kind}" title="{escape(_more(row))}">'
        f'<a href="{escape(link)}" target="_self">{_text(row)}</a></td>'
    )


def _text(row: dict) -> str:
    if row["coverage_class"] in theme.WITHOUT_FIGURE:
        return escape(theme.number(None, is_protected=row["coverage_class"] == "protected"))
    amount = escape(theme.stated(theme.quantity(row["gap"], row["unit"]), row))
    return f"<b>{amount}</b>" if row["answer"] == "certainly_short" else amount


def _more(row: dict) -> str:
    values = {"name": row["name"], "category": row["category_name"]}
    if row["coverage_class"] in theme.WITHOUT_FIGURE:
        return t("protected.hover" if row["coverage_class"] == "protected" else "overview.hover_missing", **values)
    return t(
        "overview.hover" if row["is_shared"] else "overview.hover_unshared",
        **values,
        local=theme.quantity(row["local_gap"], row["unit"]),
        shared=theme.quantity(row["shared_gap"], row["unit"]),
        need=theme.quantity(row["need"], row["unit"]),
        bounds=theme.between(row["need_low"], row["need_high"], row["unit"]),
        supply=theme.quantity(row["local_supply"], row["unit"]),
        unit=theme.unit_name(row["unit"]),
        answer=label("answer", row["answer"]),
    )
