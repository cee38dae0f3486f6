"""The form people type: title rows, header words of their own, German days and numbers, names instead of keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from pipelines.forms import values
from pipelines.forms.ballast import without_ballast
from pipelines.forms.body import below
from pipelines.forms.confirmed import confirmed
from pipelines.forms.form import Form, Lookup, Note, Rows
from pipelines.forms.plain import UNKNOWN
from pipelines.grids.grid import Grid, Row, at
from pipelines.problems import Drifted, Unreadable
from pipelines.receiving.layout import Field, Layout
from pipelines.receiving.repeating import constant, distinct, each

AS_OF = re.compile(
    r"\b(?:stand|stichtag|gültig am)\b\W{0,3}((?:[0-9]{1,2}\.){2}[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})", re.I
)
DECIDE = "Schreiben Sie die Zahl ohne Tausenderpunkt oder mit Dezimalkomma."
ASSUMED = ("fehlt als Spalte und wurde ergänzt", "Ergänzen Sie die Spalte, wenn der Wert ein anderer ist.")


@dataclass(frozen=True)
class Typed:
    """What people call the columns of a source.

    `essential` columns must be there; `assumed` is what stands for a column that is not: a text, or a function
    of the rows so far and the file's name. `choices` maps words to codes, by column. `confirming`: under this heading a
    column says which rows are meant at all.
    """

    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    essential: tuple[str, ...] = ()
    assumed: Mapping[str, str | Callable[[pd.DataFrame, str], pd.Series]] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str] | Callable[[], Mapping[str, str]]] = field(default_factory=dict)
    confirming: Mapping[str, str] = field(default_factory=dict)

    def codes(self, column: str) -> Mapping[str, str]:
        """Words and the codes they mean in a column."""
        found = self.choices.get(column, {})
        return found() if callable(found) else found


@dataclass(frozen=True)
class Header:
    """Where the columns are: the last header row, the place of each column, labels that say nothing known."""

    row: Row
    places: dict[str, int]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]


def typed(words: Typed = Typed()) -> Form:
    """The form for a source whose columns people call as `words` says."""
    return Form(
        "Tabelle mit eigenen Spaltennamen" if words.headings else "Tabelle, wie Menschen sie tippen",
        lambda grid, layout: _fits(grid, layout, words),
        lambda grid, layout, lookup: _rows(grid, layout, lookup, words),
        lacking=lambda grid, layout: _lacking(grid, layout, words),
    )


def _lacking(grid: Grid, layout: Layout, words: Typed) -> tuple[str, ...]:
    """What people would call the columns that are not there, when more than half of the needed ones are."""
    header, needed = header_of(grid, layout, words), _essential(layout, words)
    if header is None or not words.headings:
        return ()
    missing = [name for name in needed if name not in header.places]
    nearly = 0 < len(missing) <= len(needed) / 2
    return tuple(words.headings.get(name, (name,))[0] for name in missing) if nearly else ()


def _fits(grid: Grid, layout: Layout, words: Typed) -> float:
    header = header_of(grid, layout, words)
    if header is None or set(_essential(layout, words)) - set(header.places):
        return 0.0
    # a comma-separated file with the exact names is a machine's: the plain form takes it as it stands
    return len(header.places) + (0.5 if grid.delimiter != "," else -0.5)


def _essential(layout: Layout, words: Typed) -> tuple[str, ...]:
    return words.essential or layout.needed


def header_of(grid: Grid, layout: Layout, words: Typed) -> Header | None:
    """The row (with the one above it, where cells are merged) that names most columns; None below two."""
    known = _vocabulary(layout, words)
    above: list[str] = []
    best: Header | None = None
    for row in grid.head:
        for labels in (row[1], _merged(above, row[1])):
            found = _header(row, labels, known)
            if len(found.places) > max(1, len(best.places) if best else 0):
                best = found
        above = row[1]
    return best


def _vocabulary(layout: Layout, words: Typed) -> dict[str, str]:
    own = {values.label_words(name): name for name in layout.names}
    return {values.label_words(said): name for name, all_said in words.headings.items() for said in all_said} | own


def _merged(above: list[str], labels: list[str]) -> list[str]:
    """Labels of two rows read together: „Laufzeit | (leer)“ over „von | bis“ is „Laufzeit von | Laufzeit bis“."""
    group, joined = "", []
    for place in range(max(len(above), len(labels))):
        group = at(above, place) or group
        label = at(labels, place)
        joined.append(f"{group} {label}".strip() if label else at(above, place))
    return joined


def _header(row: Row, labels: list[str], known: dict[str, str]) -> Header:
    places: dict[str, int] = {}
    unknown, twice = [], []
    for place, label in enumerate(labels):
        name = known.get(values.label_words(label))
        if name is None:
            unknown += [label] if label else []
        elif name in places:
            twice.append(label)
        else:
            places[name] = place
    return Header((row[0], labels), places, tuple(unknown), tuple(twice))


def _rows(grid: Grid, layout: Layout, lookup: Lookup, words: Typed) -> Rows:
    header = header_of(grid, layout, words)
    missing = [name for name in _essential(layout, words) if header is None or name not in header.places]
    if header is None or missing:
        raise Drifted(grid.file, "Kopfzeile", _essential(layout, words), header.row[1] if header else grid.first)
    if header.twice:
        raise Unreadable(
            f"In {grid.file} steht die Spalte „{header.twice[0]}“ mehrfach; welche gilt, ist nicht zu erkennen."
        )
    places = [header.places.get(name, -1) for name in layout.names]
    frame = below(grid, header.row[0], len(header.row[1]), places, layout)
    notes = [Note(header.row[0], label[:200], label[:200], *UNKNOWN) for label in header.unknown]
    frame, left_out = without_ballast(frame, header.row[1], header.places, _essential(layout, words))
    notes += left_out
    if frame.empty:
        raise Unreadable(f"{grid.file} enthält keine Zeile unter der Kopfzeile; füllen Sie die Tabelle aus.")
    for name, label in words.confirming.items():
        if name in header.places and _says(header.row[1], header.places[name], label):
            frame, unmeant = confirmed(frame, name, label, grid.file)
            notes += unmeant
    if _typed_by_hand(grid):
        notes += [note for column in layout.fields for note in _ambiguous(frame, column)]
    for column in layout.fields:
        write = values.writer(column, lookup, words.codes(column.name))
        if write and column.name in header.places:
            frame[column.name] = each(frame[column.name], lambda text, write=write: write(text) if text else "")
            notes += _explained(frame, column, lookup)
    return _completed(grid, frame, layout, header, words, notes)


def _says(labels: list[str], place: int, words: str) -> bool:
    return values.label_words(at(labels, place)) == values.label_words(words)


def _typed_by_hand(grid: Grid) -> bool:
    """Whether a point may part thousands: not in a workbook's numbers, nor where a comma parts the cells."""
    return grid.kind == "pdf" or (grid.kind == "text" and grid.delimiter != ",")


def _ambiguous(frame: pd.DataFrame, column: Field) -> Iterator[Note]:
    """A note for every 1.200, which is made no number: its row is set aside until somebody says what it means."""
    if column.kind not in ("number", "integer"):
        return
    told = frame[column.name]
    meant = {text: both for text in distinct(told)[0] if (both := values.both_meanings(text))}
    if not meant:
        return
    for line, text in zip(frame["line"], told.astype(str), strict=True):
        if text in meant:
            reason = f"kann {meant[text]} heißen"
            yield Note(int(line), column.name, text, reason, DECIDE, "error")
    frame[column.name] = each(told, lambda text: meant.get(text, text))


def _explained(frame: pd.DataFrame, column: Field, lookup: Lookup) -> Iterator[Note]:
    """Names and words that stand for no key, at every line."""
    texts, numbers = distinct(frame[column.name])
    for number, text in enumerate(texts):
        if told := values.explained(column, text, lookup):
            lines = frame["line"][numbers == number] if numbers is not None else [frame["line"].iloc[number]]
            for line in lines:
                yield Note(int(line), column.name, text[:200], *told, "error")


def _completed(
    grid: Grid, frame: pd.DataFrame, layout: Layout, header: Header, words: Typed, notes: list[Note]
) -> Rows:
    """The columns that are not in the file, as far as its title or an assumption says what they are."""
    for name, assumed in words.assumed.items():
        if name in header.places:
            continue
        text = _as_of(grid, header) if name == "as_of" else assumed
        frame[name] = text(frame, grid.file) if callable(text) else constant(text, len(frame))
        shown = frame[name].iloc[0][:200] if len(frame) else ""
        notes.append(Note(header.row[0], name, shown, *ASSUMED))
    labels = {name: header.row[1][place] for name, place in header.places.items()}
    return Rows(frame, tuple(notes), {name: label for name, label in labels.items() if label})


def _as_of(grid: Grid, header: Header) -> str:
    for line, cells in grid.head:
        if line < header.row[0] and (match := AS_OF.search(" ".join(cells))):
            return values.day(match[1])
    raise Unreadable(
        f"{grid.file} nennt keinen Stand; schreiben Sie über die Kopfzeile zum Beispiel „Stand: 01.03.2018“ "
        "oder ergänzen Sie die Spalte Stand."
    )
