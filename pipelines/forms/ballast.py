"""Rows of a typed table that are none: a total below the list, the header repeated on the next page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from pipelines.forms.form import Note
from pipelines.forms.values import label_words
from pipelines.receiving.repeating import distinct

# What a row of a list, or a mark of a statistic, is called that stands for all others together.
TOTALS = frozenset({"summe", "summen", "gesamt", "insgesamt", "gesamtsumme", "gesamtzahl", "zusammen", "total"})
ABOVE = re.compile(r"(?:land|nrw|reg|regierungsbezirk|bezirksregierung)\b|nordrhein", re.I)
FOOTNOTE = ("ist eine Anmerkung unter der Liste und zählt nicht als Zeile", "Nichts zu tun.")
NO_ROW = ("ist die Summe über der Liste oder darunter und zählt nicht als Zeile", "Nichts zu tun.")


def is_total(text: str) -> bool:
    """Whether a text says „all together“."""
    return label_words(text) in TOTALS


def sums_up(name: str) -> bool:
    """Whether a list of municipalities names a row so that is none: a total („Summe Kreis“) or a larger area."""
    return label_words(name).split(" ")[0] in TOTALS or bool(ABOVE.match(name))


def without_ballast(
    frame: pd.DataFrame, labels: Sequence[str], places: Mapping[str, int], essential: Sequence[str]
) -> tuple[pd.DataFrame, list[Note]]:
    """The rows that are rows, and a note for each total left out.

    `labels` are the header's, `places` where the columns stand. A total names itself in one of the `essential` columns
    and leaves most of them empty. A footnote is a single cell below the list.
    """
    there = [name for name in essential if name in places]
    empty = _empty(frame, there)
    # the few rows that say next to nothing are read, the others only counted
    bare = np.flatnonzero(empty * 2 > len(there))
    total = np.zeros(len(frame), bool)
    total[bare] = [any(map(is_total, row)) for row in frame.loc[bare, there].to_numpy(object)]
    footnote = _below_the_list(empty, len(there)) & (_empty(frame, list(places)) == len(places) - 1) & ~total
    repeated = np.full(len(frame), bool(places))
    for name, place in places.items():
        repeated &= _equals(frame[name], labels[place])
    notes = [Note(line, there[0], next(filter(is_total, row)), *NO_ROW) for line, row in _shown(frame, total, there)]
    notes += [
        Note(line, there[0], " ".join(filter(None, row))[:200], *FOOTNOTE)
        for line, row in _shown(frame, footnote, list(places))
    ]
    out = total | repeated | footnote
    return (frame[~out].reset_index(drop=True) if out.any() else frame), notes


def _shown(frame: pd.DataFrame, rows: np.ndarray, names: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    for line, row in zip(frame.loc[rows, "line"], frame.loc[rows, names].to_numpy(object), strict=True):
        yield int(line), list(row)


def _below_the_list(empty: np.ndarray, columns: int) -> np.ndarray:
    """Which rows come after the last one that fills at least half of the columns."""
    filled = np.flatnonzero(empty * 2 <= columns)
    last = filled[-1] if len(filled) else len(empty)
    return np.arange(len(empty)) > last


def _empty(frame: pd.DataFrame, names: Sequence[str]) -> np.ndarray:
    count = np.zeros(len(frame), int)
    for name in names:
        count += _equals(frame[name], "")
    return count


def _equals(column: pd.Series, text: str) -> np.ndarray:
    texts, numbers = distinct(column)
    equal = (texts == text).to_numpy(bool)
    return equal if numbers is None else equal[numbers]
