"""One A4 page for a council paper: hidden on screen, the only thing that is printed."""

from __future__ import annotations

from html import escape
from math import isnan

import streamlit as st

from dashboards import theme, vintage
from dashboards.drawn import drawn_once
from dashboards.queries import shared
from dashboards.sections import ledger_finding, ledger_what_if
from dashboards.sections.ledger_case import Case
from dashboards.sections.ledger_steps import basis_of, bounds, ghost_of, sources, value_of
from dashboards.text import label, t, words
from pipelines.explaining import Step


@drawn_once
def show(case: Case) -> None:
    """Title, finding, all steps with their sources, cap, snapshot; for the whole Kreis its table."""
    build = shared.build(case.asked.selection.snapshot)
    body = _steps(case) if case.ags else _kreis(case)
    foot = t("allocation.paper_foot", build_id=build["build_id"], built_at=theme.instant(build["built_at"]))
    if day := vintage.day_of(case.asked.selection.snapshot):
        foot = f"{foot} {t('common.vintage_banner', day=theme.day(day))}"
    with st.container(key="paper"):
        st.html(f'<article class="paper">{_head(case)}{body}<footer>{escape(foot)}</footer></article>')


def _head(case: Case) -> str:
    known = {"scheme": label("scheme", case.facts.scheme), "day": theme.day(case.asked.day)}
    title = t("allocation.paper_title", name=ledger_finding.name_of(case.asked), **known) if case.ags else None
    title = title or t("allocation.paper_title_kreis", kreis=shared.kreis(case.asked.selection.snapshot), **known)
    banner = ""
    if case.what_if:
        told = t("allocation.banner"), ledger_what_if.sentence(case)
        banner = f'<p class="whatif"><b>{escape(told[0])}</b> {escape(told[1])}</p>'
    if not case.ags:
        return f"<h1>{escape(title)}</h1>{banner}"
    finding, reason = ledger_finding.sentence(case), ledger_finding.reason(case)
    cap = ledger_finding.cap_in_words(case)
    told = f"<p><b>{escape(finding)}</b> {escape(reason)} {escape(cap)}</p>"
    cells = "".join(
        f"<div><span>{escape(name)}</span><b>{escape(value)}</b><small>{escape(note)}</small></div>"
        for name, value, note in ledger_finding.figures(case)
    )
    return f'<h1>{escape(title)}</h1>{banner}{told}<div class="four">{cells}</div>'


def _steps(case: Case) -> str:
    before = case.steps_today()
    rows = "".join(
        _step(case, number, step, before.get((step.code, step.title)))
        for number, step in enumerate(case.steps(), start=1)
    )
    return f"<table><tbody>{rows}</tbody></table>"


def _step(case: Case, number: int, step: Step, before: Step | None) -> str:
    notes = [bounds(step), ghost_of(step, before), "" if isnan(step.value) else basis_of(case, step)[1]]
    small = "".join(f"<small>{escape(text)}</small>" for text in notes if text)
    where = "; ".join(sources(case, step))
    return (
        f"<tr><td>{number}</td><td><b>{escape(step.title)}</b> {escape(step.formula)}"
        f"<small>{escape(where)}</small></td><td><b>{escape(value_of(step))}</b>{small}</td></tr>"
    )


def _kreis(case: Case) -> str:
    heads = (
        "overview.col_name",
        "municipality.col_obligation",
        "municipality.col_stock",
        "municipality.col_fulfilment",
    )
    head = "".join(f"<th>{escape(t(key))}</th>" for key in (*heads, "municipality.col_outstanding"))
    rows = []
    for _, row in case.kreis.sort_values("name").iterrows():
        hidden = row["stock_is_protected"]
        stock = theme.number(row["stock"], is_protected=hidden)
        if row["stock_basis"] == "estimated":
            stock = f"{stock} ({words().say('basis.estimated')})"
        rate = theme.percent(row["fulfilment"], is_protected=hidden)
        if isnan(row["credit"]) and not isnan(row["fulfilment"]):
            rate = t("common.at_least", low=theme.percent(row["fulfilment_low"]))
        cells = (
            row["name"],
            theme.number(row["obligation"]),
            stock,
            rate,
            theme.number(row["outstanding"], is_protected=hidden),
        )
        rows.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
    return f'<table class="kreis"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
