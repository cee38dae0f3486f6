"""What PDF/UA-1 asks of a file as far as a program can tell, with an independent reader (pikepdf)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name


def faults(content: bytes) -> list[str]:
    """A sentence per fault; none for a file that passes."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root, found = pdf.Root, []
        if not root.get("/MarkInfo", Dictionary()).get("/Marked", False):
            found.append("not marked as tagged")
        if "/Lang" not in root:
            found.append("no language")
        if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
            found.append("shows no title")
        with pdf.open_metadata() as metadata:
            if metadata.get("pdfuaid:part") != "1":
                found.append("does not say that it is PDF/UA-1")
            if not metadata.get("dc:title"):
                found.append("no title")
        if "/StructTreeRoot" not in root:
            return [*found, "no tree of tags"]
        return found + _tags(list(elements(root.StructTreeRoot))) + _fonts(pdf) + _order(pdf)


def elements(element: pikepdf.Object) -> Iterator[Dictionary]:
    """The tagged elements below one, depth first."""
    kids = element.get("/K")
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def kind(element: Dictionary) -> str:
    """The name of a tag: H1, Table, TH …"""
    return str(element.S).lstrip("/")


def _tags(tags: list[Dictionary]) -> list[str]:
    found = [f"a figure without words: {tag.objgen}" for tag in tags if kind(tag) == "Figure" and not tag.get("/Alt")]
    found += ["a header cell without scope" for tag in tags if kind(tag) == "TH" and not _scope(tag)]
    tables = [tag for tag in tags if kind(tag) == "Table"]
    found += ["a table without header cells" for table in tables if "TH" not in map(kind, elements(table))]
    levels = [int(kind(tag)[1:]) for tag in tags if kind(tag)[0] == "H" and kind(tag)[1:].isdecimal()]
    if not levels or levels[0] != 1:
        found.append("does not begin with a first heading")
    leaps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
    return found + [f"a heading level is skipped: {pair}" for pair in leaps]


def _scope(cell: Dictionary) -> str:
    attributes = cell.get("/A")
    all_of = attributes if isinstance(attributes, Array) else [attributes]
    return next((str(one.Scope) for one in all_of if isinstance(one, Dictionary) and "/Scope" in one), "")


def _fonts(pdf: pikepdf.Pdf) -> list[str]:
    found = []
    for page in pdf.pages:
        for font in page.get("/Resources", Dictionary()).get("/Font", Dictionary()).values():
            described = font.get("/DescendantFonts", [font])[0].get("/FontDescriptor", Dictionary())
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(described.keys()):
                found.append(f"a font is not embedded: {font.get('/BaseFont')}")
            if "/ToUnicode" not in font:
                found.append(f"letters without meaning: {font.get('/BaseFont')}")
    return found


def _order(pdf: pikepdf.Pdf) -> list[str]:
    return ["keys do not follow the tags" for page in pdf.pages if "/Annots" in page and page.get("/Tabs") != Name.S]
