"""Need against supply in one municipality, each figure with the way it came about."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.queries import municipality as ask
from dashboards.text import label, t
from dashboards.widgets import Selection, rows_table


def show(selection: Selection, month: pd.Series) -> None:
    """All gap categories: need with bounds, places, gap, coverage, answer, and *Woher?*."""
    gaps = ask.gaps(selection.snapshot, selection.month, selection.ags).set_index("category")
    ratios = ask.ratios(selection.snapshot, selection.month)
    offers = ask.offers(selection.snapshot, selection.month, selection.ags)
    stock = ask.stock(selection.snapshot, selection.month, selection.ags)
    st.subheader(t("municipality.needs_title"), anchor=False)
    st.caption(t("municipality.needs_note"))
    order = [code for code in theme.SHORT_ORDER if code in gaps.index]
    items = []
    for code in order:
        held = offers[(offers["category"] == code) & offers["is_seat"]]
        why = _provenance(gaps.loc[code], ratios[ratios["category"] == code], held, stock)
        items.append(_item(gaps.loc[code], why, code == selection.category))
    st.html(f'<div class="needs">{_head()}{"".join(items)}</div>')


def show_presence(selection: Selection) -> None:
    """The categories without a need figure: only who is there."""
    rows = ask.presence(selection.snapshot, selection.month, selection.ags)
    st.subheader(t("municipality.presence_title"), anchor=False)
    st.caption(t("municipality.presence_note"))
    with st.container(key="presence"):
        rows_table(
            [t("municipality.col_category"), t("municipality.col_offers"), t("municipality.col_here")],
            [
                [row["name_de"], theme.number(row["offers"]), theme.number(row["offers_here"])]
                for _, row in rows.iterrows()
            ],
        )


def _head() -> str:
    heads = [
        t("municipality.col_category"),
        t("municipality.col_need"),
        t("municipality.col_supply"),
        t("municipality.col_gap"),
        t("municipality.col_coverage"),
        t("municipality.col_answer"),
    ]
    return '<div class="row head">' + "".join(f"<span>{escape(head)}</span>" for head in heads) + "</div>"


def _item(row: pd.Series, why: str, is_selected: bool) -> str:
    unit = row["unit"]
    bounds = "" if pd.isna(row["need"]) else theme.between(row["need_low"], row["need_high"], unit)
    gap = theme.quantity(row["shared_gap"], unit)
    if row["coverage_class"] == "minimum":
        gap = t("common.minimum", amount=gap)
    cells = [
        f'<span class="name"><b>{escape(row["name_de"])}</b><small>{escape(theme.unit_name(unit))}</small></span>',
        _cell(t("municipality.col_need"), theme.quantity(row["need"], unit), bounds),
        _cell(t("municipality.col_supply"), theme.quantity(row["local_supply"], unit)),
        _cell(t("municipality.col_gap"), gap if pd.isna(row["need"]) else f"<b>{gap}</b>"),
        _cell(t("municipality.col_coverage"), _coverage(row)),
        f'<span class="answer {row["answer"]}">{escape(label("answer", row["answer"]))}</span>',
    ]
    chosen = " chosen" if is_selected else ""
    summary = f"<summary>{escape(t('municipality.why'))}</summary>"
    return f'<div class="row{chosen}">{"".join(cells)}<details>{summary}{why}</details></div>'


def _cell(head: str, value: str, note: str = "") -> str:
    small = f"<small>{escape(note)}</small>" if note else ""
    return f'<span class="number" data-head="{escape(head)}">{value}{small}</span>'


def _coverage(row: pd.Series) -> str:
    if pd.isna(row["coverage"]):
        return escape(label("coverage", row["coverage_class"]))
    colour, width = theme.COVERAGE[row["coverage_class"]], row["coverage"] * 100
    return f'<i class="bar"><i style="width:{width:.0f}%;background:{colour}"></i></i>{theme.percent(row["coverage"])}'


def _provenance(row: pd.Series, ratios: pd.DataFrame, held: pd.DataFrame, stock: pd.DataFrame) -> str:
    """People × ratio − places as a list, every line with file, line and source."""
    if pd.isna(row["need"]):
        return f"<p>{escape(t('municipality.why_missing'))}</p>"
    lines = [_people_line(row, stock)]
    shares = ratios[ratios["role"].isin(["share", "persons_per_unit"])]
    lines += [_ratio_line(ratio) for _, ratio in shares.iterrows()]
    lines.append(
        t(
            "municipality.why_need",
            need=_plain(round(row["need"], 2)),
            unit=theme.unit_name(row["unit"]),
            bounds=theme.between(row["need_low"], row["need_high"], row["unit"]),
        )
    )
    lines += [_offer_line(offer) for _, offer in held[held["counts_as_supply"]].iterrows()]
    if row["supply_factor"] != 1:
        lines.append(t("municipality.why_factor", factor=theme.number(row["supply_factor"], 2)))
        lines += [_ratio_line(ratio) for _, ratio in ratios[ratios["role"].str.startswith("supply")].iterrows()]
    lines.append(
        t(
            "municipality.why_gap",
            need=_plain(round(row["need"], 2)),
            supply=_plain(round(row["local_supply"], 2)),
            gap=_plain(round(row["local_gap"], 2)),
        )
    )
    return "<ol>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ol>"


def _people_line(row: pd.Series, stock: pd.DataFrame) -> str:
    counted = stock.loc[[group for group in ask.counted_groups(stock) if pd.notna(stock.loc[group, "persons"])]]
    sources = "; ".join(
        t(
            "municipality.why_source",
            what=label("legal_group_short", str(group)),
            source=one["source"],
            file=one["file"],
            line=one["line"],
        )
        for group, one in counted.iterrows()
    )
    return t(
        "municipality.why_people",
        people=_plain(round(row["people"], 1)),
        target=label("target", row["target"]),
        bounds=theme.between(row["people_low"], row["people_high"]),
        sources=sources,
    )


def _ratio_line(ratio: pd.Series) -> str:
    return t(
        "municipality.why_ratio",
        ratio=label("ratio", ratio["ratio"]),
        value=_plain(ratio["value"]),
        bounds=t("common.no_bounds")
        if pd.isna(ratio["low"])
        else t("common.between", low=_plain(ratio["low"]), high=_plain(ratio["high"])),
        basis=label("ratio_basis", ratio["basis"]),
        source=ratio["source"],
        file=ratio["file"],
        line=ratio["line"],
    )


def _offer_line(offer: pd.Series) -> str:
    return t(
        "municipality.why_offer",
        name=offer["name"],
        capacity=_plain(offer["capacity"]),
        unit=theme.unit_name(offer["capacity_unit"]),
        file=offer["file"],
        line=offer["line"],
    )


def _plain(value: float) -> str:
    """A number with the decimals it has, at most three."""
    if pd.isna(value):
        return theme.number(value)
    digits = next(n for n in range(4) if n == 3 or round(value, n) == value)
    return theme.number(value, digits)
