"""The forms of Was wäre wenn: one kind of assumption at a time, each sent as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

import streamlit as st

from dashboards import theme
from dashboards.address import view
from dashboards.queries import scenario as ask
from dashboards.sections import scenario_offers
from dashboards.sections.scenario_fields import box, chosen, places, send, value
from dashboards.sections.scenario_state import Case, adding, put
from dashboards.text import label, labels, language, t, words
from pipelines.planning.scenario import BANDS, KINDS, KREIS, NewFacility, OtherRatio, People
from pipelines.planning.scenario_file import as_token
from pipelines.scenarios.sentences import amount, ratio_name

KIND = "annahme"


def show(case: Case) -> None:
    """What kind of assumption, and its form; none where no gap of the month is known that it could move."""
    known = ask.gaps(case.selection.snapshot, case.scenario).dropna(subset="change")
    if known.empty:
        return
    st.header(t("scenario.suppose_title"), anchor=False)
    forms: dict[str, Callable[[Case], None]] = {
        "people": _people,
        "ages": _ages,
        "offers": scenario_offers.show,
        "ratio": _ratio,
        "facility": _facility,
    }
    kind = chosen("scenario.kind", labels("assumption"), "people", KIND)
    with st.container(key="suppose"):
        st.caption(label("assumption_hint", kind))
        forms[kind](case)
    if not case.scenario and case.selection.category in set(known["category"]):
        _examples(case)


def _examples(case: Case) -> None:
    """Two assumptions to begin with, as links."""
    more = replace(case.scenario, people=(People(KREIS, 10.0, is_percent=True),))
    found = [(more, t("scenario.try_people"))]
    own = {code: offer for code, offer in case.known.offers.items() if offer.category == case.selection.category}
    if largest := max(own, key=lambda code: own[code].capacity or 0.0, default=None):
        name, place = own[largest].name, case.known.places.get(own[largest].ags, own[largest].ags)
        found.append((replace(case.scenario, closed=(largest,)), t("scenario.try_close", name=name, place=place)))
    links = "".join(
        f'<li><a href="{escape(view(szenario=as_token(scenario) or ""))}" target="_self">{escape(said)}</a></li>'
        for scenario, said in found
    )
    st.html(f'<div class="examples">{escape(t("scenario.try_title"))}<ul>{links}</ul></div>')


def _people(case: Case) -> None:
    units = {"percent": t("scenario.in_percent"), "persons": t("scenario.in_persons")}
    if case.selection.ags:
        units = dict(reversed(units.items()))
    with st.form("menschen", border=False):
        columns = st.columns([3, 2, 2, 3, 2], vertical_alignment="bottom")
        box(columns[0], "common.municipality", places(case, (KREIS, t("scenario.whole"))), "ort")
        columns[1].number_input(t("scenario.amount"), value=None, step=1, key="feld_zahl", placeholder="+10")
        box(columns[2], "scenario.unit", units, "einheit")
        box(columns[3], "scenario.group", labels("people_group"), "gruppe")

        def made() -> People | None:
            number = value("zahl")
            if not number:
                return None
            return People(str(value("ort")), float(number), value("einheit") == "percent", value("gruppe"))  # type: ignore[arg-type]

        send(columns, adding(case, "people", made, "feld_zahl"))


def _ages(case: Case) -> None:
    today = dict(case.scenario.age_mix) or ask.age_shares(case.selection.snapshot, case.known.month)
    with st.form("alter", border=False):
        columns = st.columns(6, vertical_alignment="bottom")
        for column, band in zip(columns, BANDS, strict=False):
            column.number_input(
                t("scenario.share_of", band=label("age_band", band)),
                min_value=0.0,
                max_value=100.0,
                value=round(100 * today.get(band, 0.0), 2),
                step=1.0,
                format="%.2f",
                key=f"feld_{band}",
            )

        def mix() -> None:
            shares = tuple((band, float(value(band) or 0) / 100) for band in BANDS)  # type: ignore[arg-type]
            put(case, age_mix=shares)

        send(columns, mix)


def _ratio(case: Case) -> None:
    own = {
        ratio: known for (category, ratio), known in case.known.ratios.items() if category == case.selection.category
    }
    if not own:
        st.markdown(t("scenario.no_ratio"))
        return
    names = {
        ratio: t("scenario.ratio_today", name=ratio_name(ratio, words()), value=amount(known.value, words()))
        for ratio, known in own.items()
    }
    with st.form("quote", border=False):
        columns = st.columns([5, 2, 2], vertical_alignment="bottom")
        box(columns[0], "scenario.ratio", names, "quote")
        columns[1].number_input(t("scenario.value"), min_value=0.0, value=None, step=0.05, key="feld_wert")

        def made() -> OtherRatio | None:
            number = value("wert")
            return None if number is None else OtherRatio(case.selection.category, str(value("quote")), float(number))  # type: ignore[arg-type]

        send(columns, adding(case, "ratios", made, "feld_wert"))


def _facility(case: Case) -> None:
    kinds = {kind: label("facility", kind) for kind in KINDS}
    with st.form("einrichtung", border=False):
        columns = st.columns([3, 3, 2, 2, 2], vertical_alignment="bottom")
        box(columns[0], "common.municipality", places(case), "ort")
        box(columns[1], "scenario.facility_kind", kinds, "art")
        columns[2].number_input(t("scenario.places_there"), min_value=0, value=None, step=50, key="feld_plaetze")
        columns[3].date_input(
            t("scenario.opened_on"), value=case.selection.month, format=theme.FIELD_DAYS[language()], key="feld_ab"
        )

        def made() -> NewFacility | None:
            number, day = value("plaetze"), value("ab")
            if not number or not day:
                return None
            return NewFacility(str(value("ort")), str(value("art")), float(number), str(day))  # type: ignore[arg-type]

        send(columns, adding(case, "facilities", made, "feld_plaetze"))
