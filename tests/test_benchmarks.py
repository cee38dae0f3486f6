"""What is measured beside rivals still reckons the same as they do."""

import pytest

from benchmarks.germany import WAYS, measured
from benchmarks.germany_inputs import Size


@pytest.mark.slow
def test_every_way_through_an_invented_germany_gives_the_same_rows():
    """`measured` compares them, our own to the last digit; 30 months reach into the time of both legal groups."""
    figures = measured(Size(municipalities=60, months=30, offers=500), runs=1)
    assert {name.partition(" ")[0] for name in figures} == set(WAYS)
