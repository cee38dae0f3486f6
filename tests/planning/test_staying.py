"""Rounds of maximum flow against the cheapest flow as a whole, which is OR-Tools' own."""

import random

import numpy as np
import pytest

from pipelines.planning import staying
from pipelines.planning.sharing import fair_share, gives
from pipelines.planning.staying import Network, most_at_home


def network(places, areas, seats, wanted):
    """One offer per pool, all of them within reach of their area."""
    pairs = [(pool, row) for pool, area in enumerate(areas) for row in sorted(area)]
    homes = [pool for pool, area in enumerate(areas) if seats[pool] in area]
    pool, row = np.array(pairs).T
    held, at = np.array(places, dtype=np.int64), np.array(seats)
    return Network(held, np.array(wanted, dtype=np.int64), np.array(homes), at[homes], held[homes], pool, row)


def feasible_cases(count):
    """What is wanted is what some flow has brought, so that it can be brought."""
    draw = random.Random(24)
    while count:
        rows, pools = draw.randint(1, 8), draw.randint(1, 10)
        areas = [{*draw.sample(range(rows), draw.randint(1, rows))} for _ in range(pools)]
        seats = [draw.choice([*area, draw.randrange(rows)]) for area in areas]
        places = [draw.randint(0, draw.choice([1, 9, 10**12])) for _ in areas]
        wanted = [0] * rows
        for held, area in zip(places, areas, strict=True):
            wanted[draw.choice([*area])] += draw.randint(0, held)
        if any(seat in area for seat, area in zip(seats, areas, strict=True)):
            count -= 1
            yield network(places, areas, seats, wanted)


def test_as_many_stay_as_in_the_cheapest_flow_and_everybody_gets_what_is_wanted():
    for case in feasible_cases(500):
        stays, brought = most_at_home(case)
        cheapest, _ = staying._as_a_whole(case)
        assert stays.sum() == cheapest.sum()
        got, used = np.zeros_like(case.wanted), np.zeros_like(case.offered)
        for row, pool, flow in ((case.seat, case.home_pool, stays), (case.row, case.pool, brought)):
            np.add.at(got, row, flow)
            np.add.at(used, pool, flow)
            assert (flow >= 0).all()
        assert (got == case.wanted).all()
        assert (used <= case.offered).all()
        assert (stays <= case.held).all()


@pytest.mark.parametrize("links", [5, staying.MOST_ROUNDS + 5])
def test_a_chain_in_which_everybody_gives_to_the_next(links):
    """One place too many at its beginning, one too few at its end: one by one all the others travel.

    Seat i holds 1 place for i and i + 1, and needs 1; the first needs none, the row after the last has no offer.
    """
    areas, seats = [{link, link + 1} for link in range(links)], list(range(links))
    result = fair_share([0] + [1] * links, [1] * links, areas, seat=seats)
    assert result.served.tolist() == [0] + [1] * links
    assert gives(result.flow, seats, rows=links + 1).tolist() == [1] * links + [0]


@pytest.mark.parametrize("most", [0, staying.MOST_ROUNDS])
def test_what_cannot_be_brought_is_an_error(monkeypatch, most):
    monkeypatch.setattr(staying, "MOST_ROUNDS", most)
    with pytest.raises(ArithmeticError, match="INFEASIBLE"):
        most_at_home(network([3, 3], [{0}, {1}], [0, 1], [5, 1]))
