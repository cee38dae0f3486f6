"""What `add` answers: what became of a file, in one sentence where it was refused."""

import pytest

from pipelines.build import run_lock
from pipelines.cli import main
from pipelines.receiving.adding import SHOWN
from tests.fixtures.raw_files import BAD, GOOD, files_in, written
from tests.fixtures.small_kreis import RHEINE, csv_text, stock


def test_add_tells_what_became_of_the_file(kreis, tmp_path, capsys):
    path = written(tmp_path, csv_text("allocation_report", [stock(RHEINE, "2018-01", "fluag_stock", 7)]))
    assert main(["add", "--data", str(kreis.data), str(path)]) == 0
    said = capsys.readouterr()
    title, hint = said.out.splitlines()
    assert title.startswith("datei.csv: ")
    assert title.endswith(", Zeitraum 01.01.2018 bis 01.01.2018: 1 Zeilen übernommen, 0 beiseitegelegt.")
    assert hint == "Mit bedarfsatlas build wird daraus ein neuer Stand."
    assert said.err == ""


def test_add_of_a_known_file_says_so(kreis, tmp_path, capsys):
    path = written(tmp_path, csv_text("offer_inventory", [GOOD]))
    codes = [main(["add", "--data", str(kreis.data), str(path)]) for _ in range(2)]
    assert codes == [0, 0]
    assert ", schon am " in capsys.readouterr().out


def test_add_names_the_line_of_every_bad_row_up_to_a_limit(kreis, tmp_path, capsys):
    good = [GOOD | {"offer_id": f"gut {number}"} for number in range(300)]
    bad = [BAD | {"offer_id": f"schlecht {number}"} for number in range(SHOWN + 3)]
    path = written(tmp_path, csv_text("offer_inventory", [*bad, *good]))
    assert main(["add", "--data", str(kreis.data), str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    told = [line for line in lines if line.startswith("  Zeile ")]
    assert len(told) == SHOWN
    assert told[0] == (
        "  Zeile 2, Spalte capacity: „fünf“ ist keine Zahl. "
        "Schreiben Sie Zahlen ohne Tausenderzeichen als 12.5, in getippten Tabellen auch als 12,5."
    )
    assert "  … und 3 weitere Befunde; alle stehen auf der Seite Befunde." in lines


def test_add_refuses_one_file_and_takes_the_other(kreis, tmp_path, capsys):
    good = written(tmp_path, csv_text("offer_inventory", [GOOD]), "gut.csv")
    assert main(["add", "--data", str(kreis.data), str(tmp_path / "fehlt.csv"), str(good)]) == 1
    said = capsys.readouterr()
    assert said.err == f"Nicht aufgenommen: {tmp_path / 'fehlt.csv'} gibt es nicht; prüfen Sie den Namen.\n"
    assert said.out.startswith("gut.csv: ")


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", "bild.png", "keine UTF-8-CSV-Datei"),
        (b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\xde", "inventar.xlsx", "keine UTF-8-CSV-Datei"),
        (b"\0" * 100, "nullen.csv", "passt zu keiner bekannten Quelle"),
        ("a;b\n1;2\n", "semikolon.csv", "passt zu keiner bekannten Quelle"),
        ("", "leer.csv", "ist leer"),
        ("{", "kaputt.geojson", "kaputt.geojson"),
        ("[" * 100_000, "tief.geojson", "verschachtelt"),
    ],
)
def test_add_refuses_what_it_cannot_read_with_one_sentence(kreis, tmp_path, capsys, content, name, words):
    before = files_in(kreis.data)
    assert main(["add", "--data", str(kreis.data), str(written(tmp_path, content, name))]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    [line] = said.err.splitlines()
    assert line.startswith("Nicht aufgenommen: ")
    assert words in line
    assert line.endswith(".")
    assert files_in(kreis.data) == before


def test_add_of_an_empty_folder_says_so(kreis, tmp_path, capsys):
    folder = tmp_path / "leer"
    folder.mkdir()
    assert main(["add", "--data", str(kreis.data), str(folder)]) == 1
    assert capsys.readouterr().err == (
        f"Nicht aufgenommen: {folder} enthält keine Datei, die sich aufnehmen ließe; nennen Sie einen anderen Ordner.\n"
    )


def test_add_without_a_data_folder_says_so(tmp_path, capsys):
    assert main(["add", "--data", str(tmp_path / "fehlt"), "datei.csv"]) == 1
    assert f"Den Datenordner {tmp_path / 'fehlt'} gibt es nicht" in capsys.readouterr().err


def test_add_waits_for_nobody_while_a_build_runs(kreis, tmp_path, capsys):
    path = written(tmp_path, csv_text("offer_inventory", [GOOD]))
    with run_lock(kreis.data):
        assert main(["add", "--data", str(kreis.data), str(path)]) == 1
    assert "Ein anderer Bau läuft gerade" in capsys.readouterr().err
