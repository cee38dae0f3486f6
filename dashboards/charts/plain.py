"""Legend, list and note in HTML, for a desk or a phone: what stands around a table, sent with it as one piece.

Every piece that a page sends for itself costs the server and the browser more than its text does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from dashboards.text import t


def note(text: str) -> str:
    """A line in small letters."""
    return f'<p class="hint">{escape(text)}</p>'


def legend(entries: Iterable[tuple[str, str, bool]], head: str = "") -> str:
    """Swatches of (name, colour, hatched); `head`: what they count."""
    items = "".join(
        f'<span><i class="{"hatched" if hatched else ""}" style="background-color:{colour}"></i>{escape(name)}</span>'
        for name, colour, hatched in entries
    )
    said = f"<span>{escape(head)}</span>" if head else ""
    return f'<div class="legend">{said}{items}</div>'


def ranked(rows: Sequence[tuple[str, str, float]], *, is_scrolled: bool = False) -> str:
    """(name, sentence, share of 0–1 as a bar), for screens too narrow for a chart; `is_scrolled`: within a frame."""
    items = "".join(
        f'<li><b>{escape(name)}</b><span>{escape(text)}</span><i style="width:{share * 100:.0f}%"></i></li>'
        for name, text, share in rows
    )
    listed = f'<ol class="ranked">{items}</ol>'
    frame = f'<div class="frame" role="group" tabindex="0" aria-label="{escape(t("accessibility.list"))}">'
    return f"{frame}{listed}</div>" if is_scrolled else listed


def desk(content: str) -> str:
    """What is shown on a desk only."""
    return f'<div class="desk">{content}</div>'


def phone(content: str) -> str:
    """What is shown on a narrow screen only."""
    return f'<div class="phone">{content}</div>'
