"""Whatever is in a file: its rows are taken or set aside, or the file is refused with a sentence."""

import csv
import io
import json
import re
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.problems import Problem, Unreadable
from pipelines.receiving.intake import take_in
from pipelines.receiving.layout import Field, Layout, read_csv
from pipelines.receiving.reading import read
from pipelines.receiving.sorting import sort_out
from pipelines.sources import SOURCES
from pipelines.sources.offer_inventory import OFFER_INVENTORY
from pipelines.sources.population import POPULATION
from tests.fixtures.small_kreis import DEFAULTS, RECEIVED, RHEINE, csv_text, offer

KNOWN = {
    "ags": frozenset({RHEINE}),
    "area_key": frozenset({RHEINE, "05", "055", "05566"}),
    "category": frozenset({"WOH", "SPR-IK"}),
}
CSV_SOURCES = [source for source in SOURCES if source.name != "boundary"]
NASTY = st.sampled_from(
    ["", " ", RHEINE, f" {RHEINE}\u00a0", "5566076", "05566076 05566076", "kreis", "WOH", "woh", "0", "1", "-1", "1e15",
     "١٢", "999999999999999", "1,5", "1.200", ".", "-", "x", "/", "...", "NaN", "inf", "2018-02-31", "31.02.2018",
     "2018-02-28", "9999-12-31", "0000-00-00", "running", "places", "a\nb", 'a"b', "a;b", "a,b", "'; drop table x"]
) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)  # fmt: skip
quick = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = st.sampled_from(["features", "geometry", "type", "properties", "ags", "name", "coordinates"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner),
)
LETTERS = Layout((Field("a"), Field("b")))


def written(tmp_path, content: str | bytes, name: str = "datei.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def findings_of(tmp_path, source, *rows):
    """Column, reason and severity of what is found, and the rows taken."""
    reading = read(written(tmp_path, csv_text(source.name, list(rows))), source, KNOWN, "datei.csv")
    return [(one.line, one.column_name, one.severity) for one in reading.findings], reading


@quick
@given(data=st.data(), source=st.sampled_from(CSV_SOURCES))
def test_every_row_that_holds_anything_is_taken_or_set_aside(tmp_path, data, source):
    names = source.layout.names
    good = st.sampled_from([DEFAULTS.get(source.name, {}).get(name, "") for name in names])
    rows = data.draw(st.lists(st.lists(NASTY | good, min_size=len(names), max_size=len(names)), max_size=6))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([names, *rows])
    reading = read(written(tmp_path, text.getvalue()), source, KNOWN, "datei.csv")
    assert len(reading.taken) + reading.set_aside == sum(any(map(str.strip, row)) for row in rows)
    bad_lines = {finding.line for finding in reading.findings if finding.severity == "error"}
    assert bad_lines.isdisjoint(reading.taken["line"])


@quick
@given(content=st.binary(max_size=200))
def test_whatever_the_bytes_they_are_read_or_refused(tmp_path, content):
    path = written(tmp_path, b"a,b\n" + content)
    try:
        rows = read_csv(path, LETTERS)
    except Unreadable:
        return
    assert sort_out(rows, LETTERS, KNOWN, "test", "datei.csv").set_aside == 0


@quick
@given(rows=st.lists(st.tuples(NASTY, NASTY), max_size=8), newline=st.sampled_from(["\n", "\r\n"]))
def test_line_numbers_are_those_of_the_file(tmp_path, rows, newline):
    text = io.StringIO()
    csv.writer(text, lineterminator=newline, quoting=csv.QUOTE_ALL).writerows([("a", "b"), *rows])
    read_back = read_csv(written(tmp_path, text.getvalue()), LETTERS)
    expected, line = [], 2
    for row in rows:
        expected.append(line)
        line += 1 + len(re.findall(r"\r\n|\r|\n", "".join(row)))
    assert read_back["line"].tolist() == expected
    assert read_back[["a", "b"]].to_numpy().tolist() == [[cell.strip() for cell in row] for row in rows]


@quick
@given(content=JSON)
def test_whatever_the_geojson_it_is_read_or_refused(tmp_path, content):
    feature = {"geometry": {"type": "Polygon"}, "properties": {"ags": content, "name": content}}
    for sheet in (content, {"features": content}, {"features": [feature]}):
        with suppress(Unreadable):
            take_in(written(tmp_path, json.dumps(sheet), "grenzen.geojson"), tmp_path / "data", RECEIVED)


def test_a_file_may_start_with_a_byte_order_mark_and_end_without_a_line_break(tmp_path):
    rows = read_csv(written(tmp_path, b"\xef\xbb\xbfa,b\r\n1,2"), LETTERS)
    assert rows.to_dict("records") == [{"a": "1", "b": "2", "line": 2}]


def test_empty_lines_are_no_rows_but_count_as_lines(tmp_path):
    rows = read_csv(written(tmp_path, "a,b\n\n1,2\n\n3,4\n\n"), LETTERS)
    assert rows["line"].tolist() == [3, 5]


def test_columns_may_stand_in_another_order_and_others_beside_them(tmp_path):
    rows = read_csv(written(tmp_path, "b,c,a\n2,x,1\n"), LETTERS)
    assert rows.to_dict("records") == [{"a": "1", "b": "2", "line": 2}]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "ist leer"),
        ("\n", "ist leer"),
        ("a\n1\n", "fehlt die Spalte „b“"),
        ("a|b\n1|2\n", "fehlt die Spalte"),
        ("a,b,a\n1,2,3\n", "„a“ mehrfach"),
        ("a,b\n1,2\n3\n", "Zeile 3: 1 statt 2 Felder"),
        ("a,b\n1,2,3\n", "Zeile 2: 3 statt 2 Felder"),
        ('a,b\n"x\ny",1\n2\n', "Zeile 4: 1 statt 2 Felder"),
        ('a,b\n"1,2\n', "kein gültiges CSV"),
        ('a,b\n1,"2"3\n', "kein gültiges CSV"),
        ("a,b\n1,\0\n", "Nullzeichen"),
        ("a,b\n1,Münster\n".encode("cp1252"), "keine UTF-8-Textdatei"),
        ("a,b\n1,2\n".encode("utf-16"), "keine UTF-8-Textdatei"),
    ],
)
def test_a_broken_file_is_refused_with_a_sentence(tmp_path, content, words):
    with pytest.raises(Unreadable) as refusal:
        read_csv(written(tmp_path, content), LETTERS)
    assert words in str(refusal.value)
    assert "datei.csv" in str(refusal.value)


def test_a_file_that_is_not_there_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(Unreadable, match="lässt sich nicht öffnen"):
        read_csv(tmp_path / "fehlt.csv", LETTERS)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("ags", ""),
        ("ags", "5566076"),
        ("ags", "055660 76"),
        ("ags", "05566999"),
        ("ags", "٠٥٥٦٦٠٧٦"),
        ("category", "XYZ"),
        ("category", "woh"),
        ("capacity", "-1"),
        ("capacity", "zwölf"),
        ("capacity", "1,5"),
        ("capacity", "1.200,50"),
        ("capacity", "1e3"),
        ("capacity", "inf"),
        ("capacity", "1" * 16),
        ("capacity_unit", "Plätze"),
        ("valid_from", "31.02.2018"),
        ("valid_from", "2018-02-31"),
        ("valid_from", "2018-2-3"),
        ("valid_to", "2014-12-31"),
        ("status", "läuft"),
        ("is_synthetic", "ja"),
        ("is_synthetic", ""),
    ],
)
def test_an_impossible_value_sets_its_row_aside_and_names_it(tmp_path, column, value):
    good, bad = offer("gut", RHEINE, "WOH", 5, "beds"), offer("schlecht", RHEINE, "WOH", 5, "beds") | {column: value}
    found, reading = findings_of(tmp_path, OFFER_INVENTORY, good, bad)
    assert (3, column, "error") in found
    assert reading.taken["offer_id"].tolist() == ["gut"]
    assert {finding.value for finding in reading.findings} == {value}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("occupied", "6"),
        ("capacity", ""),
        ("area", f"{RHEINE} 05566999"),
        ("area", f"{RHEINE},{RHEINE}"),
        ("area", "Kreis"),
    ],
)
def test_a_doubtful_value_is_taken_with_a_finding(tmp_path, column, value):
    found, reading = findings_of(tmp_path, OFFER_INVENTORY, offer("a", RHEINE, "WOH", 5, "beds") | {column: value})
    assert found == [(2, column, "warn")]
    assert reading.set_aside == 0


@pytest.mark.parametrize(
    "area", ["", "kreis", RHEINE, f"{RHEINE}  {RHEINE}", f"{RHEINE}\u00a0{RHEINE}", f"{RHEINE}\t{RHEINE}"]
)
def test_an_area_may_be_separated_by_any_blank(tmp_path, area):
    found, _ = findings_of(tmp_path, OFFER_INVENTORY, offer("a", RHEINE, "WOH", 5, "beds", area=area))
    assert found == []


def test_of_a_row_that_stands_twice_the_last_one_counts(tmp_path):
    row = {"ags": RHEINE, "as_of": "2019-12-31"}
    found, reading = findings_of(tmp_path, POPULATION, row | {"persons": "1"}, row | {"persons": "2"})
    assert found == [(2, "ags", "warn")]
    assert (reading.taken["persons"].tolist(), reading.set_aside) == (["2"], 1)


def test_blanks_around_a_value_do_not_matter(tmp_path):
    row = {"ags": f"  {RHEINE}\u00a0", "as_of": " 2019-12-31", "persons": "7 "}
    found, reading = findings_of(tmp_path, POPULATION, row)
    assert (found, reading.taken["ags"].tolist()) == ([], [RHEINE])


def test_problems_are_sentences_for_people(tmp_path):
    with pytest.raises(Problem, match=r"^datei.csv passt zu keiner bekannten Quelle; .* steht in docs/own_data.md.$"):
        take_in(written(tmp_path, "a,b\n1,2\n"), tmp_path / "data", RECEIVED)
