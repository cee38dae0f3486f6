"""Makes the templates in data/templates anew: `python -m tests.synthetic.templates`.

A workbook has title rows, German headings, drop-down lists and a sheet „Ausfüllhilfe“ with the words allowed; a CSV
(semicolon, UTF-8 with mark) the same rows. openpyxl writes them: it knows drop-down lists and is here for tests only.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.forms import monthly_report
from pipelines.forms.offer_words import HEADINGS, PROVIDER_WORDS, STATUS_WORDS, UNIT_WORDS
from pipelines.receiving.layout import read_csv
from pipelines.receiving.recognising import HELP
from pipelines.reference import HERE, TABLES
from pipelines.sources.inventory_report import WORDS

FOLDER = Path(__file__).parents[2] / "data" / "templates"
LAST_ROW = 2000
HEADING, TO_FILL = "DDE7F0", "FFF8DC"


@dataclass(frozen=True)
class Column:
    """A column to fill in: its heading, what belongs there, which words are allowed, whether it is a day."""

    heading: str
    meaning: str
    choices: tuple[str, ...] = ()
    is_day: bool = False


@dataclass(frozen=True)
class Template:
    """A form: file name, lines above the header, columns."""

    name: str
    sheet: str
    titles: tuple[tuple[str, ...], ...]
    columns: tuple[Column, ...]


def first_words(words: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The word of each code that a person would choose."""
    return tuple(said[0] for said in words.values())


def categories() -> tuple[str, ...]:
    """The German names of all categories."""
    return tuple(read_csv(HERE / "category.csv", TABLES["category"])["name_de"])


DAY = "Tag, zum Beispiel 01.03.2018"
OFFERS = Template(
    "angebote", "Angebote", (("Angebotsinventar: eine Zeile je Angebot",), ()),
    (
        Column("Gemeinde", "Sitz des Angebots: Name der Gemeinde oder AGS. Muss ausgefüllt sein"),
        Column(HEADINGS["category"][0], "Eine je Angebot. Muss ausgefüllt sein", categories()),
        Column(HEADINGS["name"][1], "Wie es heißt. Muss ausgefüllt sein; keine Namen von Personen"),
        Column(HEADINGS["provider"][0], "Wer es anbietet. Muss ausgefüllt sein"),
        Column(HEADINGS["provider_kind"][0], "Muss ausgefüllt sein", first_words(PROVIDER_WORDS)),
        Column(HEADINGS["capacity"][0], "Zahl; 0 heißt keine, leer heißt nicht gemeldet"),
        Column(HEADINGS["capacity_unit"][0], "Wofür die Zahl steht. Muss ausgefüllt sein", first_words(UNIT_WORDS)),
        Column("belegt", "Zahl der belegten Plätze, leer: nicht bekannt"),
        Column("Warteliste", "Zahl der Wartenden, leer: nicht bekannt"),
        Column("Mindestgruppe", "Wie viele es für den Beginn braucht"),
        Column("Alter von", "in Jahren"), Column("Alter bis", "in Jahren"),
        Column("Zielgruppe", "in eigenen Worten; newcomers nur für Plätze von Seiteneinsteigenden an Schulen"),
        Column("Sprachen", "durch Komma getrennt"),
        Column("Einzugsgebiet", "Gemeinden durch Komma getrennt, oder kreisweit; leer: nur die Gemeinde des Sitzes"),
        Column("gültig ab", f"{DAY}. Muss ausgefüllt sein", is_day=True),
        Column("gültig bis", f"{DAY}; leer: kein Ende bekannt", is_day=True),
        Column("Status", "Muss ausgefüllt sein", first_words(STATUS_WORDS)),
        Column("Förderung", "Programm oder Mittelgeber"), Column("Förderung bis", DAY, is_day=True),
        Column("Ehrenamtliche", "Zahl"), Column("Zugang", "für wen es offensteht"),
        Column("Stand", f"{DAY}: wann die Angabe zuletzt stimmte. Muss ausgefüllt sein", is_day=True),
        Column("Kontakt", "Funktionspostfach oder Telefon der Stelle, keine Namen"),
    ),
)  # fmt: skip
COMPLETE = Template(
    "angebote_vollstaendig", "Vollständigkeit", (("Für welche Zeit sind die Angebote vollständig gemeldet?",), ()),
    (
        Column("Gemeinde", "Name der Gemeinde oder AGS. Muss ausgefüllt sein"),
        Column(WORDS.headings["covers_from"][0], f"{DAY}. Muss ausgefüllt sein", is_day=True),
        Column(WORDS.headings["covers_to"][0], f"{DAY}. Muss ausgefüllt sein", is_day=True),
        Column("Stand", f"{DAY}. Muss ausgefüllt sein", is_day=True),
    ),
)  # fmt: skip
MONTHLY = Template(
    "monatsmeldung", monthly_report.TITLE,
    ((f"{monthly_report.TITLE}: gezählte Personen je Gemeinde",), ("Stand:", ""), ("Meldende Stelle:", ""), ()),
    (
        Column("Gemeinde", "Name der Gemeinde oder AGS. Muss ausgefüllt sein"),
        Column("Bestand FlüAG", "Personen nach § 3 FlüAG am Tag; 0: niemand, leer: nicht gezählt"),
        Column("Bestand Wohnsitzauflage", "Personen nach § 12a AufenthG am Tag; 0: niemand, leer: nicht gezählt"),
        Column("Genauigkeit", "leer heißt genau", ("genau", "ungefähr", "zweifelhaft")),
        Column("Anmerkung", "bei zweifelhaften Zahlen der Grund"),
    ),
)  # fmt: skip
TEMPLATES = (OFFERS, COMPLETE, MONTHLY)


def workbook(template: Template) -> Workbook:
    """The form as a workbook."""
    book = Workbook()
    book.properties.creator, book.properties.created = "Bedarfsatlas", datetime(2026, 1, 1)
    sheet, helping = book.active, book.create_sheet(HELP)
    sheet.title = template.sheet
    lists = _explain(helping, template)
    for titles in template.titles:
        sheet.append(list(titles))
    sheet["A1"].font = Font(name="Calibri", bold=True, size=14)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    top = len(template.titles) + 1
    for place, column in enumerate(template.columns, start=1):
        cell = sheet.cell(top, place, column.heading)
        cell.font, cell.fill = Font(name="Calibri", bold=True), PatternFill("solid", fgColor=HEADING)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(place)].width = max(14, len(column.heading) + 3)
        _shape(sheet, column, place, top, lists.get(place, ""))
    sheet.freeze_panes = sheet.cell(top + 1, 2)
    if template is MONTHLY:
        sheet["B2"].number_format = "DD.MM.YYYY"
        for place in ("B2", "B3"):
            sheet[place].fill = PatternFill("solid", fgColor=TO_FILL)
    return book


def _shape(sheet: Worksheet, column: Column, place: int, top: int, words: str) -> None:
    """Days are shown as days, names of places stay text, choices drop down."""
    form = "DD.MM.YYYY" if column.is_day else "@" if column.heading == "Gemeinde" else "General"
    for row in range(top + 1, top + 201):
        sheet.cell(row, place).number_format = form
    if words:
        rule = DataValidation(type="list", formula1=words, allow_blank=True, showErrorMessage=True)
        rule.error = f"Bitte ein Wort aus der Liste wählen; sie steht im Blatt {HELP}."
        letter = get_column_letter(place)
        rule.add(f"{letter}{top + 1}:{letter}{LAST_ROW}")
        sheet.add_data_validation(rule)


def _explain(sheet: Worksheet, template: Template) -> dict[int, str]:
    """The sheet with meanings and allowed words; where the words of each column stand, by place."""
    sheet.append(["Spalte", "Was hineingehört"])
    for column in template.columns:
        sheet.append([column.heading, column.meaning])
    start, found = len(template.columns) + 4, {}
    for number, (place, column) in enumerate(
        ((place, one) for place, one in enumerate(template.columns, start=1) if one.choices), start=4
    ):
        sheet.cell(1, number, f"{column.heading}: erlaubte Wörter")
        for row, word in enumerate(column.choices, start=2):
            sheet.cell(row, number, word)
        letter = get_column_letter(number)
        found[place] = f"'{HELP}'!${letter}$2:${letter}${len(column.choices) + 1}"
        sheet.column_dimensions[letter].width = 34
    sheet.cell(start, 1, "Keine Namen von Personen, keine Aktenzeichen. Was leer bleibt, gilt als nicht bekannt.")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 80
    for cell in sheet[1]:
        cell.font = Font(name="Calibri", bold=True)
    return found


def lines(template: Template) -> list[Sequence[str]]:
    """The rows above the data, as the CSV has them."""
    width = len(template.columns)
    titles = [[*one, *[""] * (width - len(one))] for one in template.titles if one]
    return [*titles, [column.heading for column in template.columns]]


def main(folder: Path = FOLDER) -> None:
    """Writes all templates into the folder."""
    for template in TEMPLATES:
        workbook(template).save(folder / f"{template.name}.xlsx")
        with (folder / f"{template.name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(lines(template))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
