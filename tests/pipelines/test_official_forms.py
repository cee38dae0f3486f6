"""Editions of the statistical offices, in their own layouts: taken whole, refused by name, stopped when they drift."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pandas as pd
import pytest

from pipelines.forms.form import knows_no_name
from pipelines.problems import Drifted, Unreadable
from pipelines.receiving.intake import take_in_all
from pipelines.receiving.recognising import fits_of
from tests.fixtures.formats import made
from tests.fixtures.small_kreis import RECEIVED, stock

FORMATS = Path(__file__).parents[1] / "fixtures" / "formats"
SHIPPED = Path(__file__).parents[2] / "data" / "raw"
SAMPLES = os.environ.get("BEDARFSATLAS_SAMPLES", "")
MUENSTER, ALTENBERGE, HORSTMAR, RHEINE = "05515000", "05566004", "05566024", "05566076"


def rows_of(path: Path) -> dict[str, pd.DataFrame]:
    """What each source gets from a file."""
    return {fit.source.name: fit.read(knows_no_name).frame for fit in fits_of(path)}


def told(rows: pd.DataFrame, *columns: str) -> list[tuple]:
    return list(rows[list(columns)].itertuples(index=False, name=None))


def changed(tmp_path: Path, name: str, *pairs: tuple[str, str]) -> Path:
    text = (FORMATS / name).read_text("latin-1")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "egal.dat"
    path.write_text(text, "latin-1")
    return path


def test_population_of_the_state_office():
    rows = rows_of(FORMATS / "12411-15i.csv")["population"]
    assert told(rows, "ags", "as_of", "census_base", "persons", "area_km2", "line") == [
        (MUENSTER, "2024-12-31", "Z2022", "300000", "303.28", 8),
        (ALTENBERGE, "2024-12-31", "Z2022", "10000", "62.96", 10),
        (RHEINE, "2024-12-31", "Z2022", "76000", "145.00", 11),
    ]


@pytest.mark.parametrize(("year", "base"), [("2010", "VZ1987"), ("2015", "Z2011"), ("2023", "Z2022")])
def test_the_census_is_the_one_the_notes_name_for_the_year(tmp_path, year, base):
    path = changed(tmp_path, "12411-15i.csv", ("31.12.2024", f"31.12.{year}"))
    assert set(rows_of(path)["population"]["census_base"]) == {base}


def test_recipients_keep_their_marks_and_levels():
    rows = rows_of(FORMATS / "22811-05i.csv")["asylblg_recipients"]
    assert told(rows, "ags", "as_of", "recipients", "rounded_to") == [
        ("05", "2024-12-31", "880", "5"),
        (MUENSTER, "2024-12-31", "45", "5"),
        ("05566", "2024-12-31", "40", "5"),
        (ALTENBERGE, "2024-12-31", ".", "5"),
        (RHEINE, "2024-12-31", "-", "5"),
    ]


def test_a_table_that_nobody_declared_is_kept_figure_by_figure():
    [fit] = fits_of(FORMATS / "12521-03i.csv")
    rows = fit.read(knows_no_name)
    assert told(rows.frame, "table_code", "area", "name", "period_end", "measure", "value", "line") == [
        ("12521-03i", "05566", "Steinfurt, Kreis", "2024-12-31", "Insgesamt / Anzahl", "40000", 5)
    ]
    assert "statistic" in rows.notes[0].reason


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Bodenfläche (Katasterfläche) in qkm", "Siedlungsfläche"),
        (";Anzahl;qkm", ";1000;qkm"),
        (";Anzahl;qkm;EW pro qkm", ";Anzahl;qkm;EW pro qkm;Prozent"),
    ],
)
def test_a_renamed_column_another_unit_or_one_more_stops_the_table(tmp_path, old, new):
    [fit] = fits_of(changed(tmp_path, "12411-15i.csv", (old, new)))
    with pytest.raises(Drifted) as alarm:
        fit.read(knows_no_name)
    assert "\n" not in str(alarm.value)
    assert "≠" in alarm.value.side_by_side()


def test_the_census_as_flat_file():
    rows = rows_of(FORMATS / "zensus_flat.csv")["population"]
    assert told(rows, "ags", "as_of", "census_base", "persons") == [
        (RHEINE, "2022-05-15", "Z2022_count", "76000"),
        (MUENSTER, "2022-05-15", "Z2022_count", "76000"),
    ]


def test_the_old_flat_file_takes_totals_only():
    rows = rows_of(FORMATS / "regional_flat_old.csv")["population"]
    assert told(rows, "ags", "as_of", "census_base", "persons") == [
        (RHEINE, "2015-12-31", "Z2011", "75000"),
        (MUENSTER, "2015-12-31", "Z2011", "75000"),
    ]


def test_the_directory_as_workbook_feeds_two_sources(tmp_path):
    found = rows_of(made.gv_isys(tmp_path / "egal.bin"))
    assert list(found) == ["municipality_list", "population"]
    assert told(found["municipality_list"], "ags", "ars", "name", "kind", "kreis_name", "lat", "as_of", "line") == [
        (ALTENBERGE, "055660004004", "Altenberge", "Gemeinde", "Steinfurt", "52.045876", "2024-12-31", 8),
        (RHEINE, "055660076076", "Rheine", "Stadt", "Steinfurt", "52.279214", "2024-12-31", 9),
    ]
    assert told(found["population"], "ags", "as_of", "census_base", "persons", "area_km2") == [
        (ALTENBERGE, "2023-12-31", "Z2011", "10000", "62.96"),
        (RHEINE, "2023-12-31", "Z2011", "76000", "145"),
    ]


def test_the_directory_with_columns_swapped_is_stopped(tmp_path):
    head = [list(row) for row in made.GV_HEAD]
    head[3][14], head[3][15] = head[3][15], head[3][14]
    for fit in fits_of(made.gv_isys(tmp_path / "tausch.xlsx", head)):
        with pytest.raises(Drifted, match="erwartet „längengrad“, gefunden „breitengrad“"):
            fit.read(knows_no_name)


def test_the_directory_as_fixed_width_text():
    found = rows_of(FORMATS / "gv100ad.txt")
    assert told(found["municipality_list"], "ags", "ars", "name", "kind", "kreis_name", "area_km2", "as_of") == [
        (ALTENBERGE, "055660004004", "Altenberge", "Gemeinde", "Steinfurt", "62.96", "2023-11-30"),
        (HORSTMAR, "055660024024", "Horstmar", "Stadt", "Steinfurt", "44.76", "2023-11-30"),
    ]
    assert told(found["population"], "ags", "as_of", "persons") == [
        (ALTENBERGE, "2022-12-31", "10000"),
        (HORSTMAR, "2022-12-31", "7600"),
    ]


def test_both_answers_have_a_receipt_and_the_second_time_changes_nothing(kreis, tmp_path):
    path = made.gv_isys(tmp_path / "gv.xlsx")
    first = take_in_all(path, kreis.data, RECEIVED)
    assert [(one.receipt.source, one.receipt.rows_taken, one.already_there) for one in first] == [
        ("municipality_list", 2, False),
        ("population", 2, False),
    ]
    assert [one.already_there for one in take_in_all(path, kreis.data, RECEIVED)] == [True, True]
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 1))
    assert kreis.ask("select persons from curated.population where ags = ? and as_of = '2023-12-31'", RHEINE) == [
        (76000,)
    ]


def test_coordinates_stay_when_the_newest_list_has_none(kreis, tmp_path):
    path = shutil.copy(FORMATS / "gv100ad.txt", tmp_path / "gv100.asc")
    text = Path(path).read_text("utf-8").replace("20231130", "20281130")
    Path(path).write_text("".join(line for line in text.splitlines(keepends=True) if "Horstmar" not in line), "utf-8")
    take_in_all(Path(path), kreis.data, RECEIVED)
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 1))
    rows = kreis.ask("select lat > 50, source from curated.municipality where ags = ?", ALTENBERGE)
    assert rows == [(True, "Destatis GV100AD")]


def test_municipalities_missing_from_an_edition_stop_it(data, tmp_path):
    folder = shutil.copytree(data / "raw", tmp_path / "data" / "raw").parent
    names = pd.read_csv(next((SHIPPED / "municipality_list").glob("*/*.csv")), dtype=str)
    people = (
        pd.read_csv(next((SHIPPED / "population").glob("*/*.csv")), dtype=str).set_index("ags")["persons"].to_dict()
    )
    lines = [f"31.12.2025;{row.ags};{row.name_official};{people[row.ags]};;100,0" for row in names.itertuples()]
    head = (FORMATS / "12411-15i.csv").read_text("latin-1").splitlines()[:5]
    for count, drifts in ((396, False), (390, True)):
        path = tmp_path / f"{count}.csv"
        path.write_text("\n".join([*head, *lines[:count], "__________"]), "latin-1")
        if drifts:
            with pytest.raises(
                Drifted, match=r"vom Gemeindeverzeichnis ab .*„390 Gemeinden.*; liefern Sie die vollständige Liste\.$"
            ):
                take_in_all(path, folder, RECEIVED)
        else:
            assert take_in_all(path, folder, RECEIVED)[0].receipt.rows_taken == 396


TAKEN = {
    "GV100AD_30112023_excerpt.txt": {"municipality_list": 24, "population": 24},
    "GV_Auszug_31122023_excerpt.xlsx": {"municipality_list": 25, "population": 25},
    "itnrw_12411-15i_20241231.csv": {"population": 396},
    "itnrw_22811-05i_2024.csv": {"asylblg_recipients": 428},
    "zensus2022_1000A-0000_flat_excerpt.csv": {"population": 24},
    "itnrw_12521-03i_20241231_excerpt.csv": {"statistic": 442 * 3},
    "regionalstatistik_12411-02-03-4_20231231_excerpt.csv": {"statistic": 10 * 3},
    "vg250_2016_gem_attributes_example.json": "VG250",
}


@pytest.mark.skipif(not SAMPLES, reason="BEDARFSATLAS_SAMPLES nennt keinen Ordner mit Originaldateien")
@pytest.mark.parametrize("name", TAKEN)
def test_every_sample_is_taken_whole_or_answered_by_name(name, data, tmp_path):
    folder = shutil.copytree(data / "raw", tmp_path / "data" / "raw").parent
    path, wanted = Path(SAMPLES) / name, TAKEN[name]
    if isinstance(wanted, str):
        with pytest.raises(Unreadable, match=wanted):
            take_in_all(path, folder, RECEIVED)
        return
    answers = take_in_all(path, folder, RECEIVED)
    assert {one.receipt.source: one.receipt.rows_taken for one in answers} == wanted
    assert [one.receipt.rows_set_aside for one in answers] == [0] * len(answers)


@pytest.mark.skipif(not SAMPLES, reason="BEDARFSATLAS_SAMPLES nennt keinen Ordner mit Originaldateien")
@pytest.mark.parametrize(
    ("name", "source", "values"),
    [
        ("itnrw_22811-05i_2024.csv", "asylblg_recipients", ("ags", "as_of", "recipients")),
        ("itnrw_12411-15i_20241231.csv", "population", ("ags", "as_of", "census_base", "persons")),
        ("zensus2022_1000A-0000_flat_excerpt.csv", "population", ("ags", "as_of", "census_base", "persons")),
        ("GV_Auszug_31122023_excerpt.xlsx", "municipality_list", ("ags", "ars", "name", "name_official", "kreis_name")),
        ("GV_Auszug_31122023_excerpt.xlsx", "population", ("ags", "as_of", "census_base", "persons")),
        ("GV100AD_30112023_excerpt.txt", "population", ("ags", "as_of", "census_base", "persons")),
    ],
)
def test_the_samples_say_what_the_shipped_tables_say(name, source, values):
    shipped = pd.concat([pd.read_csv(path, dtype=str) for path in (SHIPPED / source).glob("*/*.csv")])
    rows = rows_of(Path(SAMPLES) / name)[source]
    assert {one for one in set(told(rows, *values)) - set(told(shipped, *values)) if "-" not in one} == set()
