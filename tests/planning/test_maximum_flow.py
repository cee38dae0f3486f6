import random

import numpy as np
import pytest

from pipelines.planning.maximum_flow import cheapest_flow, maximum_flow


def columns(arcs, kind):
    tail, head, capacity = zip(*arcs, strict=True)
    return np.array(tail), np.array(head), np.array(capacity, dtype=kind)


def networks(count, *, largest):
    """Source 0, sink 1 and up to six nodes, of capacities spread over many orders of magnitude."""
    draw = random.Random(396)
    while count:
        nodes = range(2, draw.randint(3, 8))
        ends = [(draw.choice([0, *nodes]), draw.choice([1, *nodes])) for _ in range(draw.randint(1, 24))]
        arcs = [(tail, head, draw.randint(0, 10 ** draw.randint(0, largest))) for tail, head in ends if tail != head]
        if arcs:
            count -= 1
            yield arcs


@pytest.mark.parametrize(("kind", "largest"), [(np.int64, 15), (object, 15), (object, 30), (object, 120)])
def test_what_flows_equals_the_cut_which_proves_both(kind, largest):
    for arcs in networks(300, largest=largest):
        tail, head, capacity = columns(arcs, kind)
        flow, side = maximum_flow(tail, head, capacity, source=0, sink=1)
        kept = np.zeros(9, dtype=object)
        np.add.at(kept, head, flow)
        np.subtract.at(kept, tail, flow)
        assert not kept[2:].any()
        assert ((flow >= 0) & (flow <= capacity)).all()
        rich = np.append(side, np.zeros(9 - len(side), dtype=bool))
        assert kept[1] == sum(capacity[rich[tail] & ~rich[head]].tolist())
        assert rich[0]
        assert not rich[1]


def test_the_last_digit_of_a_huge_number_counts():
    huge = 10**40
    arcs = [(0, 2, huge + 1), (2, 3, huge), (2, 4, 1), (3, 1, huge), (4, 1, huge)]
    assert maximum_flow(*columns(arcs, object), source=0, sink=1).flow.tolist() == [huge + 1, huge, 1, huge, 1]


def test_the_reachable_side_ends_at_the_first_full_arc():
    flow, side = maximum_flow(*columns([(0, 2, 1), (2, 3, 1), (3, 1, 1)], object), source=0, sink=1)
    assert flow.tolist() == [1, 1, 1]
    assert side.tolist() == [True, False, False, False]


def test_an_overflow_is_an_error_and_never_a_wrong_number():
    arcs = [(0, node, 2**62) for node in range(2, 6)] + [(node, 1, 2**62) for node in range(2, 6)]
    with pytest.raises(ArithmeticError, match="POSSIBLE_OVERFLOW"):
        maximum_flow(*columns(arcs, np.int64), source=0, sink=1)
    assert sum(maximum_flow(*columns(arcs, object), source=0, sink=1).flow[:4]) == 2**64


def test_the_cheapest_way_is_taken_until_it_is_full():
    tail, head, capacity = columns([(0, 1, 3), (0, 1, 9)], np.int64)
    assert cheapest_flow(tail, head, capacity, np.array([0, 1]), np.array([5, -5])).tolist() == [3, 2]


def test_what_cannot_arrive_is_an_error():
    tail, head, capacity = columns([(0, 1, 3)], np.int64)
    with pytest.raises(ArithmeticError, match="INFEASIBLE"):
        cheapest_flow(tail, head, capacity, np.array([0]), np.array([5, -5]))
