"""The sentence at the top of Gemeinde, against cases worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from dashboards import theme
from dashboards.queries.snapshot import frame
from dashboards.sections.municipality_finding import outstanding, people_in_words, sentence
from dashboards.text import speak
from tests.dashboards.test_overview import html

ANSWERS = {"WOH": "certainly_short", "SCH": "certainly_short", "SPR-IK": "open", "BER-SOZ": "certainly_enough"}


def gaps(**answers: str) -> pd.DataFrame:
    """Housing lacks 30 of 40 beds (75 %), school 4 of 5 places (80 %): school is worse off."""
    rows = pd.DataFrame(
        {
            "category": ["WOH", "SCH", "SPR-IK", "BER-SOZ"],
            "category_name": ["Unterkunft und Wohnen", "Schule", "Integrationskurs", "Soziale Betreuung"],
            "unit": ["beds", "places", "persons_per_year", "fte"],
            "need": [40.0, 5.0, 10.0, 1.0],
            "shared_gap": [30.0, 4.0, 9.0, 0.0],
        }
    )
    return rows.assign(answer=rows["category"].map(ANSWERS | answers), is_protected=False)


def test_names_the_gap_that_leaves_most_of_the_need_unmet():
    assert sentence("Rheine", "im Januar 2024", gaps(), is_example=False) == (
        "In Rheine fehlen im Januar 2024 sicher Plätze in 2 von 4 Kategorien; am größten gemessen am Bedarf ist die "
        "Lücke bei „Kinder im Schulalter“: 4 Plätze."
    )


def test_an_open_gap_is_never_called_certain_even_if_it_is_larger():
    said = sentence("Rheine", "im Januar 2024", gaps(SCH="open"), is_example=False)
    assert said == (
        "In Rheine fehlen im Januar 2024 sicher Plätze in 1 von 4 Kategorien, bei „Unterkunft und Wohnen“: 30 Betten."
    )


def test_says_that_it_is_an_example_where_offers_are_invented():
    assert "in 2 von 4 Kategorien (Beispielrechnung)" in sentence("Rheine", "im Mai 2024", gaps(), is_example=True)


def test_says_what_is_open_where_nothing_is_certain():
    none = gaps(WOH="open", SCH="open")
    assert sentence("Rheine", "im Mai 2024", none, is_example=False).endswith(
        "sicher Plätze; in 3 davon bleibt es offen."
    )
    one = gaps(WOH="certainly_enough", SCH="certainly_enough")
    assert sentence("Rheine", "im Mai 2024", one, is_example=False).endswith("in einer davon bleibt es offen.")
    enough = gaps(WOH="certainly_enough", SCH="certainly_enough", **{"SPR-IK": "certainly_enough"})
    assert "reichen im Mai 2024 die Plätze in allen 4 Kategorien sicher" in sentence("X", "im Mai 2024", enough, False)


def test_a_category_without_figure_is_not_counted():
    assert "in 2 von 3 Kategorien" in sentence("X", "im Mai 2024", gaps(**{"SPR-IK": "no_figure"}), is_example=False)


def test_missing_people_and_missing_offers_are_two_sentences():
    nobody = gaps().assign(need=np.nan, answer="no_figure")
    assert sentence("X", "im Mai 2024", nobody, False).endswith("Der Bestand ist nicht gemeldet.")
    no_offers = gaps().assign(answer="no_figure")
    assert sentence("X", "im Mai 2024", no_offers, False).endswith("Die Angebote sind nicht vollständig gemeldet.")


def test_lotte_is_told_as_the_snapshot_has_it(run, snapshot):
    rows = frame(
        snapshot,
        """select category, shared_gap / need as share from curated.gap
        where month = '2018-01-01' and ags = '05566048' and answer = 'certainly_short' order by share desc""",
    )
    page = html(run("municipality", gemeinde="05566048"))
    assert (len(rows), rows["category"].iloc[0]) == (3, "FRB-UE3")
    assert "In Lotte fehlen zum Jahreswechsel 2017/18 sicher Plätze in 3 von 8 Kategorien (Beispielrechnung)" in page
    assert "Lücke bei „Frühe Bildung ab 3“: 12 Plätze." in page


def stock(fluag: float, wohnsitz: float) -> pd.DataFrame:
    day = pd.Timestamp("2024-01-01")
    rows = pd.DataFrame({"persons": [fluag, wohnsitz, np.nan], "period_end": day, "is_mean": False})
    rows["basis"] = np.where(rows["persons"].isna(), "missing", "reported")
    return rows.set_index(pd.Index(["fluag", "wohnsitz", "asylblg_other"], name="legal_group"))


@pytest.mark.parametrize(
    ("fluag", "wohnsitz", "said"),
    [
        (1, 0, "1 gezählte Person im Mai"),
        (1, 1, "2 gezählte Personen im Mai"),
        (0, 0, "0 gezählte Personen im Mai"),
        (1, np.nan, "Mindestens 1 Person im Mai; eine Meldung fehlt"),
        (np.nan, np.nan, "Bestand im Mai: fehlt"),
    ],
)
def test_one_person_is_singular(fluag, wohnsitz, said):
    assert people_in_words(stock(fluag, wohnsitz), "im Mai").startswith(f"{said} · ")


@pytest.mark.parametrize(
    ("value", "unit", "german", "english"),
    [(1, "beds", "1 Bett", "1 bed"), (2, "beds", "2 Betten", None), (1.04, "fte", "1,0 Stellen", None)],
)
def test_one_of_a_unit_is_singular_in_both_languages(value, unit, german, english):
    assert theme.missing(value, unit) == german
    if english:
        try:
            speak("en")
            assert theme.missing(value, unit) == english
        finally:
            speak("de")


def test_a_surplus_is_told_as_one_with_its_bounds_turned():
    owed = pd.Series(
        {
            "outstanding": -20.0,
            "outstanding_low": -50.0,
            "outstanding_high": 5.0,
            "outstanding_published": np.nan,
            "credit_basis": "reported",
        }
    )
    assert outstanding(owed) == (
        "Über der Verpflichtung nach FlüAG",
        "20",
        "zwischen 50 darüber und 5 noch aufzunehmen",
    )
    assert outstanding(owed.replace({-50.0: np.nan}))[2] == "vielleicht sind auch noch bis zu 5 aufzunehmen"
    assert outstanding(owed.replace({5.0: -10.0}))[2] == "10 bis 50"
    assert outstanding(None)[1:] == ("fehlt", "die Verpflichtung fehlt")


def test_bounds_on_both_sides_of_zero_and_with_one_end_are_told_as_such():
    owed = pd.Series(
        {
            "outstanding": 114.0,
            "outstanding_low": -38.0,
            "outstanding_high": 267.0,
            "outstanding_published": np.nan,
            "credit_basis": "reported",
        }
    )
    assert outstanding(owed)[2] == "zwischen 38 darüber und 267 noch aufzunehmen"
    assert outstanding(owed.replace({-38.0: np.nan}))[2] == "höchstens 267"
    assert outstanding(owed.replace({267.0: np.nan, -38.0: 12.0}))[2] == "mindestens 12"
    assert theme.between(np.nan, np.nan) == "keine Grenzen bekannt"


@pytest.mark.parametrize(
    ("obligation", "stock", "said"),
    [
        (64.0, np.nan, "der Bestand fehlt"),
        (np.nan, 30.0, "die Verpflichtung fehlt"),
        (np.nan, np.nan, "Verpflichtung und Bestand fehlen"),
    ],
)
def test_what_is_still_to_come_names_what_is_missing_for_it(obligation, stock, said):
    owed = pd.Series({"outstanding": np.nan, "obligation": obligation, "stock": stock})
    assert outstanding(owed) == ("Noch aufzunehmen nach FlüAG", "fehlt", said)


def test_nordwalde_has_the_same_bounds_on_both_pages(run):
    """71.2 (at most 83.4) less 46: 25, at most 37; what a credit would take off, nobody knows."""
    page = html(run("municipality", gemeinde="05566064", monat="2018-01")).replace("\u00a0", " ")
    assert "ohne Anrechnung gerechnet; je nach Anrechnung und Verpflichtung höchstens 37" in page
    assert "25 (höchstens 37)" in page
    assert "höchstens 37" in html(run("allocation", gemeinde="05566064", tag="2018-01-01"))


def test_a_rate_without_credit_carries_its_bounds_as_on_zuweisung(run):
    """Rheine on 1 January 2018: 182 of 480,2 without credit is 38 %; with what the credit may be 32 to 85 %."""
    assert "<td>38 % (32\u00a0bis\u00a085\u00a0%)</td>" in html(run("municipality", gemeinde="05566076"))
    published = html(run("municipality", gemeinde="05566076", monat="2024-01"))
    assert "<td>92 %</td>" in published
