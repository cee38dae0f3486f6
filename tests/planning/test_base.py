import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.planning.base import base_on

KNOWN = {
    "known_days": ["2023-01-01", "2023-01-11"],
    "base": [100.0, 200.0],
    "low": [90.0, 190.0],
    "high": [110.0, 230.0],
}


def test_a_known_day_shows_its_own_figures():
    result = base_on(["2023-01-01", "2023-01-11"], **KNOWN)
    assert result.base.tolist() == [100, 200]
    assert result.low.tolist() == [90, 190]
    assert result.high.tolist() == [110, 230]
    assert result.basis.tolist() == ["reported", "reported"]


def test_between_known_days_the_base_runs_straight_and_the_bounds_widen_up_to_half_way():
    """Day 5 of 10 is half-way: the whole range 90 to 230. Day 2: straight bounds 110 and 134, widened by
    2·0.2 = 0.4 of the way to 90 and 230: 110 − 0.4·20 = 102; 134 + 0.4·96 = 172.4."""
    result = base_on(["2023-01-03", "2023-01-06"], **KNOWN)
    assert result.base.tolist() == [120, 150]
    assert result.low == pytest.approx([102, 90])
    assert result.high == pytest.approx([172.4, 230])
    assert result.basis.tolist() == ["estimated", "estimated"]


def test_before_the_first_and_after_the_last_known_day_the_base_is_missing():
    result = base_on(["2022-12-31", "2023-01-12", "NaT"], **KNOWN)
    assert np.isnan([result.base, result.low, result.high]).all()
    assert result.basis.tolist() == ["missing"] * 3


def test_without_any_known_day_everything_is_missing():
    result = base_on(["2023-01-01"], [], [], [], [])
    assert np.isnan(result.base).all()
    assert result.basis.tolist() == ["missing"]


def test_one_known_day_speaks_for_itself_only():
    result = base_on(["2023-01-01", "2023-01-02"], ["2023-01-01"], [100], [90], [110])
    assert result.basis.tolist() == ["reported", "missing"]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"known_days": ["2023-01-01", "2023-01-01"]}, "the base of 2023-01-01 is given twice"),
        ({"known_days": ["2023-01-01", "NaT"]}, "a known base has no day"),
        ({"base": [100, None]}, "the base of 2023-01-11 lacks a figure"),
        ({"low": [101, 190]}, "the base of 2023-01-01 lacks a figure or does not lie between its bounds"),
        ({"high": [110]}, "four columns of one length"),
    ],
)
def test_unusable_known_days_are_refused_with_the_reason(changed, reason):
    with pytest.raises(ValueError, match=reason):
        base_on(["2023-01-05"], **(KNOWN | changed))


known_bases = st.lists(
    st.tuples(st.integers(0, 5000), st.integers(1000, 300_000), st.integers(0, 5000), st.integers(0, 5000)),
    min_size=1,
    max_size=8,
    unique_by=lambda row: row[0],
)


@given(known_bases, st.integers(-100, 5100))
def test_the_base_lies_between_its_bounds_and_rows_may_come_in_any_order(rows, day):
    start = np.datetime64("2015-01-01")

    def on_day(rows):
        days, base, below, above = map(np.array, zip(*rows, strict=True))
        return base_on([start + day], start + days, base, base - below, base + above)

    result = on_day(rows)
    assert on_day(rows[::-1]).base == pytest.approx(result.base, nan_ok=True)
    if result.basis[0] == "missing":
        assert not min(rows)[0] <= day <= max(rows)[0]
    else:
        assert result.low <= result.base + 1e-6
        assert result.base <= result.high + 1e-6
        assert result.basis[0] == ("reported" if day in {row[0] for row in rows} else "estimated")
