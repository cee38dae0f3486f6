"""Inventory of integration offers: who offers what, where, for whom, with how many places, until when."""

import pandas as pd

from pipelines.forms.offer_words import OFFER_WORDS
from pipelines.forms.plain import PLAIN
from pipelines.forms.typed import typed
from pipelines.receiving.layout import Field, Layout, RowRule
from pipelines.sources.base import Source

PROVIDER_KINDS = (
    "municipality",
    "kreis",
    "welfare_association",
    "church",
    "migrant_organisation",
    "volunteer_group",
    "education_provider",
    "sports_club",
    "school",
    "health_provider",
    "employer_agency",
    "other",
)
CAPACITY_UNITS = (
    "places",
    "beds",
    "fte",
    "hours_per_month",
    "hours_per_week",
    "opening_hours_per_week",
    "volunteers",
)


def _more_occupied_than_places(rows: pd.DataFrame) -> pd.Series:
    occupied, capacity = (pd.to_numeric(rows[name], errors="coerce") for name in ("occupied", "capacity"))
    return occupied > capacity


RULES = (
    RowRule(
        "valid_to",
        "liegt vor dem Beginn des Angebots",
        "Prüfen Sie Beginn und Ende des Angebots.",
        lambda rows: (rows["valid_to"] != "") & (rows["valid_to"] < rows["valid_from"]),
    ),
    RowRule(
        "occupied",
        "ist größer als die Zahl der Plätze",
        "Das Angebot zählt mit seinen Plätzen; fragen Sie beim Träger nach.",
        _more_occupied_than_places,
        "warn",
    ),
    RowRule(
        "capacity",
        "fehlt",
        "Das Angebot zählt als vorhanden, aber ohne Plätze; fragen Sie die Platzzahl nach.",
        lambda rows: rows["capacity"] == "",
        "warn",
    ),
)

OFFER_INVENTORY = Source(
    name="offer_inventory",
    title="Angebotsinventar",
    publisher="Träger und Gemeinden (je Zeile)",
    licence="je Zeile; das mitgelieferte Inventar ist erfunden (CC0-1.0)",
    period=("as_of", "as_of"),
    cadence_days=30,
    forms=(PLAIN, typed(OFFER_WORDS)),
    layout=Layout(
        key=("offer_id",),
        rules=RULES,
        fields=(
            Field("offer_id", required=True),
            Field("ags", "ags", required=True),
            Field("category", "category", required=True),
            Field("name", required=True),
            Field("provider", required=True),
            Field("provider_kind", "choice", required=True, choices=PROVIDER_KINDS),
            Field("capacity", "number", minimum=0),
            Field("capacity_unit", "choice", required=True, choices=CAPACITY_UNITS),
            Field("occupied", "number", minimum=0),
            Field("waiting", "number", minimum=0),
            Field("min_group", "integer", minimum=0),
            Field("age_min", "integer", minimum=0),
            Field("age_max", "integer", minimum=0),
            Field("target"),
            Field("languages"),
            Field("area", "area_list"),
            Field("valid_from", "day", required=True),
            Field("valid_to", "day"),
            Field("status", "choice", required=True, choices=("running", "planned", "ended", "paused")),
            Field("funding"),
            Field("funded_until", "day"),
            Field("volunteers", "integer", minimum=0),
            Field("access_status"),
            Field("as_of", "day", required=True),
            Field("contact"),
            Field("source", required=True),
            Field("is_synthetic", "flag", required=True),
        ),
    ),
)
