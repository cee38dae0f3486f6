"""What once was taken for something else: each of these files looked right and would have given a wrong figure."""

from __future__ import annotations

import zipfile

import pytest

from pipelines.forms import values
from pipelines.forms.form import knows_no_name
from pipelines.grids.archive import unpack
from pipelines.grids.opening import grids_of
from pipelines.problems import Unreadable
from pipelines.receiving.intake import take_in
from pipelines.receiving.recognising import fits_of
from tests.fixtures.formats import made
from tests.fixtures.small_kreis import RECEIVED, RHEINE, reported, stock

LIST = "Stand: 01.03.2018\r\nNr.;Gemeinde;Kategorie;Angebot;Träger;Plätze;gültig ab\r\n"


@pytest.mark.parametrize(
    "title",
    ["Deutsche Bevölkerung", "Bevölkerung im Alter von 18 und mehr Jahren", "Wahlberechtigte Bevölkerung",
     "Vorausberechnete Bevölkerung", "Bevölkerung ohne Schutzsuchende"],
)  # fmt: skip
def test_a_part_of_the_people_is_not_taken_for_all_of_them(tmp_path, title):
    path = tmp_path / "tabelle.csv"
    lines = ["Tabelle: 12411-99i", f"{title} - Gemeinden;;;", ";;;Anzahl", "31.12.2024;05566076;Rheine;67943"]
    path.write_text("\n".join(lines), "latin-1")
    assert [fit.source.name for fit in fits_of(path)] == ["statistic"]


def test_two_lists_that_both_number_their_rows_from_one_keep_all_their_offers(kreis):
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "wsa_stock", 100))
    kreis.add("inventory_report", *reported(RHEINE))
    for town in ("Rheine", "Emsdetten"):
        path = kreis.inbox / f"{town}.csv"
        rows = [f"{number};{town};Integrationskurs;Kurs {number};VHS;20;1.1.2017" for number in range(1, 4)]
        path.write_text(LIST + "\r\n".join(rows), "utf-8")
        take_in(path, kreis.data, RECEIVED)
    assert kreis.ask("select count(*) from curated.offer") == [(6,)]


def test_rates_that_excel_keeps_as_shares_stop_the_list(tmp_path):
    rows = [["Stand: 01.01.2018"], ["Gemeinde", "Bestand", "Erfüllungsquote in %"], ["Rheine", 490, 0.9123]]
    path = made.workbook(tmp_path / "liste.xlsx", ("Liste", rows))
    with pytest.raises(Unreadable, match=r"Quoten stehen als Anteil \(höchstens 0.9123\) statt in Prozent"):
        fits_of(path)[0].read(knows_no_name)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("01.09.98", "1998-09-01"), ("1.3.18", "2018-03-01"), ("31.12.30", "2030-12-31"), ("unbefristet", "")],
)
def test_a_year_of_two_digits_is_the_likely_one_and_no_end_is_empty(typed, meant):
    assert values.day(typed) == meant


def test_a_footnote_below_a_short_list_is_no_row(kreis):
    rows = [f"{number};Rheine;Integrationskurs;Kurs {number};VHS;20;1.1.2017" for number in range(1, 4)]
    path = kreis.inbox / "liste.csv"
    path.write_text(LIST + "\r\n".join([*rows, ";* Plätze geschätzt;;;;;", ";Erstellt vom Sozialamt;;;;;"]), "utf-8")
    answer = take_in(path, kreis.data, RECEIVED)
    assert (answer.receipt.rows_taken, answer.receipt.rows_set_aside) == (3, 0)
    assert {6, 7} <= {one.line for one in answer.findings}


@pytest.mark.parametrize("place", ["r='XFD1048576'", 'r = "XFD1048576"', 'r="&#88;FD1048576"'])
def test_a_cell_at_the_far_end_is_found_however_it_is_written(tmp_path, place):
    path = made.workbook(tmp_path / "gut.xlsx", ("Blatt", [["a", "b"], ["1", "2"]]))
    bad = tmp_path / "weit.xlsx"
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(bad, "w") as archive:
        for name in good.namelist():
            content = good.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b'r="B2"', place.encode())
            archive.writestr(name, content)
    with pytest.raises(Unreadable, match=r"höchstens 1000|keine lesbare"):
        grids_of(bad)


@pytest.mark.parametrize("name", [".", "", "./"])
def test_a_file_without_a_name_in_an_archive_is_refused(tmp_path, name):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = name
        archive.writestr(info, "a")
    with pytest.raises(Unreadable, match="enthält eine Datei ohne Namen; liefern Sie die Dateien einzeln"):
        unpack(path, tmp_path)
