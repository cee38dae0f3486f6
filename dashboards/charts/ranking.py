"""Municipalities in a row, the longest first: gaps as dumbbells, counts as bars.

A table in HTML: it stands as soon as the page does, fits a phone, is read row by row, and every name is a link.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pandas as pd

from dashboards import theme
from dashboards.text import label, t

# AGS -> where a name leads
Link = Callable[[str], str]

# Per cent of the picture to the right of its end.
BEHIND = 4.0
# Shares are exact to a millionth.
DUST = 1e-6


def dumbbells(rows: pd.DataFrame, heads: tuple[str, str], caption: str, link: Link) -> str:
    """Local gap as a ring, shared gap as a dot; the bar between is what neighbours give, or what is given to them.

    `rows`: of `overview.gaps`, one category. The line is the gap at low and at high need; where it leaves the
    picture, an arrow says that it goes on; what is certainly short stands bold. `heads` of both columns; `caption`:
    the message, read out first.
    """
    ordered = rows.sort_values(["shared_gap", "name"], ascending=[False, True], na_position="last")
    end = _end(ordered[["local_gap", "shared_gap"]].max(axis=1), 1.25)
    body = []
    for row in ordered.to_dict("records"):
        told = _amount(row)
        is_hidden = row["coverage_class"] == "protected"
        body.append((row, _marked(_dumbbell(row, end), _said(row, told)) if told else _gone(is_hidden)))
    return _table("rank to-row", body, heads, caption, link)


def counts(rows: pd.DataFrame, column: str, heads: tuple[str, str], caption: str, link: Link) -> str:
    """Bars with their number; `rows`: ags, name and `column`; empty values say *fehlt*, those that
    `is_protected` *geschützt*."""
    ordered = rows.sort_values([column, "name"], ascending=[False, True], na_position="last")
    end = _end(ordered[column], 1.0)
    body = []
    for row in ordered.to_dict("records"):
        value, is_hidden = row[column], row.get("is_protected") is True
        told = f"<span>{escape(theme.number(value))}</span>"
        body.append((row, _gone(is_hidden) if pd.isna(value) else _marked(_span("count", 0, value, end), told)))
    return _table("rank", body, heads, caption, link)


def _amount(row: dict) -> str:
    """`22 → 3`, at home and shared; one number where they are the same, nothing where there is none."""
    if pd.isna(row["shared_gap"]):
        return ""
    local, shared = theme.quantity(row["local_gap"], row["unit"]), theme.quantity(row["shared_gap"], row["unit"])
    shown = theme.stated(shared, row)
    return shown if local == shared else t("common.from_to", local=local, shared=shown)


def _table(kind: str, body: list[tuple[dict, str]], heads: tuple[str, str], caption: str, link: Link) -> str:
    columns = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    lines = "".join(
        f'<tr data-ags="{escape(row["ags"])}"><th scope="row">'
        f'<a href="{escape(link(row["ags"]))}" target="_self">{escape(row["name"])}</a></th><td>{cell}</td></tr>'
        for row, cell in body
    )
    return (
        f'<a class="jump" href="#root">{escape(t("who.jump"))}</a>'
        f'<table class="{kind}"><caption class="spoken">{escape(caption)}</caption>'
        f"<thead><tr>{columns}</tr></thead><tbody>{lines}</tbody></table>"
    )


def _marked(marks: str, said: str) -> str:
    return f'<div><span class="track" aria-hidden="true">{marks}</span>{said}</div>'


def _said(row: dict, told: str) -> str:
    """The amount; bold and in words where it is certain that something is missing."""
    if row["answer"] != "certainly_short":
        return f"<span>{escape(told)}</span>"
    return f'<b>{escape(told)}<span class="spoken"> {escape(label("answer", row["answer"]))}</span></b>'


def _gone(is_hidden: bool) -> str:
    return f'<span class="gone">{escape(theme.number(None, is_protected=is_hidden))}</span>'


def _dumbbell(row: dict, end: float) -> str:
    if pd.isna(row["shared_gap"]):
        return ""
    local, shared = row["local_gap"], row["shared_gap"]
    marks = _bounds(row, end)
    if abs(local - shared) > DUST:
        marks += _span("received" if shared < local else "given", min(local, shared), max(local, shared), end)
        marks += _dot("local", local, end)
    return marks + _dot("gap", shared, end)


def _bounds(row: dict, end: float) -> str:
    if pd.isna(row["gap_low"]) or pd.isna(row["gap_high"]):
        return ""
    lower, upper = row["gap_low"], row["gap_high"]
    return _span("bounds beyond" if upper > end else "bounds", min(lower, end), min(upper, end), end)


def _span(kind: str, lower: float, upper: float, end: float) -> str:
    return f'<i class="{kind}" style="left:{_across(lower, end):.1f}%;right:{100 - _across(upper, end):.1f}%"></i>'


def _dot(kind: str, value: float, end: float) -> str:
    return f'<i class="{kind}" style="left:{_across(value, end):.1f}%"></i>'


def _across(value: float, end: float) -> float:
    """Where a value lies, in per cent of the picture's width."""
    return value / end * (100 - BEHIND)


def _end(values: pd.Series, air: float) -> float:
    longest = values.max()
    return float(longest) * air if pd.notna(longest) and longest > 0 else 1.0
