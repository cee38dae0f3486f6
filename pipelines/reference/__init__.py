"""Tables kept by hand: categories, need ratios, rights of access, law parameters. Each row names its source.

A Kreis overrides rows in `data/own/<table>.csv` with the same columns: its row wins by key and date.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

from pipelines.problems import NotPublished
from pipelines.receiving.layout import Field, Layout, RowRule, read_csv
from pipelines.receiving.sorting import sort_out
from pipelines.reference.funding_layouts import PROGRAMME, PROGRAMME_AMOUNT, PROGRAMME_CATEGORY, PROGRAMME_DEADLINE
from pipelines.reference.layouts import CORRECTION, OFFER_DECISION, UNIT_COST
from pipelines.reference.parameter_checks import breaches

HERE = Path(__file__).parent

DATED = (Field("valid_from", "day", required=True), Field("valid_to", "day"))
SOURCED = (Field("source", required=True), Field("note"))
# days are compared as text: JJJJ-MM-TT sorts like the calendar
ENDS = (
    RowRule(
        "valid_to",
        "liegt vor valid_from",
        "Berichtigen Sie einen der beiden Tage.",
        lambda rows: (rows["valid_to"] != "") & (rows["valid_to"] < rows["valid_from"]),
    ),
)
BOUNDS = (Field("low", "number"), Field("value", "number"), Field("high", "number"))
TABLES: dict[str, Layout] = {
    "category": Layout(
        key=("category",),
        fields=(
            Field("category", required=True),
            Field("name_de", required=True),
            Field("name_en", required=True),
            Field("capacity_unit", required=True),
            Field("capacity_kind", "choice", required=True, choices=("stock", "flow")),
            Field("need_unit", required=True),
            Field("target", required=True),
            Field("age_min", "integer", required=True, minimum=0),
            Field("age_max", "integer", minimum=0),
            Field("status_dependent", "flag", required=True),
            Field("sharing_rule", "choice", required=True, choices=("area", "municipal", "district", "never")),
            Field("gap_mode", "choice", required=True, choices=("gap", "scenario", "presence")),
            Field("min_group", "integer", minimum=1),
            Field("includes"),
            Field("source", required=True),
        ),
    ),
    "need_ratio": Layout(
        key=("category", "ratio", "valid_from"),
        fields=(
            Field("category", "category", required=True),
            Field("ratio", required=True),
            Field(
                "role",
                "choice",
                required=True,
                choices=("share", "persons_per_unit", "supply_multiply", "supply_divide", "context"),
            ),
            Field("target_group"),
            Field("unit"),
            *BOUNDS,
            Field("demand_effect", "choice", choices=("up", "down")),
            Field("basis", required=True),
            *DATED,
            *SOURCED,
        ),
        rules=ENDS,
    ),
    "unit_cost": UNIT_COST,
    "age_share": Layout(
        key=("age_band", "valid_from"),
        fields=(
            Field("age_band", "choice", required=True, choices=("0_2", "3_5", "6_17", "18_64", "65_plus")),
            Field("age_from", "integer", required=True),
            Field("age_to", "integer"),
            *BOUNDS,
            Field("basis", required=True),
            *DATED,
            *SOURCED,
        ),
        rules=ENDS,
    ),
    "access_right": Layout(
        key=("category", "legal_group", "valid_from"),
        fields=(
            Field("category", "category", required=True),
            Field("legal_group", required=True),
            *BOUNDS,
            *DATED,
            *SOURCED,
        ),
        rules=ENDS,
    ),
    "parameter": Layout(
        key=("parameter", "valid_from"),
        fields=(
            Field("parameter", required=True),
            Field("value", "number", required=True),
            Field("unit", required=True),
            *DATED,
            *SOURCED,
        ),
        rules=ENDS,
    ),
    "series_break": Layout(
        key=("series", "valid_from"),
        fields=(
            Field("series", "choice", required=True, choices=("fluag", "wohnsitz", "asylblg_other", "obligation")),
            Field("valid_from", "day", required=True),
            Field("word", required=True),
            Field("meaning", required=True),
            *SOURCED,
        ),
    ),
    "wohnsitz_reduction": Layout(
        key=("ags", "reason", "valid_from"),
        fields=(
            Field("ags", "ags", required=True),
            Field("reason", "choice", required=True, choices=("rent_brake", "eu_sgb2")),
            *DATED,
            *SOURCED,
        ),
        rules=ENDS,
    ),
    "alias": Layout(
        key=("alias", "ags"),
        fields=(
            Field("alias", required=True),
            Field("ags", "ags", required=True),
            Field("valid_from", "day"),
            Field("valid_to", "day"),
            *SOURCED,
        ),
        rules=ENDS,
    ),
    "category_word": Layout(
        key=("word", "category"),
        fields=(Field("word", required=True), Field("category", "category", required=True), *SOURCED),
    ),
    # What a category of Integreat's places is here; empty: none of ours, the note says why.
    "integreat_category": Layout(
        key=("integreat",),
        fields=(Field("integreat", required=True), Field("category", "category"), Field("note")),
    ),
    "correction": CORRECTION,
    "offer_decision": OFFER_DECISION,
    "programme": PROGRAMME,
    "programme_category": PROGRAMME_CATEGORY,
    "programme_amount": PROGRAMME_AMOUNT,
    "programme_deadline": PROGRAMME_DEADLINE,
}


# Needed while a file is read, before anything of a data folder is known.
FIXED = ("integreat_category",)


@cache
def categories() -> frozenset[str]:
    """The category codes that are shipped."""
    return frozenset(read_csv(HERE / "category.csv", TABLES["category"])["category"])


@cache
def integreat_categories() -> dict[str, tuple[str, str]]:
    """Category here (empty: none) and note by the words of a category of Integreat, small letters."""
    rows = read_csv(HERE / "integreat_category.csv", TABLES["integreat_category"])
    return {row.integreat: (row.category, row.note) for row in rows.itertuples()}


def refuse_unknown(own_folder: Path) -> None:
    """Raises NotPublished for a table in data/own that nobody reads: a typing error would go unnoticed."""
    for path in sorted(own_folder.glob("*")):
        own = [name for name in TABLES if name not in FIXED]
        if path.name.startswith(".") or (path.stem in own and path.suffix == ".csv"):
            continue
        raise NotPublished(f"{path} liest niemand; gemeint sein kann: {', '.join(f'{name}.csv' for name in own)}.")


def read_reference(name: str, own_folder: Path, ags: frozenset[str] = frozenset()) -> pd.DataFrame:
    """Rows of a reference table as text, own rows in the place of shipped ones with the same key.

    Adds `line`, `file` and `is_own` (the text 0 or 1). ags: the municipalities known, empty: any. Raises
    NotPublished when a row cannot be used: a parameter that is silently dropped would change figures without a word.
    """
    layout, shipped, own = TABLES[name], HERE / f"{name}.csv", own_folder / f"{name}.csv"
    rows = _checked(shipped, layout).assign(file=f"pipelines/reference/{name}.csv", is_own="0")
    if own.exists():
        replacing = _checked(own, layout).assign(file=f"data/own/{name}.csv", is_own="1")
        _refuse_unknown_places(own, layout, replacing, ags)
        keys = set(map(tuple, replacing[list(layout.key)].to_numpy()))
        kept = [tuple(row) not in keys for row in rows[list(layout.key)].to_numpy()]
        rows = pd.concat([rows[kept], replacing], ignore_index=True)
    if name == "parameter":
        _refuse_impossible(rows, shipped, own)
    return rows


def _refuse_unknown_places(path: Path, layout: Layout, rows: pd.DataFrame, ags: frozenset[str]) -> None:
    for column in [column.name for column in layout.fields if ags and column.kind == "ags"]:
        for value, line in rows.loc[~rows[column].isin(ags), [column, "line"]].to_numpy():
            raise NotPublished(
                f"{path}, Zeile {line}, Spalte {column!r}: {value!r} steht nicht im Gemeindeverzeichnis; "
                "berichtigen Sie den Schlüssel."
            )


def _refuse_impossible(rows: pd.DataFrame, shipped: Path, own: Path) -> None:
    # an own row may break what holds among the shipped ones: it is the one to mend
    for breach in sorted(breaches(rows), key=lambda breach: not breach.is_own):
        path = own if breach.is_own else shipped
        raise NotPublished(f"{path}, Zeile {breach.line}, Spalte {breach.column!r}: {breach.value!r} {breach.reason}.")


def _checked(path: Path, layout: Layout) -> pd.DataFrame:
    known = {} if path.stem == "category" else {"category": categories()}
    reading = sort_out(read_csv(path, layout), layout, known, "reference", path.name)
    for finding in reading.findings:
        raise NotPublished(
            f"{path}, Zeile {finding.line}, Spalte {finding.column_name!r}: {finding.value!r} {finding.reason}. "
            f"{finding.action}"
        )
    return reading.taken
