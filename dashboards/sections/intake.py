"""Top of Gemeinde: people, what the municipality has to take in, and both over the years."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.app_pages import page
from dashboards.charts.ages import age_bars
from dashboards.charts.timeline import timeline
from dashboards.queries import municipality as ask
from dashboards.queries import shared
from dashboards.sections import alternatives, services
from dashboards.sections.finding import when
from dashboards.text import label, t
from dashboards.widgets import Selection, as_table, chart, lead, rows_table


def choose(selection: Selection) -> None:
    """Links to all municipalities, for whoever has chosen none yet."""
    st.write(t("municipality.choose"))
    rows = ask.people(selection.snapshot, selection.month)
    columns = st.columns(4)
    per_column = -(-len(rows) // len(columns))
    for position, (_, row) in enumerate(rows.iterrows()):
        name = t("municipality.choose_row", name=row["name"], people=theme.number(row["people"]))
        address = {
            "gemeinde": row["ags"],
            "monat": f"{selection.month:%Y-%m}",
            "kategorie": selection.category,
        }
        columns[position // per_column].page_link(page("municipality"), label=name, query_params=address)


def show_lead(selection: Selection, month: pd.Series) -> None:
    """People in one line, where they come from in the next."""
    stock = ask.stock(selection.snapshot, selection.month, selection.ags)
    counted = ask.counted_groups(stock)
    known = stock.loc[counted, "persons"].where(stock.loc[counted, "basis"] == "reported").dropna()
    if known.empty:
        sentence = t("municipality.people_missing", when=when(month))
    elif len(known) < len(counted):
        sentence = t("municipality.people_minimum", people=theme.number(known.sum()), when=when(month))
    else:
        sentence = t("municipality.people", people=theme.number(known.sum()), when=when(month))
    shown = counted
    if pd.notna(stock.loc["asylblg_other", "persons"]):
        shown = [*shown, "asylblg_other"]
    parts = [count_in_words(group, stock.loc[group]) for group in shown]
    answers = ask.gaps(selection.snapshot, selection.month, selection.ags)["answer"].value_counts()
    short = int(answers.get("certainly_short", 0))
    value = t("municipality.answers_value", short=short, all=int(answers.sum()))
    if answers.get("no_figure", 0) == answers.sum():
        value = theme.number(None)
    lead(sentence, " · ".join(parts), t("municipality.answers"), value, t("municipality.answers_note"))


def count_in_words(group: str, row: pd.Series) -> str:
    """`Zuweisung nach FlüAG 182 (Mittel 01.10.2017 bis 31.12.2017)`."""
    name = label("legal_group", group)
    if pd.isna(row["persons"]):
        return t("municipality.count_missing", group=name)
    values = {"group": name, "count": theme.number(row["persons"]), "day": theme.day(row["period_end"])}
    if row["basis"] == "estimated":
        bounds = theme.between(row["persons_low"], row["persons_high"])
        return t("municipality.count_estimated", bounds=bounds, **values)
    if row["is_mean"]:
        return t("municipality.count_mean", start=theme.day(row["period_start"]), **values)
    return t("municipality.count", **values)


def show_columns(selection: Selection) -> None:
    """What the quota asks on the left, what the services lack on the right: two columns, never one score."""
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
    if ages.empty:
        st.write(t("municipality.ages_missing"))
        return
    estimated = bool(ages["is_estimated"].any())
    note = t("municipality.ages_note") if estimated else t("municipality.ages_reported")
    late = " " + t("municipality.ages_late") if ages["stock_is_estimated"].any() else ""
    st.caption(note + late)
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


def _intake(selection: Selection) -> None:
    rows = ask.obligations(selection.snapshot, selection.ags)
    month = pd.Timestamp(selection.month)
    now = rows[rows["as_of"].dt.to_period("M") == month.to_period("M")].set_index("scheme")
    now = now[~now.index.duplicated(keep="last")]
    if now.empty:
        st.write(t("municipality.intake_missing"))
        return
    body = [[label("scheme", str(scheme)), *_intake_cells(row)] for scheme, row in now.iterrows()]
    rows_table(
        [
            "",
            t("municipality.col_obligation"),
            t("municipality.col_stock"),
            t("municipality.col_outstanding"),
            t("municipality.col_fulfilment"),
        ],
        body,
    )
    notes = [_intake_note(str(scheme), row) for scheme, row in now.iterrows() if pd.notna(row["obligation"])]
    st.caption(" ".join(notes) or t("municipality.obligation_unknown"))
    for scheme, row in now.iterrows():
        address = {"gemeinde": selection.ags, "verfahren": str(scheme), "tag": f"{row['as_of']:%Y-%m-%d}"}
        name = t("municipality.how", scheme=label("scheme_short", str(scheme)))
        st.page_link(page("allocation"), label=name, query_params=address)


def _intake_cells(row: pd.Series) -> list[str]:
    stock = theme.number(row["stock"])
    return [
        theme.number(row["obligation"]),
        t("municipality.estimated", count=stock) if row["stock_basis"] == "estimated" else stock,
        theme.number(row["outstanding"]),
        theme.percent(row["fulfilment"]),
    ]


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
    known = obligations.dropna(subset=["obligation"])
    as_table(
        pd.concat(
            [
                stocks.assign(
                    what=[
                        t(
                            "municipality.line_estimate" if basis == "estimated" else "municipality.line_stock",
                            group=label("legal_group_short", group),
                        )
                        for group, basis in zip(stocks["legal_group"], stocks["basis"], strict=True)
                    ]
                ).rename(columns={"persons_low": "low", "persons": "value", "persons_high": "high"}),
                known.assign(
                    what=[
                        t("municipality.line_obligation", scheme=label("scheme_short", scheme))
                        for scheme in known["scheme"]
                    ],
                    low=known["obligation_low"],
                    value=known["obligation"],
                    high=known["obligation_high"],
                ),
            ]
        ).sort_values(["what", "as_of"]),
        {
            "what": t("municipality.col_what"),
            "as_of": t("municipality.col_day"),
            "low": t("municipality.col_low"),
            "value": t("municipality.col_persons"),
            "high": t("municipality.col_high"),
        },
    )
