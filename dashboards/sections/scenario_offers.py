"""The form for offers of the chosen category: one closes, gets other places, or a new one opens."""

from __future__ import annotations

import streamlit as st

from dashboards import theme
from dashboards.sections.scenario_fields import box, chosen, places, send, value
from dashboards.sections.scenario_state import Case, adding
from dashboards.text import labels, t, words
from pipelines.planning.scenario import KREIS, Growth, Opening
from pipelines.scenarios.sentences import places as counted

WHAT = "angebot"


def show(case: Case) -> None:
    """What happens to an offer, and its form."""
    if case.selection.category not in case.known.categories:
        st.markdown(t("scenario.no_gap"))
        return
    what = chosen("scenario.what", labels("offer_assumption"), "close", WHAT)
    running = _running(case)
    if what == "open":
        _open(case)
    elif not running:
        st.markdown(t("scenario.no_offer", category=case.known.categories[case.selection.category]))
    elif what == "close":
        _close(case, running)
    else:
        _grow(case, running)


def _running(case: Case) -> dict[str, str]:
    """The offers of the category by id, those of the municipality of the bar first."""
    own = [
        (offer.ags != case.selection.ags, case.known.places.get(offer.ags, offer.ags), offer.name, code, offer)
        for code, offer in case.known.offers.items()
        if offer.category == case.selection.category and code not in case.scenario.closed
    ]
    return {
        code: t("scenario.offer", place=place, name=name, places=counted(offer.capacity, offer.unit, words()))
        if offer.capacity is not None
        else t("scenario.offer_unknown", place=place, name=name)
        for _, place, name, code, offer in sorted(own, key=lambda row: row[:4])
    }


def _unit(case: Case) -> str:
    return theme.unit_name(case.known.units[case.selection.category])


def _close(case: Case, running: dict[str, str]) -> None:
    with st.form("schliesst", border=False):
        columns = st.columns([7, 2], vertical_alignment="bottom")
        box(columns[0], "scenario.which", running, "welches")
        send(columns, adding(case, "closed", lambda: value("welches")))


def _grow(case: Case, running: dict[str, str]) -> None:
    with st.form("waechst", border=False):
        columns = st.columns([6, 2, 2], vertical_alignment="bottom")
        box(columns[0], "scenario.which", running, "welches")
        columns[1].number_input(
            t("scenario.more_places", unit=_unit(case)), value=None, step=1.0, key="feld_mehr", placeholder="+20"
        )

        def made() -> Growth | None:
            number = value("mehr")
            return Growth(str(value("welches")), float(number)) if number else None  # type: ignore[arg-type]

        send(columns, adding(case, "grown", made, "feld_mehr"))


def _open(case: Case) -> None:
    areas = {"": t("scenario.area_here"), KREIS: t("scenario.area_kreis")}
    with st.form("oeffnet", border=False):
        columns = st.columns([3, 3, 2, 3, 2], vertical_alignment="bottom")
        columns[0].text_input(
            t("scenario.offer_name"), max_chars=80, key="feld_name", placeholder=t("scenario.new_offer")
        )
        box(columns[1], "scenario.seat", places(case), "sitz")
        columns[2].number_input(_unit(case), min_value=0.0, value=None, step=1.0, key="feld_neu")
        box(columns[3], "scenario.area", areas, "fuer")

        def made() -> Opening | None:
            number = value("neu")
            if not number:
                return None
            name = str(value("name") or "").strip() or t("scenario.new_offer")
            area = (KREIS,) if value("fuer") == KREIS else ()
            return Opening(name, case.selection.category, str(value("sitz")), float(number), area)  # type: ignore[arg-type]

        send(columns, adding(case, "opened", made, "feld_neu"))
