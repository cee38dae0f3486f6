"""A scenario: what comes and goes where, and a file that is read back as it was written."""

import base64
import hashlib
import json
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.planning.scenario import (
    BANDS,
    GROUPS,
    KINDS,
    KREIS,
    Growth,
    NewFacility,
    Opening,
    OtherRatio,
    People,
    Scenario,
    added,
)
from pipelines.planning.scenario_file import LONGEST_TEXT, Unfit, as_token, from_token, read, write

RHEINE, WETTRINGEN = "05566076", "05566096"
WORD = st.text(min_size=1, max_size=30)
NUMBER = st.floats(-1_000_000, 1_000_000)
SCENARIO = st.builds(
    Scenario,
    name=st.text(max_size=60),
    month=st.just("2018-01"),
    made_on=st.just("2026-11-23"),
    people=st.lists(st.builds(People, WORD, NUMBER, st.booleans(), st.sampled_from(GROUPS)), max_size=4).map(tuple),
    age_mix=st.one_of(
        st.just(()), st.lists(st.floats(0, 1), min_size=5, max_size=5).map(lambda s: tuple(zip(BANDS, s, strict=True)))
    ),
    closed=st.lists(WORD, max_size=3).map(tuple),
    grown=st.lists(st.builds(Growth, WORD, NUMBER), max_size=3).map(tuple),
    opened=st.lists(
        st.builds(Opening, WORD, WORD, WORD, NUMBER, st.lists(WORD, max_size=3).map(tuple)), max_size=3
    ).map(tuple),
    facilities=st.lists(
        st.builds(NewFacility, WORD, st.sampled_from(KINDS), NUMBER, st.just("2018-01-01")), max_size=2
    ).map(tuple),
    ratios=st.lists(st.builds(OtherRatio, WORD, WORD, NUMBER), max_size=3).map(tuple),
)


def file(**told) -> str:
    return json.dumps({"bedarfsatlas_scenario": 2, "name": "Probe", "month": "2018-01"} | told)


def refused(text: str, read=read) -> Unfit:
    with pytest.raises(Unfit) as caught:
        read(text)
    return caught.value


@given(SCENARIO)
def test_a_file_is_read_back_as_it_was_written(scenario):
    assert read(write(scenario)) == (scenario, ())


@given(SCENARIO)
def test_a_link_opens_what_it_was_made_of(scenario):
    token = as_token(scenario)
    assert token is None or from_token(token) == (scenario, ())


@given(st.text(max_size=300))
def test_any_text_is_a_scenario_or_one_refusal(text):
    for door in (read, from_token):
        with suppress(Unfit):
            assert isinstance(door(text)[0], Scenario)


def test_persons_of_both_groups_come_as_those_there_are_split():
    """30 of 120 stand under the residence rule: of 40 more it gets 10."""
    assert added((People(RHEINE, 40),), RHEINE, {"fluag": 90, "wohnsitz": 30}) == {"fluag": 30, "wohnsitz": 10}


def test_per_cent_and_persons_both_start_from_those_counted():
    """90 under FlüAG: 10 % of them are 9, and 5 more; the other group grows by its own 10 %."""
    people = (People(KREIS, 10, is_percent=True), People(RHEINE, 5, group="fluag"))
    assert added(people, RHEINE, {"fluag": 90, "wohnsitz": 30}) == {"fluag": 14, "wohnsitz": 3}
    assert added(people[::-1], RHEINE, {"fluag": 90, "wohnsitz": 30}) == {"fluag": 14, "wohnsitz": 3}
    assert added(people, WETTRINGEN, {"fluag": 90, "wohnsitz": 30}) == {"fluag": 9, "wohnsitz": 3}


def test_nobody_can_be_added_to_a_count_that_is_missing():
    assert added((People(RHEINE, 10, True),), RHEINE, {"fluag": None, "wohnsitz": 30}) == {"wohnsitz": 3}


def test_where_nobody_is_yet_people_come_under_the_first_allocation():
    assert added((People(RHEINE, 10),), RHEINE, {"fluag": 0, "wohnsitz": 0}) == {"fluag": 10}


def test_an_older_file_is_read_and_says_what_was_assumed():
    old = {"bedarfsatlas_scenario": 1, "people": {RHEINE: 20}, "opened": [
        {"name": "Kurs", "category": "SPR-IK", "ags": RHEINE, "places": 20}]}  # fmt: skip
    scenario, notes = read(file(**old))
    assert scenario.people == (People(RHEINE, 20, group="both"),)
    assert scenario.opened == (Opening("Kurs", "SPR-IK", RHEINE, 20, ()),)
    assert [note.code for note in notes] == ["assumed_group", "assumed_area"]
    assert read(file(bedarfsatlas_scenario=1))[1] == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_json"),
        ("[]", "no_scenario"),
        ('{"name": "Probe"}', "no_scenario"),
        (file(bedarfsatlas_scenario=True), "no_scenario"),
        (file(bedarfsatlas_scenario=3), "newer"),
        (file(bedarfsatlas_scenario=10**400), "newer"),
        (file(colour="blau"), "unknown_field"),
        (file(month=None), "missing_field"),
        (file(month=7), "bad_field"),
        (file(name="x" * 201), "bad_field"),
        (file(name="\ud800"), "bad_field"),
        (file(people={}), "bad_field"),
        (file(people=[{"ags": RHEINE}]), "bad_field"),
        (file(people=[{"ags": RHEINE, "persons": 1, "group": "alle"}]), "bad_group"),
        (file(people=[{"ags": RHEINE, "persons": True}]), "bad_number"),
        (file(people=[{"ags": RHEINE, "persons": "viele"}]), "bad_number"),
        (file(people=[{"ags": RHEINE, "persons": 10**400}]), "bad_number"),
        (file(people=[{"ags": RHEINE, "persons": 1}] * 201), "too_many"),
        (file(closed=[7]), "bad_field"),
        (file(grown=["x"]), "bad_field"),
        (file(grown=[{"offer": "x"}]), "missing_field"),
        (file(age_mix=[1]), "bad_field"),
        (file().replace("2018-01", "9" * 300_000), "too_long"),
        (file(people=[{"ags": RHEINE, "persons": 1}]).replace("1}", "NaN}"), "no_json"),
        ("[" * 90_000, "no_json"),
    ],
)
def test_what_is_no_scenario_is_refused_for_one_reason(text, code):
    assert refused(text).code == code


@pytest.mark.parametrize("token", ["", "ä", "abc", "A" * 4, "A" * 6001, as_token(Scenario("a", "2018-01", ""))[:-6]])
def test_a_broken_link_is_refused(token):
    assert refused(token, from_token).code in ("broken_link", "no_json")


def test_a_link_that_unpacks_to_gigabytes_is_refused():
    bomb = base64.urlsafe_b64encode(zlib.compress(b" " * 3_000_000, 9)).decode()
    assert len(bomb) < 6000
    assert refused(bomb, from_token).code == "too_long"


def test_a_scenario_too_long_for_an_address_has_no_link():
    names = [hashlib.sha256(bytes([number])).hexdigest() for number in range(200)]
    scenario = Scenario("groß", "2018-01", "", opened=tuple(Opening(name, "SCH", RHEINE, 1) for name in names))
    assert as_token(scenario) is None
    assert len(write(scenario)) < LONGEST_TEXT
