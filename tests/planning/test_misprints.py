import pytest

from pipelines.planning.misprints import one_digit_misprint


@pytest.mark.parametrize(
    ("printed", "expected", "meant"),
    [
        ("46149", 76_148.88, "76149"),
        ("178700.05", 178_790.05, "178790.05"),
        ("76149", 76_148.88, None),
        ("46149", 90_000.0, None),
    ],
)
def test_a_misprint_is_a_large_difference_that_one_digit_explains(printed, expected, meant):
    assert one_digit_misprint(printed, expected, tolerance=3.2) == meant


def test_of_several_digits_that_fit_the_nearest_is_taken():
    """Expected 105.6 ± 3: 103 to 108 all fit; 106 is nearest."""
    assert one_digit_misprint("109", 105.6, tolerance=3.0) == "106"


@pytest.mark.parametrize("printed", ["46.149,00", "", "-5", "½"])
def test_what_is_no_plain_number_is_refused(printed):
    with pytest.raises(ValueError, match="is not a plain decimal number"):
        one_digit_misprint(printed, 5.0, tolerance=1.0)
