"""bedarfsatlas scenario: a file in, the gaps of all municipalities before and after out, mistakes in one sentence."""

import csv
import io
from dataclasses import replace

import pytest

from pipelines.cli import main
from pipelines.planning.scenario import KREIS, People, Scenario
from pipelines.planning.scenario_file import write

RHEINE = "05566076"
MORE = Scenario("Probe", "2018-01", "2026-11-23", people=(People(RHEINE, 100.0, group="fluag"),))


@pytest.fixture
def call(data, tmp_path, capsys):
    """`call(text, "--public")` runs the verb on a file with this text: exit code, output, error output."""

    def run(text: str, *options: str):
        file = tmp_path / "annahmen.json"
        file.write_text(text, encoding="utf-8")
        code = main(["scenario", str(file), "--data", str(data), *options])
        return code, *capsys.readouterr()

    return run


def rows(text: str) -> dict[tuple[str, str], dict[str, str]]:
    return {(row["ags"], row["category"]): row for row in csv.DictReader(io.StringIO(text))}


def test_a_hundred_people_need_one_post_and_a_hundred_beds(call):
    code, out, said = call(write(MORE))
    assert code == 0
    assert said == "Annahmen, keine Daten:\n  Rheine: +100 Personen (FlüAG)\n"
    found = rows(out)
    assert len(found) == 24 * 8
    for category, more in (("BER-SOZ", 1), ("WOH", 100)):
        told = found[RHEINE, category]
        assert float(told["need_scenario"]) == pytest.approx(float(told["need_today"]) + more)
    assert found["05566004", "WOH"]["need_scenario"] == found["05566004", "WOH"]["need_today"]


def test_every_row_says_what_it_is_and_between_which_bounds(call):
    """Rheine 182 under FlüAG, 382 with residence rule, 1.75 posts; 1 post per 100 people, 150 at best, 40 at worst.

    Today 182 ÷ 150 to 564 ÷ 40 posts needed; of 1.21 none is missing, and no gap is below 0. With 100 more 282 ÷ 150.
    """
    row = rows(call(write(MORE))[1])[RHEINE, "BER-SOZ"]
    assert (row["scenario"], row["is_supposed"], row["month"]) == ("Probe", "true", "2018-01-01")
    assert (row["is_synthetic"], row["is_protected"]) == ("true", "false")
    for side, low, value, high in (("today", 182 / 150, 1.82, 14.1), ("scenario", 1.88, 2.82, 16.6)):
        needs = [float(row[f"{name}_{side}"]) for name in ("need_low", "need", "need_high")]
        gaps = [float(row[f"{name}_{side}"]) for name in ("gap_low", "shared_gap", "gap_high")]
        assert needs == pytest.approx([low, value, high])
        assert gaps == pytest.approx([max(low - 1.75, 0), value - 1.75, high - 1.75])


def test_a_name_that_is_a_formula_does_not_run(call):
    assert rows(call(write(replace(MORE, name="=1+1")))[1])[RHEINE, "WOH"]["scenario"] == "'=1+1"


def test_everybody_gets_it_from_protected_people(call):
    """182 under FlüAG in Rheine are 180 to everybody; 1 bed each."""
    needs = [float(rows(call(write(MORE), *how)[1])[RHEINE, "WOH"]["need_today"]) for how in ((), ("--public",))]
    assert needs == [182, 180]


def test_an_older_file_is_computed_and_says_what_was_assumed(call):
    code, out, said = call('{"bedarfsatlas_scenario": 1, "month": "2018-01", "people": {"05566076": 10}}')
    assert code == 0
    assert "alte Fassung 1" in said
    assert "Rheine: +10 Personen (FlüAG und Wohnsitzauflage anteilig)" in said
    assert rows(out)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (write(MORE).replace('": 2', '": 9', 1), "hat Fassung 9, bekannt ist nur Fassung 2"),
        ("x" * 300_000, "länger als 100 kB"),
        ("\x1b[31m{", "Zeile 1 ist nicht lesbar"),
        (write(Scenario("", "2018-01", "", people=(People("05513000", 1),))), "„05513000“ ist keine Gemeinde"),
        (write(Scenario("", "2031-01", "")), "„Januar 2031“ steht nicht in den Daten"),
        (write(Scenario("", "2018-01", "", people=(People(KREIS, -101, True),))), "mehr als 100 %"),
    ],
)
def test_what_cannot_be_computed_is_refused_in_one_line(call, text, said):
    code, out, error = call(text)
    assert (code, out) == (1, "")
    assert error.startswith("annahmen.json: ")
    assert said in error
    assert error.count("\n") == 1


def test_it_writes_where_it_is_told_and_refuses_where_it_cannot(call, tmp_path, data):
    target = tmp_path / "luecken.csv"
    assert call(write(MORE), "--out", str(target))[0] == 0
    assert len(rows(target.read_text("utf-8"))) == 24 * 8
    code, _, error = call(write(MORE), "--out", str(tmp_path / "fehlt" / "luecken.csv"))
    assert (code, "lässt sich nicht schreiben" in error) == (1, True)
    assert main(["scenario", str(tmp_path / "gibt-es-nicht.json"), "--data", str(data)]) == 1
