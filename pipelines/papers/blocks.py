"""What a paper says, in words and in order, before it is PDF or DOCX: both are made of the same blocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby


@dataclass(frozen=True)
class Text:
    """A paragraph; `tone`: plain, lead (the finding) or small (a note)."""

    text: str
    tone: str = "plain"


@dataclass(frozen=True)
class Items:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table with a header row. `widths`: shares of the line; `numbers`: columns set to the right.

    `is_grouped`: rows that begin with the same words share their first cell.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    numbers: tuple[int, ...] = ()
    is_grouped: bool = False

    def spans(self) -> tuple[int, ...]:
        """For every row how many rows its first cell stands for; 0 where an earlier one stands for it."""
        if not self.is_grouped:
            return (1,) * len(self.rows)
        found: list[int] = []
        for _, rows in groupby(self.rows, key=lambda row: row[0]):
            count = len(list(rows))
            found += [count, *(0,) * (count - 1)]
        return tuple(found)


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: `text` stands at its end; without `value` there is no bar, only the text.

    `low` and `high`: bounds, drawn as a line; `is_owed`: an outline instead of a filled bar.
    """

    label: str
    text: str
    value: float | None
    low: float | None = None
    high: float | None = None
    is_owed: bool = False


@dataclass(frozen=True)
class Chart:
    """Bars on one scale from zero; `alt` says all that can be seen."""

    bars: tuple[Bar, ...]
    alt: str


@dataclass(frozen=True)
class Box:
    """A framed space for others to fill in."""

    title: str
    text: str
    lines: int = 4


Block = Text | Items | Table | Chart | Box


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Paper:
    """One paper. `strip` and `watermark` are empty unless something in it is invented.

    `stem`: of its file; `place`: the key in it. `made_at`: when the snapshot was built (UTC), so that the same snapshot
    gives the same bytes; `most_pages`: what takes more is set smaller, as long as it can be read.
    """

    language: str
    stem: str
    place: str
    kind: str
    title: str
    about: str
    strip: str
    watermark: str
    sections: tuple[Section, ...]
    foot: str
    page_of: str
    made_at: datetime
    most_pages: int = 2
