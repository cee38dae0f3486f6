from hypothesis import given
from hypothesis import strategies as st

from pipelines.planning.connected import connected_areas


@st.composite
def some_areas(draw):
    rows = draw(st.integers(1, 8))
    return rows, draw(st.lists(st.sets(st.integers(0, rows - 1), min_size=1), max_size=8))


def by_merging(areas, rows):
    """The group of every row, by melting any two groups that an area touches."""
    groups = [{row} for row in range(rows)]
    for area in areas:
        touched = [group for group in groups if group & area]
        groups = [group for group in groups if not group & area] + [set().union(*touched)]
    return groups


def test_the_case_of_the_module():
    assert connected_areas([{0, 1}, {1, 2}, {3}], rows=4).tolist() == [0, 0, 0, 1]


def test_who_is_in_no_area_stands_alone():
    assert connected_areas([], rows=3).tolist() == [0, 1, 2]
    assert connected_areas([{0, 2}], rows=3).tolist() == [0, 1, 0]


def test_a_long_chain_is_one_area():
    assert set(connected_areas([{row, row + 1} for row in range(2000)], rows=2001)) == {0}


@given(some_areas())
def test_equal_to_melting_groups(case):
    rows, areas = case
    found = connected_areas(areas, rows=rows)
    assert {frozenset(group) for group in by_merging(areas, rows)} == {
        frozenset(row for row in range(rows) if found[row] == number) for number in found
    }
