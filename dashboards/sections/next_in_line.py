"""Who is next when more people are assigned, and what they would need until the next 1 August."""

from __future__ import annotations

from math import ceil, isinf, isnan

import pandas as pd
import streamlit as st

from dashboards import theme
from dashboards.drawn import drawn_once
from dashboards.markup import as_name
from dashboards.queries import next_in_line as ask
from dashboards.sections import ledger_rates, outlook
from dashboards.sections.ledger_case import Case
from dashboards.text import t
from dashboards.widgets import Selection, ranked_list, rows_table, table
from pipelines.facts import Facts
from pipelines.planning.next_in_line import DUST, LEVELS

MORE, MOST = 100, 100_000
THRESHOLD = "under_served_threshold"
REASONS = {
    "stock": "next_in_line.reason_stock",
    "protected": "protected.reason_stock",
    "obligation": "next_in_line.reason_obligation",
    "credit_unknown": "next_in_line.reason_credit_unknown",
    "credit_bounds": "next_in_line.reason_credit_bounds",
    "credited": "next_in_line.reason_credited",
    "alone": "next_in_line.reason_alone",
}
# Whether obligation and stock are only known within bounds too.
ALSO_OPEN = {
    (True, True): "next_in_line.reason_credit_unknown_both",
    (True, False): "next_in_line.reason_credit_unknown_obligation",
    (False, True): "next_in_line.reason_credit_unknown_stock",
}


def show(case: Case) -> None:
    """Who is next; n and the assumption on credits are kept in the address."""
    n, assumed = asked(case.facts, case.kreis)
    _answer(case, n, assumed)


@drawn_once
def _answer(case: Case, n: int, assumed: bool) -> None:
    answer(case.asked.selection, case.facts, case.ledger, n, assumed)


def answer(selection: Selection, facts: Facts, ledger: pd.DataFrame, n: int, assumed: bool) -> None:
    """The line of the Kreis and, where its stocks are known, of NRW; then the need of the people asked about.

    `ledger`: `pipelines.ledgers.settled` of the facts; `assumed`: credits nobody knows are taken as none.
    """
    levels, kreis = _levels(facts), ledger[ledger["in_kreis"]]
    line = ask.line(kreis, n, "district", levels, without_credit=assumed)
    if assumed:
        st.html(f'<div class="synthetic">{t("next_in_line.assumed")}</div>')
    _sentences(line, selection.ags, n, levels)
    _line(line, n, levels, "district")
    _apart(line)
    _state(ask.line(ledger, n, "state", levels, without_credit=assumed), facts, n, levels)
    outlook.show(selection, facts, line, n)


def asked(facts: Facts, kreis: pd.DataFrame) -> tuple[int, bool]:
    """Draws the question and returns how many more come, and whether credits nobody knows are taken as none."""
    st.header(t("next_in_line.title"), anchor=False)
    st.caption(t("next_in_line.note", threshold=theme.percent(_levels(facts)[0])))
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    n = left.number_input(
        t("next_in_line.more"), min_value=1, max_value=MOST, value=MORE, step=10, key="n", bind="query-params"
    )
    if not ask.is_credit_open(kreis).any():
        return int(n or MORE), False
    assumed = right.toggle(t("next_in_line.assume"), key="ohne_anrechnung", bind="query-params")
    return int(n or MORE), assumed


def _levels(facts: Facts) -> tuple[float, float]:
    return facts.law.value(THRESHOLD, facts.as_of) or LEVELS[0], LEVELS[1]


def _sentences(line: pd.DataFrame, ags: str | None, n: int, levels: tuple[float, float]) -> None:
    ranked = _ranked(line)
    if ranked.empty:
        is_open = (line["reason"] == "credit_unknown").any()
        st.markdown(t("next_in_line.nobody_ranked_yet" if is_open else "next_in_line.nobody_ranked"))
        return
    key = "next_in_line.first" if len(ranked) == len(line) else "next_in_line.first_known"
    counts = {"more": theme.number(n), "known": len(ranked), "all": len(line)}
    told = [t(key, **counts, **_words(ranked.iloc[0]))]
    if ags in ranked.index[1:]:
        told.append(t("next_in_line.chosen", all=len(ranked), more=theme.number(n), **_words(ranked.loc[ags])))
    st.markdown(_unbroken(" ".join([*told, _reached(ranked, levels)])))


def _words(row: pd.Series) -> dict[str, str]:
    """What a sentence says of one municipality in the line."""
    return {
        "name": as_name(row["name"]),
        "rank": theme.number(row["rank"]),
        "rate": ledger_rates.percent(row["rate"]),
        "before": theme.number(row["before_turn"]),
        "got": theme.number(row["allocated"]),
        "to_first": theme.number(_whole(row["needed_0"])),
        "to_full": theme.number(_whole(row["needed_1"])),
    }


def _reached(ranked: pd.DataFrame, levels: tuple[float, float]) -> str:
    """From how many people on all stand at each level; whoever is below one reaches it together with the others."""
    parts = []
    for place, level in enumerate(levels):
        people = ranked[f"reached_{place}"].max()
        key = "next_in_line.reached"
        if isinf(people):
            key = "next_in_line.reached_never"
        elif people <= 0:
            key = "next_in_line.reached_today"
        parts.append(t(key, level=theme.percent(level), people="" if isinf(people) else theme.number(_whole(people))))
    return t("next_in_line.reached_both", first=parts[0], full=parts[1])


def _line(line: pd.DataFrame, n: int, levels: tuple[float, float], scope: str) -> None:
    """Those below the threshold and all who get somebody; a table, on narrow screens a list."""
    ranked = _ranked(line)
    shown = ranked[(ranked["rate"] < levels[0]) | (ranked["allocated"] > 0)]
    if not shown.empty:
        with st.container(key=f"wide-line-{scope}"):
            rows_table(_heads(n, levels), [_cells(row) for _, row in shown.iterrows()])
        with st.container(key=f"narrow-line-{scope}"):
            ranked_list([_item(row, n, levels) for _, row in shown.iterrows()])
    rest = ranked.drop(shown.index)
    notes = [t("next_in_line.bounds")] if len(shown) else []
    if (shown["stock_basis"] == "estimated").any():
        notes.append(t("next_in_line.estimated"))
    if len(rest):
        names = ", ".join(map(as_name, rest["name"]))
        notes.append(t("next_in_line.rest", threshold=theme.percent(levels[0]), more=theme.number(n), names=names))
    if notes:
        st.caption(" ".join(notes))


def _heads(n: int, levels: tuple[float, float]) -> list[str]:
    first, full = (theme.percent(level) for level in levels)
    return [
        t("next_in_line.col_name"),
        t("next_in_line.col_rate"),
        t("next_in_line.col_before"),
        t("next_in_line.col_got", more=theme.number(n)),
        t("next_in_line.col_needed", level=first),
        t("next_in_line.col_needed", level=full),
    ]


def _cells(row: pd.Series) -> list[str]:
    words = _words(row)
    name = t("next_in_line.ranked", **words)
    return [name, _rate(row), words["before"], words["got"], words["to_first"], words["to_full"]]


def _item(row: pd.Series, n: int, levels: tuple[float, float]) -> tuple[str, str, float]:
    levels_told = {"first": theme.percent(levels[0]), "full": theme.percent(levels[1])}
    words = _words(row) | {"rate": _rate(row)}
    text = t("next_in_line.item", more=theme.number(n), **levels_told, **words)
    return t("next_in_line.ranked", **words), _unbroken(text), min(row["rate"], 1.0)


def _unbroken(text: str) -> str:
    """The text with no line that ends between number and sign."""
    return text.replace(" %", "\u00a0%")


def _rate(row: pd.Series) -> str:
    """`≈ 48 (41 bis 50)` in per cent: with its bounds where they differ, marked where the stock is estimated."""
    value, low, high = (ledger_rates.whole(row[name]) for name in ("rate", "rate_low", "rate_high"))
    text = value if low == high else t("next_in_line.rate", value=value, low=low, high=high)
    return t("next_in_line.rate_estimated", rate=text) if row["stock_basis"] == "estimated" else text


def _apart(line: pd.DataFrame) -> None:
    """Who is not in the line, and why not; where a fulfilment can be bounded, its bounds."""
    apart = line[line["reason"] != ""]
    if apart.empty:
        return
    st.markdown(t("next_in_line.apart_all" if len(apart) == len(line) else "next_in_line.apart"))
    for reason, key in REASONS.items():
        rows = apart[apart["reason"] == reason].sort_index()
        keys = [_also_open(row) or key if reason == "credit_unknown" else key for _, row in rows.iterrows()]
        for told, alike in rows.groupby(pd.Series(keys, rows.index, dtype=str), sort=False):
            names = ", ".join(_bounded_name(row) for _, row in alike.iterrows())
            st.markdown("- " + t(str(told), names=names))


def _also_open(row: pd.Series) -> str:
    """The text that says what besides the credit is only known within bounds; empty where nothing is."""
    is_open = [bool(row[f"{name}_low"] < row[f"{name}_high"]) for name in ("obligation", "stock")]
    return ALSO_OPEN.get(tuple(is_open), "")


def _bounded_name(row: pd.Series) -> str:
    name = as_name(row["name"])
    if isnan(row["fulfilment_low"]):
        return name
    rate, low = ledger_rates.whole(row["fulfilment"]), ledger_rates.whole(row["fulfilment_low"])
    if isnan(row["fulfilment_high"]):
        key = "next_in_line.name_at_least" if rate == low else "next_in_line.name_rate_at_least"
        return t(key, name=name, rate=rate, low=low)
    high = ledger_rates.whole(row["fulfilment_high"])
    if low == high:
        return t("next_in_line.name_exact", name=name, rate=low)
    return t("next_in_line.name_between", name=name, rate=rate, low=low, high=high)


def _state(line: pd.DataFrame, facts: Facts, n: int, levels: tuple[float, float]) -> None:
    """The line of all of NRW, or what is missing for it."""
    counts = {"all": len(line), "day": theme.day(facts.as_of)}
    missing = {reason: int((line["reason"] == reason).sum()) for reason in REASONS}
    if hidden := missing["protected"]:
        st.markdown(t("protected.state_stock", missing=missing["stock"], protected=hidden, **counts))
    elif missing["stock"]:
        st.markdown(t("next_in_line.state_stock", missing=missing["stock"], **counts))
    elif unknown := missing["obligation"] + missing["credit_unknown"] + missing["credit_bounds"]:
        st.markdown(t("next_in_line.state_unknown", missing=unknown, **counts))
    else:
        st.markdown(t("next_in_line.state", more=theme.number(n), reached=_reached(_ranked(line), levels)))
        _line(line[line["in_kreis"]], n, levels, "state")
        with st.expander(t("next_in_line.state_all", **counts)):
            _all(line, n, levels)


def _ranked(line: pd.DataFrame) -> pd.DataFrame:
    return line[line["reason"] == ""]


def _all(line: pd.DataFrame, n: int, levels: tuple[float, float]) -> None:
    heads = _heads(n, levels)
    names = ["name", "rate_percent", "before_turn", "allocated", "needed_0", "needed_1"]
    rows = line.assign(rate_percent=line["rate"] * 100)
    table(rows, {"rank": t("next_in_line.col_rank")} | dict(zip(names, heads, strict=True)))


def _whole(persons: float) -> float:
    """Whole people enough for that many; NaN stays."""
    return persons if isnan(persons) else float(ceil(persons - DUST))
