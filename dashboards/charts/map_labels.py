"""Which names fit on a map, and where: no two overlap, the chosen one always stands."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import asinh, degrees, radians, tan

from dashboards.theme import in_chart

Point = tuple[float, float]
Ring = list[list[float]]
Box = tuple[float, float, float, float]

# Of the labels' letters, in pixels.
LETTER, LINE = 6.2, 14
# Moves tried from the middle of an area, in pixels.
MOVES = tuple((right, below) for right in (0, 14, -14, 28, -28) for below in (0, 11, -11, 22, -22))


@dataclass(frozen=True)
class Wish:
    """A label somebody wants: area, its lines, of which the last stands alone where nothing else fits, its middle."""

    ags: str
    lines: tuple[str, ...]
    middle: Point


@dataclass(frozen=True)
class Placed:
    """A label that fits; `is_inside`: it stays within its own area."""

    ags: str
    text: str
    lon: float
    lat: float
    is_inside: bool


@dataclass(frozen=True)
class Frame:
    """What is shown of the world, in degrees, on how many pixels; Mercator."""

    lon: tuple[float, float]
    lat: tuple[float, float]
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Pixels per degree of longitude."""
        across = self.lon[1] - self.lon[0]
        return min(self.width / across, self.height / (_up(self.lat[1]) - _up(self.lat[0])))

    def pixel(self, point: Point) -> Point:
        return (point[0] - self.lon[0]) * self.scale, (_up(self.lat[1]) - _up(point[1])) * self.scale

    def moved(self, point: Point, across: float, down: float) -> Point:
        """The point that many pixels further; exact enough over a label's height."""
        slope = _up(point[1] + 0.01) - _up(point[1])
        return point[0] + across / self.scale, point[1] - down / self.scale * 0.01 / slope


def _up(lat: float) -> float:
    """How far north a latitude lies on a Mercator map, in degrees of longitude."""
    return degrees(asinh(tan(radians(lat))))


def place(wishes: list[Wish], outlines: dict[str, list[Ring]], frame: Frame, chosen: str | None) -> list[Placed]:
    """The labels that fit, asked in the order given with the chosen one first.

    A label may lose its last lines, or all but the last; it is not moved out of its area.
    """
    taken: list[Box] = []
    found: list[Placed] = []
    for wish in sorted(wishes, key=lambda wish: wish.ags != chosen):
        for lines in [*(wish.lines[:count] for count in range(len(wish.lines), 0, -1)), wish.lines[-1:]]:
            label = _fitting(wish, lines, outlines.get(wish.ags, []), frame, taken)
            if label:
                found.append(label)
                break
    return found


def _fitting(wish: Wish, lines: tuple[str, ...], rings: list[Ring], frame: Frame, taken: list[Box]) -> Placed | None:
    across, down = LETTER * max(map(len, lines)), LINE * len(lines)
    for right, below in MOVES:
        point = frame.moved(wish.middle, right, below)
        x, y = frame.pixel(point)
        box = (x - across / 2, y - down / 2, x + across / 2, y + down / 2)
        free = room(rings, point) * frame.scale
        is_away = (right or below) and rings and not free
        if is_away or any(_overlap(box, other) for other in taken):
            continue
        taken.append(box)
        inside = across <= free
        return Placed(wish.ags, "<br>".join(map(in_chart, lines)), *point, is_inside=inside)
    return None


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def room(rings: list[Ring], point: Point) -> float:
    """The degrees of longitude free for a label centred on a point: twice the way to the nearer border; 0 outside."""
    for ring in rings:
        cuts = crossings(ring, point[1])
        for west, east in zip(cuts[::2], cuts[1::2], strict=False):
            if west <= point[0] <= east:
                return 2 * min(point[0] - west, east - point[0])
    return 0.0


def crossings(ring: Ring, lat: float) -> list[float]:
    """The longitudes at which an outline crosses a parallel, from west to east."""
    return sorted(
        a[0] + (lat - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) for a, b in pairwise(ring) if (a[1] > lat) != (b[1] > lat)
    )


def hatch(rings: list[Ring], spacing: float) -> tuple[list[float | None], list[float | None]]:
    """Slanted lines across an area, as one path broken by None: longitudes and latitudes.

    `spacing` in degrees of latitude. Areas without a figure are hatched, so that they stay missing in print.
    """
    slanted = [[[lon, lat - lon / 2] for lon, lat in ring] for ring in rings]
    lons: list[float | None] = []
    lats: list[float | None] = []
    for ring in slanted:
        low, high = min(point[1] for point in ring), max(point[1] for point in ring)
        for step in range(int(low / spacing) + 1, int(high / spacing) + 1):
            cuts = crossings(ring, step * spacing)
            for west, east in zip(cuts[::2], cuts[1::2], strict=False):
                lons += [west, east, None]
                lats += [step * spacing + west / 2, step * spacing + east / 2, None]
    return lons, lats
