"""Offers reported by several: proposed with a reason, merged only by decision, and then counted once."""

import pytest

from pipelines.problems import NotPublished
from tests.fixtures.small_kreis import ALTENBERGE, RHEINE, SmallKreis, offer, reported, stock

HEAD = "offer_a,offer_b,decision,decided_on,note\n"
PAIRS = "select offer_a, offer_b, decision, kept from curated.offer_duplicate"
OFFERS = "select offer_id, counts_as_supply, same_as from curated.offer where offer_id like 'kurs%'"
SUPPLY = """select capacity, offers from curated.supply
            where ags = ? and category = 'SPR-EO' and month = '2018-01-01'"""


def course(offer_id: str, provider: str, **more: str) -> dict[str, str]:
    return offer(offer_id, RHEINE, "SPR-EO", more.pop("capacity", 25), name=more.pop("name", "Erstorientierungskurs"),
                 provider=provider, **more)  # fmt: skip


@pytest.fixture
def twice(kreis: SmallKreis) -> SmallKreis:
    """One course of 25 places, reported by the school that gives it and, later, by the town."""
    kreis.add("allocation_report", *(stock(RHEINE, "2018-01", measure, 90) for measure in ("fluag_stock", "wsa_stock")))
    kreis.add("inventory_report", *reported(RHEINE))
    kreis.add(
        "offer_inventory",
        course("kurs-a", "Volkshochschule Rheine", as_of="2025-01-31"),
        course("kurs-b", "Stadt Rheine", as_of="2025-06-30", name="Erstorientierungskurs der VHS"),
        offer("haus", RHEINE, "WOH", 50, "beds"),
    )
    return kreis


def test_a_pair_is_proposed_with_reason_and_score_and_both_count(twice):
    [(a, b, score, reason, decision, kept)] = twice.ask(
        "select offer_a, offer_b, score, reason, decision, kept from curated.offer_duplicate"
    )
    assert (a, b, decision, kept) == ("kurs-a", "kurs-b", "open", None)
    assert 0.72 <= score <= 1
    assert reason.startswith("Name zu ")
    assert "Ort gleich; Kapazität gleich; Beginn gleich" in reason
    assert twice.ask(OFFERS) == [("kurs-a", True, None), ("kurs-b", True, None)]
    assert twice.ask(SUPPLY, RHEINE) == [(pytest.approx(50 * twice_a_year(twice)), 2)]


def twice_a_year(kreis: SmallKreis) -> float:
    """People that one place of a first-orientation course serves in a year."""
    query = """select supply_factor from curated.need_factor
               where category = 'SPR-EO' and valid_from <= '2018-01-01' order by valid_from desc limit 1"""
    return kreis.ask(query)[0][0]


@pytest.mark.parametrize("pair", ["kurs-a,kurs-b", "kurs-b,kurs-a"])
def test_said_to_be_the_same_only_the_one_stated_last_counts(twice, pair):
    twice.own("offer_decision", HEAD + f"{pair},same,2026-01-05,Anruf bei der VHS\n")
    assert twice.ask(PAIRS) == [("kurs-a", "kurs-b", "same", "kurs-b")]
    assert twice.ask(OFFERS) == [("kurs-a", False, "kurs-b"), ("kurs-b", True, None)]
    assert twice.ask(SUPPLY, RHEINE) == [(pytest.approx(25 * twice_a_year(twice)), 1)]
    running = "select distinct offer_id from curated.running_offer where category = 'SPR-EO'"
    assert twice.ask(running) == [("kurs-b",)]
    assert twice.ask("select distinct offers from curated.presence where category = 'SPR-EO'") == [(1,)]
    steps = (
        "select count(*) from curated.gap_step where kind = 'places' and category = 'SPR-EO' and month = '2018-01-01'"
    )
    assert twice.ask(steps) == [(1,)]
    assert twice.ask("select decided_on::text, note from curated.offer_duplicate") == [
        ("2026-01-05", "Anruf bei der VHS")
    ]


def test_said_to_be_different_both_count_and_the_question_is_closed(twice):
    twice.own("offer_decision", HEAD + "kurs-a,kurs-b,different,2026-01-05,\n")
    assert twice.ask(PAIRS) == [("kurs-a", "kurs-b", "different", None)]
    assert twice.ask(SUPPLY, RHEINE)[0][1] == 2


def test_the_later_decision_counts(twice):
    twice.own("offer_decision", HEAD + "kurs-b,kurs-a,different,2026-02-01,\nkurs-a,kurs-b,same,2026-01-05,\n")
    assert twice.ask(PAIRS) == [("kurs-a", "kurs-b", "different", None)]


def test_a_tie_goes_to_the_first_id_and_a_newer_statement_takes_over(twice):
    twice.own("offer_decision", HEAD + "kurs-a,kurs-b,same,2026-01-05,\n")
    twice.add("offer_inventory", course("kurs-a", "Volkshochschule Rheine", as_of="2025-06-30"))
    assert twice.ask(PAIRS)[0][3] == "kurs-a"
    twice.add("offer_inventory", course("kurs-b", "Stadt Rheine", as_of="2025-07-31"))
    assert twice.ask(PAIRS)[0][3] == "kurs-b"


def test_three_are_one_by_two_decisions(twice):
    twice.add("offer_inventory", course("kurs-c", "Kreis Steinfurt", as_of="2025-12-31", capacity=""))
    twice.own("offer_decision", HEAD + "kurs-a,kurs-b,same,2026-01-05,\nkurs-b,kurs-c,same,2026-01-05,\n")
    assert twice.ask(OFFERS) == [
        ("kurs-a", False, "kurs-c"), ("kurs-b", False, "kurs-c"), ("kurs-c", True, None)
    ]  # fmt: skip


def test_decisions_that_contradict_each_other_merge_nothing_and_are_a_finding(twice):
    twice.add("offer_inventory", course("kurs-c", "Kreis Steinfurt", as_of="2025-12-31"))
    rows = "kurs-a,kurs-b,same,2026-01-05,\nkurs-b,kurs-c,same,2026-01-05,\nkurs-a,kurs-c,different,2026-01-05,\n"
    twice.own("offer_decision", HEAD + rows)
    assert {same_as for _, _, same_as in twice.ask(OFFERS)} == {None}
    found = twice.ask("select severity, value from curated.finding where column_name = 'decisions_agree'")
    assert found == [("warn", "offer_a=kurs-a, offer_b=kurs-b; offer_a=kurs-b, offer_b=kurs-c")]


def test_offers_that_nobody_proposed_can_be_decided_on_too(twice):
    twice.own("offer_decision", HEAD + "kurs-a,haus,same,2026-01-05,\n")
    assert ("haus", "kurs-a", "same", "haus") in twice.ask(PAIRS)


def test_a_decision_about_an_unknown_offer_is_a_finding_with_its_line(twice):
    twice.own("offer_decision", HEAD + "kurs-a,kurs-b,different,2026-01-05,\nkurs-a,kurs-z,same,2026-01-05,\n")
    found = "select file, line, value, reason from curated.finding where source = 'offer_decision'"
    assert twice.ask(found) == [
        ("data/own/offer_decision.csv", 3, "kurs-a kurs-z", "nennt ein Angebot, das nicht gemeldet ist")
    ]
    assert len(twice.ask(PAIRS)) == 1


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("kurs-a,kurs-a,same,2026-01-05,", "'offer_b': 'kurs-a' ist dasselbe Angebot"),
        ("kurs-a,kurs-b,ja,2026-01-05,", "'decision': 'ja' ist nicht vorgesehen"),
        ("kurs-a,kurs-b,same,5.1.2026,", "'decided_on': '5.1.2026' ist kein Tag"),
    ],
)
def test_a_decision_that_cannot_be_read_stops_the_build(twice, row, words):
    twice.own("offer_decision", HEAD + row + "\n")
    with pytest.raises(NotPublished) as refusal:
        twice.build()
    assert words in str(refusal.value)


def test_offers_at_two_places_that_serve_only_their_own_are_two(kreis):
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 90))
    kreis.add("offer_inventory", course("kurs-a", "VHS"), course("kurs-b", "Stadt"))
    assert len(kreis.ask(PAIRS)) == 1
    kreis.add("offer_inventory", course("kurs-b", "Stadt", as_of="2026-01-01") | {"ags": ALTENBERGE})
    assert kreis.ask(PAIRS) == []


@pytest.mark.parametrize(
    ("as_of", "freshness"),
    [("2025-12-03", "fresh"), ("2025-12-02", "due"), ("2025-11-19", "due"), ("2025-11-18", "overdue"),
     ("2025-11-03", "overdue"), ("2025-11-02", "delinquent")],
)  # fmt: skip
def test_an_offer_is_due_after_30_overdue_after_44_delinquent_after_60_days(kreis, as_of, freshness):
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 90))
    kreis.add("offer_inventory", course("kurs-a", "VHS", as_of=as_of))
    assert kreis.ask("select freshness from curated.offer") == [(freshness,)]


def test_offers_of_another_kind_said_to_be_the_same_are_a_finding(twice):
    twice.own("offer_decision", HEAD + "kurs-a,haus,same,2026-01-02,\n")
    found = "select severity, line, reason from curated.finding where source = 'offer_decision'"
    reason = "gelten als dasselbe Angebot, aber die Kategorien sind verschieden (SPR-EO, WOH)"
    [(severity, line, told)] = twice.ask(found)
    assert (severity, line, sorted(told)) == ("warn", 2, sorted(reason))
