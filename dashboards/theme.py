"""How things look: colours, the chart template, numbers and dates in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from html import escape

import pandas as pd
import plotly.graph_objects as go
from babel.dates import format_date
from babel.numbers import format_decimal

from dashboards.text import label, language, t
from pipelines.clock import BERLIN
from pipelines.wording import fill

INK = "#1D2733"
MUTED = "#566573"
LINE = "#D5DCE3"
PAPER = "#FFFFFF"
ACCENT = "#1F4E79"
SECOND = "#B8860B"
MISSING = "#E3E7EB"
MISSING_HATCH = "#9AA5B1"
OUTLINE = "#8895A3"
# How a bar that stands for nothing known is filled; only a hatch tells missing from low in print.
HATCH = {"fgcolor": MISSING_HATCH, "bgcolor": MISSING, "fillmode": "overlay", "size": 5, "solidity": 0.2}

# One hue, the darker the more is missing; what is covered leaves the scale with a warm light tone.
COVERAGE = {
    "full": "#F5F1E6",
    "75_100": "#CADDF0",
    "50_75": "#97BFE0",
    "25_50": "#3A78AF",
    "under_25": "#14406F",
    "no_need": "#FAFAF7",
    "minimum": "#FFFFFF",
    "no_figure": MISSING,
    "protected": MISSING,
}
COVERAGE_INK = {code: "#FFFFFF" if code in ("25_50", "under_25") else INK for code in COVERAGE}
COVERAGE_INK |= {"full": MUTED, "no_need": MUTED, "no_figure": MUTED, "protected": MUTED}
# What is drawn hatched: there is no figure, or none that everybody may see.
WITHOUT_FIGURE = ("no_figure", "protected")

FONT = "'Source Sans', 'Source Sans Pro', sans-serif"

# Categories as a planner thinks of them: roof and care first, then language, then childhood.
SHORT_ORDER = ["WOH", "BER-SOZ", "SPR-IK", "SPR-EO", "FRB-U3", "FRB-UE3", "SCH", "EHR"]

# Units counted in whole pieces; parts of a post are worth a digit.
_DIGITS = {"fte": 1}

# Decimal and thousands, as Plotly wants them.
SEPARATORS = {"de": ",.", "en": ".,"}
DAYS = {"de": "dd.MM.yyyy", "en": "d MMM yyyy"}
# The same, as Streamlit's tables and its date fields want them.
TABLE_DAYS = {"de": "DD.MM.YYYY", "en": "D MMM YYYY"}
FIELD_DAYS = {"de": "DD.MM.YYYY", "en": "DD/MM/YYYY"}


def chart_config() -> dict[str, object]:
    """What every chart is drawn with: no tool bar, no zoom, the reader's language."""
    return {
        "displayModeBar": False,
        "locale": language(),
        "scrollZoom": False,
        "doubleClick": False,
    }


def number(value: float | None, digits: int = 0, is_protected: bool | None = False) -> str:
    """A number in the reader's way; *fehlt* where there is none, *geschützt* where there is one nobody may see."""
    if value is None or pd.isna(value):
        return t("common.protected") if is_protected is True or is_protected == 1 else t("common.missing")
    return _written(round(float(value), digits) + 0.0, digits, language())


# Pages repeat few numbers thousands of times.
@lru_cache(maxsize=20_000)
def _written(value: float, digits: int, spoken: str) -> str:
    return format_decimal(value, format=_pattern(digits), locale=spoken).replace("-", "−")


def quantity(value: float | None, unit: str, is_protected: bool | None = False) -> str:
    """Places, posts or persons in the digits its unit deserves; what rounds to zero but is none says so."""
    digits = 0 if value == 0 else _DIGITS.get(unit, 0)
    smallest = 10.0**-digits
    if value is not None and 0 < value < smallest / 2:
        return f"<\u202f{number(smallest, digits)}"
    return number(value, digits, is_protected)


def as_shown(value: float | None, unit: str) -> float:
    """The number that `quantity` writes, to calculate on with; NaN where there is none."""
    return float("nan") if value is None or pd.isna(value) else round(float(value), _DIGITS.get(unit, 0))


def smallest(unit: str) -> float:
    """The smallest amount of a unit that is written as a number."""
    return 10.0 ** -_DIGITS.get(unit, 0)


def missing(value: float, unit: str, row: Mapping[str, object] | None = None) -> str:
    """What is missing, with its unit: `Plätze für 271 Personen im Jahr`; `row`: what it is, as for `stated`."""
    amount = quantity(value, unit)
    return fill(label("missing", unit), {"amount": stated(amount, row) if row is not None else amount})


def stated(amount: str, row: Mapping[str, object]) -> str:
    """An amount already in words as what it is: a minimum, an estimate, or as it stands.

    `row`: of a gap or of their sum, with `coverage_class` and `need_basis` where they are known.
    """
    if row.get("coverage_class") == "minimum":
        return t("common.minimum", amount=amount)
    return t("time.about", amount=amount) if row.get("need_basis") == "estimated" else amount


def with_unit(amount: str, unit: str) -> str:
    """A quantity already in words with its short unit: `2 Stellen`, `1 Stelle`."""
    return fill(label("with_unit", unit), {"amount": amount})


def between(low: float | None, high: float | None, unit: str = "persons") -> str:
    """Bounds of an amount in words: `4 bis 20`, `mindestens 4`, `höchstens 20`, or *keine Grenzen bekannt*."""
    return bounds(low, high, lambda value: quantity(value, unit))


def bounds(low: float | None, high: float | None, written: Callable[[float], str]) -> str:
    """The same of whatever `written` writes, for example a rate."""
    is_open = high is None or pd.isna(high)
    if low is None or pd.isna(low):
        return t("common.no_bounds") if is_open else t("common.at_most", high=written(high))
    if is_open:
        return t("common.at_least", low=written(low))
    return t("common.between", low=written(low), high=written(high))


def percent(share: float | None, is_protected: bool | None = False) -> str:
    """A share of 0–1 as whole per cent; *fehlt* or *geschützt* where there is none."""
    if share is None or pd.isna(share):
        return number(None, is_protected=is_protected)
    return t("common.percent", share=number(share * 100))


def day(value: date | datetime | pd.Timestamp | None) -> str:
    """A day in the reader's way; a dash where there is none."""
    return "–" if value is None or pd.isna(value) else _dated(value, DAYS[language()], language())


@lru_cache(maxsize=20_000)
def _dated(value: date, pattern: str, spoken: str) -> str:
    return format_date(value, pattern, locale=spoken)


def instant(value: datetime | pd.Timestamp) -> str:
    """A UTC instant in Berlin time."""
    local = pd.Timestamp(value).tz_localize("UTC").tz_convert(BERLIN)
    return t("common.instant", day=day(local), time=f"{local:%H:%M}")


def month_name(month: date) -> str:
    """`Januar 2018`."""
    return _dated(month, "LLLL yyyy", language())


def month_short(month: date) -> str:
    """`Jan. 2018`."""
    return _dated(month, "LLL yyyy", language())


def unit_name(unit: str) -> str:
    """A unit of capacity or need in words."""
    return label("unit", unit)


def figure(height: int, traces: list[dict[str, object]] | None = None, **layout: object) -> go.Figure:
    """A figure in the house's style; `height` in pixels, `traces` with their `type`.

    plotly checks what is given here once, and what is added later twice.
    """
    style = {
        "height": height,
        "template": "none",
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "font": {"family": FONT, "size": 14, "color": INK},
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "separators": SEPARATORS[language()],
        "showlegend": False,
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": LINE, "font": {"family": FONT, "color": INK}},
        "dragmode": False,
    }
    return go.Figure(data=traces, layout=style | layout)


def in_chart(text: str) -> str:
    """A name or sentence as plotly is given it: no sign in it is read as markup. Quotes stay, plotly shows them so."""
    return escape(text, quote=False)


def annotate(chart: go.Figure, annotations: list[dict[str, object]]) -> None:
    """Adds all at once: plotly checks every annotation of a figure anew for each one that is added alone."""
    chart.update_layout(annotations=[*chart.layout.annotations, *annotations])


def _pattern(digits: int) -> str:
    return "#,##0" + ("." + "0" * digits if digits else "")
