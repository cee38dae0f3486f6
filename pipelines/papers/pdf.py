"""A paper as PDF/UA-1: tagged, with title and language, fonts embedded, no page over the net."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, is_dataclass
from datetime import UTC
from pathlib import Path

import typst

from pipelines.papers.blocks import Chart, Paper
from pipelines.papers.glyphs import FONTS, drawable

TEMPLATE = Path(__file__).parent / "paper.typ"
PIXELS_PER_INCH = 200
# In points; what takes more pages than MOST_PAGES is set smaller, as long as it can be read.
SIZES = (8.6, 8.2, 7.8, 7.4)
MOST_PAGES = 2
PAGES = re.compile(rb"<xmpTPg:NPages>(\d+)<")


def pdf_bytes(paper: Paper) -> bytes:
    """The PDF; the same paper gives the same bytes.

    Raises ValueError where the template and the blocks disagree: a fault of the program.
    """
    made = b""
    for size in SIZES:
        made = _compiled({"paper": paper, "size": size}, paper, "pdf", pdf_standards=["ua-1"])
        if pages(made) <= MOST_PAGES:
            break
    return made


def pages(pdf: bytes) -> int:
    """How many pages a PDF of the papers says it has."""
    found = PAGES.search(pdf)
    if found is None:
        raise ValueError("the metadata name no pages")
    return int(found[1])


def chart_png(paper: Paper, chart: Chart) -> bytes:
    """The chart as a picture, drawn by the same template."""
    return _compiled({"paper": paper, "only": chart}, paper, "png", ppi=PIXELS_PER_INCH)


def _compiled(given: dict[str, object], paper: Paper, form: str, **more: object) -> bytes:
    inputs = {name: json.dumps(_plain(value), ensure_ascii=False) for name, value in given.items()}
    made = typst.compile(
        TEMPLATE.read_bytes(), format=form, sys_inputs=inputs, font_paths=[str(FONTS)], ignore_system_fonts=True,
        timestamp=paper.made_at.replace(tzinfo=UTC), **more,
    )  # fmt: skip
    if not isinstance(made, bytes):
        raise ValueError("more than one picture")
    return made


def _plain(value: object) -> object:
    """The blocks as JSON, each with its kind; only characters that can be drawn."""
    if is_dataclass(value) and not isinstance(value, type):
        names = asdict(value)
        return {"block": type(value).__name__.lower()} | {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, str):
        return drawable(value)
    return value if isinstance(value, int | float | bool) or value is None else str(value)
