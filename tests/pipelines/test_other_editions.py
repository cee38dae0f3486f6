"""Layouts of the same publishers that nobody declared: read where nothing is in doubt, else answered by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.forms.form import knows_no_name
from pipelines.places.names import Match
from pipelines.problems import Unreadable
from pipelines.receiving.recognising import fits_of
from tests.fixtures.formats import made
from tests.fixtures.small_kreis import ALTENBERGE, RHEINE

FORMATS = Path(__file__).parents[1] / "fixtures" / "formats"
END = "__________\n© IT.NRW, Düsseldorf, 2026.\nStand: 19.01.2026 / 13:58:12\n"
MUENSTER = "05515000"
AREAS = (
    "31.12.2024;05;Nordrhein-Westfalen;{}\n31.12.2024;05515;    Münster, krfr. Stadt;{}\n"
    "31.12.2024;05566;    Steinfurt, Kreis;{}\n31.12.2024;05566076;      Rheine, Stadt;{}\n"
)


def table(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "tabelle.csv"
    path.write_text("\n".join(lines) + "\n" + END, "latin-1")
    return path


def read(path: Path) -> tuple[str, list[tuple]]:
    """The source and the figures that a file gives it."""
    [fit] = fits_of(path)
    frame = fit.read(knows_no_name).frame
    figure = {"population": "persons", "asylblg_recipients": "recipients", "unemployment": "unemployed"}[
        fit.source.name
    ]
    return fit.source.name, list(frame[["ags", "as_of", figure]].itertuples(index=False, name=None))


@pytest.mark.parametrize("heads", [1, 2, 3, 4, 5])
def test_one_to_five_header_lines_say_which_column_counts_all(tmp_path, heads):
    groups = [";;;Fortschreibung;Fortschreibung;Fortschreibung"] * max(0, heads - 3)
    below = [
        ";;;Bevölkerungsstand;Bevölkerungsstand;Bevölkerungsstand",
        ";;;männlich;Insgesamt;weiblich",
        ";;;Anzahl;Anzahl;Anzahl",
    ]
    lines = {1: [below[1]], 2: below[:2]}.get(heads, [*groups, *below])
    path = table(
        tmp_path,
        "Tabelle: 12411-09i",
        "Bevölkerung - Gemeinden - Stichtag;;;;;",
        *lines,
        AREAS.replace("{}", "40;100;60"),
    )
    source, figures = read(path)
    assert source == "population"
    assert figures == [(MUENSTER, "2024-12-31", "100"), (RHEINE, "2024-12-31", "100")]


@pytest.mark.parametrize(("mark", "value"), [("Insgesamt", "100"), ("1;Insgesamt", "100")])
def test_rows_by_age_or_nationality_count_only_in_total(tmp_path, mark, value):
    blank = ";" * (mark.count(";") + 4)
    rows = [
        f"2023;05566076;  Rheine;{one};{count}"
        for one, count in ((mark, value), (mark.replace("Insgesamt", "unter 3 Jahre"), "7"))
    ]
    lines = [
        "Tabelle: 12411-77i",
        "Bevölkerung nach Alter - Gemeinden;;;;",
        f"{blank}Bevölkerungsstand",
        f"{blank}Anzahl",
        *rows,
    ]
    assert read(table(tmp_path, *lines)) == ("population", [(RHEINE, "2023-12-31", "100")])


def test_recipients_of_another_table_keep_their_marks(tmp_path):
    lines = [
        "Tabelle: 22542-06i", "Empfänger von Regelleistungen nach dem Asylbewerberleistungsgesetz - Gemeinden;;;;",
        ";;;Insgesamt;männlich", ";;;Anzahl;Anzahl",
        "31.12.2024;05566004;  Altenberge;.;.", "31.12.2024;05566;  Steinfurt;50;20",
    ]  # fmt: skip
    assert read(table(tmp_path, *lines)) == (
        "asylblg_recipients",
        [(ALTENBERGE, "2024-12-31", "."), ("05566", "2024-12-31", "50")],
    )


def test_unemployed_on_a_day_are_read_and_a_mean_over_the_year_is_not(tmp_path):
    heads = (";;;Arbeitslose;Arbeitslose", ";;;Insgesamt;Ausländer", ";;;Anzahl;Anzahl")
    lines = ["Tabelle: 13111-54i", "Arbeitslose - Gemeinden - Stichtag;;;;", *heads, "{};05566076;  Rheine;1900;400"]
    day = table(tmp_path, *[line.replace("{}", "30.06.2017") for line in lines])
    assert read(day) == ("unemployment", [(RHEINE, "2017-06-30", "1900")])
    for title, time in (("Stichtag", "2017"), ("Jahresdurchschnitt", "30.06.2017")):
        [fit] = fits_of(table(tmp_path, *[line.replace("{}", time).replace("Stichtag", title) for line in lines]))
        assert fit.source.name == "statistic"


@pytest.mark.parametrize(
    ("code", "title", "labels", "row"),
    [
        (
            "12521-03i",
            "Ausländische Bevölkerung nach Staatsangehörigkeit",
            ";;;Ausländische Bevölkerung",
            "05566076;Rheine;5",
        ),
        ("12411-01i", "Bevölkerung - Kreise", ";;;Bevölkerungsstand", "05566;Steinfurt, Kreis;450000"),
        ("12411-02i", "Bevölkerung", ";;;Bevölkerung;Bevölkerung am Hauptwohnsitz", "05566076;Rheine;5;6"),
        ("22517-02i", "Kinder in Tageseinrichtungen - Gemeinden", ";;;Kinder", "05566076;Rheine;5"),
    ],
)
def test_a_table_that_leaves_a_doubt_is_kept_but_counts_nowhere(tmp_path, code, title, labels, row):
    units = labels.replace("Ausländische Bevölkerung", "Anzahl").replace("Bevölkerungsstand", "Anzahl")
    units = ";".join("Anzahl" if cell else "" for cell in units.split(";"))
    lines = [
        f"Tabelle: {code}",
        f"{title};;;",
        labels,
        units,
        f"31.12.2024;{row}",
    ]
    [fit] = fits_of(table(tmp_path, *lines))
    rows = fit.read(knows_no_name)
    assert (fit.source.name, rows.notes[0].severity, rows.notes[0].value[: len(code)]) == ("statistic", "warn", code)


def test_a_table_without_a_column_of_time_is_answered_by_its_name(tmp_path):
    lines = ["Tabelle: 22811-01i", "Empfänger;;;", ";;Anzahl", "05566076;Rheine;5"]
    with pytest.raises(Unreadable, match="ist die Tabelle 22811-01i der Landesdatenbank NRW"):
        fits_of(table(tmp_path, *lines))


def test_what_the_project_has_no_use_for_is_named(tmp_path):
    lines = [
        "Tabelle: 12411-09i",
        "Bevölkerung - Gemeinden;;;;",
        ";;;Insgesamt;weiblich",
        ";;;Anzahl;Anzahl",
        AREAS.replace("{}", "9;5"),
    ]
    [fit] = fits_of(table(tmp_path, *lines))
    assert [note.value for note in fit.read(knows_no_name).notes] == ["Insgesamt / Anzahl", "weiblich / Anzahl"]


def test_an_old_edition_of_the_directory_with_forty_columns_and_another_sheet_name(tmp_path):
    head = [[*row, *[""] * 20] for row in made.GV_HEAD]
    head[0][0] = "Gemeinden in Deutschland nach Fläche, Bevölkerung und Postleitzahl am 31.12.2017 (Jahr)"
    head[2][9], head[4][2], head[4][8] = "Bevölkerung2)", "Gebietsstand 31.12.2017", "31.12.2017"
    rows = [[*row, *[""] * 20] for row in made.GV_ROWS]
    path = made.workbook(
        tmp_path / "gv.xlsx", ("Inhalt", [["Statistisches Bundesamt"]]), ("Gemeindedaten", [*head, *rows])
    )
    found = {fit.source.name: fit.read(knows_no_name).frame for fit in fits_of(path)}
    assert set(found["municipality_list"]["as_of"]) == set(found["population"]["as_of"]) == {"2017-12-31"}
    assert set(found["population"]["census_base"]) == {"Z2011"}


def test_a_quarterly_edition_names_its_own_census_and_an_older_day_for_its_people(tmp_path):
    head = [list(row) for row in made.GV_HEAD]
    head[0][0] = head[0][0].replace("31.12.2024 (4. Quartal)", "30.09.2025 (3. Quartal)")
    head[2][9] = "Bevölkerung auf Grundlage des Zensus 2022 2)"
    head[4][2], head[4][8] = "Gebietsstand am 30.09.2025", "31.12.2024"
    path = made.workbook(
        tmp_path / "gv.xlsx", ("Inhalt", [["x"]]), ("Onlineprodukt_Gemeinden30092025", [*head, *made.GV_ROWS])
    )
    found = {fit.source.name: fit.read(knows_no_name).frame for fit in fits_of(path)}
    assert set(found["municipality_list"]["as_of"]) == {"2025-09-30"}
    assert set(zip(found["population"]["as_of"], found["population"]["census_base"], strict=True)) == {
        ("2024-12-31", "Z2022")
    }


def test_the_fixed_width_directory_in_latin_1(tmp_path):
    text = (FORMATS / "gv100ad.txt").read_text("utf-8").replace("Altenberge", "Höxterber ")
    path = tmp_path / "gv100.asc"
    path.write_text(text, "latin-1")
    names = {fit.source.name: fit.read(knows_no_name).frame for fit in fits_of(path)}["municipality_list"]["name"]
    assert names.iloc[0] == "Höxterber"


LIST = ["Verteilerstatistik nach FlüAG", "Stand: 01.01.2018"]


@pytest.mark.parametrize(
    ("heads", "row", "wanted"),
    [
        (["Gemeinde;Bestand FlüAG;Soll;Zuweisung"], "100;110;7",
         [("fluag_stock", "100"), ("fluag_soll", "110"), ("allocations_fluag", "7")]),
        (["Kommune;Bestand am 01.01.2018;Sollbestand;Erfüllungsquote (%);Fehlbetrag"], "1.100;1.110;99,1;10",
         [("fluag_stock", "1100"), ("fluag_soll", "1110"), ("fluag_quota_pct", "99.1"), ("fluag_gap", "10")]),
        (["Gemeinde;Bestand;Erfüllungs-;noch", ";FlüAG;quote;aufzunehmen"], ";;",
         [("fluag_stock", ""), ("fluag_quota_pct", ""), ("fluag_gap", "")]),
        (['Gemeinde;Bestand;"Erfüllungs-\nquote in %"'], "5;99,1", [("fluag_stock", "5"), ("fluag_quota_pct", "99.1")]),
        (["Gemeinde;Bestand FlüAG;Bestand Wohnsitzauflage;Differenz"], "5;6;-1",
         [("fluag_stock", "5"), ("wsa_stock", "6")]),
    ],
)  # fmt: skip
def test_headings_of_the_allocation_list_in_other_words_and_lines(tmp_path, heads, row, wanted):
    path = tmp_path / "liste.csv"
    again = [*LIST, *heads]
    path.write_text("\n".join([*again, f"Rheine;{row}", *again, f"Rheine;{row}"]), "cp1252")
    [fit] = fits_of(path)
    frame = fit.read(lambda *_, **__: Match(RHEINE)).frame
    assert list(frame[["measure", "value"]].itertuples(index=False, name=None)) == wanted * 2
    assert set(frame["period_start"]) == {"2018-01-01"}
