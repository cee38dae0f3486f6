from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.planning.grouping import course_groups

NOBODY = float("nan")


@st.composite
def cases(draw, most=4):
    """People (some not reported), ways that differ by direction (some impossible), minimum and reach."""
    rows = draw(st.integers(1, most))
    people = draw(st.lists(st.one_of(st.integers(0, 12), st.just(NOBODY)), min_size=rows, max_size=rows))
    way = st.one_of(st.integers(0, 30), st.just(NOBODY))
    line = st.lists(way, min_size=rows, max_size=rows)
    distance = np.array(draw(st.lists(line, min_size=rows, max_size=rows)), dtype=float)
    return people, distance, draw(st.integers(1, 20)), draw(st.integers(0, 30))


def grouped(case, **options):
    people, distance, minimum, reach = case
    return course_groups(people, distance, min_group=minimum, max_km=reach, **options)


def places_by_trying_everything(people, distance, minimum, reach):
    """Places of the best assignment; a place beyond the last row stands for none."""
    rows = range(len(people))
    nowhere = len(people)
    count = np.nan_to_num(people)

    def way(i, j):
        return 0 if i == j else distance[i][j]

    def allowed(places):
        for i, j in enumerate(places):
            if count[i] >= minimum and j != i:
                return False
            if j != nowhere and (
                count[i] == 0
                or not way(i, j) <= reach
                or (count[j] and places[j] != j)
                or sum(count[k] for k in rows if places[k] == j) < minimum
            ):
                return False
        return True

    def rank(places):
        coming = [(i, j) for i, j in enumerate(places) if j != nowhere]
        return -sum(count[i] for i, _ in coming), sum(count[i] * way(i, j) for i, j in coming), places

    return min(filter(allowed, product(range(nowhere + 1), repeat=nowhere)), key=rank)


LINE = [[0, 5, 10], [5, 0, 5], [10, 5, 0]]


def test_three_that_are_too_few_alone_meet_in_the_middle():
    result = course_groups([6, 4, 5], LINE, min_group=15, max_km=8)
    assert result.meets_at.tolist() == [1, 1, 1]
    assert result.groups == [(1, (0, 1, 2), 15, 55)]
    assert result.without == 0


def test_who_has_enough_alone_stays_at_home_and_may_have_guests():
    """The 15 do not travel, although all 22 could meet in the middle; the 3 further away stay without."""
    result = course_groups([15, 4, 3], LINE, min_group=15, max_km=8)
    assert result.meets_at.tolist() == [0, 0, -1]
    assert result.without == 3


def test_the_meeting_place_needs_the_fewest_person_kilometres():
    result = course_groups([10, 1, 4], LINE, min_group=15, max_km=10)
    assert result.groups == [(0, (0, 1, 2), 15, 45)]


def test_two_short_ways_are_better_than_one_common_place():
    distance = np.full((4, 4), 9.0)
    distance[0, 1] = distance[1, 0] = distance[2, 3] = distance[3, 2] = 2
    result = course_groups([9, 6, 8, 7], distance, min_group=15, max_km=10)
    assert [group.members for group in result.groups] == [(0, 1), (2, 3)]
    assert [group.place for group in result.groups] == [0, 2]


def test_the_label_decides_between_equal_ways():
    for labels, place in ((["a", "b"], 0), (["b", "a"], 1)):
        result = course_groups([8, 8], [[0, 5], [5, 0]], min_group=15, max_km=5, label=labels)
        assert result.meets_at.tolist() == [place, place]


def test_a_place_where_nobody_needs_a_course_may_be_the_meeting_place():
    result = course_groups([8, 0, 7], LINE, min_group=15, max_km=5)
    assert result.groups == [(1, (0, 2), 15, 75)]


def test_people_that_were_not_reported_do_not_count_and_are_not_zero():
    result = course_groups([8, NOBODY, 6], LINE, min_group=15, max_km=10)
    assert result.meets_at.tolist() == [-1, -1, -1]
    assert result.without == 14
    assert result.not_reported == 1


def test_the_way_there_counts_and_not_the_way_back():
    result = course_groups([8, 7], [[0, 30], [5, 0]], min_group=15, max_km=8)
    assert result.meets_at.tolist() == [0, 0]


def test_parts_of_a_person_add_up():
    assert course_groups([4.7, 5.2, 5.1], LINE, min_group=15, max_km=5).without == 0


def test_without_municipalities_there_is_nothing_to_group():
    result = course_groups([], np.zeros((0, 0)), min_group=15, max_km=10)
    assert (result.groups, result.without, result.is_proven) == ([], 0, True)


@pytest.mark.parametrize(
    ("people", "distance", "minimum", "label", "reason"),
    [
        ([1, 2], [[0]], 1, None, "need a square of distances"),
        ([-1], [[0]], 1, None, "must not be negative"),
        ([1], [[0]], 0, None, "the minimum must be above 0, not 0"),
        ([1, 1], [[0, 1], [1, 0]], 1, ["05566076"] * 2, "a label of its own"),
    ],
)
def test_unusable_input_is_refused_with_the_reason(people, distance, minimum, label, reason):
    with pytest.raises(ValueError, match=reason):
        course_groups(people, distance, min_group=minimum, max_km=1, label=label)


def test_the_input_stays_as_it_was():
    distance = np.full((2, 2), 7.0)
    course_groups([1.0, 2.0], distance, min_group=3, max_km=9)
    assert (distance == 7).all()


@settings(max_examples=150)
@given(cases())
def test_groups_equal_trying_everything(case):
    expected = [place if place < len(case[0]) else -1 for place in places_by_trying_everything(*case)]
    assert grouped(case).meets_at.tolist() == expected


@settings(max_examples=60)
@given(cases(most=9))
def test_every_group_is_allowed_and_nobody_counts_twice(case):
    people, distance, minimum, reach = case
    result = grouped(case)
    members = [row for group in result.groups for row in group.members]
    assert sorted(members) == np.flatnonzero(result.meets_at >= 0).tolist()
    assert len(set(members)) == len(members)
    for group in result.groups:
        assert group.people == sum(people[row] for row in group.members) >= minimum
        assert all(row == group.place or distance[row, group.place] <= reach for row in group.members)
        assert group.place in group.members or not people[group.place] > 0
    served = sum(group.people for group in result.groups)
    assert served + result.without == pytest.approx(np.nansum(people))
    assert result.is_proven
    assert result.most_people == served
    assert result.least_person_km == pytest.approx(sum(group.person_km for group in result.groups))


@settings(max_examples=60)
@given(cases(most=8), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(case, random):
    people, distance, *limits = case
    names = [f"05566{row:03}" for row in range(len(people))]
    rows = random.sample(range(len(people)), len(people))
    shuffled = ([people[row] for row in rows], distance[np.ix_(rows, rows)], *limits)
    before, after = grouped(case, label=names), grouped(shuffled, label=[names[row] for row in rows])
    expected = [before.meets_at[row] for row in rows]
    assert [rows[place] if place >= 0 else -1 for place in after.meets_at] == expected
    assert after.without == before.without


@settings(max_examples=60)
@given(cases(most=7), st.data())
def test_more_people_never_cost_their_own_municipality_the_course(case, data):
    people, *rest = case
    row = data.draw(st.integers(0, len(people) - 1))
    more = [*people]
    more[row] += data.draw(st.integers(1, 5))
    if grouped(case).meets_at[row] >= 0:
        assert grouped((more, *rest)).meets_at[row] >= 0


@settings(max_examples=60)
@given(cases(most=7), st.data())
def test_fewer_people_never_bring_more_people_a_course_unless_one_had_enough_alone(case, data):
    people, _, minimum, _ = case
    fewer = [data.draw(st.integers(0, count)) if count == count else count for count in people]
    if np.nanmax([*people, 0]) < minimum:
        served, served_fewer = (np.nansum(c[0]) - grouped(c).without for c in (case, (fewer, *case[1:])))
        assert served_fewer <= served


@settings(max_examples=40)
@given(cases(most=7), st.integers(1, 10))
def test_a_longer_reach_never_leaves_more_people_without(case, further):
    people, distance, minimum, reach = case
    assert grouped((people, distance, minimum, reach + further)).without <= grouped(case).without


def kreis(rows, seed):
    draw = np.random.default_rng(seed)
    points = draw.random((rows, 2)) * np.sqrt(rows * 75)
    distance = 1.3 * np.hypot(*(points[:, np.newaxis] - points).transpose(2, 0, 1))
    return draw.poisson(draw.gamma(1, 6, rows)), distance, 15, 20


@pytest.mark.parametrize("seed", range(5))
def test_a_kreis_of_24_is_solved_to_the_end(seed):
    assert grouped(kreis(24, seed)).is_proven


@pytest.mark.parametrize("effort", [1e-9, 0.01])
def test_cut_off_work_says_how_much_better_it_could_be(effort):
    case = kreis(120, 1)
    result = grouped(case, effort=effort)
    served = sum(group.people for group in result.groups)
    person_km = sum(group.person_km for group in result.groups)
    assert not result.is_proven
    assert served <= result.most_people <= sum(case[0])
    assert 0 <= result.least_person_km <= person_km
    assert all(group.people >= 15 for group in result.groups)
    assert grouped(case, effort=effort).meets_at.tolist() == result.meets_at.tolist()
