"""What-if on Zuweisung: the controls that write changes into the address, and the banner while there are any."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboards import theme
from dashboards.address import write
from dashboards.sections import ledger_changes
from dashboards.sections.ledger_case import Case, is_known
from dashboards.sections.ledger_changes import BASE, FACILITY, KINDS, LAW, OF_WOHNSITZ, OPENINGS, OWN
from dashboards.text import label, language, t, words
from pipelines.ledgers import base_of
from pipelines.obligations import KEY_RULE

WEIGHTS = {
    KEY_RULE["population_weight"]: KEY_RULE["area_weight"],
    KEY_RULE["area_weight"]: KEY_RULE["population_weight"],
}
DIGITS = {"area_km2": 2}


def show_banner(case: Case) -> None:
    """What is wrong with the address, one sentence each; what is changed while anything is, and the way back."""
    for problem in case.problems:
        st.warning(problem)
    with st.container(key="banner"):
        if case.what_if:
            st.html(f'<div class="whatif"><b>{t("allocation.banner")}</b> {escape(sentence(case))}</div>')
        if ledger_changes.is_asked():
            st.button(t("allocation.reset"), key="reset", on_click=ledger_changes.drop)


def sentence(case: Case) -> str:
    """`Geändert: Einwohner 80.000 (heute 75.338). …`"""
    return t("allocation.changed", changes="; ".join(_described(case)))


def show_controls(case: Case) -> None:
    """Sliders and fields, folded away until somebody wants them; with changes in the address they are open."""
    with st.expander(t("allocation.what_if_title"), expanded=bool(case.what_if)), st.container(key="what-if"):
        st.caption(t("allocation.what_if_note"))
        if case.facts.scheme == "wohnsitz":
            st.caption(t("allocation.what_if_wohnsitz"))
        codes = ["base"] if case.ags is None else ["persons", "area_km2", "stock", "base"]
        if case.facts.scheme == "wohnsitz":
            codes = [code for code in codes if code in OF_WOHNSITZ]
        for column, code in zip(st.columns(4), codes, strict=False):
            _number(column, case, code)
        if case.facts.scheme == "fluag":
            columns = st.columns([2, 3, 2, 3, 2])
            if case.ags:
                _facility(case, columns[:3])
            _law(case, columns[3:])


def _today(case: Case, code: str) -> float | None:
    """The number without changes; None where there is none."""
    if code == "places":
        return None
    if code == "base":
        value = base_of(case.facts_today)[0]
    elif code == "stock":
        value = case.today.loc[case.ags, "stock"]
    else:
        value = float(case.facts_today.places.loc[case.ags, code])
    return round(float(value), DIGITS.get(code, 0)) if is_known(value) else None


def _number(column: DeltaGenerator, case: Case, code: str) -> None:
    """A slider where the range is clear (population, base), else a field; today's number is no change."""
    name, today = (OWN | {"base": BASE})[code], _today(case, code)
    value = case.what_if.numbers.get(code, today)
    digits = DIGITS.get(code, 0)
    step = 1.0 if digits else 1

    def keep() -> None:
        chosen = st.session_state[f"feld_{name}"]
        write(name, None if chosen is None or chosen == today else f"{chosen:.{digits}f}")

    st.session_state[f"feld_{name}"] = value if value is None or digits else round(value)
    options = {"key": f"feld_{name}", "on_change": keep, "step": step}
    if code in ("persons", "base") and today:
        end = round(max(2 * today, value))
        column.slider(label("change", code), min_value=0, max_value=end, format="localized", **options)
    else:
        least = 0.0 if digits else 0
        hint = t("allocation.placeholder")
        column.number_input(label("change", code), min_value=least, placeholder=hint, **options)


def _facility(case: Case, columns: list[DeltaGenerator]) -> None:
    _number(columns[0], case, "places")
    kinds = {kind: label("facility", kind) for kind in KINDS}
    st.session_state["feld_art"] = case.what_if.kind
    columns[1].selectbox(
        t("allocation.facility_kind"),
        KINDS,
        format_func=kinds.__getitem__,
        key="feld_art",
        on_change=_keep_kind,
        placeholder=t("common.choose"),
    )
    st.session_state["feld_ab"] = case.what_if.opened_on or case.asked.day
    columns[2].date_input(
        t("allocation.opened_on"),
        min_value=OPENINGS[0],
        max_value=OPENINGS[1],
        format=theme.FIELD_DAYS[language()],
        key="feld_ab",
        on_change=_keep_opening,
        args=(case.asked.day,),
    )


def _keep_kind() -> None:
    write(FACILITY["kind"], st.session_state["feld_art"], KINDS[0])


def _keep_opening(day: date) -> None:
    if chosen := st.session_state["feld_ab"]:
        write(FACILITY["opened_on"], str(chosen), str(day))


def _law(case: Case, columns: list[DeltaGenerator]) -> None:
    known = ledger_changes.in_force(case.facts_today)
    asked = next(iter(case.what_if.law), None) or st.session_state.get("feld_recht", "")
    name = st.session_state["feld_recht"] = asked if asked in known else ""
    names = {"": t("allocation.law_none")} | {code: label("law", code) for code in known}
    columns[0].selectbox(
        t("allocation.law"),
        list(names),
        format_func=names.__getitem__,
        key="feld_recht",
        on_change=write,
        args=(LAW, None),
        placeholder=t("common.choose"),
    )
    if not name:
        return
    st.session_state["feld_wert"] = float(case.what_if.law.get(name, known[name]))
    options = {"key": "feld_wert", "on_change": _keep_law, "args": (name, known)}
    if name == "fulfilment_credit_rule":
        rules = {float(code): text for code, text in (("0", label("rule", "0")), ("1", label("rule", "1")))}
        columns[1].selectbox(
            t("allocation.law_value"),
            list(rules),
            format_func=rules.__getitem__,
            placeholder=t("common.choose"),
            **options,
        )
    else:
        columns[1].number_input(t("allocation.law_value"), min_value=0.0, step=0.05, format="%.2f", **options)


def _keep_law(name: str, known: dict[str, float]) -> None:
    """Of two weights the other takes the rest: together they are the whole."""
    value = st.session_state["feld_wert"]
    told = {} if value is None or value == known[name] else {name: value}
    if told and name in WEIGHTS:
        told[WEIGHTS[name]] = 1 - value
    write(LAW, ";".join(f"{code}:{amount:.6g}" for code, amount in told.items()) or None)


def _described(case: Case) -> list[str]:
    told = []
    for code, value in case.what_if.numbers.items():
        digits, today = DIGITS.get(code, 0), _today(case, code)
        said = {
            "name": label("change", code),
            "value": theme.number(value, digits),
            "today": theme.number(today, digits),
        }
        if code == "places":
            opened = theme.day(case.what_if.opened_on or case.asked.day)
            told.append(t("allocation.changed_places", kind=label("facility", case.what_if.kind), day=opened, **said))
        elif today is None:
            told.append(t("allocation.changed_from_nothing", **said))
        else:
            told.append(t("allocation.changed_number", **said))
    known = ledger_changes.in_force(case.facts_today)
    for code, value in case.what_if.law.items():
        said = {"value": words().factor(value), "today": words().factor(known[code])}
        if code == "fulfilment_credit_rule":
            said = {"value": label("rule", f"{value:.0f}"), "today": label("rule", f"{known[code]:.0f}")}
        told.append(t("allocation.changed_number", name=label("law", code), **said))
    return told
