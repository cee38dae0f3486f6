"""Which offers may be one: found whatever the order and spelling, courses of one series kept apart, and in time."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.planning.duplicates import BEST_OF_EACH, PROPOSED_FROM, WEIGHTS, Offers, agreement, candidates, kept

OCHTRUP, RHEINE = "05566068", "05566076"
COURSE = {
    "category": "SPR-IK", "place": OCHTRUP, "town": "Ochtrup", "serves": (OCHTRUP,), "name": "Integrationskurs",
    "provider": "VHS Ochtrup", "contact": "", "capacity": 25.0, "starts": 17_000, "ends": 17_300,
}  # fmt: skip


def offers(*rows: dict) -> Offers:
    full = [COURSE | row for row in rows]
    columns = {name: [row[name] for row in full] for name in COURSE}
    numbers = {name: np.array(columns[name], dtype=np.int64) for name in ("starts", "ends")}
    return Offers(**columns | numbers | {"capacity": np.array(columns["capacity"], dtype=float)})


def pairs(*rows: dict) -> list[tuple[int, int]]:
    found = candidates(offers(*rows))
    return list(zip(found.a.tolist(), found.b.tolist(), strict=True))


def test_one_course_reported_by_three_is_three_pairs():
    found = pairs(
        {},
        {"name": "Integrationskurs der Volkshochschule Ochtrup", "provider": "Stadt Ochtrup"},
        {"name": "INTEGRATIONSKURS (VHS)", "provider": "Kreis Steinfurt, Integrationszentrum", "capacity": np.nan},
    )
    assert found == [(0, 1), (0, 2), (1, 2)]


@pytest.mark.parametrize(
    "other",
    [
        {"category": "SPR-EO"},
        {"place": RHEINE, "town": "Rheine", "serves": (RHEINE,)},
        {"starts": 17_301, "ends": 17_600},
        {"name": "Sprachcafé"},
        {"capacity": 16.0, "starts": 17_100, "provider": "Caritasverband"},
    ],
    ids=["category", "place", "time", "name", "capacity, start, provider"],
)
def test_what_differs_in_what_counts_is_no_candidate(other):
    assert pairs({}, other) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Integrationskurs 1", "Integrationskurs 2"),
        ("Integrationskurs A1", "Integrationskurs B1"),
        ("Deutsch am Montag", "Deutsch am Dienstag"),
        ("Deutsch vormittags", "Deutsch abends"),
        ("Schwimmen für Frauen", "Schwimmen für Männer"),
        ("Kurs II", "Kurs III"),
    ],
)
def test_courses_of_one_series_are_kept_apart(one, other):
    assert pairs({"name": one}, {"name": other}) == []
    assert pairs({"name": one}, {"name": one}) == [(0, 1)]


def test_a_sign_that_only_one_names_leaves_the_question_open():
    assert pairs({"name": "Integrationskurs 1"}, {"name": "Integrationskurs"}) == [(0, 1)]
    assert pairs({"name": "Sprachcafé"}, {"name": "Sprachcafé abends 3"}) == [(0, 1)]


def test_one_course_with_two_seats_is_found_when_it_serves_both():
    elsewhere = {"place": RHEINE, "town": "Rheine", "serves": ("05566",)}
    assert pairs({}, elsewhere) == [(0, 1)]
    assert pairs({}, elsewhere | {"serves": (RHEINE,)}) == []
    assert pairs({}, elsewhere | {"capacity": 20.0}) == []


def test_the_score_is_the_sum_of_what_agrees():
    assert sum(WEIGHTS.values()) == pytest.approx(1)
    found = agreement(
        offers({"contact": "a@b.de"}, {"contact": "a@b.de"}, {"capacity": np.nan}), np.array([0, 0]), np.array([1, 2])
    )
    assert found.score == pytest.approx([1.0, 1 - 0.15 / 2 - 0.05 / 2])


def test_nothing_and_one_offer_have_no_pairs():
    assert pairs() == pairs({}) == []


names = st.sampled_from(
    ["Integrationskurs", "Integrationskurs 1", "Sprachcafé", "Cafe Sprache", "", "Ochtrup", "der die das"]
)
rows = st.fixed_dictionaries(
    {"name": names, "provider": names, "place": st.sampled_from([OCHTRUP, RHEINE]),
     "contact": st.sampled_from(["", "x"]), "capacity": st.sampled_from([np.nan, 0.0, 25.0]),
     "starts": st.integers(0, 90), "ends": st.integers(50, 200)}
)  # fmt: skip


@given(st.lists(rows, max_size=9))
def test_every_pair_is_named_once_in_order_and_scores_within_bounds(drawn):
    found = candidates(offers(*drawn))
    assert (found.a < found.b).all()
    assert len({*zip(found.a.tolist(), found.b.tolist(), strict=True)}) == len(found.a)
    assert ((found.score >= PROPOSED_FROM - 1e-9) & (found.score <= 1 + 1e-9)).all()


@given(st.lists(rows, min_size=2, max_size=7), st.randoms(use_true_random=False))
def test_the_order_of_the_offers_changes_nothing(drawn, random):
    def texts(rows_of, found):
        return sorted(
            (sorted(str(sorted(rows_of[at].items(), key=str)) for at in pair), round(score, 9))
            for *pair, score in zip(found.a.tolist(), found.b.tolist(), found.score.tolist(), strict=True)
        )

    turned = list(drawn)
    random.shuffle(turned)
    assert texts(drawn, candidates(offers(*drawn))) == texts(turned, candidates(offers(*turned)))


def test_a_hundred_thousand_offers_take_seconds():
    """24 municipalities and 16 categories: 260 in each block; every tenth offer is reported twice."""
    draw = np.random.default_rng(1)
    words = [
        "Integrationskurs",
        "Sprachcafé",
        "Beratung",
        "Nähtreff",
        "Schwimmen",
        "Fahrradwerkstatt",
        "Nachhilfe",
        "Chor",
    ]
    first = [
        {
            "name": f"{words[draw.integers(8)]} {words[draw.integers(8)]} {draw.integers(400)}",
            "provider": f"Träger {draw.integers(300)}",
            "place": f"05566{draw.integers(24):03}",
            "category": str(draw.integers(16)),
            "capacity": float(draw.integers(5, 30)),
            "starts": int(draw.integers(15_000, 17_000)),
        }
        for _ in range(91_000)
    ]
    drawn = offers(*first, *(row | {"provider": "Kreis"} for row in first[:9_000]))
    start = time.perf_counter()
    found = candidates(drawn)
    took = time.perf_counter() - start
    twice = {(at, 91_000 + at) for at in range(9_000)}
    assert len(twice & {*zip(found.a.tolist(), found.b.tolist(), strict=True)}) > 8_900
    assert took < 20, f"{took:.1f} s"


def test_thousands_of_equal_offers_stay_bounded():
    found = candidates(offers(*[{}] * 3_000))
    assert np.bincount(found.a).max() <= BEST_OF_EACH


def test_the_offer_stated_last_counts_and_a_tie_goes_to_the_first_id():
    stated = {"a": 1, "b": 3, "c": 3, "d": 9}
    assert kept([("a", "b"), ("b", "c")], [("a", "d")], stated) == {"a": "b", "b": "b", "c": "b"}


def test_decisions_that_contradict_each_other_merge_nothing():
    stated = dict.fromkeys("abcxy", 1)
    assert kept([("a", "b"), ("b", "c"), ("x", "y")], [("a", "c")], stated) == {"x": "x", "y": "x"}
