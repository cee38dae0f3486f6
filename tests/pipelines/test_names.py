"""Names to keys: every spelling of a municipality gives its key, none gives another's, and nothing is guessed."""

import csv
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.places.names import Match, Names, key
from pipelines.receiving.known import names_known
from pipelines.reference import HERE
from tests.fixtures.shipped import RAW

[LIST] = RAW.glob("municipality_list/????-??-??/*.csv")
ROWS = list(csv.DictReader(LIST.read_text("utf-8").splitlines()))
ALIASES = list(csv.DictReader((HERE / "alias.csv").read_text("utf-8").splitlines()))
BY_AGS = {row["ags"]: row for row in ROWS}


@cache
def names() -> Names:
    return Names.of(ROWS, ALIASES)


def found(text: str, within: str | None = None) -> str | None:
    return names().lookup(text, within=within).ags


KINDS = ["{}", "Stadt {}", "{}, Stadt", "{} (Stadt)", "Gemeinde {}", "{}, Gemeinde", "{}, {kreis}", "{} ({kreis})",
         "{}, NRW", "      {}", "{}\u00a0", "{}*", "Stadtverwaltung {}"]  # fmt: skip
LETTERS = [
    str,
    str.upper,
    str.lower,
    lambda text: text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss"),
    lambda text: text.replace("ü", "u\u0308").replace("ö", "o\u0308").replace("ä", "a\u0308"),
]
JOINTS = [
    str,
    lambda text: text.replace("-", " "),
    lambda text: text.replace("-", " - "),
    lambda text: text.replace("-", "\u2011"),
    lambda text: text.replace(" ", "  "),
    lambda text: text.replace("Sankt ", "St. "),
    lambda text: text.replace(" an der ", " a. d. "),
    lambda text: text.replace(" an der ", "/"),
    lambda text: text.replace("(Westf.)", "i. W.").replace("(Rhld.)", "(Rheinland)"),
    lambda text: text.replace("-", "-\u00ad"),
]


def kreis_of(row: dict[str, str]) -> str:
    name = row["kreis_name"]
    own_word = "kreis" in name.lower() or "region" in name
    return name if own_word else f"Kreis {name}"


@settings(max_examples=1500)
@given(
    row=st.sampled_from(ROWS),
    name=st.sampled_from(["name", "name_official"]),
    kind=st.sampled_from(KINDS),
    letters=st.sampled_from(LETTERS),
    joints=st.sampled_from(JOINTS),
)
def test_every_spelling_of_a_municipality_gives_its_key(row, name, kind, letters, joints):
    if "{kreis}" in kind and row["kind"] == "Kreisfreie Stadt":
        kind = "{}, krfr. Stadt"
    assert found(letters(joints(kind.format(row[name], kreis=kreis_of(row))))) == row["ags"]


@settings(max_examples=500)
@given(row=st.sampled_from(ROWS), other=st.sampled_from(ROWS))
def test_a_name_in_the_kreis_of_another_gives_nothing(row, other):
    if "Kreisfreie Stadt" in (row["kind"], other["kind"]) or row["kreis_ags"] == other["kreis_ags"]:
        return
    match = names().lookup(f"{row['name']} ({kreis_of(other)})")
    assert match.ags is None
    assert row["ags"] in {ags for ags, _, _ in match.candidates}


@settings(max_examples=500)
@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from([row["name"] for row in ROWS] + ["Kreis", "Stadt", "an der", "("]), max_size=9).map(
        " ".join
    )
)
def test_whatever_is_looked_up_is_answered(text):
    match = names().lookup(text)
    assert isinstance(match, Match)
    assert match.ags in BY_AGS if match.ags else match.reason


def test_no_spelling_belongs_to_two_municipalities():
    assert {spelling: ags for spelling, ags in names().spellings.items() if len(ags) > 1} == {}


def test_every_alias_gives_its_municipality():
    assert {row["alias"]: found(row["alias"]) for row in ALIASES} == {row["alias"]: row["ags"] for row in ALIASES}


@pytest.mark.parametrize(
    ("text", "ags"),
    [
        ("Stadt Ochtrup", "05566068"),
        ("Steinfurt, Stadt", "05566084"),
        ("Kreisstadt Steinfurt", "05566084"),
        ("Steinfurt, Kreis Steinfurt", "05566084"),
        ("Steinfurt", "05566084"),
        ("Köln, krfr. Stadt", "05315000"),
        ("Aachen, krfr. Stadt (ab 21.10.2009)", "05334002"),
        ("St. Augustin", "05382056"),
        ("Mülheim a. d. Ruhr", "05117000"),
        ("Neunkirchen", "05970036"),
        ("Neunkirchen-Seelscheid", "05382040"),
        ("Neuenkirchen (Steinfurt)", "05566060"),
        ("Lengerich i. W.", "05566040"),
        ("Schloss Holte-Stukenbrock", "05754036"),
        ("Burggemeinde Brüggen", "05166004"),
    ],
)
def test_spellings_as_they_are_found(text, ags):
    assert found(text) == ags


@pytest.mark.parametrize(
    "text",
    [
        "Kreis Steinfurt", "Steinfurt, Kreis", "Kr. Steinfurt", "Landkreis Borken", "Lippe", "Rhein-Sieg-Kreis",
        "Städteregion Aachen (einschl. Stadt Aachen)", "Düsseldorf, Regierungsbezirk", "Reg.-Bez. Münster",
        "Nordrhein-Westfalen",
    ],
)  # fmt: skip
def test_an_area_is_no_municipality(text):
    match = names().lookup(text)
    assert (match.ags, match.candidates) == (None, ())
    assert match.reason.startswith("ist ein Kreis oder ein anderes Gebiet")


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("Neuenkirchen (Kreis Vechta)", ["05566060"]),
        ("Neuenkirchen, Kreis Gütersloh", ["05566060"]),
        ("Lengerich (Emsland)", ["05566040"]),
        ("Essen (Oldenburg)", ["05113000"]),
        ("Halle (Saale)", ["05754012"]),
        ("Halle", ["05754012"]),
        ("Munster", ["05515000"]),
        ("Soest, Lippstadt", ["05974028", "05974040"]),
        ("Steinfurt, krfr. Stadt", ["05566084"]),
        ("Ochtrupp", ["05566068"]),
        ("Stadt Lohn", []),
        ("Kassel", []),
        ("", []),
        ("Ochtrup " * 40, []),
    ],
)
def test_what_is_not_certain_gets_candidates_and_no_key(text, candidates):
    match = names().lookup(text)
    assert match.ags is None
    assert [ags for ags, _, _ in match.candidates] == candidates
    assert match.reason


def test_the_area_looked_in_settles_a_short_name_and_refuses_one_from_elsewhere():
    assert found("Halle", within="05754") == "05754012"
    match = names().lookup("Ochtrup", within="05554")
    assert match.ags is None
    assert match.reason == "liegt nicht in dem genannten Gebiet; gemeint sein kann: 05566068 Ochtrup (Steinfurt)"


def test_a_name_borne_elsewhere_says_so():
    assert names().lookup("Neuenkirchen").reason == "heißt auch eine Gemeinde außerhalb von NRW"
    assert names().lookup("Steinfurt").reason == "heißt auch ein Kreis; gemeint ist die Gemeinde"
    assert names().lookup("Ochtrup").reason == ""


def test_two_of_one_name_are_ambiguous_until_a_kreis_is_named():
    twin = BY_AGS["05566060"] | {"ags": "05554999", "kreis_ags": "05554", "kreis_name": "Borken"}
    both = Names.of([*ROWS, twin])
    match = both.lookup("Neuenkirchen")
    assert match.ags is None
    assert match.reason.startswith("ist mehrdeutig; gemeint sein kann: 05554999 Neuenkirchen (Borken); 05566060")
    assert both.lookup("Neuenkirchen (Kreis Borken)").ags == "05554999"
    assert both.lookup("Neuenkirchen", within="05566").ags == "05566060"


def test_a_name_of_an_earlier_year_stays_a_name():
    earlier = BY_AGS["05566080"] | {"name": "Saerbeck", "name_official": "Saerbeck, Heidedorf"}
    both = Names.of([earlier, BY_AGS["05566080"]])
    assert both.lookup("Saerbeck, Heidedorf").ags == both.lookup("Saerbeck, NRW-Klimakommune").ags == "05566080"


def test_a_data_folder_knows_its_lists_and_own_aliases(kreis):
    assert names_known(kreis.data).lookup("Rheine, Stadt").ags == "05566076"
    assert names_known(kreis.data).lookup("Emsstadt").ags is None
    kreis.own("alias", "alias,ags,valid_from,valid_to,source,note\nEmsstadt,05566076,,,eigene Festlegung,\n")
    assert names_known(kreis.data).lookup("Emsstadt").ags == "05566076"


def test_without_a_list_no_name_is_known(tmp_path: Path):
    assert names_known(tmp_path).lookup("Rheine").ags is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("05566068", "05566068"),
        ("5566068", "05566068"),
        ("5566068.0", "05566068"),
        (' ="05566068" ', "05566068"),
        ("'05566068", "05566068"),
        ("05 5 66 068", "05566068"),
        ("055660068068", "05566068"),
        ("55660068068", "05566068"),
        ("05111", "05111000"),
        ("5111", "05111000"),
        ("05566", "05566"),
        ("05334", "05334"),
        ("05334002", "05334002"),
        ("03241", "03241"),
        ("055", "055"),
        ("05", "05"),
        ("55", None),
        ("5", None),
        ("", None),
        ("Ochtrup", None),
        ("99999999", None),
        ("0556606x", None),
        ("٠٥٥٦٦٠٦٨", None),
    ],
)
def test_a_key_is_mended_or_refused(text, expected):
    assert key(text) == expected


@given(st.sampled_from(ROWS))
def test_every_key_survives_a_spreadsheet(row):
    ags = row["ags"]
    assert {key(ags), key(ags.lstrip("0")), key(row["ars"]), key(f'="{ags}"')} == {ags}
    if row["kind"] == "Kreisfreie Stadt":
        assert key(ags[:5]) == ags
    else:
        assert key(row["kreis_ags"]) == row["kreis_ags"]
