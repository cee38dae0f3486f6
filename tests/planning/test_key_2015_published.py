"""The key of 2015 against the federal emergency money that was spread by it and published in euros.

Capped municipalities fit to the euro. The others fit within 3.20 €: the published areas are rounded to
hectares. Key 2015 rests on population and area of 31.12.2013.
"""

import csv
from pathlib import Path

import pytest

from pipelines.planning.misprints import one_digit_misprint

GOLDEN = Path(__file__).parents[1] / "golden" / "verification_key_2015.csv"
TOLERANCE_EUR = {"1": 1.0, "0": 3.2}

with GOLDEN.open(encoding="utf-8") as file:
    PUBLISHED = list(csv.DictReader(file))


@pytest.fixture(scope="module")
def computed_eur(key_from):
    key = key_from("2013-12-31")
    return lambda row: key[row["ags"]] * float(row["pot_eur"])


def test_exactly_two_published_amounts_are_misprints(computed_eur):
    found = {
        row["municipality"]: one_digit_misprint(
            row["amount_published_eur"], computed_eur(row), tolerance=TOLERANCE_EUR[row["capped"]]
        )
        for row in PUBLISHED
        if abs(float(row["amount_published_eur"]) - computed_eur(row)) > TOLERANCE_EUR[row["capped"]]
    }
    assert found == {"Altenberge": "76149", "Lienen": "65388"}


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: f"{row['municipality']} {row['pot_eur']}")
def test_published_amount_is_reproduced(row, computed_eur):
    expected, tolerance = computed_eur(row), TOLERANCE_EUR[row["capped"]]
    printed = row["amount_published_eur"]
    meant = one_digit_misprint(printed, expected, tolerance=tolerance) or printed
    assert float(meant) == pytest.approx(expected, abs=tolerance)


def test_kreis_steinfurt_takes_2_737_percent_in_2015_and_2_780_in_2024(key_from):
    def kreis(as_of):
        return sum(key for ags, key in key_from(as_of).items() if ags.startswith("05566"))

    assert round(kreis("2013-12-31"), 5) == 0.02737
    assert round(kreis("2022-12-31"), 5) == 0.02780


@pytest.mark.parametrize("as_of", ["2012-12-31", "2014-12-31"])
def test_another_years_population_does_not_fit(key_from, as_of):
    key = key_from(as_of)
    off = [abs(key[row["ags"]] * float(row["pot_eur"]) - float(row["amount_published_eur"])) for row in PUBLISHED]
    assert sorted(off)[len(off) // 2] > 100
