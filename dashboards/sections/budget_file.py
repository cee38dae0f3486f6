"""The shopping list of the page Budget as a file: what is bought where, and what every row rests on."""

from __future__ import annotations

import pandas as pd

from dashboards import handing
from dashboards.queries import budget as ask
from dashboards.queries.downloads import origin_of
from dashboards.queries.snapshot import name_of
from dashboards.sections import budget_answer, budget_prices
from dashboards.sections.budget_asked import Asked
from dashboards.sections.budget_result import named
from dashboards.text import t
from pipelines.budgets import Price, bought
from pipelines.contracts.base import Column, Contract
from pipelines.extracts.delimited import csv_bytes
from pipelines.extracts.origin import NO_PROTECTION

EURO = "Euro im Jahr"
_CSV = Contract(
    relation="budget",
    title="Einkaufsliste",
    grain="Sitz und Kategorie",
    meaning="Was ein Budget wo kauft, mit Preis, Mindestem und Reichweite. Ein Vorschlag, kein Beschluss.",
    key=("ags", "category"),
    columns=(
        Column("ags", "text", "Amtlicher Gemeindeschlüssel des Sitzes"),
        Column("name", "text", "Name der Gemeinde"),
        Column("category", "text", "Kategorie"),
        Column("category_name", "text", "Name der Kategorie"),
        Column("amount", "number", "Gekaufte Menge"),
        Column("unit", "text", "Einheit der Menge"),
        Column("cost", "number", "Was sie kostet", unit=EURO),
        Column("price", "number", "Preis einer Einheit", unit=EURO),
        Column("opening_price", "number", "Euro zum Anfangen; leer: keine", required=False),
        Column("min_group", "number", "Kleinste Gruppe; leer: keine", required=False),
        Column(
            "price_basis", "text", "Herkunft des Preises: own (eigene Annahme), kreis, sourced, derived, assumption"
        ),
        Column("price_source", "text", "Fundstelle des Preises; leer bei eigener Annahme", required=False),
        Column("way", "text", "Weg: most (meiste Lücken), worst (schlecht Versorgte zuerst)"),
        Column("is_proven", "boolean", "Wahr, wenn bewiesen ist, dass es nichts Besseres gibt"),
        Column("gap", "text", "Welche Lücke: likely (geschätzt), certain (nur sicher Fehlendes)"),
        Column("budget", "integer", "Budget", unit=EURO),
        Column("floor", "number", "Mindestes je Gemeinde, in der Einheit von floor_unit"),
        Column("floor_unit", "text", "persons oder share (Anteil der Fehlenden, 0 bis 1)"),
        Column("reach", "text", "Wer neue Plätze teilbarer Kategorien nutzt: near, home, district"),
        Column("max_km", "number", "Wie weit near reicht", unit="km", required=False),
        Column("month", "text", "Monat der Lücken"),
        Column("state", "text", "Stand der Daten"),
        Column("is_synthetic", "boolean", "Wahr, wenn erfundene Angebote in den Lücken stecken"),
    ),
)


def download(asked: Asked) -> None:
    """The button for the file."""
    handing.button(
        t("budget.download"), lambda: content(asked), file_name=file_name(asked), mime="text/csv", key="budget-csv"
    )


def file_name(asked: Asked) -> str:
    """`budget_2018-01_500000.csv`; with invented offers in the gaps it begins with `Beispielrechnung_`.

    The picture of an earlier day and protected figures say so: `…_kenntnisstand_2018-03-01_geschuetzt.csv`.
    """
    origin = origin_of(asked.selection.snapshot)
    prefix = "Beispielrechnung_" if _is_synthetic(asked) else ""
    day = f"_kenntnisstand_{origin.as_known_on}" if origin.as_known_on else ""
    protected = "" if origin.protection == NO_PROTECTION else "_geschuetzt"
    return f"{prefix}budget_{asked.selection.month:%Y-%m}_{asked.budget}{day}{protected}.csv"


def content(asked: Asked) -> bytes:
    """What is bought, in the format of the extracts for a German Excel: every row with all it rests on."""
    assert asked.wish is not None
    wish, found = asked.wish, budget_answer.of(asked)
    placed = found.placed[asked.goal]
    rows = named(bought(found.asked, placed), asked)
    told = rows.join(_prices(asked), on="category").assign(
        way=asked.goal,
        is_proven=placed.is_proven,
        gap="certain" if wish.is_certain else "likely",
        budget=wish.budget,
        floor=wish.floor,
        floor_unit="share" if wish.floor_is_share else "persons",
        reach=wish.reach,
        max_km=wish.max_km if wish.reach == "near" else None,
        month=f"{asked.selection.month:%Y-%m}",
        state=name_of(asked.selection.snapshot),
        is_synthetic=_is_synthetic(asked),
    )
    cells = told[list(_CSV.names)].astype(object).to_numpy()
    return csv_bytes(_CSV, [[None if pd.isna(value) else value for value in row] for row in cells], "excel")


def _prices(asked: Asked) -> pd.DataFrame:
    """What the reckoning paid, by category: price, opening_price, min_group, price_basis, price_source."""
    assert asked.wish is not None
    known = budget_prices.shipped(asked.selection.snapshot)
    rows = {price.category: _price(price, known.loc[price.category]) for price in asked.wish.prices}
    return pd.DataFrame.from_dict(rows, orient="index")


def _price(price: Price, known: pd.Series) -> dict[str, object]:
    shipped = tuple(0.0 if pd.isna(known[name]) else float(known[name]) for name in budget_prices.FIELDS)
    is_mine = (price.place, price.opening, price.least) != shipped
    return {
        "price": price.place,
        "opening_price": price.opening or None,
        "min_group": price.least or None,
        "price_basis": "own" if is_mine else "kreis" if known["is_own"] else known["basis"],
        "price_source": None if is_mine else f"{known['source']} ({known['file']}:{known['line']})",
    }


def _is_synthetic(asked: Asked) -> bool:
    return bool(ask.gaps(asked.selection.snapshot, asked.selection.month)["is_synthetic"].any())
