"""What all pages share: head with the selection, table behind a chart, foot with state and sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from pathlib import Path
from typing import Any, NoReturn

import duckdb
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboards import language, months, options, refusal, theme, vintage
from dashboards.address import begin, choose, here, under_base
from dashboards.charts import linked, plain
from dashboards.drawn import drawn_once
from dashboards.markup import as_name
from dashboards.queries import shared
from dashboards.queries.snapshot import NoPublicSnapshot, NoSnapshot, OtherVersion, latest
from dashboards.sign_in import role
from dashboards.text import language as spoken
from dashboards.text import t

# A list of more rows scrolls within a frame.
SHORT_LIST = 15
ICON = Path(__file__).with_name("icon.svg")


@dataclass(frozen=True)
class Selection:
    """What the bar at the top says. `snapshot` goes into every query; `ags` is None for the whole Kreis."""

    snapshot: str
    month: date
    category: str
    ags: str | None

    def of_municipality(self) -> Selection:
        """The same for every category: what is drawn from it is drawn once for all of them."""
        return replace(self, category="")

    def of_month(self) -> Selection:
        """The same for every category and municipality."""
        return replace(self, category="", ags=None)


@dataclass(frozen=True)
class Whole:
    """The selection of a page that has none: it speaks of the whole Kreis at all times."""

    snapshot: str


def prepare() -> None:
    """Once per run, before any page: language, icon, width."""
    begin()
    language.settle()
    st.set_page_config(page_icon=str(ICON), layout="wide")


def open_page(
    title: str | Callable[[Any], str], bar: Callable[[str], Any] | None = None, *, newest: bool = False
) -> Any:
    """Head of a page: title (a text, or made from the selection), strips on an earlier day and invented offers, bar.

    `bar` draws a bar of the page's own for a snapshot and returns what it says; without one it is the Selection all
    pages share. `newest`: whichever day was chosen elsewhere, this page shows all that is known. Ends the run with one
    sentence when there is no snapshot, or when it is of another version.
    """
    try:
        snapshot, problem = (latest(role()), "") if newest else vintage.chosen()
        head = st.container(key="head")
        selection = (bar or _selection_bar)(snapshot)
        with head:
            language.switch()
            refusal.show_role(role())
            st.title(as_name(title if isinstance(title, str) else title(selection)), anchor=False)
        vintage.show_banner(head, snapshot, problem)
        if shared.build(snapshot)["is_synthetic"]:
            head.html(f'<div class="synthetic">{t("common.synthetic")}</div>')
        return selection
    except NoPublicSnapshot:
        refusal.show_role(role())
        st.info(t("access.no_public"))
    except (OtherVersion, duckdb.Error):
        st.error(t("common.no_answer" if role().kind == "kreis" else "access.no_answer"))
    except NoSnapshot:
        st.info(t("common.no_snapshot"))
    st.stop()
    return None


def close_page(selection: Selection) -> None:
    """Foot of a page: which state of the data this is, and whom it comes from."""
    from dashboards.app_pages import page

    # for the way back, which the script of the shell goes
    st.html(f'<span hidden class="here" data-here="{escape(here())}"></span>')
    with st.container(key="foot"):
        _foot(selection.snapshot)
        st.page_link(page("accessibility"), label=t("accessibility.nav"))


@drawn_once
def _foot(snapshot: str) -> None:
    build = shared.build(snapshot)
    st.caption(
        t(
            "common.footer_state",
            known_on=theme.day(build["known_on"]),
            build_id=build["build_id"],
            built_at=theme.instant(build["built_at"]),
        )
    )
    if day := vintage.day_of(snapshot):
        st.caption(t("common.vintage_banner", day=theme.day(day)))
    with st.expander(t("common.footer_sources")):
        sources = shared.sources(snapshot).to_dict("records")
        st.markdown("\n".join("- " + t("common.footer_source", **source) for source in sources))


def chart(figure: go.Figure, key: str, alt: str, **options: object) -> object:
    """A chart in the house's style; `alt` is its message for those who cannot see it."""
    config = theme.chart_config() | {"topojsonURL": under_base("/karte/topojson/")}
    return st.plotly_chart(figure, key=key, alt=alt, theme=None, config=config, **options)


def table(rows: pd.DataFrame, columns: dict[str, str], digits: int = 0, height: int | str = "auto") -> None:
    """A data table: `columns` gives order and heads; numbers and days in the reader's way, right-aligned.

    A column of whole numbers has no decimals, the others `digits`. `height` in pixels; `auto` shows ten rows and
    scrolls, `content` shows all.
    """
    shown = rows[list(columns)]
    config = {
        name: st.column_config.NumberColumn(head, format="localized", step=10.0 ** -_digits(shown[name], digits))
        if pd.api.types.is_numeric_dtype(shown[name])
        else st.column_config.DateColumn(head, format=theme.TABLE_DAYS[spoken()])
        if pd.api.types.is_datetime64_any_dtype(shown[name])
        else st.column_config.Column(head)
        for name, head in columns.items()
    }
    numeric = shown.select_dtypes("number").columns
    rounded = shown.assign(**shown[numeric].round(digits))
    nothing = theme.number(None)
    st.dataframe(rounded, column_config=config, hide_index=True, height=height, placeholder=nothing)


def _digits(values: pd.Series, digits: int) -> int:
    """People are counted: 532, not 532,0."""
    return 0 if (values.dropna() % 1 == 0).all() else digits


def as_table(rows: pd.DataFrame, columns: dict[str, str], digits: int = 0, is_open: bool = False) -> None:
    """The data behind a chart, folded away unless `is_open`."""
    with st.expander(t("common.as_table"), expanded=is_open):
        table(rows, columns, digits)


def lead(sentence: str, reason: str = "", label: str = "", value: str = "", note: str = "") -> None:
    """The finding in large letters with its reason, and one figure beside it; none where there is no `value`."""
    figure = f"<span>{escape(label)}</span><b>{escape(value)}</b><span>{escape(note)}</span>"
    beside = f'<div class="state">{figure}</div>' if value else ""
    st.html(
        f'<div class="lead"><div><p class="finding">{escape(sentence)}</p><p class="reason">{escape(reason)}</p></div>'
        f"{beside}</div>"
    )


def key_figures(figures: list[tuple[str, str, str]]) -> None:
    """A row of (label, value, note)."""
    cells = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd><dd class='note'>{escape(note)}</dd></div>"
        for label, value, note in figures
    )
    st.html(f'<dl class="figures">{cells}</dl>')


def legend(entries: list[tuple[str, str, bool]], head: str = "") -> None:
    """Swatches of (name, colour, hatched); `head`: what they count."""
    st.html(plain.legend(entries, head))


def ranked_list(rows: list[tuple[str, str, float]], is_scrolled: bool = False) -> None:
    """(name, sentence, share of 0–1 as a bar), for screens too narrow for a chart; `is_scrolled`: within a frame."""
    st.html(plain.ranked(rows, is_scrolled=is_scrolled))


def table_or_list(
    key: str, rows: pd.DataFrame, columns: dict[str, str], items: list[tuple[str, str, float]], digits: int = 0
) -> None:
    """The rows as a table on a desk, on a phone as `items` of a ranked list, which scrolls where it is long."""
    with st.container(key=f"wide-{key}"):
        table(rows, columns, digits)
    with st.container(key=f"narrow-{key}"):
        ranked_list(items, is_scrolled=len(items) > SHORT_LIST)


def rows_table(heads: list[str], rows: Sequence[Sequence[str | linked.Cell]]) -> None:
    """A short table to read, first column names, the others numbers already formatted, or cells with a link."""
    st.html(linked.rows(heads, rows))


def clicked(event: object) -> str | None:
    """The AGS behind a clicked mark of a chart whose `customdata` holds one."""
    points = event.selection.points if event else []
    value = points[0].get("customdata") if points else None
    return (value[0] if isinstance(value, list) else value) or None


def open_municipality(selection: Selection, ags: str, category: str | None = None) -> NoReturn:
    """Leaves for the page Gemeinde with the selection kept; `category`: another one than the chosen."""
    from dashboards.app_pages import page

    address = {"gemeinde": ags, "kategorie": category or selection.category, "monat": f"{selection.month:%Y-%m}"}
    st.switch_page(page("municipality"), query_params=address)


def _selection_bar(snapshot: str) -> Selection:
    with st.container(key="selection"):
        columns = vintage.columns([3, 4, 3])
        with columns[0]:
            month = months.box(snapshot)
        with columns[1]:
            category = _category(snapshot)
        with columns[2]:
            ags = municipality(snapshot)
        months.slider(snapshot, month)
    return Selection(snapshot, date.fromisoformat(f"{month}-01"), category, ags or None)


def _category(snapshot: str) -> str:
    names = options.categories(snapshot, spoken())
    return choose("common.category", names, list(names).index("SPR-IK"), "kategorie")


def municipality(snapshot: str, then: Callable[[], None] | None = None) -> str:
    """The select box of the municipalities; empty: the whole Kreis. `then`: what else a choice does."""
    rows = shared.municipalities(snapshot)
    names = {"": t("common.whole_kreis")} | dict(zip(rows["ags"], rows["name"], strict=True))
    # a kreisfreie Stadt is its only municipality
    return choose("common.municipality", names, int(len(rows) == 1), "gemeinde", then)
