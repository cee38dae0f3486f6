"""Sorts rows of text by what their layout promises: taken, or set aside with the reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pandas as pd

from pipelines.receiving.layout import BLANKS, MARKS, Field, Finding, Layout, Reading, RowRule, Severity
from pipelines.receiving.repeating import distinct, written_out

REPEATED = ("steht in derselben Datei mehrfach", "Die letzte Zeile gilt; streichen Sie die anderen.")


class Sorter:
    """Rows on their way through the rules: which are bad, and what was found so far."""

    def __init__(self, rows: pd.DataFrame, source: str, file: str) -> None:
        self.rows, self.source, self.file = rows, source, file
        self.bad = np.zeros(len(rows), bool)
        self.findings: list[Finding] = []
        self.texts = RowTexts(rows)

    def check(self, column: Field, known: Mapping[str, frozenset[str]]) -> None:
        """Applies what the declaration of one column promises, to each of its texts once."""
        texts, numbers = distinct(self.rows[column.name])
        alone = pd.DataFrame({column.name: texts})
        for rule in checks_of(column, known):
            broken = rule.broken(alone).to_numpy(bool)
            if broken.any():
                self.apply(rule, broken if numbers is None else broken[numbers])

    def judge(self, rule: RowRule) -> None:
        """Applies a rule across columns to the rows that are not bad yet."""
        self.apply(rule, rule.broken(self.texts).to_numpy(bool) & ~self.bad)

    def apply(self, rule: RowRule, broken: np.ndarray) -> None:
        """Rows that break a rule are noted, and bad from now on where it is strict."""
        self.note(broken, rule.column, rule.reason, rule.action, rule.severity)
        if rule.severity == "error":
            self.bad |= broken

    def refuse_repeated(self, key: tuple[str, ...]) -> None:
        """Of the rows with the same key that are not bad the last one counts."""
        twice = np.zeros(len(self.rows), bool)
        twice[~self.bad] = self.rows.loc[~self.bad, list(key)].duplicated(keep="last")
        self.note(twice, key[0], *REPEATED, "warn")
        self.bad |= twice

    def note(self, broken: np.ndarray, column: str, reason: str, action: str, severity: Severity) -> None:
        """A finding for every row marked."""
        at = np.flatnonzero(broken)
        lines = self.rows["line"].to_numpy()[at].tolist()
        texts = written_out(self.rows[column], at).to_numpy(object)
        self.findings += [
            Finding(severity, self.source, self.file, int(line), column, str(text)[:200], reason, action)
            for line, text in zip(lines, texts, strict=True)
        ]

    def sorted(self) -> Reading:
        """What was taken, every text written out, and what was found."""
        good = np.flatnonzero(~self.bad) if self.bad.any() else slice(None)
        taken = {name: written_out(self.rows[name], good) for name in self.rows.columns}
        return Reading(pd.DataFrame(taken, copy=False), int(self.bad.sum()), self.findings)


class RowTexts:
    """Columns by name, written out only when a rule asks for them."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self._rows = rows

    def __getitem__(self, name: str) -> pd.Series:
        return written_out(self._rows[name])


def sort_out(
    rows: pd.DataFrame, layout: Layout, known: Mapping[str, frozenset[str]], source: str, file: str
) -> Reading:
    """Splits rows into taken and set aside. `known` names the valid keys: `ags`, `area_key`, `category`.

    Columns are text or, where texts repeat, categoricals of text; what is taken is text.
    """
    sorter = Sorter(rows, source, file)
    if rows.empty:
        return sorter.sorted()
    for column in layout.fields:
        sorter.check(column, known)
    for rule in layout.rules:
        sorter.judge(rule)
    if layout.key:
        sorter.refuse_repeated(layout.key)
    return sorter.sorted()


def checks_of(column: Field, known: Mapping[str, frozenset[str]]) -> list[RowRule]:
    """The rules that follow from one field's declaration."""
    rules = [*_kind_rules(column), *_key_rules(column, known), *_value_rules(column)]
    if column.required:
        return [RowRule(column.name, "fehlt", "Ergänzen Sie den Wert.", lambda rows: rows[column.name] == ""), *rules]
    return rules


def _rule(
    column: Field, reason: str, action: str, broken: Callable[[pd.Series], pd.Series], severity: Severity = "error"
) -> RowRule:
    """A rule on the values of one column that are there and are no mark."""

    def at_fault(rows: pd.DataFrame) -> pd.Series:
        values = rows[column.name]
        there = values != ""
        if column.takes_marks:
            there &= ~values.isin(MARKS)
        return there & broken(values)

    return RowRule(column.name, reason, action, at_fault, severity)


def _kind_rules(column: Field) -> Iterator[RowRule]:
    if column.kind in PATTERNS:
        pattern, reason, action = PATTERNS[column.kind]
        yield _rule(column, reason, action, lambda values: ~values.str.fullmatch(pattern))
    if column.kind == "day":
        shape, _, action = PATTERNS["day"]
        yield _rule(
            column,
            "ist kein Tag des Kalenders",
            action,
            lambda values: (
                values.str.fullmatch(shape) & pd.to_datetime(values, format="%Y-%m-%d", errors="coerce").isna()
            ),
        )


def _key_rules(column: Field, known: Mapping[str, frozenset[str]]) -> Iterator[RowRule]:
    if column.kind in UNKNOWN and column.kind in known:
        reason, action = UNKNOWN[column.kind]
        pattern = PATTERNS.get(column.kind, (re.compile(".*", re.S),))[0]
        keys = known[column.kind]
        yield _rule(column, reason, action, lambda values: values.str.fullmatch(pattern) & ~values.isin(keys))
    if column.kind == "area_list" and "ags" in known:
        yield _rule(
            column,
            "enthält einen unbekannten AGS",
            "Der unbekannte AGS zählt nicht mit; berichtigen Sie die Liste.",
            lambda values: ~values.map(lambda text: _area_is_known(text, known["ags"])),
            "warn",
        )


def _value_rules(column: Field) -> Iterator[RowRule]:
    if column.choices:
        reason = f"ist nicht vorgesehen (möglich: {', '.join(column.choices)})"
        yield _rule(column, reason, "Wählen Sie einen der Werte.", lambda values: ~values.isin(column.choices))
    if column.minimum is not None:
        least = column.minimum
        yield _rule(
            column,
            f"liegt unter {least:g}",
            "Prüfen Sie Vorzeichen und Spalte.",
            lambda values: pd.to_numeric(values, errors="coerce") < least,
        )


PATTERNS: dict[str, tuple[re.Pattern[str], str, str]] = {
    "ags": (
        re.compile(r"[0-9]{8}"),
        "ist kein achtstelliger AGS",
        "Schreiben Sie den AGS mit acht Ziffern, die führende Null eingeschlossen.",
    ),
    "area_key": (
        re.compile(r"[0-9]{2}|[0-9]{3}|[0-9]{5}|[0-9]{8}"),
        "ist kein Gebietsschlüssel",
        "Schreiben Sie den Schlüssel mit 2, 3, 5 oder 8 Ziffern.",
    ),
    "number": (
        re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?"),
        "ist keine Zahl",
        "Schreiben Sie Zahlen ohne Tausenderzeichen als 12.5, in getippten Tabellen auch als 12,5.",
    ),
    "integer": (
        re.compile(r"-?[0-9]{1,15}"),
        "ist keine ganze Zahl",
        "Schreiben Sie eine ganze Zahl ohne Tausenderzeichen.",
    ),
    "day": (
        re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
        "ist kein Tag",
        "Schreiben Sie Tage als 2018-03-01, in getippten Tabellen auch als 01.03.2018.",
    ),
    "flag": (
        re.compile(r"[01]"),
        "ist weder 0 noch 1",
        "Schreiben Sie 1 für ja und 0 für nein, in getippten Tabellen auch ja und nein.",
    ),
}

UNKNOWN = {
    "ags": ("ist keine Gemeinde in NRW", "Prüfen Sie den AGS; die Zeile zählt nicht mit."),
    "area_key": ("ist kein Gebiet in NRW", "Prüfen Sie den Schlüssel; die Zeile zählt nicht mit."),
    "category": ("ist keine der Kategorien", "Wählen Sie einen Code aus der Kategorienliste."),
}


def _area_is_known(text: str, ags: frozenset[str]) -> bool:
    return text == "kreis" or all(part in ags for part in BLANKS.split(text))
