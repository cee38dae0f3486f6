"""Ledgers of the shipped data against printed figures, and the same from a what-if."""

from datetime import date
from math import isnan

import numpy as np
import pytest

from pipelines.explaining import steps
from pipelines.facts import Facts, facts_on
from pipelines.ledgers import base_of, key_of, settled
from pipelines.planning.credit import Facility
from pipelines.what_if import Changes, changed
from pipelines.wording import Words
from tests.fixtures.small_kreis import open_snapshot

ALTENBERGE, OCHTRUP, RHEINE, WETTRINGEN, HOPSTEN = "05566004", "05566068", "05566076", "05566096", "05566020"
BERGKAMEN = "05978004"
DAYS = [date(2015, 7, 1), date(2018, 1, 1), date(2024, 1, 26)]


@pytest.fixture(scope="module")
def facts(data):
    known: dict[tuple[date, str], Facts] = {}

    def on(day: str, scheme: str = "fluag") -> Facts:
        asked = (date.fromisoformat(day), scheme)
        if asked not in known:
            with open_snapshot(data) as con:
                known[asked] = facts_on(con, *asked)
        return known[asked]

    return on


def told(facts: Facts, ags: str):
    return {step.code: step for step in steps(facts, settled(facts), ags, Words("de"))}


def test_rheine_on_26_january_2024_owes_1314_has_92_04_percent_and_105_to_come(facts):
    row = settled(facts("2024-01-26")).loc[RHEINE]
    assert (row["obligation"], row["stock"], row["fulfilment"], row["outstanding"]) == (1314, 1209, 0.9204, 105)
    assert round(row["obligation_computed"]) == 1314
    assert round(1209 / row["obligation_computed"], 3) == 0.920


def test_published_figures_imply_that_rheine_has_no_credit(facts):
    """1,314 − 105 − 1,209 = 0."""
    step = told(facts("2024-01-26"), RHEINE)["credit"]
    assert (step.value, step.basis) == (0, "estimated")
    assert "1.314 − 105 − 1.209" in step.formula


def test_bergkamen_in_july_2016_has_nearly_four_times_its_reduced_obligation(facts):
    row = settled(facts("2016-07-01")).loc[BERGKAMEN]
    assert row["fulfilment"] == 3.8415
    assert row["stock"] / (row["obligation_computed"] - row["credit"]) == pytest.approx(3.8415, abs=0.02)
    assert row["outstanding"] < 0


def test_rheine_at_the_turn_of_2017_is_a_range_because_its_credit_is_not_known(facts):
    """250 places credited in 2017, unknown on 1.1.2018: without them 38 %, with them 85 %."""
    row = settled(facts("2018-01-01")).loc[RHEINE]
    assert (row["credit_low"], row["credit_high"], isnan(row["credit"])) == (0, 250, True)
    assert row["fulfilment"] == pytest.approx(182 / row["obligation"])
    assert row["fulfilment_low"] < row["fulfilment"] < row["fulfilment_high"] == pytest.approx(0.851, abs=0.001)


def test_an_unknown_credit_leaves_the_rate_open_upwards(facts):
    row = settled(facts("2018-01-01")).loc[OCHTRUP]
    assert isnan(row["fulfilment_high"])
    assert isnan(row["outstanding_low"])
    assert row["fulfilment_low"] <= row["fulfilment"]


def test_in_july_2015_the_key_is_known_and_the_obligation_is_missing_with_the_reason(facts):
    steps_of = told(facts("2015-07-01"), OCHTRUP)
    assert steps_of["key"].value == pytest.approx(0.001296, abs=1e-6)
    assert steps_of["key"].basis == "reported"
    assert steps_of["base"].formula.startswith("Vor dem 31.12.2015 ist keine Verteilbasis bekannt")
    for code in ("base", "obligation", "stock", "fulfilment", "outstanding"):
        assert steps_of[code].basis == "missing"
        assert isnan(steps_of[code].value)


def test_the_parts_of_the_base_are_named_where_they_are_printed(facts):
    step = told(facts("2015-12-31"), RHEINE)["base"]
    assert (step.value, step.low, step.high, step.basis) == (304_000, 303_000, 305_000, "reported")
    assert "217.000 Personen und 86.000 Plätze" in step.formula


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("scheme", ["fluag", "wohnsitz"])
def test_every_municipality_of_the_kreis_opens_into_steps_with_a_source_or_a_reason(facts, day, scheme):
    known = facts(day.isoformat(), scheme)
    ledger = settled(known)
    for ags in ledger.index[ledger["in_kreis"]]:
        for step in steps(known, ledger, ags, Words("de")):
            assert step.formula, (ags, step.code)
            assert (step.basis == "missing") == isnan(step.value), (ags, step.code)
            if step.code in ("population_share", "area_share"):
                assert step.places
            if step.code == "stock" and step.basis != "missing":
                assert step.places


def test_the_same_ledger_stands_in_the_relation(facts, snapshot):
    ledger = settled(facts("2018-01-01"))
    rows = snapshot(
        """select ags, obligation, obligation_low, obligation_high, stock, fulfilment_low, outstanding_high
           from curated.obligation where scheme = 'fluag' and as_of = '2018-01-01' and ags like '05566%' order by ags"""
    )
    assert len(rows) == 24
    names = ["obligation", "obligation_low", "obligation_high", "stock", "fulfilment_low", "outstanding_high"]
    for ags, *figures in rows:
        expected = [None if isnan(value) else pytest.approx(value) for value in ledger.loc[ags, names].astype(float)]
        assert figures == expected


def test_hopsten_is_capped_and_gets_five_quarters_of_its_population_share(facts):
    known = facts("2018-01-01")
    row, steps_of = settled(known).loc[HOPSTEN], told(known, HOPSTEN)
    assert row["is_capped"]
    assert row["key"] == pytest.approx(1.25 * row["population_share"])
    assert "greift:" in steps_of["cap"].formula
    rounds = key_of(known).rounds
    assert [step.capped for step in rounds] == [76, 82]


def test_the_second_scheme_is_an_estimate_of_eight_percent(facts):
    """Ochtrup 1.1.2018: key 0.145 % × 153,727."""
    row = settled(facts("2018-01-01", "wohnsitz")).loc[OCHTRUP]
    assert row["obligation"] == pytest.approx(222.8, abs=0.1)
    assert row["obligation_low"] == pytest.approx(0.92 * row["obligation"])
    assert row["obligation_high"] == pytest.approx(1.08 * row["obligation"])


def test_between_two_reports_a_stock_is_estimated_and_says_so(facts):
    step = told(facts("2018-06-01"), OCHTRUP)["stock"]
    assert step.basis == "estimated"
    assert step.low < step.value < step.high
    assert "letzte Meldung 155 am 01.01.2018" in step.formula


@pytest.mark.parametrize(("day", "basis"), [("2019-01-01", "estimated"), ("2019-02-01", "missing")])
def test_after_twelve_months_an_estimate_ends(facts, day, basis):
    assert told(facts(day), OCHTRUP)["stock"].basis == basis


def test_who_never_reported_is_missing_and_not_zero(facts):
    step = told(facts("2018-01-01"), WETTRINGEN)["stock"]
    assert isnan(step.value)
    assert "Fehlt ist nicht null" in step.formula


def test_a_what_if_moves_the_figures_and_leaves_the_facts(facts):
    known = facts("2018-01-01")
    before = settled(known)
    opened = Facility(OCHTRUP, "zue", 200, date(2017, 6, 1), None, date(2018, 1, 1))
    after = settled(changed(known, Changes(stock={WETTRINGEN: 40}, base=120_000, facilities=(opened,))))
    assert after.loc[WETTRINGEN, "fulfilment"] == pytest.approx(40 / after.loc[WETTRINGEN, "obligation"])
    assert after.loc[OCHTRUP, "credit"] == 100
    assert after.loc[RHEINE, "obligation"] == pytest.approx(before.loc[RHEINE, "key"] * 120_000)
    assert settled(known).equals(before)


def test_a_what_if_of_population_moves_every_key_and_they_still_add_up_to_one(facts):
    known = facts("2024-01-26")
    after = settled(changed(known, Changes(persons={RHEINE: 100_000})))
    assert after.loc[RHEINE, "key"] > settled(known).loc[RHEINE, "key"]
    assert after["key"].sum() == pytest.approx(1, abs=1e-12)


def test_weights_that_do_not_add_up_are_refused(facts):
    with pytest.raises(ValueError, match="add up to 1"):
        key_of(changed(facts("2018-01-01"), Changes(parameters={"key_population_weight": 0.8})))


def test_a_base_put_in_has_no_bounds(facts):
    assert base_of(changed(facts("2015-07-01"), Changes(base=150_000))) == (150_000,) * 3


def test_a_stock_put_in_for_one_municipality_leaves_every_other_as_it_is(facts):
    known = facts("2024-01-26")
    before, after = settled(known), settled(changed(known, Changes(stock={OCHTRUP: 100})))
    assert after.drop(index=OCHTRUP).equals(before.drop(index=OCHTRUP))
    assert after.loc[OCHTRUP, "stock"] == 100


def test_a_credit_implied_by_published_figures_stays_when_a_late_report_is_put_in(facts):
    """1,314 − 105 − 1,209 = 0 holds whatever is put in; 1,250 of 1,313.67 are 95.15 %."""
    known = changed(facts("2024-01-26"), Changes(stock={RHEINE: 1250}))
    steps_of = told(known, RHEINE)
    assert "1.314 − 105 − 1.209" in steps_of["credit"].formula
    assert steps_of["credit"].places
    assert steps_of["fulfilment"].value == pytest.approx(0.9515, abs=1e-4)


def test_a_facility_put_in_takes_the_place_of_what_was_stated(facts):
    """Rheine 1.1.2018: 0 to 250 credited. None: 0. A ZUE of 500: × 0.5 = 250."""
    known = facts("2018-01-01")
    opened, day = date(2017, 1, 1), date(2018, 1, 1)
    for kind, places, credit in (("none", 0, 0), ("zue", 500, 250)):
        row = settled(changed(known, Changes(facilities=(Facility(RHEINE, kind, places, opened, None, day),)))).loc[
            RHEINE
        ]
        assert (row["credit"], row["credit_low"], row["credit_high"]) == (credit,) * 3


def test_a_credit_above_the_obligation_leaves_a_surplus_and_no_rate(facts):
    known = facts("2018-01-01")
    large = Facility(OCHTRUP, "eae", 1000, date(2017, 1, 1), None, date(2018, 1, 1))
    told_of = told(changed(known, Changes(facilities=(large,))), OCHTRUP)
    assert told_of["fulfilment"].basis == "missing"
    assert "so groß wie die Verpflichtung" in told_of["fulfilment"].formula
    assert told_of["outstanding"].value < -500
    assert told_of["outstanding"].basis == "estimated"


def test_of_the_second_scheme_only_base_and_stock_can_be_asked(facts):
    known = facts("2018-01-01", "wohnsitz")
    assert settled(changed(known, Changes(base=100_000))).loc[OCHTRUP, "obligation"] == pytest.approx(144.9, abs=0.1)
    with pytest.raises(ValueError, match="only base and stock"):
        changed(known, Changes(parameters={"wohnsitz_area_weight": 0.3}))


def test_a_municipality_of_nowhere_is_refused(facts):
    with pytest.raises(KeyError):
        changed(facts("2018-01-01"), Changes(stock={"99999999": 1}))


def test_ledger_and_relation_agree_on_every_day(facts, snapshot):
    names = [
        "obligation",
        "credit_low",
        "credit",
        "credit_high",
        "stock",
        "fulfilment",
        "outstanding_low",
        "outstanding",
    ]
    days = snapshot("select distinct scheme, as_of from curated.obligation where day(as_of) > 1 or month(as_of) = 1")
    for scheme, day in days:
        ledger = settled(facts(day.isoformat(), scheme))
        rows = snapshot(
            f"select ags, {', '.join(names)} from curated.obligation where scheme = ? and as_of = ?", scheme, day
        )
        expected = ledger.loc[[row[0] for row in rows], names].astype(float).to_numpy()
        found = np.array([row[1:] for row in rows], dtype=float)
        assert np.allclose(expected, found, rtol=1e-9, atol=1e-9, equal_nan=True), (scheme, day)
