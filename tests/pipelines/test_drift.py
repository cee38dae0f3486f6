"""The alarm before load, one test for each way in which a publisher's file departs from the known one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines import cli
from pipelines.forms.form import knows_no_name
from pipelines.problems import Drifted
from pipelines.receiving.adding import add_all
from pipelines.receiving.intake import take_in
from pipelines.receiving.recognising import fits_of
from pipelines.sources import SOURCES
from tests.fixtures.small_kreis import ALTENBERGE, EMSDETTEN, RECEIVED, RHEINE, WETTRINGEN, SmallKreis, csv_text, stock

TABLE = (Path(__file__).parents[1] / "fixtures" / "formats" / "12411-15i.csv").read_text("latin-1")
PLACES = (ALTENBERGE, EMSDETTEN, RHEINE, WETTRINGEN)
AREA = {ALTENBERGE: 62.96, EMSDETTEN: 72.06, RHEINE: 145, WETTRINGEN: 57.69}
PEOPLE = {ALTENBERGE: 10000, EMSDETTEN: 35000, RHEINE: 73000, WETTRINGEN: 8000}


def alarm(tmp_path: Path, *pairs: tuple[str, str]) -> Drifted:
    """What the table answers when these words of it are changed."""
    text = TABLE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "ausgabe.csv"
    path.write_text(text, "latin-1")
    with pytest.raises(Drifted) as refused:
        fits_of(path)[0].read(knows_no_name)
    assert "\n" not in str(refused.value)
    assert "≠" in refused.value.side_by_side()
    return refused.value


def test_an_unknown_column_stops_the_table(tmp_path):
    assert "Prozent" in alarm(tmp_path, (";Anzahl;qkm;EW pro qkm", ";Anzahl;qkm;EW pro qkm;Prozent")).found[-1]


def test_a_missing_column_stops_the_table(tmp_path):
    narrow = [
        (";Anzahl;qkm;EW pro qkm", ";Anzahl;qkm"),
        ("früher);Bodenfläche (Katasterfläche) in qkm;Bevölk", "früher);Bodenfläche;Bevölk"),
    ]
    assert alarm(tmp_path, *narrow).expected[2] == "Bevölkerungsdichte [EW pro qkm]"


def test_a_renamed_column_stops_the_table(tmp_path):
    assert "Siedlungsfläche" in str(alarm(tmp_path, ("Bodenfläche (Katasterfläche) in qkm", "Siedlungsfläche")))


def test_a_reordered_column_stops_the_table(tmp_path):
    first, second = "Bevölkerungsstand (Basis Zensus 2022 und früher)", "Bodenfläche (Katasterfläche) in qkm"
    swapped = alarm(tmp_path, (f"{first};{second}", f"{second};{first}"), (";Anzahl;qkm", ";qkm;Anzahl"))
    assert swapped.found[:2] == (f"{second} [qkm]", f"{first} [Anzahl]")


def test_another_unit_stops_the_table(tmp_path):
    assert "[1000]" in str(alarm(tmp_path, (";Anzahl;qkm", ";1000;qkm")))


def test_another_date_stops_the_table(tmp_path):
    assert "erwartet „31.12.“, gefunden „30.06.2024“" in str(alarm(tmp_path, ("31.12.2024", "30.06.2024")))


def people(year: int, scale: float = 1, area: float = 1) -> list[dict[str, str]]:
    """Persons and area of the four municipalities at the end of three years."""
    return [
        {
            "ags": ags,
            "as_of": f"{year + more}-12-31",
            "persons": str(round(count * scale)),
            "area_km2": str(AREA[ags] * area),
        }
        for more in range(3)
        for ags, count in PEOPLE.items()
    ]


@pytest.mark.parametrize(
    ("scale", "area", "column", "doubt"),
    [
        (0.001, 1, "persons", "vermutlich Tausend statt Einzelne"),
        (1000, 1, "persons", "vermutlich Einzelne statt Tausend"),
        (1, 100, "area_km2", "vermutlich Prozent statt Anteil oder Hektar statt km²"),
        (2, 1, "persons", "12 von 12 Werten"),
    ],
)
def test_figures_of_another_scale_than_the_last_ones_stop_the_file_and_show_both(kreis, scale, area, column, doubt):
    kreis.add("population", *people(2019))
    with pytest.raises(Drifted) as refused:
        kreis.add("population", *people(2022, scale, area))
    assert f"die Größenordnung von {column}" in str(refused.value)
    assert doubt in str(refused.value)
    assert "weicht von den letzten Angaben ab" in str(refused.value)
    assert str(refused.value).endswith("stimmen die Zahlen, nimmt „bedarfsatlas add --real-leaps DATEI“ die Datei auf.")
    assert len(refused.value.expected) == len(refused.value.found) == 5
    last = {"persons": "8000–12500 (31.12.2021: 10000)", "area_km2": "41,97–94,44 (31.12.2021: 62,96)"}
    assert refused.value.expected[0] == f"{ALTENBERGE}: {last[column]}"


def test_a_single_figure_that_leaps_is_taken_with_both_values_told(kreis):
    kreis.add("population", *people(2019))
    rows = people(2022)
    rows[0]["persons"] = "100000"
    answer = kreis.add("population", *rows)
    assert (answer.receipt.rows_taken, answer.receipt.rows_set_aside) == (12, 0)
    [leap] = [one for one in answer.findings if one.column_name == "persons"]
    assert (leap.severity, leap.line, leap.value) == ("warn", 2, "100000")
    assert leap.reason == "liegt weit ab von der letzten Angabe (10000 am 31.12.2021)"


def test_a_tenth_of_the_rows_may_leap_and_one_more_stops_the_file(kreis):
    kreis.add("population", *people(2019))
    rows = people(2022)
    rows[0]["persons"] = "100000"
    kreis.add("population", *rows)
    rows[1]["persons"] = rows[2]["persons"] = "1"
    with pytest.raises(Drifted, match="2 von 12 Werten"):
        kreis.add("population", *rows)


def test_marks_small_figures_and_other_measures_are_no_leaps(kreis):
    kreis.add("allocation_report", *[stock(ags, "2018-01", "fluag_stock", 4) for ags in PLACES])
    later = [
        stock(RHEINE, "2018-02", "fluag_stock", 40),
        stock(EMSDETTEN, "2018-02", "fluag_stock", "."),
        stock(WETTRINGEN, "2018-02", "wsa_stock", 4000),
        stock(ALTENBERGE, "2018-02", "fluag_stock", 0),
    ]
    assert kreis.add("allocation_report", *later).findings == []
    leap = kreis.add("allocation_report", stock(RHEINE, "2018-03", "fluag_stock", 2000)).findings
    assert [one.reason for one in leap] == ["liegt weit ab von der letzten Angabe (40 am 01.02.2018)"]


def test_a_rate_as_share_instead_of_percent_stops_the_list(kreis):
    def rates(month: str, scale: float) -> list[dict[str, str]]:
        return [
            stock(ags, month, measure, round((80 + at) * scale, 4), unit="percent")
            for measure in ("fluag_quota_pct", "wsa_quota_pct", "uma_quota_pct")
            for at, ags in enumerate(PLACES)
        ]

    kreis.add("allocation_report", *rates("2018-01", 1))
    with pytest.raises(Drifted, match="Anteil statt Prozent"):
        kreis.add("allocation_report", *rates("2018-02", 0.01))


def test_the_others_of_a_delivery_go_on_when_one_has_drifted(kreis, tmp_path):
    (tmp_path / "a.csv").write_text(TABLE.replace(";Anzahl;qkm", ";1000;qkm"), "latin-1")
    (tmp_path / "b.csv").write_text(
        csv_text("allocation_report", [stock(RHEINE, "2018-01", "fluag_stock", 5)]), "utf-8"
    )
    first, second = add_all([tmp_path / "a.csv", tmp_path / "b.csv"], kreis.data)
    assert isinstance(first, Drifted)
    assert "1 Zeilen übernommen" in str(second)


def test_every_rule_of_plausibility_names_columns_of_its_source():
    rules = [(source, rule) for source in SOURCES for rule in source.plausible]
    named = {(source.name, name) for source, rule in rules for name in (rule.column, rule.day, *rule.by)}
    assert named <= {(source.name, name) for source in SOURCES for name in source.layout.names}
    assert {source.name for source, _ in rules} >= {"population", "allocation_report", "asylblg_recipients"}


def test_nothing_is_compared_where_nothing_came_before(tmp_path):
    kreis = SmallKreis(tmp_path)
    path = tmp_path / "bestand.csv"
    path.write_text(csv_text("allocation_report", [stock(RHEINE, "2018-01", "fluag_stock", 500_000)]), "utf-8")
    assert take_in(path, kreis.data, RECEIVED).findings == []


def test_a_leap_stands_among_the_findings_of_every_later_build(kreis):
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 100))
    kreis.add("allocation_report", stock(RHEINE, "2018-02", "fluag_stock", 700))
    leaps = "select severity, line, column_name, value from curated.finding where reason like 'liegt weit ab von%'"
    assert kreis.ask(leaps) == [("warn", 2, "value", "700")]


def test_leaps_that_are_meant_stop_nothing(kreis, tmp_path, capsys):
    kreis.add("population", *people(2019))
    path = tmp_path / "neu.csv"
    path.write_text(csv_text("population", people(2022, 2)), "utf-8")
    assert cli.main(["add", "--data", str(kreis.data), str(path)]) == 1
    assert "≠" in capsys.readouterr().err
    assert cli.main(["add", "--data", str(kreis.data), "--real-leaps", str(path)]) == 0
    assert "12 Zeilen übernommen, 0 beiseitegelegt" in capsys.readouterr().out
