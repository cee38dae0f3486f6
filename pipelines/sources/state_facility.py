"""Facilities of the State: how many places a municipality is credited with, of which kind, from when to when."""

from collections.abc import Callable

import pandas as pd

from pipelines.receiving.layout import Field, Layout, RowRule
from pipelines.sources.base import KNOWN_ON, PROVENANCE, Source

KINDS = ("eae", "zue", "standby", "special", "minors", "credited", "none")

# Own limit of plausibility: no facility of NRW comes near it.
MOST_PLACES = 10_000


def too_many_places(column: str, is_meant: Callable[[pd.DataFrame], pd.Series]) -> RowRule:
    """A warning for more places than any facility has, in the rows that `is_meant` marks."""
    return RowRule(
        column,
        "ist mehr, als irgendeine Landeseinrichtung hat (über 10.000 Plätze)",
        "Die Plätze zählen wie geliefert; prüfen Sie die Zahl.",
        lambda rows: is_meant(rows) & (pd.to_numeric(rows[column], errors="coerce") > MOST_PLACES),
        "warn",
    )


RULES = (
    too_many_places("places", lambda rows: rows["places"] != ""),
    RowRule(
        "closed_on",
        "liegt vor der Eröffnung",
        "Prüfen Sie Eröffnung und Schließung der Einrichtung.",
        lambda rows: (rows["closed_on"] != "") & (rows["closed_on"] < rows["opened_on"]),
    ),
    RowRule(
        "as_of",
        "liegt vor der Eröffnung",
        "Nennen Sie den Tag, an dem die Angabe galt; er liegt nicht vor der Eröffnung.",
        lambda rows: rows["as_of"] < rows["opened_on"],
    ),
    RowRule(
        "places",
        "ist bei der Art none nicht 0",
        "Die Art none heißt: keine Landeseinrichtung; Plätze sind dann 0.",
        lambda rows: (rows["kind"] == "none") & ~rows["places"].str.fullmatch(r"0+([.,]0+)?"),
    ),
)

STATE_FACILITY = Source(
    name="state_facility",
    title="Landeseinrichtungen",
    publisher="Bezirksregierung Arnsberg, Gemeinden (je Zeile)",
    licence="Einzelangaben mit Quelle",
    period=("opened_on", "as_of"),
    layout=Layout(
        key=("facility_id", "opened_on"),
        rules=RULES,
        fields=(
            Field("facility_id", required=True),
            Field("ags", "ags", required=True),
            Field("name"),
            Field("kind", "choice", required=True, choices=KINDS),
            Field("places", "number", required=True, minimum=0),
            Field("opened_on", "day", required=True),
            Field("closed_on", "day"),
            Field("as_of", "day", required=True),
            Field("note"),
            *PROVENANCE,
            KNOWN_ON,
        ),
    ),
)
