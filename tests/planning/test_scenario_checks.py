"""A scenario against what is known of its month: each contradiction is named, the rest still holds."""

from dataclasses import replace

import pytest

from pipelines.planning.scenario import (
    BANDS,
    KREIS,
    Growth,
    NewFacility,
    Opening,
    OtherRatio,
    People,
    Scenario,
)
from pipelines.planning.scenario_checks import Known, KnownOffer, KnownRatio, fitting, is_day
from pipelines.scenarios.sentences import assumptions, sentence
from pipelines.wording import LANGUAGES, Words

RHEINE, WETTRINGEN, OCHTRUP = "05566076", "05566096", "05566068"
KNOWN = Known(
    month="2018-01",
    months=frozenset({"2018-01", "2018-02"}),
    places={RHEINE: "Rheine", WETTRINGEN: "Wettringen", OCHTRUP: "Ochtrup"},
    counted={RHEINE: {"fluag": 100, "wohnsitz": 50}, WETTRINGEN: {"fluag": 10, "wohnsitz": None}, OCHTRUP: {}},
    offers={
        "kurs": KnownOffer("Kurs", "SPR-IK", RHEINE, 20),
        "stunden": KnownOffer("Stunden", "SPR-EO", RHEINE, None),
    },
    categories={"SPR-IK": "Integrationskurs", "BER-SOZ": "Soziale Betreuung"},
    ratios={
        ("SPR-IK", "share_needing_place"): KnownRatio(0.85, "share", "share"),
        ("BER-SOZ", "persons_per_fte"): KnownRatio(100, "persons_per_unit", "persons per FTE"),
    },
)
EMPTY = Scenario("Probe", "2018-01", "2026-11-23")
COURSE = Opening("Neu", "SPR-IK", RHEINE, 20)
MIX = tuple(zip(BANDS, (0.1, 0.1, 0.2, 0.6, 0.0), strict=True))

HOLDS = [
    {"people": (People(RHEINE, -90, group="fluag"), People(KREIS, -10, True), People(RHEINE, 1, group="wohnsitz"))},
    {"people": (People(WETTRINGEN, 3, group="fluag"),)},
    {"age_mix": MIX},
    {"closed": ("kurs", "stunden")},
    {"grown": (Growth("kurs", -20),)},
    {"opened": (COURSE, replace(COURSE, name="Neu 2"), replace(COURSE, name="Neu 3", area=(KREIS,)))},
    {"facilities": (NewFacility(RHEINE, "zue", 300, "2018-01-01"), NewFacility(RHEINE, "eae", 0, "2017-02-28"))},
    {"ratios": (OtherRatio("BER-SOZ", "persons_per_fte", 80), OtherRatio("SPR-IK", "share_needing_place", 0))},
]

CONTRADICTIONS = [
    ({"people": (People("05513000", 10),)}, "unknown_place", "„05513000“ ist keine Gemeinde dieses Kreises"),
    ({"people": (People(KREIS, 10),)}, "kreis_in_persons", "nur in Prozent"),
    ({"people": (People(WETTRINGEN, 10),)}, "no_count", "Wettringen: Für Januar 2018 ist die Zahl"),
    ({"people": (People(OCHTRUP, 10),)}, "no_count", "Ochtrup"),
    ({"people": (People(RHEINE, -101, group="fluag"),)}, "too_many_leave_fluag", "gingen 101 Personen weg"),
    ({"people": (People(RHEINE, -300),)}, "too_many_leave_fluag", "Rheine"),
    ({"people": (People(KREIS, -60, True), People(KREIS, -60, True, "fluag"))}, "too_many_leave_kreis", "als 100 %"),
    ({"people": (People(RHEINE, 1), People(RHEINE, 2))}, "twice_people", "Rheine: Für dieselbe Gemeinde"),
    ({"age_mix": MIX[:4]}, "bad_bands", "65_plus"),
    ({"age_mix": (("0_2", 0.2), *MIX[1:])}, "shares_off", "zusammen 110 % statt 100 %"),
    ({"age_mix": (("0_2", -0.1), ("3_5", 0.3), *MIX[2:])}, "negative_share", "kleiner als 0"),
    ({"closed": ("weg",)}, "unknown_offer", "„weg“ läuft im Monat Januar 2018 nicht"),
    ({"closed": ("kurs", "kurs")}, "twice_str", "„Kurs“ schließt zweimal"),
    ({"closed": ("kurs",), "grown": (Growth("kurs", 5),)}, "closed_and_grown", "Rheine: Das Angebot „Kurs“"),
    ({"grown": (Growth("kurs", 5), Growth("kurs", 6))}, "twice_growth", "zweimal"),
    ({"grown": (Growth("stunden", 5),)}, "no_capacity", "nicht bekannt"),
    ({"grown": (Growth("kurs", -20.5),)}, "too_few_places", "verlöre 20,5 Plätze, hat aber nur 20"),
    ({"opened": (COURSE, COURSE)}, "twice_opening", "Rheine: Das Angebot „Neu“ öffnet zweimal"),
    ({"opened": (replace(COURSE, ags="05566000"),)}, "unknown_place", "05566000"),
    ({"opened": (replace(COURSE, ags=KREIS),)}, "unknown_place", "„kreis“"),
    ({"opened": (replace(COURSE, area=("0551",)),)}, "unknown_place", "0551"),
    ({"opened": (replace(COURSE, category="MAT"),)}, "unknown_category", "„MAT“ ist keine Kategorie mit Lücke"),
    ({"opened": (replace(COURSE, places=-1),)}, "negative_places", "„Neu“ hätte weniger als 0 Plätze"),
    ({"facilities": (NewFacility(RHEINE, "schloss", 1, "2018-01-01"),)}, "unknown_kind", "„schloss“"),
    ({"facilities": (NewFacility(RHEINE, "zue", -1, "2018-01-01"),)}, "negative_facility", "Rheine"),
    ({"facilities": (NewFacility(RHEINE, "zue", 1, "2018-02-30"),)}, "bad_day", "„2018-02-30“"),
    ({"facilities": (NewFacility("x", "zue", 1, "2018-02-03"),)}, "unknown_place", "„x“"),
    ({"facilities": (NewFacility(RHEINE, "zue", 1, "2018-02-03"),) * 2}, "twice_newfacility", "Rheine"),
    ({"ratios": (OtherRatio("BER-SOZ", "persons_per_fte", 0),)}, "bad_ratio", "kann nicht 0 sein"),
    ({"ratios": (OtherRatio("SPR-IK", "share_needing_place", 1.2),)}, "bad_ratio", "kann nicht 1,2 sein"),
    ({"ratios": (OtherRatio("SPR-IK", "liebe", 1),)}, "unknown_ratio", "„liebe“"),
    ({"ratios": (OtherRatio("BER-SOZ", "persons_per_fte", 8),) * 2}, "twice_otherratio", "persons_per_fte"),
    ({"month": "2031-03"}, "no_month", "„März 2031“ steht nicht in den Daten; gerechnet wird mit Januar 2018."),
    ({"made_on": "gestern"}, "bad_day", "gestern"),
]  # fmt: skip


@pytest.mark.parametrize("told", HOLDS)
def test_what_can_be_is_kept_whole_and_said_in_words(told):
    asked = replace(EMPTY, **told)
    fit, problems = fitting(asked, KNOWN)
    assert (fit, problems) == (asked, ())
    for language in LANGUAGES:
        assert len(assumptions(fit, KNOWN, Words(language))) == fit.size


@pytest.mark.parametrize(("told", "code", "said"), CONTRADICTIONS)
def test_what_cannot_be_is_named_in_one_sentence(told, code, said):
    fit, [problem] = fitting(replace(EMPTY, **told), KNOWN)
    assert problem.code == code
    assert said in sentence(problem, Words("de"))
    assert sentence(problem, Words("en")).count(".") >= 1
    assert fitting(fit, KNOWN)[0] == fit


def test_the_rest_of_a_contradicting_scenario_still_holds():
    told = {"people": (People(RHEINE, 5), People("x", 5)), "closed": ("kurs", "weg")}
    fit, problems = fitting(replace(EMPTY, **told), KNOWN)
    assert (fit.people, fit.closed) == ((People(RHEINE, 5),), ("kurs",))
    assert [problem.code for problem in problems] == ["unknown_offer", "unknown_place"]


def test_what_a_file_holds_is_repeated_in_short_and_on_one_line():
    _, [problem] = fitting(replace(EMPTY, closed=("<b>\n" * 50,)), KNOWN)
    said = sentence(problem, Words())
    assert "\n" not in said
    assert len(said) < 140


def test_assumptions_are_told_with_today_s_number():
    told = {
        "people": (People(RHEINE, -5, group="fluag"), People(KREIS, 10, True)),
        "grown": (Growth("kurs", 5),),
        "ratios": (OtherRatio("BER-SOZ", "persons_per_fte", 80),),
    }
    assert assumptions(replace(EMPTY, **told), KNOWN, Words()) == [
        "Rheine: −5 Personen (FlüAG)",
        "ganzer Kreis: +10 % der Personen (FlüAG und Wohnsitzauflage anteilig)",
        "Rheine: „Kurs“ hat 25 Plätze statt 20 (Integrationskurs)",
        "Soziale Betreuung: Personen je Stelle 80 statt 100",
    ]


@pytest.mark.parametrize(("text", "answer"), [("2018-01-31", True), ("2018-02-29", False), ("2018-1-1", False)])
def test_days_are_days_of_the_calendar(text, answer):
    assert is_day(text) is answer
