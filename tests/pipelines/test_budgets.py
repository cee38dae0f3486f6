"""From gaps and prices to whole steps and back: rounding, sharing, floors, worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from pipelines.budgets import Price, Wish, answers, bought, lowest, served, situation, unweighed
from pipelines.planning.placing_case import NotAffordable
from pipelines.settings import ROOT

A, B, C = "05566004", "05566008", "05566012"
WAYS = pd.DataFrame(
    [(A, B, 10.0), (B, A, 10.0), (A, C, 30.0), (C, A, 30.0), (B, C, 30.0), (C, B, 30.0)],
    columns=["ags_from", "ags_to", "road_km"],
)
RULES = {"FRB-U3": ("places", "municipal", 1.0), "SPR-IK": ("persons_per_year", "area", 1.0),
         "BER-SOZ": ("fte", "municipal", 100.0)}  # fmt: skip


def gaps(**missing: list[float]) -> pd.DataFrame:
    """Missing units per category for A, B and C; as many again are needed and there."""
    rows = [
        (ags, name.replace("_", "-"), *RULES[name.replace("_", "-")], 2 * gap, gap)
        for name, column in missing.items()
        for ags, gap in zip((A, B, C), column, strict=True)
    ]
    return pd.DataFrame(
        rows, columns=["ags", "category", "unit", "sharing_rule", "persons_per_unit", "need", "gap"]
    )  # fmt: skip


def wish(budget: int, *prices: Price, **more: object) -> Wish:
    return Wish(budget, prices, **more)


def test_posts_are_bought_in_tenths_and_serve_as_many_as_their_ratio_says():
    """1.26 posts are missing: 1.3 in tenths. 57,000 euros a post: 100,000 euros pay 1.3 posts, 74,100 euros."""
    asked = situation(gaps(BER_SOZ=[1.26, 0, 0]), WAYS, wish(100_000, Price("BER-SOZ", 57_000)))
    most = answers(asked, [1, 1, 1])["most"]
    assert bought(asked, most).to_dict("records") == [
        {"ags": A, "category": "BER-SOZ", "unit": "fte", "amount": 1.3, "cost": 74_100.0}
    ]
    assert served(asked, most).loc[0, "persons_covered"] == 130.0


def test_a_category_whose_weight_nobody_knows_is_left_out_and_named():
    """Nobody knows how many persons a post serves: the place for 1 euro is bought all the same."""
    rows = gaps(BER_SOZ=[2, 0, 0], FRB_U3=[1, 0, 0])
    rows.loc[rows["category"] == "BER-SOZ", "persons_per_unit"] = np.nan
    both = wish(100_000, Price("BER-SOZ", 57_000), Price("FRB-U3", 1))
    asked = situation(rows, WAYS, both)
    assert asked.categories == ["FRB-U3"]
    assert bought(asked, answers(asked, [1, 1, 1])["most"])["category"].tolist() == ["FRB-U3"]
    assert unweighed(rows, both) == ["BER-SOZ"]
    alone = situation(rows, WAYS, wish(100_000, Price("BER-SOZ", 57_000)))
    assert [placed.cost for placed in answers(alone, [1, 1, 1]).values()] == [0, 0, 0, 0]


def test_an_estimate_is_rounded_and_a_certain_gap_cut():
    unsure = gaps(FRB_U3=[2.6, 2.4, 0.4])
    price = Price("FRB-U3", 1)
    assert situation(unsure, WAYS, wish(10, price)).case.lack.ravel().tolist() == [3, 2, 0]
    assert situation(unsure, WAYS, wish(10, price, is_certain=True)).case.lack.ravel().tolist() == [2, 2, 0]


def test_where_the_gap_is_missing_nothing_is_bought():
    asked = situation(gaps(FRB_U3=[np.nan, 2, 1]), WAYS, wish(1_000, Price("FRB-U3", 1)))
    assert set(bought(asked, answers(asked, [1, 1, 1])["most"])["ags"]) == {B, C}


@pytest.mark.parametrize(("reach", "people"), [("near", 21), ("home", 0), ("district", 26)])
def test_a_course_opens_where_enough_people_come_together(reach, people):
    """12, 9 and 5 people lack a course of at least 20; A and B are 10 km apart, C 30 km from both."""
    asked = situation(gaps(SPR_IK=[12, 9, 5]), WAYS, wish(26_000, Price("SPR-IK", 1_000, 0, 20), reach=reach))
    assert answers(asked, [1, 1, 1])["most"].covered.sum() == people


def test_a_floor_is_counted_in_persons_or_as_a_share_of_those_missing():
    base = gaps(FRB_U3=[8, 4, 1])
    price = Price("FRB-U3", 1)
    assert list(situation(base, WAYS, wish(10, price, floor=3)).case.floor) == [300, 300, 300]
    share = wish(10, price, floor=0.5, floor_is_share=True)
    assert list(situation(base, WAYS, share).case.floor) == [400, 200, 50]
    kept = answers(situation(base, WAYS, wish(7, price, floor=3)), [1, 1, 1])["most"]
    assert (kept.covered.ravel() >= [3, 3, 1]).all()


def example(budget: int = 6_000, floor: float = 0.0):
    """docs/methods.md, Budget: Altort lacks 10 of 10 places at 1,000 euros, Neustadt 5 of 10 at 600.

    One price per category: the places of Neustadt are a category of their own.
    """
    rows = gaps(FRB_U3=[10, 5, 0]).assign(need=[10, 10, 0])
    rows.loc[rows["ags"] == B, "category"] = "FRB-UE3"
    return situation(rows, WAYS, wish(budget, Price("FRB-U3", 1_000), Price("FRB-UE3", 600), floor=floor))


def test_the_worked_example_of_the_methods_says_what_is_reckoned():
    """Every row of its table: places in both towns, persons, euros, lowest coverage."""
    text = (ROOT / "docs" / "methods.md").read_text("utf-8").partition("## 19. ")[2].partition("### Beispiel")[2]
    told = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")][1:]
    asked = example()
    found = answers(asked, [300, 100, 0]).values()
    reckoned = [
        [
            *(f"{placed.covered[row, row]}" for row in (0, 1)),
            f"{placed.value // 100}",
            f"{placed.cost // 100:,} €".replace(",", "."),
            f"{lowest(asked, placed):.0%}".replace("%", " %"),
        ]
        for placed in found
    ]
    assert [row[1:] for row in told] == reckoned


def test_the_floor_of_the_worked_example_costs_eight_thousand_euros():
    with pytest.raises(NotAffordable) as short:
        answers(example(floor=5), [300, 100, 0])
    assert short.value.price == 8_000 * 100
    assert answers(example(8_000, floor=5), [300, 100, 0])["most"].value == 10 * 100
