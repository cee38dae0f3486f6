"""A paper as PDF/UA-1: tagged, with title and language, fonts embedded, no page over the net."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, is_dataclass
from datetime import UTC
from pathlib import Path

import typst

from pipelines.papers.blocks import Chart, Paper, Table
from pipelines.papers.glyphs import FONTS, drawable

TEMPLATE = Path(__file__).parent / "paper.typ"
PIXELS_PER_INCH = 200
# In points, the first by choice; smaller ones where a paper would take too many pages, as long as it can be read.
SIZES = (8.6, 8.2, 7.8, 7.4, 7.0)
PAGES = re.compile(rb"<xmpTPg:NPages>(\d+)<")


def pdf_bytes(paper: Paper) -> bytes:
    """The PDF; the same paper gives the same bytes.

    Raises ValueError where the template and the blocks disagree: a fault of the program.
    """
    by_choice = _sized(paper, SIZES[0])
    made = by_choice
    for size in SIZES[1:]:
        if pages(made) <= paper.most_pages:
            return made
        made = _sized(paper, size)
    # what fits at no size is at least easy to read
    return made if pages(made) <= paper.most_pages else by_choice


def _sized(paper: Paper, size: float) -> bytes:
    return _compiled({"paper": paper, "size": size}, paper, "pdf", pdf_standards=["ua-1"])


def pages(pdf: bytes) -> int:
    """How many pages a PDF of the papers says it has. Raises ValueError where it names none."""
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
        more = {"spans": list(value.spans())} if isinstance(value, Table) else {}
        return {"block": type(value).__name__.lower()} | {name: _plain(getattr(value, name)) for name in names} | more
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, str):
        return drawable(value)
    return value if isinstance(value, int | float | bool) or value is None else str(value)
