"""Municipality × category as an HTML table: by how much a gap moves, in colour and, for whoever sees none, in signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import ClassVar

from dashboards.theme import INK

# More missing is blue as on every page, less missing ochre; the darker, the larger against today's need.
COLOURS = {
    "more3": "#3A78AF", "more2": "#97BFE0", "more1": "#DCE9F5",
    "less3": "#B8860B", "less2": "#E3C565", "less1": "#F6ECD0",
}  # fmt: skip
INKS = {"more3": "#FFFFFF"}


@dataclass(frozen=True)
class Move:
    """`text` as shown (`+12`, `−3`, `0`, *fehlt*); kind: more1 to more3, less1 to less3, same or missing."""

    LEGEND: ClassVar[dict[str, str]] = COLOURS

    text: str
    kind: str


def moves(
    caption: str,
    corner: str,
    heads: Sequence[tuple[str, str, bool]],
    rows: Sequence[tuple[str, bool, Sequence[Move]]],
) -> str:
    """A table; heads: (text, link, whether chosen), rows: (name, whether set off, cells). `caption` is read out."""
    head = "".join(
        f'<th scope="col"{_chosen(is_chosen)}><a href="{escape(link)}" target="_self">{escape(text)}</a></th>'
        for text, link, is_chosen in heads
    )
    body = "".join(
        f'<tr><th scope="row"{_chosen(is_chosen)}>{escape(name)}</th>{"".join(map(_cell, cells))}</tr>'
        for name, is_chosen, cells in rows
    )
    return (
        f'<table class="moves"><caption class="spoken">{escape(caption)}</caption>'
        f'<thead><tr><th scope="col">{escape(corner)}</th>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _chosen(is_chosen: bool) -> str:
    return ' class="chosen"' if is_chosen else ""


def _cell(move: Move) -> str:
    colour = COLOURS.get(move.kind)
    style = f' style="background:{colour};color:{INKS.get(move.kind, INK)}"' if colour else ""
    return f'<td class="{move.kind}"{style}>{escape(move.text)}</td>'
