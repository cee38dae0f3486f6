"""What a parameter may be: declared once, kept by the shipped rows, and a sentence for an own row that breaks it."""

import csv
import re
import shutil
from pathlib import Path

import pytest

from pipelines.problems import NotPublished
from pipelines.reference import HERE, TABLES, read_reference
from pipelines.reference.parameter_checks import breaches
from pipelines.reference.parameter_rules import RULES, TOGETHER
from tests.fixtures.small_kreis import RHEINE

SHIPPED = list(csv.DictReader((HERE / "parameter.csv").read_text("utf-8").splitlines()))
LASTING = [name for name, rule in RULES.items() if rule.lasting]
# name → first day of a shipped row of that name
FIRST = {row["parameter"]: row["valid_from"] for row in reversed(SHIPPED)}


def row(name: str, value: str, valid_from: str = "", valid_to: str = "", unit: str = "") -> str:
    """An own row; what is left open it takes from the first shipped row and the rule of that name."""
    unit = unit or (RULES[name].unit if name in RULES else "share")
    return f"{name},{value},{unit},{valid_from or FIRST.get(name, '2015-01-01')},{valid_to},eigene Festlegung,"


def write(folder: Path, *rows: str, table: str = "parameter") -> Path:
    path = folder / f"{table}.csv"
    path.write_text("\n".join([",".join(TABLES[table].names), *rows]) + "\n", "utf-8")
    return path


def refused(folder: Path, *rows: str) -> str:
    """What is said of the rows after file and line; the whole is one sentence that names the own file."""
    path = write(folder, *rows)
    with pytest.raises(NotPublished) as refusal:
        read_reference("parameter", folder)
    told = re.fullmatch(rf"{re.escape(str(path))}, Zeile (\d+), (.+)\.", str(refusal.value))
    assert told
    assert not re.search(r"\. [A-ZÄÖÜ]|must|weight \d", told[2])
    return f"{told[1]}: {told[2]}"


def test_every_shipped_parameter_has_a_rule_and_no_rule_is_left_over():
    assert {row["parameter"] for row in SHIPPED} == set(RULES)
    assert {name for group in TOGETHER for name in group.names} <= set(RULES)


def test_every_shipped_row_keeps_the_rules(tmp_path):
    assert list(breaches(read_reference("parameter", tmp_path))) == []


def test_every_municipality_in_a_shipped_table_is_on_the_shipped_list(snapshot):
    known = {ags for (ags,) in snapshot("select ags from curated.municipality")}
    for name, layout in TABLES.items():
        for column in (column.name for column in layout.fields if column.kind == "ags"):
            assert set(read_reference(name, Path("fehlt"))[column]) <= known


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("fulfilment_credit_rule", "7", "eine ganze Zahl von 0 bis 1"),
        ("fulfilment_credit_rule", "0.5", "eine ganze Zahl von 0 bis 1"),
        ("key_cap_factor", "0.9", "eine Zahl über 1 bis 2"),
        ("key_cap_factor", "1", "eine Zahl über 1 bis 2"),
        ("key_cap_factor", "125", "eine Zahl über 1 bis 2"),
        ("key_base_year_lag", "1.5", "eine ganze Zahl von 0 bis 5"),
        ("key_base_year_lag", "-2", "eine ganze Zahl von 0 bis 5"),
        ("credit_factor_zue", "50", "eine Zahl von 0 bis 2"),
        ("credit_factor_zue", "-0.5", "eine Zahl von 0 bis 2"),
        ("credit_fade_out_month_2", "1.8", "eine Zahl von 0 bis 1"),
        ("stock_estimate_max_months", "-3", "eine ganze Zahl von 0 bis 12"),
        ("stock_estimate_max_months", "13", "eine ganze Zahl von 0 bis 12"),
        ("under_served_threshold", "-3", "eine Zahl von 0 bis 1"),
        ("lump_sum_per_person_month_eur", "-1", "eine Zahl ab 0"),
        ("road_factor", "0.9", "eine Zahl von 1 bis 5"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_what_is_allowed(tmp_path, name, value, words):
    told = refused(tmp_path, row(name, value))
    assert told == f"2: Spalte 'value': {value!r} geht nicht, {name} muss {words} sein"


def test_a_name_that_nobody_reads_is_refused_with_the_one_that_may_be_meant(tmp_path):
    assert refused(tmp_path, row("key_cap_facto", "1.5")) == (
        "2: Spalte 'parameter': 'key_cap_facto' ist kein Parameter, gemeint sein kann key_cap_factor"
    )
    assert "'Frist' ist kein Parameter; die Namen stehen in" in refused(tmp_path, row("Frist", "1"))


def test_another_unit_is_refused(tmp_path):
    assert refused(tmp_path, row("low_occupancy", "1", unit="percent")) == (
        "2: Spalte 'unit': 'percent' geht nicht, die Einheit von low_occupancy ist share"
    )


@pytest.mark.parametrize("name", LASTING)
def test_what_the_arithmetic_cannot_do_without_may_not_end(tmp_path, name):
    shipped = next(row["value"] for row in SHIPPED if row["parameter"] == name)
    assert refused(tmp_path, row(name, shipped, valid_to="2019-12-31")) == (
        f"2: Spalte 'valid_to': '2019-12-31' lässt eine Lücke, {name} braucht ab dem 01.01.2020 eine weitere Zeile"
    )
    later = row(name, shipped, "2020-02-01")
    assert "lässt eine Lücke" in refused(tmp_path, row(name, shipped, valid_to="2019-12-31"), later)


def test_a_row_with_a_successor_and_a_rule_that_lapsed_are_taken(tmp_path):
    write(
        tmp_path,
        row("key_cap_factor", "1.25", valid_to="2019-12-31"),
        row("key_cap_factor", "1.5", "2020-01-01", "9999-12-31"),
        row("credit_unaccompanied_minors", "1", valid_to="2020-12-31"),
    )
    assert (read_reference("parameter", tmp_path)["is_own"] == "1").sum() == 3


def test_weights_that_do_not_add_up_are_refused_on_the_first_day_they_do_not(tmp_path):
    names = "key_population_weight, key_area_weight"
    assert refused(tmp_path, row("key_population_weight", "0.8")) == (
        f"2: Spalte 'value': '0.8' geht nicht, {names} müssen zusammen 1 ergeben, nicht 0,9 (am 01.01.2014)"
    )
    halves = [
        row("key_population_weight", "0.9", valid_to="2019-12-31"),
        row("key_population_weight", "0.8", "2020-01-01"),
    ]
    assert refused(tmp_path, *halves).endswith("nicht 0,9 (am 01.01.2020)")
    write(
        tmp_path,
        *halves,
        row("key_area_weight", "0.1", valid_to="2019-12-31"),
        row("key_area_weight", "0.2", "2020-01-01"),
    )
    assert len(read_reference("parameter", tmp_path)) == len(SHIPPED) + 2


def test_the_weights_of_the_second_scheme_add_up_and_end_together(tmp_path):
    told = refused(tmp_path, row("wohnsitz_area_weight", "0.3", valid_to="2021-03-31"))
    assert "müssen zusammen 1 ergeben, nicht 1,2 (am 15.11.2016)" in told
    told = refused(tmp_path, row("wohnsitz_area_weight", "0.1", valid_to="2020-03-31"))
    assert "'2020-03-31' geht für wohnsitz_area_weight nicht, am 01.04.2020 gelten nicht alle" in told
    told = refused(tmp_path, row("wohnsitz_area_weight", "0.1", "2015-01-01", "2016-11-14"))
    assert "'2015-01-01' geht für wohnsitz_area_weight nicht, am 01.01.2015 gelten nicht alle" in told


def test_reductions_stay_below_everything_and_errors_and_deadlines_rise(tmp_path):
    told = refused(tmp_path, row("wohnsitz_rent_brake_reduction", "0.95", valid_to="2021-03-31"))
    assert "dürfen zusammen höchstens 1 ergeben, nicht 1,05" in told
    told = refused(tmp_path, row("stock_estimate_error_6_months", "0.1"))
    assert "stock_estimate_error_9_months, stock_estimate_error_12_months dürfen in dieser Reihenfolge nicht" in told
    assert "nicht kleiner werden" in refused(tmp_path, row("freshness_due_days", "50"))


DATED = [name for name, layout in TABLES.items() if "valid_to" in layout.names]


@pytest.mark.parametrize("name", DATED)
def test_a_row_that_ends_before_it_begins_is_refused_in_every_dated_table(tmp_path, name):
    shutil.copy(HERE / f"{name}.csv", tmp_path)
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file)) | {"valid_from": "2000-01-01", "valid_to": "1999-12-31"}
    with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(first))
        writer.writeheader()
        writer.writerow(first)
    with pytest.raises(NotPublished, match="Zeile 2, Spalte 'valid_to': '1999-12-31' liegt vor valid_from"):
        read_reference(name, tmp_path)


def test_an_own_reduction_of_a_municipality_nobody_knows_stops_the_build(kreis):
    header, rest = ",".join(TABLES["wohnsitz_reduction"].names), "rent_brake,2016-11-15,2021-03-31,eigene Angabe,"
    kreis.own("wohnsitz_reduction", f"{header}\n{RHEINE},{rest}\n99999999,{rest}\n")
    with pytest.raises(NotPublished, match="Zeile 3, Spalte 'ags': '99999999' steht nicht im Gemeindeverzeichnis;"):
        kreis.build()


def test_an_own_parameter_that_cannot_be_stops_the_build(kreis):
    kreis.own("parameter", "\n".join([",".join(TABLES["parameter"].names), row("fulfilment_credit_rule", "7")]) + "\n")
    with pytest.raises(NotPublished, match="fulfilment_credit_rule muss eine ganze Zahl von 0 bis 1 sein"):
        kreis.build()
