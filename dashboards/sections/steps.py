"""*Woher?*: a gap opened into its steps, each with source, file, line and day."""

from __future__ import annotations

from datetime import date
from html import escape

import pandas as pd

from dashboards import theme
from dashboards.address import under_base
from dashboards.queries.snapshot import name_of
from dashboards.text import label, t
from dashboards.widgets import Selection

# The order in which one works it out by hand: a result stands where it falls due.
ORDER = (
    ("people", ()),
    ("age", ()),
    ("access", ("people_with_access",)),
    ("ratio", ("need",)),
    ("places", ()),
    ("conversion", ("local_supply", "local_gap")),
    ("shared", ("shared_supply", "shared_gap")),
)


def opened(steps: list[dict], gap: pd.Series, address: str) -> str:
    """The steps of one gap as HTML; `steps`: rows of `queries.steps`, `gap`: its row of `municipality.gaps`,
    `address`: where the file is."""
    if pd.isna(gap["need"]):
        said = t("protected.why" if gap["is_protected"] else "municipality.why_missing")
        return f"<p>{escape(said)}</p>"
    parts = []
    results = {row["item"]: row for row in steps if row["kind"] == "result"}
    for kind, outcomes in ORDER:
        if kind == "shared" and not gap["is_shared"]:
            continue
        rows = [row for row in steps if row["kind"] == kind]
        if rows:
            parts.append(f'<li class="kind">{escape(label("step", kind))}</li>')
        elif kind in ("places", "shared"):
            parts.append(f'<li class="kind">{escape(label("step", kind))}: {escape(t("municipality.why_none"))}</li>')
        parts += map(_step, rows)
        parts += [_result(item, results, gap["unit"]) for item in outcomes if item in results]
    link = f'<a href="{escape(address)}" download>{escape(t("municipality.why_download"))}</a>'
    return f"<ol>{''.join(parts)}</ol><p>{link}</p>"


def address(selection: Selection, category: str) -> str:
    """Where the browser fetches the steps of one gap as a file."""
    build = name_of(selection.snapshot)
    return under_base(f"/rechenweg/{build}/{selection.month:%Y-%m-%d}/{selection.ags}/{category}.csv")


def _step(row: dict) -> str:
    sign, name = _words(row)
    bounds = _bounds(row)
    basis = label("ratio_basis", row["basis"])
    marked = f'<mark class="own">{escape(basis)}</mark>' if row["basis"] == "own" else escape(basis)
    notes = ", ".join(part for part in (escape(bounds), marked) if part)
    return (
        f"<li><b>{escape(sign)}{plain(row['value'])}</b> <span>{escape(name)} <i>({notes})</i>"
        f"<small>{_where(row)}</small></span></li>"
    )


def _words(row: dict) -> tuple[str, str]:
    """The sign of calculation and what the number is."""
    item = row["item"]
    if row["kind"] in ("ratio", "conversion"):
        sign, _, name = label("ratio", item).partition(" ")
        return f"{sign} ", name
    if row["kind"] == "age":
        group, _, band = item.partition(" ")
        return "", t("municipality.why_age", group=label("legal_group_short", group), band=label("age_band", band))
    if row["kind"] == "access":
        return "× ", label("legal_group_short", item)
    if row["kind"] == "people":
        return "", label("legal_group", item)
    return "+ ", t("municipality.why_offer", name=item, unit=theme.unit_name(row["unit"]))


def _result(item: str, results: dict[str, dict], unit: str) -> str:
    row = results[item]
    name, notes = label("result", item), _bounds(row)
    if item.endswith("_gap"):
        supply = results[item.replace("_gap", "_supply")]["value"]
        need = results["need"]["value"]
        notes = t("municipality.why_gap", need=plain(need), supply=plain(supply))
    elif item in ("need", "local_supply"):
        name = t("municipality.why_in_unit", name=name, unit=theme.unit_name(unit))
    tail = f" <i>({escape(notes)})</i>" if notes else ""
    return f'<li class="result"><b>= {plain(row["value"])}</b> <span>{escape(name)}{tail}</span></li>'


def _bounds(row: dict) -> str:
    """`112,5 bis 134,1`; nothing where both are the value itself or nobody knows them."""
    low, high = row["low"], row["high"]
    if (pd.isna(low) and pd.isna(high)) or low == high == row["value"]:
        return ""
    if pd.isna(high):
        return t("common.at_least", low=plain(low))
    return t("common.between", low=plain(low), high=plain(high))


def _where(row: dict) -> str:
    """As HTML: the source is quoted, and stays in its language."""
    parts = [f'<span lang="de">{escape(row["source"])}</span>'] if pd.notna(row["source"]) else []
    if pd.notna(row["file"]):
        parts.append(escape(t("municipality.why_line", file=row["file"], line=row["line"])))
    if pd.notna(row["as_of"]):
        key = "municipality.why_valid" if row["kind"] in ("access", "ratio", "conversion") else "municipality.why_as_of"
        parts.append(escape(t(key, day=theme.day(row["as_of"]))))
    return ", ".join(parts)


def plain(value: float | date) -> str:
    """A number with the decimals it has, at most two."""
    if pd.isna(value):
        return theme.number(None)
    digits = next(n for n in range(3) if n == 2 or round(value, n) == round(value, 6))
    return theme.number(value, digits)
