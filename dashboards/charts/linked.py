"""Tables in HTML whose cells are links: what lies behind a number is one step away, by mouse, keyboard or voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dashboards.theme import INK

# From 1, 3, 6 and 12 offers on; one hue, readable in grey.
STEPS = ((12, "#6FA5D2"), (6, "#97BFE0"), (3, "#D3E3F2"), (1, "#EDF4FA"))


@dataclass(frozen=True)
class Cell:
    """`text` as shown, `said` as read out, `link` to what is behind; `kind`: count, blank, missing or sum."""

    text: str
    said: str
    link: str = ""
    kind: str = "count"
    number: int = 0


@dataclass(frozen=True)
class Head:
    """Head of a row or column; `is_chosen` sets it off from the others."""

    text: str
    link: str = ""
    is_chosen: bool = False


def matrix(
    caption: str, corner: str, heads: Sequence[Head], rows: Sequence[tuple[Head, Sequence[Cell]]], jump: str = ""
) -> str:
    """A table of cells; `caption` is read out first, `corner` names what the rows are.

    A row with fewer cells than there are heads ends with a cell across the rest. `jump`: words of a link, shown to the
    keyboard only, that leads past the table's many links.
    """
    columns = "".join(_head(head, "col") for head in heads)
    body = "".join(f"<tr>{_head(head, 'row')}{_cells(cells, len(heads), heads)}</tr>" for head, cells in rows)
    past = f'<a class="jump" href="#root">{escape(jump)}</a>' if jump else ""
    return (
        f'{past}<table class="matrix"><caption class="spoken">{escape(caption)}</caption>'
        f'<thead><tr><th scope="col">{escape(corner)}</th>{columns}</tr></thead><tbody>{body}</tbody></table>'
    )


def _head(head: Head, scope: str) -> str:
    chosen = ' class="chosen"' if head.is_chosen else ""
    text = f"<span>{escape(head.text)}</span>"
    return f'<th scope="{scope}"{chosen}>{_linked(text, head.link)}</th>'


def _cells(cells: Sequence[Cell], width: int, heads: Sequence[Head]) -> str:
    rest = width - len(cells)
    drawn = [_cell(cell, head.is_chosen) for cell, head in zip(cells, heads, strict=False)]
    if rest:
        drawn[-1] = _cell(cells[-1], False, f' colspan="{rest + 1}"')
    return "".join(drawn)


def _cell(cell: Cell, is_chosen: bool, span: str = "") -> str:
    colour = next((f"background:{colour};color:{INK}" for least, colour in STEPS if cell.number >= least), "")
    style = f' style="{colour}"' if colour and cell.kind == "count" else ""
    chosen = " chosen" if is_chosen else ""
    if cell.said == cell.text:
        text = escape(cell.text)
    else:
        text = f'<span aria-hidden="true">{escape(cell.text)}</span><span class="spoken">{escape(cell.said)}</span>'
    return f'<td class="{cell.kind}{chosen}"{style}{span}>{_linked(text, cell.link)}</td>'


def _linked(text: str, link: str) -> str:
    return f'<a href="{escape(link)}" target="_self">{text}</a>' if link else text


def listing(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table to read, its first column the head of the row; on a phone every row becomes a card."""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(
            f'<td data-head="{escape(name)}">{escape(text)}</td>' for name, text in zip(heads[1:], row[1:], strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<table class="listing"><caption class="spoken">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def rows(heads: Sequence[str], body: Sequence[Sequence[str | Cell]]) -> str:
    """A short table, its first column the head of the row; an empty head heads nothing, a Cell may lead further."""
    head = "".join(f'<th scope="col">{escape(text)}</th>' if text else "<td></td>" for text in heads)
    drawn = "".join(
        f'<tr><th scope="row">{_plain(row[0])}</th>' + "".join(f"<td>{_plain(cell)}</td>" for cell in row[1:]) + "</tr>"
        for row in body
    )
    return f'<table class="rows"><thead><tr>{head}</tr></thead><tbody>{drawn}</tbody></table>'


def _plain(cell: str | Cell) -> str:
    return _linked(escape(cell.text), cell.link) if isinstance(cell, Cell) else escape(cell)


def ranked(rows: Sequence[tuple[Head, str, float]]) -> str:
    """A list for a phone: (name with its link, sentence, share of 0–1 as a bar)."""
    items = "".join(
        f"<li>{_linked(f'<b>{escape(head.text)}</b>', head.link)}<span>{escape(text)}</span>"
        f'<i style="width:{share * 100:.0f}%"></i></li>'
        for head, text, share in rows
    )
    return f'<ol class="ranked linked">{items}</ol>'


def pair(title: str, reason: str, sides: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Two offers side by side under what they have in common; `sides`: (name, lines)."""
    drawn = "".join(
        f"<div><b>{escape(name)}</b>{''.join(f'<span>{escape(line)}</span>' for line in lines if line)}</div>"
        for name, lines in sides
    )
    head, foot = f"<h3>{escape(title)}</h3>", f"<p>{escape(reason)}</p>"
    return f'<section class="pair">{head}<div class="sides">{drawn}</div>{foot}</section>'
