"""Colours told apart by everybody: contrast by WCAG 2.2, five classes under three kinds of colour blindness."""

from itertools import pairwise

import pytest

from dashboards import theme

CLASSES = ("under_25", "25_50", "50_75", "75_100", "full")

# Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB.
BLIND = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}


def linear(colour: str) -> list[float]:
    """The colour's red, green and blue as shares of light, by sRGB."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(light: list[float]) -> float:
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def contrast(one: str, other: str) -> float:
    """WCAG: (lighter + 0.05) ÷ (darker + 0.05)."""
    darker, lighter = sorted(luminance(linear(colour)) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def lightness(colour: str, blindness: str) -> float:
    """CIE L* (0 to 100) of the colour as somebody with that colour blindness sees it."""
    seen = [sum(f * part for f, part in zip(row, linear(colour), strict=True)) for row in BLIND[blindness]]
    light = luminance([min(max(part, 0), 1) for part in seen])
    return 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light


def test_the_measure_agrees_with_printed_values():
    """Black on white is 21 : 1 by definition; #767676 on white is the grey that just passes 4.5 : 1."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert lightness("#FFFFFF", "none") == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize("blindness", BLIND)
def test_the_classes_of_coverage_keep_their_order_of_lightness(blindness):
    shades = [lightness(theme.COVERAGE[code], blindness) for code in CLASSES]
    assert all(lighter - darker >= 5 for darker, lighter in pairwise(shades)), shades


@pytest.mark.parametrize("code", sorted(theme.COVERAGE))
def test_the_number_in_a_cell_can_be_read(code):
    assert contrast(theme.COVERAGE[code], theme.COVERAGE_INK[code]) >= 4.5


@pytest.mark.parametrize("ink", [theme.INK, theme.MUTED, theme.ACCENT])
@pytest.mark.parametrize("paper", [theme.PAPER, "#F4F6F8"])
def test_text_can_be_read_on_the_page(ink, paper):
    assert contrast(ink, paper) >= 4.5


@pytest.mark.parametrize("mark", [theme.ACCENT, theme.SECOND, theme.OUTLINE])
def test_marks_and_lines_stand_out_from_the_page(mark):
    """WCAG 1.4.11: 3 : 1 for what carries meaning without text."""
    assert contrast(mark, theme.PAPER) >= 3


def test_what_is_missing_is_told_by_its_hatch_not_by_its_grey():
    assert theme.HATCH["fgcolor"] != theme.HATCH["bgcolor"]
    assert contrast(theme.MISSING_HATCH, theme.MISSING) >= 1.5


def test_no_two_colours_mean_something_by_being_red_and_green():
    """Every hue of the scale is blue or the warm light tone: none is redder or greener than it is blue or pale."""
    for code in CLASSES:
        red, green, blue = linear(theme.COVERAGE[code])
        assert blue >= 0.75 * max(red, green), code
