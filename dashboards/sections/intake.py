"""Gemeinde under its finding: what the municipality has to take in, and both over the years."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.app_pages import page
from dashboards.charts.ages import age_bars
from dashboards.charts.timeline import timeline
from dashboards.drawn import drawn_once
from dashboards.queries import municipality as ask
from dashboards.queries import shared
from dashboards.sections import alternatives, ledger_rates, services
from dashboards.text import label, t
from dashboards.widgets import Selection, as_table, chart, ranked_list, rows_table
from dashboards.withheld import in_words


def choose(selection: Selection) -> None:
    """Links to all municipalities, for whoever has chosen none yet."""
    st.write(t("municipality.choose"))
    rows = ask.people(selection.snapshot, selection.month)
    columns = st.columns(4)
    per_column = -(-len(rows) // len(columns))
    for position, (_, row) in enumerate(rows.iterrows()):
        name = t(
            "municipality.choose_row",
            name=row["name"],
            people=theme.number(row["people"], is_protected=row["is_protected"]),
        )
        address = {
            "gemeinde": row["ags"],
            "monat": f"{selection.month:%Y-%m}",
            "kategorie": selection.category,
        }
        columns[position // per_column].page_link(page("municipality"), label=name, query_params=address)


@drawn_once
def show_columns(selection: Selection) -> None:
    """What the quota asks on the left, what the services lack on the right: two columns, never one score."""
    with st.container(key="spalten"):
        left, right = st.columns(2, gap="large")
    with left:
        st.header(t("municipality.intake_title"), anchor=False)
        _intake(selection)
        _ages(selection)
    with right:
        services.show(selection)


def _ages(selection: Selection) -> None:
    st.header(t("municipality.ages_title"), anchor=False)
    ages = ask.ages(selection.snapshot, selection.month, selection.ags)
    stock = ask.stock(selection.snapshot, selection.month, selection.ags)
    is_protected = bool((stock.loc[ask.counted_groups(stock), "basis"] == "protected").any())
    if ages.empty:
        st.write(t("protected.ages" if is_protected else "municipality.ages_missing"))
        return
    estimated = bool(ages["is_estimated"].any())
    note = t("municipality.ages_note") if estimated else t("municipality.ages_reported")
    late = " " + t("municipality.ages_late") if ages["stock_is_estimated"].any() else ""
    part = " " + t("protected.ages_part") if is_protected else ""
    st.caption(note + late + part)
    chart(age_bars(ages), key="ages", alt=alternatives.ages(ages))
    as_table(
        ages.assign(age=[label("age_band", code) for code in ages["age_band"]]),
        {
            "age": t("municipality.col_age"),
            "persons_low": t("municipality.col_low"),
            "persons": t("municipality.col_persons"),
            "persons_high": t("municipality.col_high"),
        },
        digits=1,
    )
    if estimated:
        _age_shares(selection)


def _age_shares(selection: Selection) -> None:
    """Which shares the split rests on, each with its source and line."""
    with st.expander(t("why.ages")):
        for _, row in ask.age_shares(selection.snapshot, selection.month).iterrows():
            shares = {name: theme.number(row[name] * 100, 1) for name in ("low", "high")}
            said = t(
                "why.age",
                band=label("age_band", row["age_band"]),
                share=t("common.percent", share=theme.number(row["value"] * 100, 1)),
                bounds=t("common.between", **shares),
                start=theme.day(row["valid_from"]),
                end=theme.day(row["valid_to"]),
                **{name: row[name] for name in ("note", "source", "file", "line")},
            )
            st.markdown(f"- {said}")


def _intake(selection: Selection) -> None:
    rows = ask.obligations(selection.snapshot, selection.ags)
    month = pd.Timestamp(selection.month)
    now = rows[rows["as_of"].dt.to_period("M") == month.to_period("M")].set_index("scheme")
    now = now[~now.index.duplicated(keep="last")]
    if now.empty:
        st.write(t("municipality.intake_missing"))
        return
    body = [[label("scheme", str(scheme)), *_intake_cells(row)] for scheme, row in now.iterrows()]
    heads = [
        t("municipality.col_obligation"),
        t("municipality.col_stock"),
        t("municipality.col_outstanding"),
        t("municipality.col_fulfilment"),
    ]
    with st.container(key="wide-intake"):
        rows_table(["", *heads], body)
    with st.container(key="narrow-intake"):
        ranked_list([(name, _in_a_line(heads, cells), 0.0) for name, *cells in body])
    notes = [_intake_note(str(scheme), row) for scheme, row in now.iterrows() if pd.notna(row["obligation"])]
    st.caption(" ".join(notes) or t("municipality.obligation_unknown"))
    for scheme, row in now.iterrows():
        address = {"gemeinde": selection.ags, "verfahren": str(scheme), "tag": f"{row['as_of']:%Y-%m-%d}"}
        name = t("municipality.how", scheme=label("scheme_short", str(scheme)))
        st.page_link(page("allocation"), label=name, query_params=address)


def _in_a_line(heads: list[str], cells: list[str]) -> str:
    """A row as `Verpflichtung 480 · Bestand 182`, for a narrow screen."""
    return " · ".join(t("common.amount", amount=head, unit=cell) for head, cell in zip(heads, cells, strict=True))


def _intake_cells(row: pd.Series) -> list[str]:
    stock = theme.number(row["stock"], is_protected=row.get("stock_is_protected"))
    return [
        theme.number(row["obligation"]),
        t("municipality.estimated", count=stock) if row["stock_basis"] == "estimated" else stock,
        *(
            _bounded(row, name, written)
            for name, written in (("outstanding", theme.number), ("fulfilment", ledger_rates.percent))
        ),
    ]


def _bounded(row: pd.Series, name: str, written: Callable[[float], str]) -> str:
    if pd.isna(row[name]):
        return theme.number(None, is_protected=row.get("stock_is_protected"))
    return _with_bounds(row, name, written)


def _with_bounds(row: pd.Series, name: str, written: Callable[[float], str]) -> str:
    """`38 % (32 bis 85 %)`: a figure that a missing credit or an estimate leaves open is never shown as a point."""
    value, low, high = row[name], row[f"{name}_low"], row[f"{name}_high"]
    if pd.isna(value) or low == high or (pd.isna(low) and pd.isna(high)):
        return written(value)
    if pd.isna(low) or pd.isna(high):
        bounds = theme.bounds(low, high, written)
    else:
        bounds = t("common.between", low=written(low).removesuffix(" %"), high=written(high))
    # breaks before the bounds, never inside them
    return t("finding.with_bounds", value=written(value), bounds=bounds.replace(" ", "\u00a0"))


def _intake_note(scheme: str, row: pd.Series) -> str:
    name = label("scheme_short", scheme)
    if pd.notna(row["obligation_published"]):
        return t("municipality.obligation_published", scheme=name, day=theme.day(row["as_of"]))
    # the key of the second scheme is itself an estimate
    key = "municipality.obligation_estimated" if scheme == "wohnsitz" else "municipality.obligation_computed"
    text = t(
        key,
        scheme=name,
        bounds=theme.between(row["obligation_low"], row["obligation_high"]),
        key=theme.number(row["key"] * 100, 3),
        base=theme.number(row["base"]),
        origin=label("base_origin", row["base_origin"]),
    )
    return text if row["credit_basis"] != "missing" else f"{text} {t('municipality.without_credit')}"


@drawn_once
def show_timeline(selection: Selection) -> None:
    """Stock and obligation over the years, and where their meaning changes."""
    stocks = ask.stocks(selection.snapshot, selection.ags)
    obligations = ask.obligations(selection.snapshot, selection.ags)
    months = shared.months(selection.snapshot)["month"]
    end = months.max() + pd.DateOffset(months=2)
    breaks = ask.breaks(selection.snapshot)
    seen = breaks[breaks["valid_from"].between(months.min(), end)]
    st.header(t("municipality.timeline_title"), anchor=False)
    st.caption(t("municipality.timeline_note"))
    figure = timeline(stocks, obligations, seen, months.min(), end)
    chart(figure, key="timeline", alt=alternatives.timeline(stocks, obligations))
    with st.expander(t("municipality.breaks_title")):
        for row in breaks.itertuples():
            day = theme.day(row.valid_from)
            st.markdown("- " + t("municipality.break_line", day=day, meaning=row.meaning, source=row.source))
    _timeline_table(stocks, obligations)


def _timeline_table(stocks: pd.DataFrame, obligations: pd.DataFrame) -> None:
    rows = _timeline_rows(stocks, obligations.dropna(subset=["obligation"]))
    as_table(
        in_words(rows, ("low", "value", "high")),
        {
            "what": t("municipality.col_what"),
            "as_of": t("municipality.col_day"),
            "low": t("municipality.col_low"),
            "value": t("municipality.col_persons"),
            "high": t("municipality.col_high"),
            "file": t("why.col_file"),
            "line_number": t("why.col_row"),
        },
    )


def _timeline_rows(stocks: pd.DataFrame, obligations: pd.DataFrame) -> pd.DataFrame:
    """Both series in one shape: what, as_of, low, value, high, file and line_number as text."""
    lines = {"estimated": "municipality.line_estimate"}
    counts = stocks.assign(
        what=[
            t(lines.get(basis, "municipality.line_stock"), group=label("legal_group_short", group))
            for group, basis in zip(stocks["legal_group"], stocks["basis"], strict=True)
        ]
    ).rename(columns={"persons_low": "low", "persons": "value", "persons_high": "high"})
    owed = obligations.assign(
        what=[t("municipality.line_obligation", scheme=label("scheme_short", code)) for code in obligations["scheme"]],
        low=obligations["obligation_low"],
        value=obligations["obligation"],
        high=obligations["obligation_high"],
    )
    rows = pd.concat([counts, owed]).sort_values(["what", "as_of"])
    return rows.assign(line_number=rows["line"].map(_line), file=rows["file"].fillna("–"))


def _line(line: float) -> str:
    """A line number as text: it is no amount."""
    return "–" if pd.isna(line) else str(int(line))
