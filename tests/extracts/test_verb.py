"""`bedarfsatlas extract`: what is asked for is written; what cannot be is one sentence, and nothing is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines.cli import main
from pipelines.extracts.files import Wish, extract_bytes
from pipelines.extracts.selection import Selection


def test_a_selection_is_written_as_asked_for(data, cursor, tmp_path, capsys):
    out = tmp_path / "auszug"
    call = ["extract", "--data", str(data), str(out), "--month", "2018-01..2018-03", "--municipality", "rheine"]
    call += ["--municipality", "05566008", "--category", "SPR-IK", "--table", "gap", "--format", "rfc4180", "--hxl"]
    assert main(call) == 0
    assert "geschrieben" in capsys.readouterr().out
    assert {str(path.relative_to(out)) for path in out.rglob("*.*")} == {
        "LIESMICH.txt", "auszug.json", "datapackage.json", "dcat.jsonld",
        "rfc4180/angaben.csv", "rfc4180/datenwoerterbuch.csv", "rfc4180/gap.csv",
    }  # fmt: skip
    selection = Selection(date(2018, 1, 1), date(2018, 3, 1), ("05566076", "05566008"), ("SPR-IK",))
    written = (out / "rfc4180" / "gap.csv").read_bytes()
    assert written == extract_bytes(cursor, "gap", "rfc4180", Wish(selection, is_hxl=True))
    assert written.count(b"\r\n") == 2 + 3 * 2


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["--municipality", "Rhein"], "Die Gemeinde 'Rhein' ist nicht bekannt (meinen Sie Rheine?)"),
        (["--municipality", "Neuenkirchen"], ""),
        (["--category", "SPR"], "Die Kategorie 'SPR' gibt es nicht (meinen Sie SPR-IK?)"),
        (["--table", "gaps"], "Die Tabelle 'gaps' gibt es nicht (meinen Sie gap?)"),
    ],
)
def test_what_is_not_there_is_said_in_one_sentence(data, tmp_path, capsys, asked, sentence):
    out = tmp_path / "auszug"
    answer = main(["extract", "--data", str(data), str(out), "--format", "parquet", "--table", "build", *asked])
    said = capsys.readouterr().err
    assert (answer, said.count("\n")) == ((1, 1) if sentence else (0, 0))
    assert sentence in said
    assert out.exists() is not bool(sentence)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["--month", "2018-13"], "'2018-13' ist kein Monat, gemeint ist z. B. 2018-01"),
        (["--month", "2018-03..2018-01"], "endet vor dem Anfang"),
        (["--format", "pdf"], "'pdf' gibt es nicht"),
        (["--language", "fr"], "'fr' gibt es nicht"),
    ],
)
def test_a_call_that_cannot_be_meant_is_said_in_one_sentence(tmp_path: Path, capsys, asked, sentence):
    with pytest.raises(SystemExit) as ended:
        main(["extract", str(tmp_path / "auszug"), *asked])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1


def test_a_call_without_a_folder_asks_for_one(data, capsys):
    assert main(["extract", "--data", str(data)]) == 1
    assert "bedarfsatlas extract ORDNER" in capsys.readouterr().err


@pytest.mark.parametrize("setting", ['contributor_id = "a b"', 'catalog_url = "ftp://x"', "catalog_url = 1"])
def test_a_wrong_setting_is_said(tmp_path, setting):
    from pipelines.problems import Problem
    from pipelines.settings import read_settings

    (tmp_path / "settings.toml").write_text(setting + "\n", "utf-8")
    with pytest.raises(Problem, match=setting.split(" ")[0]):
        read_settings(tmp_path)
