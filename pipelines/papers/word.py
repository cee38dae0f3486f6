"""A paper as an editable DOCX with real headings, header rows and words for pictures; of the same blocks as the PDF."""

from __future__ import annotations

import io
import re
import zipfile
from functools import singledispatch

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import Table as DocxTable

from pipelines.extracts.workbook import NOT_IN_XML
from pipelines.papers.archive import zipped
from pipelines.papers.blocks import Block, Box, Chart, Items, Paper, Table, Text
from pipelines.papers.marks import box_edges, page_number, watermark
from pipelines.papers.pdf import chart_png

LINE = Cm(17.4)
ACCENT, MUTED, WARNING = RGBColor(0x1F, 0x4E, 0x79), RGBColor(0x56, 0x65, 0x73), RGBColor(0x8A, 0x1C, 0x1C)
LOCALES = {"de": "de-DE", "en": "en-GB"}
SMALL = Pt(8.5)


def docx_bytes(paper: Paper) -> bytes:
    """The DOCX; the same paper gives the same bytes."""
    document = Document()
    _settle(document, paper)
    _head(document, paper)
    for section in paper.sections:
        if section.heading:
            document.add_heading(plain(section.heading), 2)
        for block in section.blocks:
            draw(block, document, paper)
    target = io.BytesIO()
    document.save(target)
    with zipfile.ZipFile(target) as written:
        return zipped((name, written.read(name)) for name in written.namelist())


def plain(text: str) -> str:
    """The text in one line, without what XML forbids."""
    return NOT_IN_XML.sub("", re.sub(r"[^\S\u00a0\u202f]+", " ", text)).strip()


def _settle(document: Docx, paper: Paper) -> None:
    """Title, language, A4 and the house's fonts."""
    properties = document.core_properties
    properties.title, properties.author, properties.language = plain(paper.title), "Bedarfsatlas", paper.language
    properties.created = properties.modified = paper.made_at
    properties.last_modified_by, properties.comments = "Bedarfsatlas", plain(paper.strip)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(1.8)
    page.top_margin = page.bottom_margin = Cm(1.6)
    for name, size in (("Normal", 9.5), ("List Bullet", 9.5), ("Heading 1", 15), ("Heading 2", 11.5)):
        style = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), "Arial")
        style.paragraph_format.space_after = Pt(3)
        if name.startswith("Heading"):
            style.font.color.rgb = ACCENT
            for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                style.element.rPr.rFonts.attrib.pop(qn(theme), None)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LOCALES[paper.language])


def _head(document: Docx, paper: Paper) -> None:
    for text in (paper.kind, paper.about):
        _small(document, text)
    if paper.strip:
        marked = document.add_paragraph()
        run = marked.add_run(plain(paper.strip))
        run.bold, run.font.color.rgb = True, WARNING
        marked._p.get_or_add_pPr().append(box_edges("8A1C1C"))
    document.add_heading(plain(paper.title), 1)
    page = document.sections[0]
    if paper.watermark:
        page.header.paragraphs[0]._p.append(watermark(paper.watermark))
    foot = page.footer.paragraphs[0]
    foot.add_run(f"{plain(paper.foot)} · ").font.size = SMALL
    before, _, rest = paper.page_of.partition("{number}")
    middle, _, after = rest.partition("{count}")
    for text, field in ((before, "PAGE"), (middle, "NUMPAGES"), (after, "")):
        foot.add_run(text).font.size = SMALL
        if field:
            foot._p.append(page_number(field))


def _small(document: Docx, text: str) -> None:
    run = document.add_paragraph().add_run(plain(text))
    run.font.size, run.font.color.rgb = SMALL, MUTED


@singledispatch
def draw(block: Block, document: Docx, paper: Paper) -> None:
    """One block of a paper. Raises TypeError for one that is not known: a fault of the program."""
    raise TypeError(type(block))


@draw.register
def _(block: Text, document: Docx, paper: Paper) -> None:
    if block.tone == "small":
        _small(document, block.text)
        return
    document.add_paragraph().add_run(plain(block.text)).bold = block.tone == "lead"


@draw.register
def _(block: Items, document: Docx, paper: Paper) -> None:
    for item in block.items:
        document.add_paragraph(plain(item), style="List Bullet")


@draw.register
def _(block: Table, document: Docx, paper: Paper) -> None:
    table = document.add_table(1 + len(block.rows), len(block.heads), style="Table Grid")
    table.autofit = False
    # read by programs that read aloud: this row says what the columns are
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for row, texts in zip(table.rows, (block.heads, *block.rows), strict=True):
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(plain(text))
            run.font.size, run.bold = Pt(9), row._tr is table.rows[0]._tr
            paragraph.paragraph_format.space_after = Pt(1)
            if place in block.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for number, span in enumerate(block.spans(), start=1):
        if span > 1:
            first, last = table.cell(number, 0), table.cell(number + span - 1, 0)
            for other in range(number + 1, number + span):
                table.cell(other, 0).paragraphs[0].clear()
            first.merge(last)
    _widths(table, block.widths)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _widths(table: DocxTable, shares: tuple[int, ...]) -> None:
    for column, share in zip(table.columns, shares, strict=True):
        width = Emu(LINE * share // sum(shares))
        column.width = width
        for cell in column.cells:
            cell.width = width


@draw.register
def _(block: Chart, document: Docx, paper: Paper) -> None:
    picture = document.add_picture(io.BytesIO(chart_png(paper, block)), width=LINE)
    picture._inline.docPr.set("descr", plain(block.alt))


@draw.register
def _(block: Box, document: Docx, paper: Paper) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(plain(block.text))
    run.font.size, run.font.color.rgb = SMALL, MUTED
    for _ in range(block.lines):
        run.add_break()
    paragraph._p.get_or_add_pPr().append(box_edges("566573"))
