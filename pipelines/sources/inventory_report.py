"""Who has reported its offers completely, and for which time. Without such a row nothing is known, not zero."""

import pandas as pd

from pipelines.forms.plain import PLAIN
from pipelines.forms.typed import Typed, typed
from pipelines.receiving.layout import Field, Layout, RowRule
from pipelines.sources.base import Source

# No bare „von“ and „bis“: a list of offers has them too.
WORDS = Typed(
    headings={
        "ags": ("Gemeinde", "AGS", "Stadt/Gemeinde", "Kommune", "Gemeindeschlüssel"),
        "covers_from": ("Angebote vollständig von", "vollständig von", "vollständig ab", "vollständig gemeldet von"),
        "covers_to": ("Angebote vollständig bis", "vollständig bis", "vollständig gemeldet bis"),
        "as_of": ("Stand", "Stichtag", "gemeldet am"),
        "source": ("Quelle", "gemeldet von", "meldende Stelle"),
        "is_synthetic": ("erfunden", "synthetisch", "Beispiel"),
    },
    essential=("ags", "covers_from", "covers_to"),
    assumed={
        "as_of": "",
        "source": lambda rows, file: pd.Series(f"Vollständigkeitsmeldung {file}", index=rows.index),
        "is_synthetic": "0",
    },
)

INVENTORY_REPORT = Source(
    name="inventory_report",
    title="Vollständigkeit der Angebotsmeldungen",
    publisher="Gemeinden (je Zeile)",
    licence="je Zeile; die mitgelieferten Meldungen sind erfunden (CC0-1.0)",
    period=("covers_from", "covers_to"),
    forms=(PLAIN, typed(WORDS)),
    layout=Layout(
        key=("ags", "covers_from"),
        rules=(
            RowRule(
                "covers_to",
                "liegt vor dem Beginn",
                "Prüfen Sie, von wann bis wann die Angebote vollständig gemeldet sind.",
                lambda rows: rows["covers_to"] < rows["covers_from"],
            ),
        ),
        fields=(
            Field("ags", "ags", required=True),
            Field("covers_from", "day", required=True),
            Field("covers_to", "day", required=True),
            Field("as_of", "day", required=True),
            Field("source", required=True),
            Field("is_synthetic", "flag", required=True),
        ),
    ),
)
