"""The list of the Bezirksregierung Arnsberg (Verteilstatistik, Verteilerstatistik) as XLSX, CSV or PDF.

All 396 municipalities in alphabetical order, by name and without key; the date stands in the head. An empty stock
is a report that did not come: missing, never 0. No original is at hand: a column not understood stops the file.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipelines.forms import values
from pipelines.forms.ballast import NO_ROW, sums_up
from pipelines.forms.form import OFFICIAL, Form, Lookup, Note, Rows, filled_in
from pipelines.forms.rules import STATE, german_day, iso_day, refuse_shares
from pipelines.grids.grid import Grid, Row, at
from pipelines.problems import Drifted, Unreadable
from pipelines.receiving.layout import Layout

TITLE = re.compile(r"vertei(?:l|ler)statistik|wohnsitz(?:auflage|zuweisung)|erfüllungsquoten?|\bAWoV\b", re.I)
RESIDENCE = re.compile(r"wohnsitz|AWoV|12\s?a\b", re.I)
CLOSING = re.compile(r"(?:Abschluss|Monat)\W{0,3}\b([01]?[0-9])[./]((?:19|20)[0-9]{2})", re.I)
SINGLE_DAY = re.compile(r"(?:[0-3]?[0-9])\.(?:[01]?[0-9])\.(?:19|20)[0-9]{2}")

# „Erfüllungs- quote“: a narrow column breaks its heading
BROKEN_WORD = re.compile(r"-\s+(?=[a-zäöü])")
AGAIN = re.compile(r"(?:seite|blatt|stand|stichtag)\b|[0-9]+ ?(?:/|von) ?[0-9]+$", re.I)
NO_PLACE = ("nennt weder Gemeinde noch Schlüssel noch Zahl und zählt nicht als Zeile", "Nichts zu tun.")
NAMELESS = ("fehlt", "Die Zeile bleibt liegen; ergänzen Sie den Namen der Gemeinde oder eine Spalte AGS.")

# What a heading begins with, once reduced to its words. `{}` stands for fluag or wsa; empty: known, but not kept.
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("stadt gemeinde", "stadt / gemeinde", "stadt/gemeinde", "gemeinde", "kommune", "stadt"),
    "ags": ("ags", "gemeindeschlüssel", "gemeindekennziffer", "gkz", "amtlicher gemeindeschlüssel"),
    "kreis": ("kreis", "landkreis"),
    "day": ("bestandserhebung vom", "stand der meldung", "meldung vom"),
    "{}_stock": ("bestandserhebung gesamt", "bestand", "bestand gesamt", "gesamtbestand", "personen im bestand",
                  "istbestand", "ist bestand", "ist", "aktueller bestand", "bestand personen", "bestand insgesamt"),
    "{}_quota_pct": ("erfüllungsquote", "quote", "erfüllung", "erfüllung in %", "erfüllungsquote in %",
                     "erfüllungsstand in %", "quote in %", "erfüllungsstand", "erfüllungsgrad", "aufnahmequote"),
    "{}_gap": ("noch aufzunehmen", "noch aufzunehmende personen", "aufnahmeverpflichtung offen", "offene aufnahme",
               "noch zuzuweisen", "restverpflichtung", "fehlbetrag", "noch zuzuweisende personen"),
    "allocations_{}": ("zuweisung", "zuweisungen", "zugewiesene personen", "zugewiesen"),
    "{}_soll": ("aufnahmeverpflichtung", "verpflichtung", "soll", "aufnahmesoll", "sollbestand",
                "verteilschlüssel/verpflichtung"),
    "facility_places_credited": ("kapazitätenanrechnung", "angerechnete plätze", "anrechnung landeseinrichtung"),
    "uma_stock": ("in obhut genommene minderj flüchtlinge § 3 abs 5", "in obhut genommene minderjährige"),
    # of a difference nobody says which from which
    "": ("lfd nr", "nr", "regierungsbezirk", "bezirk", "reg bez", "differenz", "überhang", "bemerkung", "anmerkung",
         "gesamtanrechnung", "einwohner", "fläche",
         "asylantragsteller bestandserhebung zzgl zuweisungen § 2 nr 1", "aufenthaltserlaubnis nach § 24 § 2 nr 2",
         "kontingentflüchtlinge nach § 23", "unerlaubt eingereiste nach § 15 § 2 nr 4"),
}  # fmt: skip
# What a heading may add without meaning anything else: scheme, day, unit.
ADDED = re.compile(
    r"(?:^|(?<= ))(?:(?:nach|gem|gemäß|zum|am|vom|stand|in) )*(?:§ ?[0-9]+ )?"
    r"(?:flüag|wohnsitzauflage|wsa|12a|awov|aufenthg|[0-9]{1,2} [0-9]{1,2} (?:19|20)[0-9]{2}|%|prozent|personen)"
    r"(?: nrw)?(?= |$)"
)
MEANINGS = {values.label_words(said): name for name, all_said in HEADINGS.items() for said in all_said}
PERCENT, PERSONS, PLACES = "percent", "persons", "places"


@dataclass(frozen=True)
class Head:
    """What stands above the rows: the columns, the scheme (fluag or wsa), the day and how exactly it is known."""

    row: Row
    lines: tuple[list[str], ...]
    columns: dict[int, str]
    scheme: str
    day: str
    precision: str


def fits(grid: Grid, layout: Layout) -> float:
    """A title of such a list above (or in) a header that names the municipalities and a stock or a rate."""
    header = _header_row(grid)
    if header is None:
        return 0.0
    said = {_meaning(label) or "" for label in header[0][1]}
    told = " ".join(" ".join(cells) for line, cells in grid.head if line <= header[0][0])
    figures = said & {"{}_stock", "{}_quota_pct", "{}_gap", "{}_soll"}
    return OFFICIAL if figures and "name" in said and TITLE.search(told) else 0.0


def rows(grid: Grid, layout: Layout, lookup: Lookup) -> Rows:
    """One row per municipality and figure. Raises Drifted for a column not understood, Unreadable without a date."""
    head = _head(grid)
    found: list[dict[str, str | int]] = []
    notes: list[Note] = []
    for line, cells in _below(grid, head):
        told = {meaning: at(cells, place) for place, meaning in head.columns.items() if meaning}
        if said := _no_place(cells, told):
            notes.append(Note(line, "name", " ".join(filter(None, cells))[:200], *said))
            continue
        ags, note = _key(told, line, lookup)
        notes += [note] if note else []
        found += _figures(told, ags, line, head)
    if not found:
        raise Unreadable(f"{grid.file} enthält unter der Kopfzeile keine Gemeinde; liefern Sie die volle Liste.")
    refuse_shares(grid.file, [str(one["value"]) for one in found if one["unit"] == PERCENT])
    for place in (place for place, meaning in head.columns.items() if not meaning):
        label = at(head.row[1], place)
        notes.append(
            Note(head.row[0], label[:200], label[:200], "wird nicht gebraucht und bleibt unbeachtet", "Nichts zu tun.")
        )
    constant = {"publisher": "Bezirksregierung Arnsberg", "licence": "Einzelangaben mit Quelle", "quality": "stated"}
    title = "Wohnsitzauflage" if head.scheme == "wsa" else "Verteilstatistik FlüAG"
    return Rows(filled_in(found, layout, **constant, source=f"{title} {head.day}"), tuple(notes))


def _meaning(label: str) -> str | None:
    """What a heading stands for; None where it is not understood, empty where it is not kept."""
    text = values.label_words(BROKEN_WORD.sub("", label))
    if text in MEANINGS:
        return MEANINGS[text]
    return MEANINGS.get(" ".join(ADDED.sub(" ", text).split()))


def _header_row(grid: Grid) -> tuple[Row, tuple[list[str], ...]] | None:
    """The row with most headings that are understood, at least two, alone or with the row below; and its lines."""
    rows = [*grid.head, (0, [])]
    single = [((line, cells), (cells,)) for line, cells in grid.head]
    double = [
        (
            (line, [_joined(at(cells, place), at(more, place)) for place in range(max(len(cells), len(more)))]),
            (cells, more),
        )
        for (_, cells), (line, more) in pairwise(rows)
    ]
    scored = [(sum(_meaning(label) is not None for label in one[0][1] if label), one) for one in [*single, *double]]
    most, best = max(scored, key=lambda pair: pair[0], default=(0, None))
    return best if most >= 2 else None


def _joined(above: str, below: str) -> str:
    """„Erfüllungs-“ over „quote“ is one word."""
    if above.endswith("-") and below[:1].islower():
        return above[:-1] + below
    return f"{above} {below}".strip()


def _head(grid: Grid) -> Head:
    found = _header_row(grid)
    assert found is not None, "rows are only read where fits() found a header"
    (line, labels), lines = found
    if strange := [label for label in labels if label and _meaning(label) is None]:
        known = [label if label not in strange else "?" for label in labels]
        raise Drifted(grid.file, "die Kopfzeile der Verteilstatistik", known, labels)
    told = " ".join(" ".join(cells) for above, cells in grid.head if above < line and cells not in lines)
    scheme = "wsa" if RESIDENCE.search(told) else "fluag"
    columns = {place: _column(label, scheme) for place, label in enumerate(labels) if label}
    kept = [meaning for meaning in columns.values() if meaning]
    if twice := [meaning for meaning in kept if kept.count(meaning) > 1]:
        raise Unreadable(
            f"In {grid.file} meinen zwei Spalten dasselbe ({twice[0]}); welche gilt, ist nicht zu erkennen."
        )
    day, precision = _day(grid, told)
    return Head((line, labels), lines, columns, scheme, day, precision)


def _column(label: str, scheme: str) -> str:
    """The measure of a column; its own heading may name the scheme."""
    own = "wsa" if RESIDENCE.search(label) else "fluag" if "flüag" in label.casefold() else scheme
    return (_meaning(label) or "").format(own)


def _day(grid: Grid, told: str) -> tuple[str, str]:
    """The day in the head, or the last day of the month that was closed. Raises Unreadable: none, or several."""
    days = {values.day(text) for text in SINGLE_DAY.findall(told)}
    if closing := CLOSING.search(told):
        month, year = int(closing[1]), int(closing[2])
        if 1 <= month <= 12:
            return f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}", "month"
    if len(days) == 1 and iso_day(german_day(min(days))):
        return min(days), "day"
    what = "keinen Tag" if not days else "mehrere Tage"
    raise Unreadable(
        f"{grid.file} nennt über der Liste {what}; schreiben Sie darüber zum Beispiel „Stand: 01.01.2018“."
    )


def _below(grid: Grid, head: Head) -> Iterator[Row]:
    """All rows below the header but the header repeated on a next page."""
    for line, cells in grid.filled():
        if line > head.row[0] and not any(_same(cells, one) for one in head.lines):
            yield line, cells


def _no_place(cells: list[str], told: dict[str, str]) -> tuple[str, str] | None:
    """Why a row is none of a municipality, and what to do: a total, text between tables; None where it is one."""
    filled = [cell for cell in cells if cell]
    if any(sums_up(text) for text in ([told["name"]] if told["name"] or told.get("ags") else filled)):
        return NO_ROW
    text_only = len(filled) == 1 and (len(cells) == 1 or TITLE.search(filled[0]) or AGAIN.match(filled[0]))
    if text_only or not any(text for meaning, text in told.items() if meaning not in ("kreis", "day")):
        return NO_PLACE
    return None


def _same(cells: list[str], other: list[str]) -> bool:
    return [cell for cell in cells if cell] == [cell for cell in other if cell]


def _key(told: dict[str, str], line: int, lookup: Lookup) -> tuple[str, Note | None]:
    name = told["name"]
    if key := told.get("ags") or (name if name[:1].isdigit() else ""):
        return values.key(key, lookup), None
    if not name:
        return "", Note(line, "ags", "", *NAMELESS, "error")
    match = lookup(name, within=STATE)
    if match.ags:
        return match.ags, None
    action = "Die Zeile bleibt liegen; ergänzen Sie den Namen in data/own/alias.csv oder eine Spalte AGS."
    return name, Note(line, "ags", name[:200], match.reason, action, "error")


def _figures(told: dict[str, str], ags: str, line: int, head: Head) -> Iterator[dict[str, str | int]]:
    day, own = head.day, iso_day(german_day(values.day(told.get("day", ""))))
    for meaning, text in told.items():
        if meaning in ("name", "ags", "kreis", "day"):
            continue
        unit = PERCENT if meaning.endswith("_pct") else PLACES if meaning.startswith("facility") else PERSONS
        yield {
            # a name that led to the key needs no second look; beside a key of its own it is compared with it
            "ags": ags, "name": told["name"] if told.get("ags") else "", "measure": meaning,
            "period_start": own or day, "period_end": own or day, "date_precision": "day" if own else head.precision,
            "value": _value(text, unit), "unit": unit, "line": line,
        }  # fmt: skip


def _value(text: str, unit: str) -> str:
    """2.339 people are two thousand; 69,69 % is a rate."""
    text = text.removesuffix("%").strip().replace("−", "-")
    if unit != PERCENT and re.fullmatch(r"-?[0-9]{1,3}(?:\.[0-9]{3})+", text):
        return text.replace(".", "")
    return values.number(text)


ALLOCATION_LIST = Form("Verteilstatistik der Bezirksregierung", fits, rows, lists_municipalities=True)
