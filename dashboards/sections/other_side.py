"""What the page is compared with: another month, or the same month as it was known on an earlier day.

?vergleich=2017-01                      another month
?vergleich_kenntnisstand=2026-03-01     this month as known then
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboards import months, theme, vintage
from dashboards.address import kept, write
from dashboards.queries import shared
from dashboards.queries.snapshot import vintages
from dashboards.sign_in import role
from dashboards.text import language, t
from dashboards.widgets import Selection

MONTH, DAY = "vergleich", "vergleich_kenntnisstand"
BOX = "vergleich-auswahl"
# Before the code of a state of knowledge in the box, where months have none.
KNOWN = "@"


@dataclass(frozen=True)
class Other:
    """The side compared with: its snapshot and month, and both sides in words."""

    snapshot: str
    month: date
    since: str
    then: str
    now: str


def is_chosen(selection: Selection) -> bool:
    """Whether the address names something to compare with that there is."""
    return bool(_from_address(options(selection)))


def choose(selection: Selection) -> Other | None:
    """The box with all there is to compare with; None while nothing is chosen."""
    names = options(selection)
    chosen = _from_address(names)
    st.session_state[BOX] = chosen

    def keep() -> None:
        _to_address(st.session_state[BOX])

    st.selectbox(
        t("change.with"),
        list(names),
        format_func=names.__getitem__,
        key=BOX,
        on_change=keep,
        placeholder=t("common.choose"),
    )
    return _other(selection, chosen) if chosen else None


def options(selection: Selection) -> dict[str, str]:
    """Code and name of what there is to compare with: months somebody counted, then earlier states of knowledge."""
    names = {"": t("change.with_nothing")} | _months(
        selection.snapshot, selection.month, _asked(selection.snapshot), language()
    )
    for day in vintages(role()):
        if date.fromisoformat(day) != vintage.day_of(selection.snapshot):
            names[KNOWN + day] = t("change.known_on", day=theme.day(date.fromisoformat(day)))
    return names


def _asked(snapshot: str) -> str:
    """The month the address names; none of ours is none, so that invented ones do not fill what is kept."""
    asked = kept(MONTH, "")
    is_ours = asked and asked in set(shared.months(snapshot)["month"].dt.strftime("%Y-%m"))
    return asked if is_ours else ""


@st.cache_resource(max_entries=200, show_spinner=False)
def _months(snapshot: str, shown: date, asked: str, spoken: str) -> dict[str, str]:
    """Months other than the one shown, named in `spoken`, the language of this run; `asked`: the address names it."""
    rows = shared.months(snapshot)
    codes = rows["month"].dt.strftime("%Y-%m")
    offered = (rows[months.REPORTS[:2]].max(axis=1) > 0) | (codes == asked)
    named = rows.assign(code=codes)[offered & (codes != f"{shown:%Y-%m}")]
    return {row["code"]: months.month_label(row) for row in named.to_dict("records")}


def _from_address(names: dict[str, str]) -> str:
    day, month = kept(DAY, ""), kept(MONTH, "")
    chosen = next((code for code in (KNOWN + day, month) if code in names), "")
    _to_address(chosen)
    return chosen


def _to_address(code: str) -> None:
    day = code.removeprefix(KNOWN) if code.startswith(KNOWN) else ""
    for key, value in ((DAY, day), (MONTH, "" if day else code)):
        st.session_state[f"kept_{key}"] = value
        write(key, value, "")


def _other(selection: Selection, code: str) -> Other:
    if code.startswith(KNOWN):
        day = code.removeprefix(KNOWN)
        then = t("change.known_on", day=theme.day(date.fromisoformat(day)))
        own = vintage.day_of(selection.snapshot)
        now = t("change.known_on", day=theme.day(own)) if own else t("common.vintage_newest")
        return Other(vintages(role())[day], selection.month, t("change.since_known", then=then), then, now)
    month = date.fromisoformat(f"{code}-01")
    earlier = month < selection.month
    then, now = theme.month_name(month), theme.month_name(selection.month)
    since = t("change.since" if earlier else "change.against", month=then)
    return Other(selection.snapshot, month, since, then, now)
