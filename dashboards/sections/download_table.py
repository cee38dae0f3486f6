"""One table: which one, which of its rows, in which form; what is shown is what the file holds."""

from __future__ import annotations

import shlex
from datetime import date

import pandas as pd
import streamlit as st

from dashboards import handing, theme
from dashboards.address import choose
from dashboards.queries import downloads as ask
from dashboards.queries import shared
from dashboards.text import labels, language, t
from dashboards.widgets import Selection, table
from dashboards.withheld import in_words
from pipelines.contracts.base import Contract

# How contracts call the column that says whether a count is withheld, and the columns that follow from the count.
FLAGS = ("is_protected", "stock_is_protected")
COUNTED = (
    "persons",
    "people",
    "need",
    "stock",
    "fulfilment",
    "outstanding",
    "shared_",
    "local_gap",
    "surplus",
    "gives",
    "coverage",
)
FLAG = "withheld"

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "excel": "text/csv",
    "rfc4180": "text/csv",
    "parquet": "application/vnd.apache.parquet",
}
ENDINGS = {"xlsx": "xlsx", "excel": "csv", "rfc4180": "csv", "parquet": "parquet"}
# By the part of the bar above that counts: month, category (the municipality counts in all but `all`).
SCOPES = {"selection": (True, True), "month": (True, False), "category": (False, True), "all": (False, False)}


def draw(selection: Selection, relations: dict[str, int]) -> ask.Wish:
    """Draws choices, preview and button; what is wished, so that the whole extract follows the same choices."""
    left, right = st.columns(2)
    with right:
        form = choose("downloads.form", labels("form") | {"parquet": t("downloads.parquet")}, 0, "form")
        hxl = {"without": t("downloads.hxl_without"), "with": t("downloads.hxl_with")}
        is_hxl = choose("downloads.hxl", hxl, 0, "hxl") == "with"
        spoken = {"de": t("downloads.german"), "en": t("downloads.english")}
        chosen = choose("downloads.language", spoken, list(spoken).index(language()), "erklaerung")
    names = {name: ask.contract_of(name, language()).title for name in relations}
    titles = {
        name: t("downloads.table", title=title, name=name, rows=theme.number(relations[name]))
        for name, title in names.items()
    }
    with left:
        relation = choose("downloads.which", titles, list(titles).index("gap") if "gap" in titles else 0, "tabelle")
        rows = _rows(selection)
    wish = ask.Wish(rows, relations=(relation,), is_hxl=is_hxl and form != "parquet", language=chosen)
    _preview(selection.snapshot, relation, form, wish)
    example = ask.is_example(selection.snapshot, relation)
    handing.button(
        t("downloads.one", title=names[relation]),
        ask.file(selection.snapshot, relation, form, wish),
        file_name=ask.file_name(selection.snapshot, relation, ENDINGS[form], example, rows),
        mime=TYPES[form],
        type="primary",
        key="one",
    )
    st.caption(t("downloads.same", command=command(relation, form, wish)))
    return wish


def _scopes() -> dict[str, str]:
    return {
        "selection": t("downloads.scope_selection"),
        "month": t("downloads.scope_month"),
        "category": t("downloads.scope_category"),
        "all": t("downloads.scope_all"),
    }


def _rows(selection: Selection) -> ask.Selection:
    """The bar above as a selection of rows."""
    scope = choose("downloads.scope", _scopes(), 0, "umfang")
    has_month, has_category = SCOPES[scope]
    places = (selection.ags,) if selection.ags and scope != "all" else ()
    codes = (selection.category,) if has_category else ()
    last = _until(selection) if has_month else None
    return ask.Selection(selection.month if has_month else None, last, places, codes)


def _until(selection: Selection) -> date:
    """The last month, the one of the bar unless a later one is chosen."""
    months = shared.months(selection.snapshot)["month"].dt.date
    later = sorted(month for month in months if month >= selection.month)
    names = {f"{month:%Y-%m}": theme.month_name(pd.Timestamp(month)) for month in later}
    return date.fromisoformat(f"{choose('downloads.until', names, 0, 'bis')}-01")


def _preview(snapshot: str, relation: str, form: str, wish: ask.Wish) -> None:
    contract = ask.contract_of(relation, language())
    st.markdown(t("downloads.about", meaning=contract.meaning, grain=contract.grain))
    rows, count = ask.preview(snapshot, relation, form, wish)
    told = ask.selected(wish.selection, contract, language())
    if not count:
        st.info(t("downloads.nothing", selection=told))
        return
    sentence = "downloads.preview_one" if count == 1 else "downloads.preview_all"
    sentence = "downloads.preview" if count > len(rows) else sentence
    st.markdown(t(sentence, shown=theme.number(len(rows)), rows=theme.number(count), selection=told))
    flags = [column.name for column in contract.columns if column.type == "boolean"]
    spelled = {True: t("downloads.true"), False: t("downloads.false")}
    shown_rows = rows.assign(**{name: rows[name].map(spelled) for name in flags})
    table(_with_withheld(shown_rows, rows, contract), {name: name for name in rows.columns}, digits=2)
    columns = ask.described(relation, form, language())
    with st.expander(t("downloads.columns", count=len(columns))):
        table(pd.DataFrame(columns), labels("column"))


def _with_withheld(shown: pd.DataFrame, rows: pd.DataFrame, contract: Contract) -> pd.DataFrame:
    """Counts that are withheld by their word; the file leaves the same cells empty beside its own column for it."""
    flag = next((column.name for column in contract.columns if column.name in FLAGS), None)
    if flag is None:
        return shown
    counted = tuple(name for name in rows.select_dtypes("number") if name.startswith(COUNTED))
    return in_words(shown.assign(**{FLAG: rows[flag]}), counted, 2, FLAG)


def command(relation: str, form: str, wish: ask.Wish) -> str:
    """The call that writes the same file."""
    rows = wish.selection
    parts = ["bedarfsatlas", "extract", t("downloads.folder"), "--table", relation, "--format", form]
    if rows.first:
        last = rows.last or rows.first
        parts += ["--month", f"{rows.first:%Y-%m}" + (f"..{last:%Y-%m}" if last != rows.first else "")]
    parts += [part for key in rows.municipalities for part in ("--municipality", key)]
    parts += [part for code in rows.categories for part in ("--category", code)]
    parts += ["--hxl"] if wish.is_hxl else []
    parts += ["--language", wish.language] if wish.language != "de" else []
    return shlex.join(parts)
