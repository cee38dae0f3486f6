"""The bar of Zuweisung: municipality, scheme and any day, all kept in the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from dashboards import theme, vintage
from dashboards.address import choose, kept, write
from dashboards.markup import as_name
from dashboards.queries import ledger as ask
from dashboards.queries import shared
from dashboards.sections import ledger_changes
from dashboards.text import labels, language, t
from dashboards.widgets import Selection, municipality

# The first year with a key, and how far ahead of today's data a day may lie.
FIRST = date(2014, 1, 1)


@dataclass(frozen=True)
class Asked:
    """What the bar says; `selection.month` is the month of the day. `problem`: why the address was not followed."""

    selection: Selection
    scheme: str
    day: date
    problem: str = ""


def bar(snapshot: str) -> Asked:
    """Draws the bar. A new municipality or scheme drops the changes that were made for the old one."""
    with st.container(key="selection"):
        columns = vintage.columns([3, 3, 3, 2])
        with columns[0]:
            ags = municipality(snapshot, then=ledger_changes.drop_own)
        with columns[1]:
            scheme = choose("allocation.scheme", labels("scheme"), 0, "verfahren", then=ledger_changes.drop)
        day, problem = _day(snapshot, scheme, columns[2], columns[3])
    category = kept("kategorie", "SPR-IK")
    known = set(shared.categories(snapshot)["category"])
    selection = Selection(snapshot, day.replace(day=1), category if category in known else "SPR-IK", ags or None)
    return Asked(selection, scheme, day, problem)


def _day(
    snapshot: str, scheme: str, known: st.delta_generator.DeltaGenerator, any_day: st.delta_generator.DeltaGenerator
) -> tuple[date, str]:
    """The day from a list of days with something known, or from a calendar; both show the same day."""
    rows = ask.days(snapshot, scheme)
    months = shared.months(snapshot)
    last = date(max(shared.build(snapshot)["known_on"].year, rows["as_of"].max().year), 12, 31)
    default = _default(rows, months)
    value, problem = _read(kept("tag", ""), default, last, months)
    names = {f"{row.as_of:%Y-%m-%d}": _name(row) for row in rows.itertuples()}
    names = names if str(value) in names else {str(value): t("allocation.day_other", day=theme.day(value))} | names
    st.session_state["tag"], st.session_state["tag_frei"] = str(value), value
    _remember(value, months)
    known.selectbox(
        t("allocation.day"),
        list(names),
        format_func=names.__getitem__,
        key="tag",
        on_change=_keep_known,
        placeholder=t("common.choose"),
    )
    any_day.date_input(
        t("allocation.any_day"),
        min_value=FIRST,
        max_value=last,
        format=theme.FIELD_DAYS[language()],
        key="tag_frei",
        on_change=_keep_any,
    )
    return value, problem


def _default(rows: pd.DataFrame, months: pd.DataFrame) -> date:
    """The day with most counts in the month chosen on another page; without one that of the opening month."""
    opening = months.loc[months["is_opening"], "month"].iloc[0]
    chosen = pd.Timestamp(f"{kept('monat', f'{opening:%Y-%m}')}-01") if _is_month(kept("monat", "")) else opening
    inside = rows[rows["as_of"].dt.to_period("M") == chosen.to_period("M")]
    return (inside.sort_values("reported")["as_of"].iloc[-1] if len(inside) else chosen).date()


def _is_month(text: str) -> bool:
    return bool(pd.notna(pd.to_datetime(f"{text}-01", format="%Y-%m-%d", errors="coerce")))


def _read(text: str, default: date, last: date, months: pd.DataFrame) -> tuple[date, str]:
    """The day of the address or of the last visit; a sentence where the address names none that can be shown."""
    if not text:
        return default, ""
    day = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
    if pd.isna(day) or not FIRST <= day.date() <= last:
        limits = {"first": theme.day(FIRST), "last": theme.day(last), "shown": theme.day(default)}
        return default, t("allocation.bad_day", text=as_name(text, ledger_changes.TOLD), **limits)
    has_moved = "tag" not in st.query_params and f"{day:%Y-%m}" != kept("monat", f"{day:%Y-%m}")
    return (default if has_moved and (months["month"] == day.replace(day=1)).any() else day.date()), ""


def _name(row: tuple) -> str:
    day, of = theme.day(row.as_of), row.municipalities
    if row.reported and row.estimated:
        return t("allocation.day_both", day=day, reported=row.reported, estimated=row.estimated, all=of)
    if row.reported:
        return t("allocation.day_reported", day=day, reported=row.reported, all=of)
    if row.estimated:
        return t("allocation.day_estimated", day=day, estimated=row.estimated, all=of)
    return t("allocation.day_without", day=day)


def _keep_known() -> None:
    write("tag", st.session_state["tag"])


def _keep_any() -> None:
    if st.session_state["tag_frei"]:
        write("tag", str(st.session_state["tag_frei"]))


def _remember(day: date, months: pd.DataFrame) -> None:
    """The next page shows the month of this day, if there is one."""
    st.session_state["kept_tag"] = str(day)
    if (months["month"] == pd.Timestamp(day.replace(day=1))).any():
        st.session_state["kept_monat"] = f"{day:%Y-%m}"
