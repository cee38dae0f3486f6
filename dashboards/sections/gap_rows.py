"""What the pages about gaps share: the rows as a table, the legend of coverage, the ground of the map."""

from __future__ import annotations

import pandas as pd

from dashboards import theme
from dashboards.charts.area_map import Ground
from dashboards.queries import geometry
from dashboards.queries.shapes import outlines
from dashboards.text import label, t
from dashboards.widgets import table
from dashboards.withheld import in_words

# What cannot be said of a municipality whose people are withheld, and of one where a part of them is.
WITHHELD = ("need_low", "need", "shared_supply", "local_gap", "shared_gap", "gives")
WITHHELD_IN_PART = ("need_high", "coverage")


def show_rows(rows: pd.DataFrame) -> None:
    """The rows of `overview.gaps` as a table."""
    # whose people are known but whose offers are missing has nothing that is withheld
    is_hidden = rows["coverage_class"] == "protected"
    in_part = is_hidden | (rows["is_protected"] & (rows["need_basis"] == "partial"))
    rows = rows.assign(is_hidden=is_hidden, is_hidden_in_part=in_part, coverage=rows["coverage"] * 100)
    shown = in_words(in_words(rows, WITHHELD, 1, "is_hidden"), WITHHELD_IN_PART, 1, "is_hidden_in_part")
    shown = shown.assign(
        answer_name=[label("answer", code) for code in rows["answer"]],
        unit_name=[theme.unit_name(code) for code in rows["unit"]],
        coverage_percent=shown["coverage"],
    )
    table(
        shown,
        {
            "name": t("overview.col_name"),
            "category_name": t("overview.col_category"),
            "unit_name": t("overview.col_unit"),
            "need_low": t("overview.col_low"),
            "need": t("overview.col_need"),
            "need_high": t("overview.col_high"),
            "local_supply": t("overview.col_supply"),
            "shared_supply": t("overview.col_shared"),
            "local_gap": t("overview.col_local"),
            "shared_gap": t("overview.col_gap"),
            "gives": t("overview.col_gives"),
            "coverage_percent": t("overview.col_coverage"),
            "answer_name": t("overview.col_answer"),
        },
        digits=1,
    )


def coverage_legend(rows: pd.DataFrame) -> list[tuple[str, str, bool]]:
    """(name, colour, hatched) of the classes that occur, from most missing to fully covered."""
    order = ["under_25", "25_50", "50_75", "75_100", "full", "no_need", "minimum", "protected", "no_figure"]
    present = [code for code in order if code in set(rows["coverage_class"])]
    return [(label("coverage", code), theme.COVERAGE[code], code in theme.WITHOUT_FIGURE) for code in present]


def weakest_of(rows: pd.DataFrame) -> dict[str, str]:
    """What a sum of gaps is, for `theme.stated`: a minimum or an estimate as soon as one of its summands is."""
    is_minimum, is_estimated = (rows["coverage_class"] == "minimum").any(), (rows["need_basis"] == "estimated").any()
    return {
        "coverage_class": "minimum" if is_minimum else "",
        "need_basis": "estimated" if is_estimated else "reported",
    }


def ground(snapshot: str) -> Ground:
    """What the map of a snapshot is drawn on."""
    lon, lat = geometry.extent(snapshot)
    neighbours, middles = geometry.neighbours(snapshot), geometry.centres(snapshot)
    return Ground(geometry.map_url(snapshot), neighbours, middles, lon, lat, outlines(snapshot))
