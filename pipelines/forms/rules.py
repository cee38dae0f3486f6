"""What several official forms share: which census a population rests on, marks, keys of the State."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from pipelines.grids.grid import Grid
from pipelines.problems import Unreadable
from pipelines.receiving.layout import DECIMAL_COMMA

STATE = "05"
DAY = re.compile(r"([0-3][0-9])\.([01][0-9])\.((?:19|20)[0-9]{2})")
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# Five times the obligation as a share; in percent no municipality is that far below.
LARGEST_SHARE = 5.0
CENSUS = re.compile(r"zensus\s+(2011|2022)", re.I)


def iso_day(text: str) -> str:
    """The first dd.mm.yyyy in a text as ISO; empty where there is none or it is no day of the calendar."""
    match = DAY.search(text)
    if match is None:
        return ""
    try:
        return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
    except ValueError:
        return ""


def german_day(day: str) -> str:
    """2018-02-01 as 01.02.2018, for sentences."""
    return ".".join(reversed(day.split("-")))


def destatis_base(day: str) -> str:
    """The census on which Destatis' directory rests where it names none: 1987, from 2012 on 2011, from 2024 on 2022."""
    return "VZ1987" if day < "2012" else "Z2011" if day < "2024" else "Z2022"


def regional_base(day: str) -> str:
    """The census on which the statistical offices' tables rest: 2011 from 2011 on, 2022 from May 2022 on."""
    return "VZ1987" if day < "2011-05-09" else "Z2011" if day < "2022-05-15" else "Z2022"


def short_name(official: str) -> str:
    """The name without what the place calls itself: „Horstmar, Stadt der Burgmannshöfe“ is Horstmar."""
    return official.partition(",")[0].strip()


def point(text: str) -> str:
    """A decimal comma as a point."""
    return re.sub(DECIMAL_COMMA, r"\1.\2", text)


def refuse_shares(file: str, rates: Iterable[str]) -> None:
    """Raises Unreadable when no rate of a list can be in percent: Excel stores 91,23 % as 0.9123."""
    numbers = [float(rate) for rate in rates if NUMBER.fullmatch(rate)]
    if numbers and max(numbers) <= LARGEST_SHARE:
        raise Unreadable(
            f"{file}: die Quoten stehen als Anteil (höchstens {max(numbers):g}) statt in Prozent; "
            "formatieren Sie die Spalte als Zahl und schreiben Sie zum Beispiel 91,23."
        )


def nothing_here(grid: Grid) -> Unreadable:
    """The refusal of an edition without a municipality of the State."""
    return Unreadable(f"{grid.file} enthält keine Gemeinde in Nordrhein-Westfalen; liefern Sie die Ausgabe mit NRW.")
