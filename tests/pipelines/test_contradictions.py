"""Two sources that name different figures for one day: both are findings, and it is said which one counts."""

import pytest

from tests.fixtures.small_kreis import RHEINE, stock

SAID = """select line, value from curated.finding
          where reason = 'widerspricht einer anderen Quelle zum selben Tag' order by value"""


@pytest.mark.parametrize(
    "measure", ["wsa_stock", "fluag_stock", "fluag_soll", "wsa_soll", "fluag_quota_pct", "wsa_gap"]
)
def test_a_figure_that_two_sources_name_differently_is_a_finding_at_both(kreis, measure):
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "wsa_stock", 100))
    first, other = stock(RHEINE, "2018-02", measure, 90), stock(RHEINE, "2018-02", measure, 95, source="Presse")
    kreis.add("allocation_report", first, other)
    assert kreis.ask(SAID) == [(2, "90.0"), (3, "95.0")]


def test_two_sources_that_agree_and_an_estimate_beside_a_count_are_no_contradiction(kreis):
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "wsa_stock", 100))
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "wsa_stock", 100, source="Presse"))
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "wsa_stock", 110, source="Rat", quality="approximate"))
    assert kreis.ask(SAID) == []
