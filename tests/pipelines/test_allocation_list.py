"""The list of all municipalities, by name: as XLSX, CSV or PDF; a missing report stays missing."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.forms.form import knows_no_name
from pipelines.places.names import Match
from pipelines.problems import Drifted, Unreadable
from pipelines.receiving.known import names_in
from pipelines.receiving.reading import sorted_rows
from pipelines.receiving.recognising import fits_of
from tests.fixtures.formats import made
from tests.fixtures.lines import answered, filled_lines
from tests.fixtures.small_kreis import ALTENBERGE, EMSDETTEN, RHEINE

TITLE = ["Verteilstatistik FlüAG, Stand: 01.01.2018"]
HEADER = ["Stadt / Gemeinde", "Kreis", "Bestand", "Erfüllungsquote in %", "noch aufzunehmen"]
ROWS = [
    ["Altenberge", "Steinfurt", "58", "69,69", "-3"],
    ["Emsdetten, Stadt", "Steinfurt", "", "", ""],
    ["Rheine", "Steinfurt", "2.339", "103,5 %", "12"],
]
quick = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def as_csv(tmp_path: Path, rows: list[list[str]], encoding: str = "cp1252") -> Path:
    path = tmp_path / "liste.csv"
    path.write_text("\n".join(";".join(row) for row in rows) + "\n", encoding, errors="ignore")
    return path


def read(path: Path, lookup):
    [fit] = fits_of(path)
    return fit.read(lookup)


def values(rows) -> list[tuple]:
    frame = rows.frame
    return list(frame[["ags", "measure", "value", "unit"]].itertuples(index=False, name=None))


EXPECTED = [
    (ALTENBERGE, "fluag_stock", "58", "persons"),
    (ALTENBERGE, "fluag_quota_pct", "69.69", "percent"),
    (ALTENBERGE, "fluag_gap", "-3", "persons"),
    (EMSDETTEN, "fluag_stock", "", "persons"),
    (EMSDETTEN, "fluag_quota_pct", "", "percent"),
    (EMSDETTEN, "fluag_gap", "", "persons"),
    (RHEINE, "fluag_stock", "2339", "persons"),
    (RHEINE, "fluag_quota_pct", "103.5", "percent"),
    (RHEINE, "fluag_gap", "12", "persons"),
]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "pdf"])
def test_the_list_in_every_kind_of_file(kreis, tmp_path, kind):
    if kind == "csv":
        path = as_csv(tmp_path, [TITLE, HEADER, *ROWS, ["Summe", "", "2397", "", ""]])
    elif kind == "xlsx":
        path = made.workbook(tmp_path / "liste.xlsx", ("Tabelle1", [TITLE, [], HEADER, *ROWS]))
    else:
        path = made.pdf(tmp_path / "liste.pdf", TITLE[0], [HEADER, *ROWS])
    rows = read(path, names_in(kreis.data))
    assert values(rows) == EXPECTED
    assert set(rows.frame["period_start"]) == {"2018-01-01"}
    assert set(rows.frame["date_precision"]) == {"day"}
    assert [(note.value, note.reason) for note in rows.notes] == (
        [("Summe 2397", "ist die Summe über der Liste oder darunter und zählt nicht als Zeile")]
        if kind == "csv"
        else []
    )


def test_a_pdf_of_many_pages_repeats_its_header_and_that_is_no_row(kreis, tmp_path):
    path = made.pdf(tmp_path / "lang.pdf", TITLE[0], [HEADER, *ROWS * 40])
    assert values(read(path, names_in(kreis.data))) == EXPECTED * 40


def test_a_column_not_understood_stops_the_list_and_is_named(tmp_path):
    path = as_csv(tmp_path, [TITLE, [*HEADER, "Sonderfaktor neu"], *[[*row, "1"] for row in ROWS]])
    with pytest.raises(Drifted, match="gefunden „Sonderfaktor neu“"):
        read(path, knows_no_name)


@pytest.mark.parametrize(
    ("title", "day", "precision", "measure"),
    [
        ("Verteilerstatistik - Abschluss 12.2015", "2015-12-31", "month", "fluag_stock"),
        ("Wohnsitzauflage nach § 12a AufenthG, Erfüllungsquoten am 7.1.2018", "2018-01-07", "day", "wsa_stock"),
    ],
)
def test_scheme_and_day_stand_in_the_head(tmp_path, title, day, precision, measure):
    frame = read(
        as_csv(tmp_path, [[title], HEADER[:1] + HEADER[2:3], ["Rheine", "5"]]), lambda *_, **__: Match(RHEINE)
    ).frame
    told = frame[["period_start", "period_end", "date_precision", "measure"]].to_numpy().tolist()
    assert told == [[day, day, precision, measure]]


@pytest.mark.parametrize(
    "title", ["Verteilstatistik", "Verteilstatistik 1.1.2018 und 1.2.2018", "Verteilstatistik 31.02.2018"]
)
def test_a_list_without_one_day_is_refused(tmp_path, title):
    with pytest.raises(Unreadable, match="nennt über der Liste"):
        read(as_csv(tmp_path, [[title], HEADER, *ROWS]), knows_no_name)


def test_an_ambiguous_name_is_set_aside_with_its_candidates(data, tmp_path):
    rows = [TITLE, HEADER[:3], ["Neunkirchen", "", "7"], ["Rheinee", "", "8"], *[["Rheine", "", "5"]]]
    path = as_csv(tmp_path, rows)
    [fit] = fits_of(path)
    reading = sorted_rows(path, fit, {}, "liste.csv", names_in(data))
    assert len(reading.taken) + reading.set_aside == 3
    named = {finding.value: finding.reason for finding in reading.findings if finding.column_name == "ags"}
    assert "05566076 Rheine" in named["Rheinee"]


CELL = st.sampled_from(["", "0", "58", "69,69", ".", "-", "x", "Rheine", "Summe", "01.01.2018", "12 %", "1.200"])


@quick
@given(
    rows=st.lists(
        st.lists(CELL | st.text(st.characters(exclude_characters=';"\r\n\0'), max_size=5), max_size=7), max_size=8
    )
)
def test_whatever_the_rows_every_one_is_taken_or_set_aside(tmp_path, rows):
    path = as_csv(tmp_path, [TITLE, HEADER, *ROWS, *rows], "utf-8")
    with suppress(Unreadable):
        fit = fits_of(path)[0]
        reading = sorted_rows(path, fit, {}, "liste.csv", knows_no_name)
        assert len(reading.taken) + reading.set_aside == len(fit.read(knows_no_name).frame)
        assert filled_lines(path, below=2, header=HEADER) <= answered(reading)


def test_a_row_without_a_name_counts_by_its_key_or_is_set_aside(kreis, tmp_path):
    header = ["AGS", "Stadt / Gemeinde", "Kreis", "Bestand"]
    nameless = [[RHEINE, "", "", "731"], ["", "", "", "99"], ["", "", "Steinfurt", ""], ["", "", "Summe", "830"]]
    path = as_csv(tmp_path, [TITLE, header, *nameless])
    [fit] = fits_of(path)
    reading = sorted_rows(path, fit, {}, "liste.csv", names_in(kreis.data))
    assert reading.taken[["ags", "value", "line"]].to_numpy().tolist() == [[RHEINE, "731", 3]]
    assert reading.set_aside == 1
    assert [(one.severity, one.line, one.reason) for one in reading.findings if one.line > 3] == [
        ("error", 4, "fehlt"),
        ("info", 5, "nennt weder Gemeinde noch Schlüssel noch Zahl und zählt nicht als Zeile"),
        ("info", 6, "ist die Summe über der Liste oder darunter und zählt nicht als Zeile"),
    ]
