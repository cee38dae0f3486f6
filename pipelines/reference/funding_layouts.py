"""Layouts of the tables about funding programmes: what they are, what they pay, how much, until when."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

from pipelines.contracts import programme, programme_amount, programme_category, programme_deadline
from pipelines.contracts.base import Contract
from pipelines.receiving.layout import Field, Layout, RowRule

# In the column `category`: every one of them.
ALL = "all"
SOURCED = (Field("source", required=True), Field("note"))


def _choice(contract: Contract, name: str) -> Field:
    """A field that takes what the contract of the relation allows."""
    [column] = [column for column in contract.columns if column.name == name]
    return Field(name, "choice", required=True, choices=column.choices)


@cache
def _codes() -> frozenset[str]:
    rows = pd.read_csv(Path(__file__).with_name("category.csv"), dtype=str, usecols=["category"])
    return frozenset(rows["category"]) | {ALL}


def _before(last: str, first: str, reason: str, action: str) -> RowRule:
    """The day in column `last` lies before the one in `first`; days are text that sorts like the calendar."""
    return RowRule(
        last, reason, action, lambda rows: (rows[last] != "") & (rows[first] != "") & (rows[last] < rows[first])
    )


def _below(high: str, low: str) -> RowRule:
    """The number in column `high` is smaller than the one in `low`."""

    def broken(rows: pd.DataFrame) -> pd.Series:
        return pd.to_numeric(rows[high], errors="coerce") < pd.to_numeric(rows[low], errors="coerce")

    return RowRule(high, f"liegt unter {low}", "Berichtigen Sie einen der beiden Werte.", broken)


def _share(column: str) -> RowRule:
    return RowRule(
        column,
        "ist kein Anteil zwischen 0 und 1",
        "Schreiben Sie 10 % als 0.1.",
        lambda rows: pd.to_numeric(rows[column], errors="coerce") > 1,
    )


PROGRAMME = Layout(
    key=("programme",),
    fields=(
        Field("programme", required=True),
        Field("name_de", required=True),
        Field("name_en", required=True),
        _choice(programme.CONTRACT, "level"),
        _choice(programme.CONTRACT, "status"),
        Field("applicant_de", required=True),
        Field("applicant_en", required=True),
        _choice(programme.CONTRACT, "for_groups"),
        Field("pays_de", required=True),
        Field("pays_en", required=True),
        Field("own_share_low", "number", minimum=0),
        Field("own_share_high", "number", minimum=0),
        Field("valid_from", "day"),
        Field("valid_to", "day"),
        Field("known_from", "day"),
        Field("known_to", "day"),
        Field("figures_de"),
        Field("figures_en"),
        Field("ask_de"),
        Field("ask_en"),
        _choice(programme.CONTRACT, "confidence"),
        *SOURCED,
    ),
    rules=(
        _before("valid_to", "valid_from", "liegt vor valid_from", "Berichtigen Sie einen der beiden Tage."),
        _before("known_to", "known_from", "liegt vor known_from", "Berichtigen Sie einen der beiden Tage."),
        _share("own_share_low"),
        _share("own_share_high"),
        _below("own_share_high", "own_share_low"),
        RowRule(
            "valid_from",
            "fehlt, und auch known_from nennt keinen Tag",
            "Nennen Sie den Beginn oder den ersten Tag, für den das Programm bekannt ist.",
            lambda rows: (rows["valid_from"] == "") & (rows["known_from"] == ""),
        ),
    ),
)

PROGRAMME_CATEGORY = Layout(
    key=("programme", "category"),
    fields=(
        Field("programme", required=True),
        Field("category", required=True),
        _choice(programme_category.CONTRACT, "way"),
        *SOURCED,
    ),
    rules=(
        RowRule(
            "category",
            "ist keine der Kategorien",
            "Wählen Sie einen Code aus der Kategorienliste oder all für alle.",
            lambda rows: ~rows["category"].isin(_codes()),
        ),
    ),
)

PROGRAMME_AMOUNT = Layout(
    key=("programme", "item"),
    fields=(
        Field("programme", required=True),
        Field("item", required=True),
        Field("item_de", required=True),
        Field("item_en", required=True),
        Field("amount_low", "number", minimum=0),
        Field("amount_high", "number", minimum=0),
        _choice(programme_amount.CONTRACT, "unit"),
        Field("per_unit_of", "choice", choices=("fte", "places", "beds")),
        Field("known_for", "integer", minimum=2000),
        *SOURCED,
    ),
    rules=(
        _below("amount_high", "amount_low"),
        RowRule(
            "amount_low",
            "fehlt, und auch amount_high nennt keinen Betrag",
            "Nennen Sie mindestens eine Grenze oder streichen Sie die Zeile.",
            lambda rows: (rows["amount_low"] == "") & (rows["amount_high"] == ""),
        ),
    ),
)

PROGRAMME_DEADLINE = Layout(
    key=("programme", "call"),
    fields=(
        Field("programme", required=True),
        Field("call", required=True),
        Field("for_year", "integer", minimum=2000),
        Field("opens_on", "day"),
        Field("closes_on", "day"),
        _choice(programme_deadline.CONTRACT, "rhythm"),
        _choice(programme_deadline.CONTRACT, "certainty"),
        Field("area", "area_key"),
        Field("area_name"),
        *SOURCED,
    ),
    rules=(
        _before("closes_on", "opens_on", "liegt vor opens_on", "Berichtigen Sie einen der beiden Tage."),
        RowRule(
            "certainty",
            "passt nicht zu closes_on",
            "Schreiben Sie no_day, wo kein letzter Tag bekannt ist, sonst published oder to_check.",
            lambda rows: (rows["certainty"] == "no_day") != (rows["closes_on"] == ""),
        ),
    ),
)
