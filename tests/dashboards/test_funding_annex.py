"""The annex of an application: typed cells, the dashboard's figures, nothing invented, what is withheld says so."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dashboards.queries import funding as ask
from dashboards.queries import funding_annex, municipality, overview
from dashboards.queries.snapshot import latest
from dashboards.queries.steps import steps
from dashboards.roles import PUBLIC
from pipelines.funding.state import state_on
from pipelines.papers.annex import Blank, Wish
from tests.fixtures.shielded_kreis import EXACT, fill
from tests.fixtures.small_kreis import SmallKreis

MONTH, DAY, RHEINE = date(2018, 1, 1), date(2026, 11, 23), "05566076"


def wish(snapshot: str, code: str = "BRUECKE", ags: str | None = RHEINE, day: date = DAY) -> Wish:
    programme = next(one for one in ask.programmes(snapshot, "de") if one.programme == code)
    return Wish(programme, MONTH, ags, day, state_on(programme, day))


def book(snapshot: str, asked: Wish) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(funding_annex.file(snapshot, asked)()))


def rows(sheet) -> list[dict]:
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


@pytest.mark.parametrize(("code", "ags"), [("BRUECKE", RHEINE), ("AMIF", None), ("KI", None)])
def test_every_figure_of_a_gap_is_the_dashboards_to_the_last_digit(snapshot, code, ags):
    asked = wish(snapshot, code, ags)
    written = {(row["AGS"], row["Kategorie"]): row for row in rows(book(snapshot, asked)["Bedarf und Lücke"])}
    shown = overview.gaps(snapshot, MONTH)
    shown = shown[shown["ags"] == ags] if ags else shown
    shown = shown[shown["category"].isin([category for category, _ in asked.programme.ways])].astype(object)
    shown = shown.where(shown.notna(), None)
    assert len(written) == len(shown) > 0
    for row in shown.to_dict("records"):
        cells = written[row["ags"], row["category_name"]]
        found = [cells[name] for name in ("Bedarf von", "Bedarf", "Bedarf bis", "Angebot am Ort", "Lücke geteilt")]
        assert found == [row[name] for name in ("need_low", "need", "need_high", "local_supply", "shared_gap")]


def test_people_ages_and_steps_are_those_of_the_municipality(snapshot):
    made = book(snapshot, wish(snapshot))
    people = {row["Rechtskreis"]: row for row in rows(made["Personen"])}
    stock = municipality.stock(snapshot, MONTH, RHEINE)
    assert people["Zuweisung nach FlüAG"]["Wert"] == stock.loc["fluag", "persons"]
    assert people["Zuweisung nach FlüAG"]["Zeile"] == stock.loc["fluag", "line"]
    ages = {row["Alter"]: row["Wert"] for row in rows(made["Alter"])}
    shown = municipality.ages(snapshot, MONTH, RHEINE).set_index("age_band")["persons"]
    assert ages["0 bis 2 Jahre"] == shown["0_2"]
    assert sum(ages.values()) == pytest.approx(shown.sum())
    counted = steps(snapshot, MONTH, RHEINE)
    counted = counted[counted["category"].isin(["FRB-U3", "FRB-UE3"])]
    written = rows(made["Rechenweg"])
    assert len(written) == len(counted)
    assert sorted(row["Wert"] for row in written if row["Wert"] is not None) == sorted(counted["value"].dropna())
    assert {row["Datei"] for row in written} >= {"pipelines/reference/need_ratio.csv"}
    # only places come from the invented inventory
    assert {row["Art"] for row in written if row["erfunden"]} >= {"Plätze am Ort"}
    assert not [row for row in written if row["erfunden"] and row["Art"] in ("Gezählt", "Zugang", "Bedarf daraus")]
    assert all(row["erfunden"] for row in rows(made["Angebote"]))


def test_cells_are_typed_and_cells_to_fill_in_are_empty_and_yellow(snapshot):
    made = book(snapshot, wish(snapshot))
    assert isinstance(rows(made["Personen"])[0]["Ende"].date(), date)
    assert rows(made["Bedarf und Lücke"])[0]["AGS"] == RHEINE
    filled = list(made["Auszufüllen"].iter_rows(min_row=2))
    # nine questions for each of two categories
    assert len(filled) == 18
    assert {cell[2].value for cell in filled} == {None}
    assert {cell[2].fill.fgColor.rgb for cell in filled} == {"FFFFF2CC"}
    assert filled[0][1].fill.fill_type is None


def test_the_cover_says_what_it_is_made_from(snapshot):
    made = book(snapshot, wish(snapshot))
    cover = dict(made["Anlage"].iter_rows(min_row=3, values_only=True))
    assert made["Anlage"]["A2"].value == (
        "Anlage zum Antrag: Brückenprojekte (Kinderbetreuung in besonderen Fällen), Rheine"
    )
    assert cover["Zahlen vom"] == "01.01.2018"
    assert cover["Stand des Programms"] == ("läuft; letzte bekannte Frist 31.12.2025 ist vorbei, die nächste erfragen")
    assert cover["Erfundene Angebote enthalten"].startswith("Ja: ")
    assert cover["Schutz kleiner Zahlen"]


def test_an_own_share_is_a_number_and_missing_where_nobody_names_it(snapshot):
    shares = {}
    for code in ("AMIF", "BRUECKE"):
        facts = {row["Angabe"]: row for row in rows(book(snapshot, wish(snapshot, code))["Programm"])}
        shares[code] = (facts["Eigenanteil"]["von"], facts["Eigenanteil"]["bis"])
    assert shares == {"AMIF": (0.1, 0.25), "BRUECKE": (None, None)}


def test_a_programme_for_what_has_no_need_figure_says_so(snapshot):
    """Counselling has no ratio that could be defended: no gap, no step, and a sentence on the cover."""
    annex = funding_annex.annex(snapshot, wish(snapshot, "REG-BERATUNG"))
    sections = {section.name: section for section in annex.sections}
    assert not sections["Bedarf und Lücke"].rows
    assert (
        "Migrations- und Verfahrensberatung"
        in dict(sections["Anlage"].rows)["Davon ohne Bedarfszahl, weil keine Quelle eine Quote nennt"]
    )
    assert {row[2] for row in sections["Auszufüllen"].rows} == {Blank.FILL_IN}


def test_everybody_gets_no_figure_that_is_withheld(tmp_path, snapshot, monkeypatch):
    """January 2018: Altenberge (4 and 6) and Emsdetten's 2 are withheld, Wettringen is missing, others are rounded."""
    small = fill(SmallKreis(tmp_path))
    monkeypatch.setenv("BEDARFSATLAS_DATA", str(small.data))
    public = latest(PUBLIC)
    assert Path(public).name == "public.duckdb"
    made = book(public, wish(public, ags=None))
    people = {(row["Gemeinde"], row["Rechtskreis"][:9]): row["Wert"] for row in rows(made["Personen"])}
    assert people[("Altenberge", "Zuweisung")] == people[("Altenberge", "Wohnsitza")] == "geschützt"
    assert people[("Emsdetten", "Wohnsitza")] == "geschützt"
    assert people[("Emsdetten", "Zuweisung")] == 12_830
    assert people[("Wettringen", "Zuweisung")] is None
    gaps = {row["Gemeinde"]: row for row in rows(made["Bedarf und Lücke"]) if row["Kategorie"] == "Frühe Bildung ab 3"}
    assert (gaps["Altenberge"]["Bedarf"], gaps["Altenberge"]["Lücke geteilt"]) == ("geschützt", "geschützt")
    assert gaps["Wettringen"]["Lücke geteilt"] is None
    written = {str(cell) for sheet in made for row in sheet.iter_rows(values_only=True) for cell in row}
    assert written.isdisjoint(map(str, EXACT))


def test_for_a_programme_that_is_over_there_is_a_sentence_and_no_file(run):
    app = run("funding", programm="KOMM-AN", stichtag=str(DAY))
    assert [info.value for info in app.info] == [
        "KOMM-AN NRW nimmt am 23.11.2026 keine neuen Anträge: beendet am 31.12.2024. "
        "Wählen Sie ein anderes Programm oder einen anderen Stichtag."
    ]


def test_an_unknown_place_in_the_address_gives_one_sentence(run):
    app = run("funding", gemeinde="99999999", stichtag=str(DAY))
    assert "Die Gemeinde „99999999“ aus der Adresse gibt es hier nicht; gezeigt werden alle Gemeinden." in [
        info.value for info in app.info
    ]
