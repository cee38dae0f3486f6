"""bedarfsatlas paper: files appear, or one sentence says what to do."""

import zipfile

import pytest

from pipelines.cli import main
from tests.papers.reading import flat


@pytest.fixture
def run(data, capsys):
    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(["paper", *arguments, "--data", str(data)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_all_25_stand_in_one_archive(run, tmp_path):
    code, _, _ = run(str(tmp_path))
    [archive] = tmp_path.iterdir()
    with zipfile.ZipFile(archive) as held:
        names = held.namelist()
    assert code == 0
    assert len(names) == 25
    assert archive.name == "Beispielrechnung_ratsvorlage_alle_2018-01_de.zip"
    assert "Beispielrechnung_ratsvorlage_05566_2018-01_de.pdf" in names


def test_one_municipality_is_one_file(run, tmp_path):
    code, out, _ = run(str(tmp_path / "neu"), "--municipality", "rheine", "--day", "2024-01-26", "--language", "en")
    [file] = (tmp_path / "neu").iterdir()
    assert code == 0
    assert str(file) in out
    assert "still had to take in 105 people" in flat(file.read_bytes())


def test_everybody_sees_protected_people(run, tmp_path):
    run(str(tmp_path), "--municipality", "Rheine", "--public")
    [file] = tmp_path.iterdir()
    assert file.stem.endswith("_geschuetzt")
    said = flat(file.read_bytes())
    assert "Gezählt: Zuweisung nach FlüAG 180 178 bis 182" in said
    assert "meldungen_kreis_steinfurt.csv" not in said


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--municipality", "Rhein"), "Meinten Sie Rheine?"),
        (("--municipality", "05111000"), "ist keine Gemeinde dieses Kreises"),
        (("--month", "2023-05"), "Für 2023-05 liegt keine Meldung vor"),
        (("--month", "2018-01", "--day", "2018-02-01"), "liegt nicht im Monat 2018-01"),
        (
            ("--municipality", "Rheine", "--day", "1990-01-01"),
            "Für den 01.01.1990 ist nichts bekannt: Der Stand reicht",
        ),
        (
            ("--municipality", "Rheine", "--day", "2030-01-01"),
            "Für den 01.01.2030 ist nichts bekannt: Der Stand reicht",
        ),
        (("--kind", "confirm", "--day", "2099-12-31"), "Der 31.12.2099 liegt in der Zukunft"),
    ],
)
def test_what_cannot_be_is_one_sentence(run, tmp_path, arguments, sentence):
    code, _, said = run(str(tmp_path / "neu"), *arguments)
    assert code == 1
    assert sentence in said
    assert len(said.strip().splitlines()) == 1
    assert not (tmp_path / "neu").exists()


def test_a_file_is_no_folder(run, tmp_path):
    (tmp_path / "datei").write_text("x")
    code, _, said = run(str(tmp_path / "datei"))
    assert code == 1
    assert "ist eine Datei; nennen Sie einen Ordner." in said


def test_a_folder_that_cannot_be_written_is_named(run):
    code, _, said = run("/proc/papiere", "--municipality", "Rheine")
    assert code == 1
    assert "/proc/papiere" in said
    assert len(said.strip().splitlines()) == 1


def test_without_a_snapshot_it_says_how_to_get_one(tmp_path, capsys):
    assert main(["paper", str(tmp_path / "neu"), "--data", str(tmp_path)]) == 1
    assert "bauen Sie einen mit: bedarfsatlas build" in capsys.readouterr().err


def test_each_institution_gets_a_workbook(run, tmp_path):
    code, _, _ = run(str(tmp_path), "--kind", "confirm", "--municipality", "Rheine")
    assert code == 0
    assert "Beispielrechnung_bestaetigen Beispiel-VHS Rheine.xlsx" in {path.name for path in tmp_path.iterdir()}


def test_what_was_reported_to_the_kreis_is_not_for_everybody(run, tmp_path):
    code, _, said = run(str(tmp_path), "--kind", "confirm", "--public")
    assert code == 1
    assert "lassen Sie --public weg" in said
    assert list(tmp_path.iterdir()) == []


def test_what_there_is_here_fills_one_archive_without_the_kreis(run, tmp_path):
    run(str(tmp_path), "--kind", "here", "--language", "en")
    [archive] = tmp_path.iterdir()
    with zipfile.ZipFile(archive) as held:
        assert len(held.namelist()) == 24


def test_both_forms_at_once(run, tmp_path):
    run(str(tmp_path), "--municipality", "kreis", "--format", "pdf", "--format", "docx")
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".docx", ".pdf"]
