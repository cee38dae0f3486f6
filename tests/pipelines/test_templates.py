"""The shipped templates, filled in as Excel and LibreOffice save them, come in whole; untouched they are answered."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipelines.forms.form import Lookup
from pipelines.places.names import Match
from pipelines.problems import Drifted, Unreadable
from pipelines.receiving.intake import Answer, take_in_all
from pipelines.receiving.reading import read
from pipelines.receiving.recognising import HELP
from pipelines.sources.allocation_report import ALLOCATION_REPORT
from pipelines.sources.offer_inventory import OFFER_INVENTORY
from tests.fixtures.small_kreis import ALTENBERGE, EMSDETTEN, RECEIVED, RHEINE
from tests.synthetic import templates
from tests.synthetic.templates import COMPLETE, MONTHLY, OFFERS, TEMPLATES, Template

NAMES = {"Rheine": Match(RHEINE), "Emsdetten": Match(EMSDETTEN)}
SHIPPED = Path(__file__).parents[2] / "data" / "templates"
DAY = date(2018, 3, 1)
OFFER = {
    "Gemeinde": "Rheine", "Kategorie": "Integrationskurs", "Angebot": "Kurs am Vormittag", "Träger": "VHS",
    "Trägerart": "Bildungsträger", "Plätze": 25, "Einheit": "Plätze", "belegt": 20, "Alter von": 18,
    "Einzugsgebiet": "Rheine, Emsdetten", "gültig ab": DAY, "Status": "läuft", "Förderung bis": DAY, "Stand": DAY,
}  # fmt: skip
FILLED: dict[str, list[dict[str, object]]] = {
    OFFERS.name: [
        OFFER,
        OFFER | {"Gemeinde": "05566004", "Angebot": "Treff", "Plätze": "12,5", "Einzugsgebiet": "kreisweit"},
    ],
    COMPLETE.name: [
        {"Gemeinde": "Rheine", "Angebote vollständig von": DAY, "Angebote vollständig bis": DAY, "Stand": DAY}
    ],
    MONTHLY.name: [
        {"Gemeinde": "Rheine", "Bestand FlüAG": 1209, "Bestand Wohnsitzauflage": 0},
        {"Gemeinde": "5566004", "Bestand FlüAG": 58, "Genauigkeit": "ungefähr", "Anmerkung": "Umzug"},
        {"Gemeinde": "Emsdetten"},
    ],
}  # fmt: skip


def fill(template: Template, kind: str, folder: Path, rows: list[dict[str, object]]) -> Path:
    """The shipped template with these rows below its header and, where it asks for one, a day."""
    path, shipped = folder / f"gefuellt.{kind}", SHIPPED / f"{template.name}.{kind}"
    headings = [column.heading for column in template.columns]
    if kind == "xlsx":
        book = load_workbook(shipped)
        sheet = book[template.sheet]
        top = next(row for row in range(1, 20) if sheet.cell(row, 1).value == headings[0])
        if template is MONTHLY:
            sheet["B2"] = DAY
        for at, row in enumerate(rows, start=1):
            for name, value in row.items():
                sheet.cell(top + at, headings.index(name) + 1).value = value
        book.save(path)
        return path
    with shipped.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file, delimiter=";"))
    for line in lines:
        if line[0] == "Stand:":
            line[1] = f"{DAY:%d.%m.%Y}"
    written = [
        [f"{row.get(name, ''):%d.%m.%Y}" if row.get(name) == DAY else str(row.get(name, "")) for name in headings]
        for row in rows
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([*lines, *written])
    return path


def taken(template: Template, kind: str, folder: Path, data: Path) -> tuple[Path, Answer]:
    path = fill(template, kind, folder, FILLED[template.name])
    [answer] = take_in_all(path, data, RECEIVED)
    return data / "raw" / answer.receipt.file, answer


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_a_template_filled_in_is_taken_whole(kreis, tmp_path, template, kind):
    _, answer = taken(template, kind, tmp_path, kreis.data)
    counts = {OFFERS.name: 2, COMPLETE.name: 1, MONTHLY.name: 6}
    assert (answer.receipt.rows_taken, answer.receipt.rows_set_aside) == (counts[template.name], 0)
    assert [one.severity for one in answer.findings if one.severity == "error"] == []


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_an_untouched_template_is_answered_with_one_sentence(kreis, template, kind):
    with pytest.raises(Unreadable, match=r"enthält keine Zeile|ist die leere Vorlage") as refused:
        take_in_all(SHIPPED / f"{template.name}.{kind}", kreis.data, RECEIVED)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_monthly_report_says_what_was_counted_and_what_was_not(kreis, tmp_path, kind):
    path, _ = taken(MONTHLY, kind, tmp_path, kreis.data)
    rows = read(path, ALLOCATION_REPORT, {}, path.name, Lookup(lambda name, within=None: NAMES[name])).taken
    columns = ["ags", "measure", "value", "quality", "period_start", "publisher"]
    assert rows[columns].to_numpy().tolist() == [
        [RHEINE, "fluag_stock", "1209", "stated", "2018-03-01", "Gemeinde Rheine"],
        [RHEINE, "wsa_stock", "0", "stated", "2018-03-01", "Gemeinde Rheine"],
        [ALTENBERGE, "fluag_stock", "58", "approximate", "2018-03-01", "Gemeinde 5566004"],
        [ALTENBERGE, "wsa_stock", "", "approximate", "2018-03-01", "Gemeinde 5566004"],
        [EMSDETTEN, "fluag_stock", "", "stated", "2018-03-01", "Gemeinde Emsdetten"],
        [EMSDETTEN, "wsa_stock", "", "stated", "2018-03-01", "Gemeinde Emsdetten"],
    ]


@pytest.mark.parametrize(
    "names",
    [["Stadt Rheine", "Emsdetten, Stadt"], ["Altenberge (Kreis Steinfurt)", "5566076"], ["05566008", "Wettringen"]],
)
def test_a_monthly_report_with_every_spelling_allowed_is_built_without_a_doubt_about_names(kreis, tmp_path, names):
    rows = [row | {"Gemeinde": name} for row, name in zip(FILLED[MONTHLY.name], names, strict=False)]
    take_in_all(fill(MONTHLY, "csv", tmp_path, rows), kreis.data, RECEIVED)
    assert kreis.ask("select column_name, value, reason from curated.finding where column_name = 'name'") == []
    assert kreis.ask("select count(distinct ags) from curated.reported_stock") == [(2,)]


def test_words_of_the_template_become_the_codes(kreis, tmp_path):
    path, _ = taken(OFFERS, "xlsx", tmp_path, kreis.data)
    rows = read(path, OFFER_INVENTORY, {}, path.name, Lookup(lambda name, within=None: NAMES[name])).taken
    columns = ["ags", "category", "provider_kind", "capacity", "capacity_unit", "area", "valid_from", "status"]
    assert rows[columns].to_numpy().tolist() == [
        [RHEINE, "SPR-IK", "education_provider", "25", "places", f"{RHEINE} {EMSDETTEN}", "2018-03-01", "running"],
        [ALTENBERGE, "SPR-IK", "education_provider", "12.5", "places", "kreis", "2018-03-01", "running"],
    ]


def test_a_monthly_report_without_a_day_or_with_a_strange_column_is_refused(kreis, tmp_path):
    path = fill(MONTHLY, "csv", tmp_path, FILLED[MONTHLY.name])
    text = path.read_text("utf-8-sig")
    for change, said in (
        (text.replace("01.03.2018", ""), "nennt keinen Stand"),
        (text.replace("Genauigkeit", "Lage"), "Lage"),
    ):
        path.write_text(change, "utf-8-sig")
        with pytest.raises((Unreadable, Drifted), match=said):
            take_in_all(path, kreis.data, RECEIVED)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_the_shipped_templates_are_those_that_the_script_makes(tmp_path, template):
    templates.main(tmp_path)
    made, shipped = (load_workbook(folder / f"{template.name}.xlsx") for folder in (tmp_path, SHIPPED))
    for sheet in (template.sheet, HELP):
        assert list(made[sheet].values) == list(shipped[sheet].values)
    rules = shipped[template.sheet].data_validations.dataValidation
    assert len(rules) == len([column for column in template.columns if column.choices])
    assert (tmp_path / f"{template.name}.csv").read_bytes() == (SHIPPED / f"{template.name}.csv").read_bytes()
