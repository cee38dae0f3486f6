"""The verb explain, as it is typed."""

import pytest

from pipelines import cli


@pytest.fixture
def explain(data, capsys):
    def typed(*arguments: str) -> tuple[int, str, str]:
        try:
            code = cli.main(["explain", "--data", str(data), *arguments])
        except SystemExit as ended:
            code = int(ended.code)
        told = capsys.readouterr()
        return code, told.out, told.err

    return typed


def test_a_ledger_is_printed_with_numbers_and_lines_of_sources(explain):
    code, out, _ = explain("05566068", "--as-of", "2018-01-01", "--scheme", "fluag")
    assert code == 0
    assert out.startswith("Ochtrup (05566068), § 3 FlüAG, Stichtag 01.01.2018\n")
    assert "19.634 Einwohner ÷ 17.893.425 in NRW am 31.12.2016" in out
    assert "population/2026-11-22/bevoelkerung_nrw.csv, Zeile 3799" in out
    assert "key_cap_factor = 1,25" in out
    assert "meldungen_kreis_steinfurt.csv, Zeile 34" in out
    assert "Gerechnet aus dem Stand" in out


def test_the_published_case_stands_in_the_ledger(explain):
    _, out, _ = explain("Rheine")
    for figure in ("Stichtag 26.01.2024", "1.314 Personen (gemeldet)", "92,04 % (gemeldet)", "105 Personen (gemeldet)"):
        assert figure in out


def test_no_line_is_wider_than_a_terminal(explain):
    _, out, _ = explain("Rheine", "--as-of", "2018-01-01")
    assert max(map(len, out.splitlines())) <= 100


@pytest.mark.parametrize("place", ["rheine", " Rheine ", "05566076", "RHEINE"])
def test_a_municipality_is_found_by_name_or_key(explain, place):
    assert explain(place, "--as-of", "2024-01-26")[1].startswith("Rheine (05566076)")


def test_of_several_of_one_name_the_own_kreis_is_meant(explain):
    assert explain("Neuenkirchen", "--as-of", "2018-01-01")[1].startswith("Neuenkirchen (05566060)")


def test_a_name_nobody_has_is_one_sentence_with_what_may_be_meant(explain):
    code, out, err = explain("Rhei")
    assert (code, out) == (1, "")
    assert "'Rhei' ist keine Gemeinde in NRW" in err
    assert "Meinten Sie Rheine (05566076)" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(("typed", "meant"), [("Reine", "Rheine (05566076)"), ("Enmsdeten", "Emsdetten (05566008)")])
def test_a_name_typed_wrong_is_told_which_may_be_meant(explain, typed, meant):
    assert f"Meinten Sie {meant}?" in explain(typed)[2]


@pytest.mark.parametrize("day", ["gestern", "2018-13-01", "1.1.2018", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_one_sentence(explain, day):
    code, _, err = explain("Rheine", "--as-of", day)
    assert code == 2
    assert "ist kein Tag" in err


@pytest.mark.parametrize("day", ["1900-01-01", "2090-12-31"])
@pytest.mark.parametrize("scheme", ["fluag", "wohnsitz"])
def test_a_day_nobody_knows_anything_of_is_a_ledger_that_says_so(explain, day, scheme):
    code, out, err = explain("Rheine", "--as-of", day, "--scheme", scheme)
    assert (code, err) == (0, "")
    assert "keine Verteilbasis bekannt" in out


def test_without_a_snapshot_the_verb_says_what_to_do(tmp_path, capsys):
    (tmp_path / "raw").mkdir()
    assert cli.main(["explain", "--data", str(tmp_path), "Rheine"]) == 1
    assert "bedarfsatlas build" in capsys.readouterr().err


def test_a_snapshot_of_another_version_is_built_anew(explain, monkeypatch):
    monkeypatch.setattr("pipelines.snapshot.CONTRACT_VERSION", "0")
    code, out, err = explain("Rheine")
    assert (code, out) == (1, "")
    assert "stammt von einer anderen Fassung des Programms; bauen Sie einen neuen mit: bedarfsatlas build" in err
