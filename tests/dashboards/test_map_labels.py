"""Names on the map: none overlaps another, the chosen one stands; what is missing is hatched within its border."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.charts.map_labels import LETTER, LINE, Frame, Placed, Wish, crossings, hatch, place, room

# One degree of longitude is 100 pixels wide.
FRAME = Frame((7.0, 8.0), (52.0, 52.6), 100, 1000)
PLACES = st.tuples(st.floats(7, 8), st.floats(52, 52.6), st.sampled_from(["Laer", "Westerkappeln"]))
SQUARE = [[7.0, 52.0], [7.0, 52.4], [7.4, 52.4], [7.4, 52.0], [7.0, 52.0]]


def wish(ags: str, lon: float, lat: float, *lines: str) -> Wish:
    return Wish(ags, lines or ("Ort",), (lon, lat))


def test_a_mercator_degree_of_latitude_is_as_long_as_the_latitude_stretches_it():
    """At 52° one degree north is 1 ÷ cos 52° = 1.62 degrees east."""
    frame = Frame((7.0, 8.0), (51.5, 52.5), 10_000, 162.5)
    assert frame.scale == pytest.approx(100, rel=0.01)
    point = frame.moved((7.5, 52.0), 0, 16.25)
    assert point[1] == pytest.approx(51.9, abs=0.002)


def test_names_at_one_place_lose_their_lines_before_they_are_left_out():
    crowd = [wish(str(n), 7.5, 52.3, "Westerkappeln", "12") for n in range(30)]
    placed = place(crowd, {}, FRAME, None)
    assert 0 < len(placed) < 30
    assert {label.text for label in placed} == {"Westerkappeln<br>12", "Westerkappeln"}


def test_the_middle_of_an_area_shaped_like_a_sickle_may_lie_beside_it():
    """Moved it stays on the area; where it was asked for it may stand in any case."""
    assert [label.ags for label in place([wish("1", 7.9, 52.5, "Lotte")], {"1": [SQUARE]}, FRAME, None)] == ["1"]


def test_a_name_wider_than_its_area_is_known_to_leave_it():
    """Forty pixels are room for Laer (25), not for Westerkappeln (81)."""
    placed = [
        place([wish("1", 7.2, 52.2, name)], {"1": [SQUARE]}, FRAME, None)[0] for name in ("Laer", "Westerkappeln")
    ]
    assert [label.is_inside for label in placed] == [True, False]


def test_where_no_name_fits_the_number_stands_alone():
    """An area of fourteen pixels by six, beside a name that ends three pixels before it."""
    strip = [[7.85, 52.28], [7.85, 52.32], [7.99, 52.32], [7.99, 52.28], [7.85, 52.28]]
    crowd = [wish("1", 7.2, 52.3, "Westerkappeln-Velpe", "3"), wish("2", 7.92, 52.3, "Westerkappeln", "12")]
    assert [label.text for label in place(crowd, {"2": [strip]}, FRAME, None)] == ["Westerkappeln-Velpe<br>3", "12"]


def test_a_label_stays_on_its_own_area():
    """Two names on one square of forty pixels: the second one is moved, but not out of it."""
    crowd = [wish(str(n), 7.2, 52.2, "Laer") for n in range(5)]
    placed = place(crowd, {str(n): [SQUARE] for n in range(5)}, FRAME, None)
    assert len(placed) > 1
    assert all(7.0 <= label.lon <= 7.4 and 52.0 <= label.lat <= 52.4 for label in placed)


def test_the_chosen_one_stands_whatever_comes_first():
    crowd = [wish(str(n), 7.5, 52.3, "Westerkappeln", "12") for n in range(30)]
    assert "29" not in {label.ags for label in place(crowd, {}, FRAME, None)}
    chosen = place(crowd, {}, FRAME, "29")[0]
    assert (chosen.ags, chosen.text) == ("29", "Westerkappeln<br>12")


def box(label: Placed) -> tuple[float, float, float, float]:
    lines = label.text.split("<br>")
    x, y = FRAME.pixel((label.lon, label.lat))
    across, down = LETTER * max(map(len, lines)) / 2, LINE * len(lines) / 2
    return x - across, y - down, x + across, y + down


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.floats(7, 8), st.floats(52, 52.6), st.sampled_from(["Laer", "Westerkappeln"])), max_size=12)
)
def test_no_two_names_overlap(points):
    wishes = [wish(str(n), lon, lat, name, "1") for n, (lon, lat, name) in enumerate(points)]
    boxes = [box(label) for label in place(wishes, {}, FRAME, None)]
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            apart = one[2] <= other[0] + 1e-6 or other[2] <= one[0] + 1e-6
            assert apart or one[3] <= other[1] + 1e-6 or other[3] <= one[1] + 1e-6


def test_the_room_for_a_name_is_twice_the_way_to_the_nearer_border():
    assert room([SQUARE], (7.1, 52.2)) == pytest.approx(0.2)
    assert room([SQUARE], (7.5, 52.2)) == 0
    assert crossings(SQUARE, 52.2) == pytest.approx([7.0, 7.4])


def test_a_hatch_stays_within_its_area():
    lons, lats = hatch([SQUARE], 0.1)
    points = [(lon, lat) for lon, lat in zip(lons, lats, strict=True) if lon is not None]
    # The square spans 0.6 of the slanted height (0.4 up, 0.2 for half its width): six lines.
    assert len(points) == 12
    assert all(6.999 <= lon <= 7.401 and 51.999 <= lat <= 52.401 for lon, lat in points)
    assert lons.count(None) == lats.count(None) == 6


def test_an_area_nobody_drew_has_no_hatch():
    assert hatch([], 0.1) == ([], [])
