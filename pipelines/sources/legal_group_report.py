"""Monthly counts by legal group: what the lump sum is paid for. Numbers of people, never the people themselves."""

import pandas as pd

from pipelines.receiving.layout import Field, Layout, RowRule
from pipelines.sources.base import PROVENANCE, Plausible, Source

# How far a count may lie above the register before it looks like a slip of the pen.
FAR_ABOVE = 1.25

NOT_FIRST = RowRule(
    "month",
    "ist nicht der erste Tag eines Monats",
    "Schreiben Sie den Monat als seinen ersten Tag, zum Beispiel 2024-03-01.",
    lambda rows: ~rows["month"].str.endswith("-01"),
)

MORE_PAST_LIMIT = RowRule(
    "persons_past_limit",
    "ist größer als die Zahl der Personen",
    "Wer über der Frist ist, muss unter den Personen mitgezählt sein; prüfen Sie beide Zahlen.",
    lambda rows: _number(rows, "persons_past_limit") > _number(rows, "persons"),
)

FAR_ABOVE_REGISTER = RowRule(
    "register_persons",
    "liegt weit unter der Zahl der gemeldeten Personen",
    "Die Zeile zählt wie gemeldet, der Unterschied heißt zweifelhaft; prüfen Sie beide Zahlen.",
    lambda rows: _number(rows, "persons") > FAR_ABOVE * _number(rows, "register_persons"),
    "warn",
)


def _number(rows: pd.DataFrame, column: str) -> pd.Series:
    return pd.to_numeric(rows[column], errors="coerce")


LEGAL_GROUP_REPORT = Source(
    name="legal_group_report",
    title="Monatsmeldungen nach Rechtskreis",
    publisher="Gemeinden (je Zeile)",
    licence="je Zeile",
    period=("month", "month"),
    # As for the stocks, of which these are parts.
    plausible=(Plausible("persons", 5, by=("ags", "legal_group"), day="month", days=200, least=50),),
    layout=Layout(
        key=("ags", "month", "legal_group"),
        rules=(NOT_FIRST, MORE_PAST_LIMIT, FAR_ABOVE_REGISTER),
        fields=(
            Field("ags", "ags", required=True),
            Field("month", "day", required=True),
            Field("legal_group", "choice", required=True, choices=("fluag_1", "fluag_24", "fluag_23", "fluag_15a")),
            Field("persons", "integer", required=True, minimum=0),
            Field("persons_past_limit", "integer", minimum=0),
            Field("register_persons", "integer", minimum=0),
            *PROVENANCE,
        ),
    ),
)
