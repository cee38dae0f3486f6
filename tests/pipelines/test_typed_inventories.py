"""Inventories as people send them: title rows, own words, German days, names instead of keys, Excel and CSV."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.forms.form import knows_no_name
from pipelines.problems import Unreadable
from pipelines.receiving import intake
from pipelines.receiving.known import known_keys, names_in
from pipelines.receiving.reading import read, sorted_rows
from pipelines.sources.offer_inventory import OFFER_INVENTORY
from tests.fixtures.formats import made
from tests.fixtures.small_kreis import RECEIVED, RHEINE, csv_text, offer

HEADER = ["Gemeinde", "Kategorie", "Angebot", "Träger", "Trägerart", "Plätze", "Einheit", "gültig ab", "gültig bis",
          "Status", "Sachbearbeitung"]  # fmt: skip
ROW = ["Rheine", "Integrationskurs", "Kurs am Abend", "VHS Rheine", "Volkshochschule", "25", "Plätze", "1.3.2018",
       "31.12.2018", "läuft", "Zimmer 12"]  # fmt: skip
TITLES = [["Angebote im Kreis Steinfurt"], ["Stand: 15.03.2018"], []]
quick = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def typed(rows: list[list[str]], delimiter: str = ";") -> str:
    width = max(map(len, rows))
    return "\r\n".join(delimiter.join([*row, *[""] * (width - len(row))]) for row in rows) + "\r\n"


def taken(kreis, content: str | bytes | Path, encoding: str = "utf-8"):
    """The rows taken and the answer."""
    path = content if isinstance(content, Path) else kreis.inbox / "liste.csv"
    if not isinstance(content, Path):
        path.write_bytes(content.encode(encoding))
    answer = intake.take_in(path, kreis.data, RECEIVED)
    known, lookup = known_keys(kreis.data), names_in(kreis.data)
    kept = kreis.data / "raw" / answer.receipt.file
    return read(kept, OFFER_INVENTORY, known, answer.receipt.file, lookup).taken, answer


def check(rows, answer) -> None:
    assert answer.receipt.rows_set_aside == 0
    [row] = rows.to_dict("records")
    wanted = {
        "ags": RHEINE, "category": "SPR-IK", "name": "Kurs am Abend", "provider": "VHS Rheine",
        "provider_kind": "education_provider", "capacity": "25", "capacity_unit": "places",
        "valid_from": "2018-03-01", "valid_to": "2018-12-31", "status": "running", "as_of": "2018-03-15",
        "is_synthetic": "0",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_any_encoding_and_delimiter(kreis, encoding, delimiter):
    rows, answer = taken(kreis, typed([*TITLES, HEADER, ROW], delimiter), encoding)
    check(rows, answer)
    assert rows["line"].tolist() == [5]


def test_a_workbook_with_real_dates_and_numbers(kreis, tmp_path):
    from datetime import date

    row = [*ROW[:5], 25, ROW[6], date(2018, 3, 1), date(2018, 12, 31), *ROW[9:]]
    rows, answer = taken(kreis, made.workbook(tmp_path / "liste.xlsx", ("Angebote", [*TITLES, HEADER, row])))
    check(rows, answer)


def test_a_merged_header_over_two_rows(kreis, tmp_path):
    above = [*HEADER[:7], "Laufzeit", "", "Status", "Sachbearbeitung"]
    below = [*[""] * 7, "von", "bis", "", ""]
    path = made.workbook(tmp_path / "liste.xlsx", ("Angebote", [*TITLES, above, below, ROW]), merged=["H4:I4"])
    check(*taken(kreis, path))


def test_a_column_nobody_knows_is_a_finding_and_not_a_refusal(kreis):
    _, answer = taken(kreis, typed([*TITLES, HEADER, ROW]))
    found = {(one.severity, one.column_name) for one in answer.findings}
    assert ("info", "Sachbearbeitung") in found
    assert ("info", "is_synthetic") in found


@pytest.mark.parametrize("key", ["5566076", "05566076", "05 566 076", "Stadt Rheine", "Rheine, Stadt"])
def test_a_key_without_its_zero_or_a_name(kreis, key):
    rows, _ = taken(kreis, typed([*TITLES, HEADER, [key, *ROW[1:]]]))
    assert rows["ags"].tolist() == [RHEINE]


def test_the_template_filled_in_by_a_german_excel(kreis):
    text = csv_text("offer_inventory", [offer("a", RHEINE, "WOH", "12,5", "beds", valid_from="01.02.2018")])
    rows, answer = taken(kreis, text.replace(",", ";").replace("12;5", "12,5").replace('"', ""))
    assert (rows["capacity"].tolist(), rows["valid_from"].tolist()) == (["12.5"], ["2018-02-01"])
    assert answer.receipt.rows_set_aside == 0


def test_the_same_offer_keeps_its_id_from_list_to_list(kreis):
    first, _ = taken(kreis, typed([*TITLES, HEADER, ROW]))
    again, _ = taken(kreis, typed([["Stand: 15.04.2018"], HEADER, [*ROW[:5], "30", *ROW[6:]]]))
    assert first["offer_id"].tolist() == again["offer_id"].tolist()


def test_a_list_without_a_date_is_refused_with_what_to_write(kreis):
    with pytest.raises(Unreadable, match=r"nennt keinen Stand; schreiben Sie .*Stand: 01.03.2018"):
        taken(kreis, typed([HEADER, ROW]))


def test_a_list_that_lacks_one_column_names_the_column(kreis):
    header = ["Anmerkung" if label == "Träger" else label for label in HEADER]
    with pytest.raises(Unreadable, match="sieht aus wie „Angebotsinventar“, aber es fehlt die Spalte „Träger“"):
        taken(kreis, typed([*TITLES, header, ROW]))


def test_a_place_nobody_knows_is_set_aside_by_name(kreis):
    rows = [[*ROW[:2], f"Kurs {number}", *ROW[3:]] for number in range(12)]
    _, answer = taken(kreis, typed([*TITLES, HEADER, *rows, ["Nirgendwo", *ROW[1:]]]))
    assert answer.receipt.rows_set_aside == 1
    assert ("Gemeinde", "Nirgendwo") in {(one.column_name, one.value) for one in answer.findings}


CELLS = st.sampled_from([*ROW, *HEADER, "Stand: 1.1.2018", "05566076", "=cmd|' /C calc'!A0", "<script>", "x" * 40])
TABLE = st.lists(st.lists(CELLS | st.text(max_size=6), max_size=13), max_size=8)


@quick
@given(table=TABLE, delimiter=st.sampled_from([";", "\t", ","]), encoding=st.sampled_from(["utf-8", "utf-16"]))
def test_whatever_is_typed_every_row_is_taken_or_set_aside(tmp_path, table, delimiter, encoding):
    rows = [[cell.replace("\ud800", "") for cell in row] for row in [*TITLES, HEADER, ROW, *table]]
    path = tmp_path / "liste.csv"
    path.write_bytes(typed(rows, delimiter).encode(encoding, "ignore"))
    with suppress(Unreadable):
        fit = intake.fits_of(path)[0]
        rows_in = len(fit.read(knows_no_name).frame)
        reading = sorted_rows(path, fit, {}, "liste.csv", knows_no_name)
        assert len(reading.taken) + reading.set_aside == rows_in


def errors(answer) -> list[tuple[int | None, str, str, str]]:
    return [(one.line, one.column_name, one.value, one.reason) for one in answer.findings if one.severity == "error"]


def many(*last: list[str]) -> str:
    """Twenty good rows from line 5 on, then these."""
    return typed([*TITLES, HEADER, *([*ROW[:2], f"Kurs {number}", *ROW[3:]] for number in range(20)), *last])


@pytest.mark.parametrize(
    ("word", "code"), [("Flüchtlingsunterkunft", "WOH"), ("SPRACHCAFÉ", "SPR-EO"), ("Tafel", "MAT")]
)
def test_what_people_call_a_category_is_understood(kreis, word, code):
    rows, _ = taken(kreis, typed([*TITLES, HEADER, [ROW[0], word, *ROW[2:]]]))
    assert rows["category"].tolist() == [code]


def test_a_word_for_several_categories_is_set_aside_with_them(kreis):
    _, answer = taken(kreis, many([ROW[0], "Deutschkurs", *ROW[2:]]))
    reason = "ist mehrdeutig; gemeint sein kann: SPR-IK, SPR-EO"
    assert errors(answer) == [(25, "Kategorie", "Deutschkurs", reason)]


def test_the_kreis_decides_what_its_word_means(kreis):
    kreis.own("category_word", "word,category,source,note\nDeutschkurs,SPR-EO,eigene Festlegung,\n")
    rows, answer = taken(kreis, many([ROW[0], "Deutschkurs", *ROW[2:]]))
    assert (rows["category"].iloc[-1], answer.receipt.rows_set_aside) == ("SPR-EO", 0)


def test_a_name_that_nearly_fits_is_set_aside_with_its_candidate(kreis):
    _, answer = taken(kreis, many(["Emsdeten", *ROW[1:]]))
    reason = "ist keine bekannte Gemeinde in NRW; gemeint sein kann: 05566008 Emsdetten (Steinfurt)"
    assert errors(answer) == [(25, "Gemeinde", "Emsdeten", reason)]


@pytest.mark.parametrize("delimiter", [";", ","])
def test_totals_blank_rows_and_a_header_repeated_are_no_rows(kreis, delimiter):
    total = ["Summe", "", "", "", "", "50", *[""] * 5]
    text = typed([*TITLES, HEADER, ROW, [""], HEADER, [*ROW[:2], "Kurs 2", *ROW[3:]], total], delimiter)
    rows, answer = taken(kreis, text)
    assert (rows["line"].tolist(), answer.receipt.rows_set_aside) == ([5, 8], 0)
    assert (9, "Summe") in {(one.line, one.value) for one in answer.findings}


@pytest.mark.parametrize(("number", "meanings"), [("1.200", "1200 oder 1,2"), ("25.000", "25000 oder 25")])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_number_with_two_meanings_is_set_aside_with_both(kreis, number, meanings, delimiter):
    rows, answer = taken(kreis, many([*ROW[:5], number, *ROW[6:]]).replace(";", delimiter))
    assert (len(rows), answer.receipt.rows_set_aside) == (20, 1)
    assert errors(answer) == [(25, "Plätze", number, f"kann {meanings} heißen")]


@pytest.mark.parametrize(
    ("number", "meant"), [("1.200,50", "1200.50"), ("1.200.000", "1200000"), ("0.125", "0.125"), ("12.5", "12.5")]
)
def test_a_number_with_one_meaning_is_taken(kreis, number, meant):
    rows, _ = taken(kreis, many([*ROW[:5], number, *ROW[6:]]))
    assert rows["capacity"].iloc[-1] == meant


def test_the_number_of_a_workbook_has_one_meaning(kreis, tmp_path):
    row = [*ROW[:5], 1.234, *ROW[6:]]
    rows, _ = taken(kreis, made.workbook(tmp_path / "liste.xlsx", ("Angebote", [*TITLES, HEADER, row])))
    assert rows["capacity"].tolist() == ["1.234"]


def test_a_list_that_only_repeats_itself_is_refused_for_that(kreis):
    with pytest.raises(Unreadable, match=r"3 von 4 Zeilen .*; zuerst Zeile 5, .* steht in derselben Datei mehrfach"):
        taken(kreis, typed([*TITLES, HEADER, ROW, ROW, ROW, ROW]))
