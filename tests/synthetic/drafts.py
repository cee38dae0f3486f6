"""Which invented offer exists where, how large, and from when to when.

Sizes aim at January 2018 so that every gap category shows shortage, balance and surplus side by side.
"""

from dataclasses import dataclass, field

import numpy as np

from tests.synthetic.places import HUB_AREAS, Place, area_of
from tests.synthetic.titles import COORDINATION_TITLE, UNITS

#: Units needed per person at the default ratios of 2018; the first of a pair counts FlüAG people only.
PER_PERSON: dict[str, tuple[str, float]] = {
    "BER-SOZ": ("fluag", 1 / 100),
    "FRB-U3": ("persons", 0.0734 * 0.31),
    "FRB-UE3": ("persons", 0.0577 * 0.9),
    "SCH": ("persons", 0.194),
    "WOH": ("fluag", 1.0),
    "EHR": ("persons", 1 / 500),
}

#: How many of the 24 municipalities have: nothing, too little, about enough, more than needed.
MIX: dict[str, tuple[int, int, int, int]] = {
    "BER-SOZ": (2, 10, 7, 5),
    "FRB-U3": (9, 5, 5, 5),
    "FRB-UE3": (5, 6, 7, 6),
    "SCH": (2, 6, 9, 7),
    "WOH": (0, 6, 9, 9),
    "EHR": (9, 5, 5, 5),
}
BANDS = ((0.0, 0.0), (0.35, 0.75), (0.93, 1.05), (1.2, 1.5))

#: People of both schemes from which a town splits its offers and takes part in the wave of 2022.
LARGE = 300
#: Additional (FlüAG, all) people of 2022–24 where a report exists; elsewhere a share of 2018.
WAVE_PEOPLE: dict[str, tuple[int, int]] = {"Rheine": (1027, 1234)}
WAVE_SHARE = 0.6

#: hub, places, from, to, whether the neighbours are served
COURSES: dict[str, tuple[tuple[str, int, str, str, bool], ...]] = {
    "SPR-IK": (
        ("Rheine", 25, "2014-02-01", "", True), ("Ibbenbüren", 25, "2014-09-01", "", True),
        ("Steinfurt", 25, "2015-03-01", "", True), ("Rheine", 25, "2016-02-01", "2020-06-30", True),
        ("Rheine", 16, "2016-09-01", "", False), ("Ibbenbüren", 25, "2016-04-01", "2021-12-31", True),
        ("Steinfurt", 25, "2016-08-15", "2020-12-31", True),
        ("Greven", 50, "2016-03-01", "", True),
        ("Emsdetten", 50, "2016-10-01", "2021-07-31", True), ("Lengerich", 25, "2017-01-15", "", True),
        ("Ochtrup", 16, "2017-03-01", "2019-12-31", False), ("Rheine", 50, "2022-06-01", "", True),
        ("Rheine", 25, "2023-02-01", "", False), ("Ibbenbüren", 50, "2022-05-01", "2025-06-30", True),
        ("Steinfurt", 25, "2022-09-01", "", True), ("Emsdetten", 25, "2023-01-15", "", True),
        ("Ochtrup", 25, "2022-10-01", "", True),
    ),
    "SPR-EO": (
        ("Ochtrup", 12, "2015-02-01", "2018-12-31", True), ("Rheine", 26, "2015-04-01", "2017-08-31", True),
        ("Rheine", 8, "2015-09-01", "2022-12-31", False), ("Ibbenbüren", 13, "2015-10-01", "", True),
        ("Greven", 20, "2015-11-01", "2017-06-30", True),
        ("Greven", 10, "2016-02-01", "2021-12-31", True),
        ("Steinfurt", 15, "2016-01-15", "2020-12-31", True),
        ("Emsdetten", 26, "2016-03-01", "2017-10-31", False),
        ("Emsdetten", 9, "2016-06-01", "", False), ("Lengerich", 10, "2016-05-01", "2022-12-31", True),
        ("Rheine", 26, "2022-04-01", "2024-12-31", True),
        ("Ibbenbüren", 26, "2022-04-15", "2024-06-30", True),
    ),
}  # fmt: skip

SMALL_CIRCLES = (("Altenberge", 4, "2015-05-01"), ("Lotte", 5, "2015-12-01"), ("Recke", 3, "2016-02-01"),
                 ("Mettingen", 8, "2016-01-01"), ("Lienen", 4, "2016-04-01"))  # fmt: skip

#: category: number of towns, smallest and largest capacity, earliest year, area
PRESENCE: dict[str, tuple[int, float, float, int, str]] = {
    "BER-MIG": (7, 0.5, 2.0, 2014, "kreis"),
    "CM": (4, 0.5, 1.5, 2021, "kreis"),
    "DOL": (3, 20, 80, 2016, "kreis"),
    "GES": (4, 5, 20, 2016, "kreis"),
    "ARB": (5, 8, 24, 2016, "kreis"),
    "SPO": (6, 2, 6, 2015, ""),
    "BEG": (8, 3, 12, 2015, ""),
    "MAT": (7, 4, 10, 2015, ""),
    "EHR": (8, 10, 60, 2015, ""),
}


@dataclass
class Draft:
    """One offer before it gets a name; capacity None means not stated, dates are ISO days."""

    place: Place
    category: str
    capacity: float | None
    valid_from: str
    valid_to: str = ""
    area: str = ""
    unit: str = ""
    fixed: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.unit = self.unit or UNITS[self.category]


def _size(category: str, amount: float) -> float:
    """Places as a whole number, posts in steps of 0.25 (0.1 below half a post)."""
    if category not in ("BER-SOZ", "EHR"):
        return max(1, round(amount))
    step = 0.25 if amount >= 0.5 else 0.1
    return max(step, round(round(amount / step) * step, 2))


def _day(rng: np.random.Generator, first_year: int, last_year: int) -> str:
    """First of a random month between two years, as ISO day."""
    return f"{rng.integers(first_year, last_year + 1)}-{rng.integers(1, 13):02d}-01"


def _local(rng: np.random.Generator, place: Place, category: str, level: float) -> list[Draft]:
    """Offers that hold `level` times the need of January 2018 in one municipality."""
    who, per_person = PER_PERSON[category]
    amount = level * per_person * getattr(place, who)
    extra = {"unit": "fte", "fixed": {"name": COORDINATION_TITLE}} if category == "EHR" else {}
    first = "2016-02-01" if place.name == "Laer" else _day(rng, 2015, 2016)
    if place.persons < LARGE or category not in ("BER-SOZ", "SCH", "WOH"):
        end = "2021-12-31" if rng.random() < 0.2 else ""
        return [Draft(place, category, _size(category, amount), first, end, **extra)]
    base = _size(category, 0.55 * amount)
    end = f"{rng.integers(2019, 2022)}-12-31" if rng.random() < 0.6 else ""
    return [
        Draft(place, category, base, "2015-01-01"),
        Draft(place, category, _size(category, amount - base), _day(rng, 2016, 2016), end),
    ]


def _small_first(rng: np.random.Generator, places: list[Place]) -> list[Place]:
    """Random order in which no large town stands among the first, who get the lowest levels."""
    order = [places[i] for i in rng.permutation(len(places))]
    small, large = [p for p in order if p.persons < LARGE], [p for p in order if p.persons >= LARGE]
    start = len(places) - 14
    positions = rng.choice(np.arange(start, len(places)), len(large), replace=False)
    for at, place in zip(positions, large, strict=True):
        small.insert(min(int(at), len(small)), place)
    return small


def local_drafts(rng: np.random.Generator, places: list[Place]) -> list[Draft]:
    """Offers for a municipality's own people, first wave."""
    drafts = []
    for category, counts in MIX.items():
        levels = np.concatenate([rng.uniform(*BANDS[i], n) for i, n in enumerate(counts)])
        for place, level in zip(_small_first(rng, places), levels, strict=True):
            if level > 0:
                drafts += _local(rng, place, category, float(level))
    return drafts


def wave_drafts(rng: np.random.Generator, places: list[Place]) -> list[Draft]:
    """What larger towns add from spring 2022 on."""
    drafts = []
    for place in (p for p in places if p.persons >= LARGE):
        fluag, persons = WAVE_PEOPLE.get(
            place.name, (round(WAVE_SHARE * place.fluag), round(WAVE_SHARE * place.persons))
        )
        for category in ("BER-SOZ", "FRB-UE3", "SCH", "WOH"):
            who, per_person = PER_PERSON[category]
            amount = per_person * (fluag if who == "fluag" else persons) * rng.uniform(0.55, 1.05)
            end = "2025-03-31" if rng.random() < 0.25 else ""
            drafts.append(Draft(place, category, _size(category, amount), _day(rng, 2022, 2022), end))
    return drafts


def course_drafts(places: dict[str, Place]) -> list[Draft]:
    """Language courses: most in seven hubs with a declared area, some small circles."""
    drafts = []
    for category, lines in COURSES.items():
        for hub, capacity, start, end, shared in lines:
            area = area_of(hub, places) if shared else ""
            drafts.append(Draft(places[hub], category, capacity, start, end, area))
    drafts += [Draft(places[n], "SPR-EO", size, start) for n, size, start in SMALL_CIRCLES]
    return drafts


def presence_drafts(rng: np.random.Generator, places: dict[str, Place]) -> list[Draft]:
    """Offers of categories without a gap figure; hubs come first where few towns have one."""
    hubs, drafts = list(HUB_AREAS), []
    for category, (count, low, high, year, area) in PRESENCE.items():
        pool = hubs if area else [name for name in places if name != "Laer"]
        for name in rng.choice(pool, size=count, replace=False):
            end = _day(rng, 2019, 2024) if rng.random() < 0.25 and year < 2018 else ""
            size = rng.uniform(low, high)
            capacity = round(size * 4) / 4 if UNITS[category] == "fte" else round(size)
            drafts.append(Draft(places[name], category, capacity, _day(rng, year, year + 2), end, area))
    return drafts


def special_drafts(places: dict[str, Place]) -> list[Draft]:
    """Planned, paused and incompletely stated offers that a real list would hold as well."""
    plan, rest = {"status": "planned"}, {"status": "paused"}
    post = plan | {"name": COORDINATION_TITLE}
    p = places
    return [
        Draft(p["Rheine"], "SPR-IK", 25, "2027-02-01", "", area_of("Rheine", places), fixed=plan),
        Draft(p["Greven"], "WOH", 80, "2027-04-01", fixed=plan),
        Draft(p["Wettringen"], "FRB-UE3", 5, "2027-08-01", fixed=plan),
        Draft(p["Ibbenbüren"], "EHR", 0.5, "2027-01-01", unit="fte", fixed=post),
        Draft(p["Lotte"], "SPR-EO", 12, "2019-09-01", fixed=rest),
        Draft(p["Tecklenburg"], "BEG", 4, "2017-05-01", fixed=rest),
        Draft(p["Ochtrup"], "MAT", 6, "2016-04-01", fixed=rest),
        Draft(p["Laer"], "BEG", None, "2016-05-01"),
        Draft(p["Nordwalde"], "FRB-U3", None, "2018-08-01"),
        Draft(p["Saerbeck"], "SPO", None, "2019-03-01"),
        Draft(p["Hopsten"], "ARB", None, "2021-09-01"),
    ]


def project_drafts(places: dict[str, Place]) -> list[Draft]:
    """Projects of the years after 2015 whose money ended in 2018: what a cliff looks like half a year ahead."""
    projects = (
        ("Mettingen", "SPR-EO", 6, "2016-05-01", "2018-04-30"),
        ("Hörstel", "SPR-EO", 8, "2016-09-01", "2018-06-30"),
        ("Rheine", "BEG", 12, "2016-09-01", "2018-05-31"),
        ("Lengerich", "SPO", 4, "2016-06-01", "2018-03-31"),
        ("Greven", "ARB", 15, "2017-01-01", "2018-06-30"),
        ("Emsdetten", "EHR", 14, "2016-03-01", "2018-12-31"),
        ("Ibbenbüren", "GES", 6, "2016-10-01", "2018-09-30"),
        ("Neuenkirchen", "MAT", 5, "2016-02-01", "2018-02-28"),
    )
    return [Draft(places[name], category, size, start, end) for name, category, size, start, end in projects]


def all_drafts(seed: int, places: dict[str, Place]) -> list[Draft]:
    """Every invented offer, ordered by AGS, category and start; the same for the same seed."""
    rng = np.random.default_rng(seed)
    ordered = list(places.values())
    drafts = local_drafts(rng, ordered) + wave_drafts(rng, ordered)
    drafts += course_drafts(places) + presence_drafts(rng, places) + special_drafts(places)
    drafts += project_drafts(places)
    return sorted(drafts, key=lambda d: (d.place.ags, d.category, d.valid_from, d.valid_to))
