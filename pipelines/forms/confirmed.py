"""Rows of a table that somebody sends back confirmed: those without the day of confirmation are not meant."""

from __future__ import annotations

import pandas as pd

from pipelines.forms.form import Note
from pipelines.problems import Unreadable

# As many lines as a finding can name without becoming a list.
SHOWN = 20
LEFT = (
    "ohne Tag der Bestätigung; solche Zeilen ändern nichts",
    "Nichts zu tun; wurde dort etwas berichtigt, fragen Sie nach dem Tag.",
)


def confirmed(frame: pd.DataFrame, column: str, label: str, file: str) -> tuple[pd.DataFrame, list[Note]]:
    """The rows with something in the column, and one note that names the lines of the others.

    label: what the file calls the column. Raises Unreadable where no row is confirmed: then there is nothing to take.
    """
    there = (frame[column] != "").to_numpy(bool)
    if there.all():
        return frame, []
    if not there.any():
        raise Unreadable(
            f"In {file} ist keine Zeile bestätigt; tragen Sie in der Spalte „{label}“ bei jeder, die stimmt oder "
            "berichtigt ist, den Tag ein."
        )
    lines = frame.loc[~there, "line"].astype(int).tolist()
    more = f" und {len(lines) - SHOWN} weitere" if len(lines) > SHOWN else ""
    told = f"{'Zeile' if len(lines) == 1 else 'Zeilen'} {', '.join(map(str, lines[:SHOWN]))}{more}"
    return frame[there].reset_index(drop=True), [Note(lines[0], column, told, *LEFT)]
