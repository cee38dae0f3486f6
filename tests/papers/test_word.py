"""The DOCX says what the PDF says, with real headings, header rows and words for its picture."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml.ns import qn

from pipelines.papers.blocks import Items, Table, Text
from pipelines.papers.pdf import pdf_bytes
from pipelines.papers.word import docx_bytes, plain
from tests.papers.reading import flat


def _opened(content: bytes):
    return Document(io.BytesIO(content))


def _words(document) -> str:
    """All words in the order of the page."""
    found = []
    for element in document.element.body.iter(qn("w:t"), qn("w:p")):
        found.append(element.text or "" if element.tag == qn("w:t") else " ")
    return " ".join("".join(found).split())


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_figure_and_sentence_of_the_paper_is_in_it(paper, language):
    made = paper("Rheine", "2024-01-26", language)
    said = _words(_opened(docx_bytes(made)))
    for section in made.sections:
        for block in section.blocks:
            texts = [block.text] if isinstance(block, Text) else block.items if isinstance(block, Items) else ()
            texts = [*texts, *(cell for row in block.rows for cell in row)] if isinstance(block, Table) else texts
            assert [text for text in texts if " ".join(plain(text).split()) not in said] == []


def test_figures_are_the_same_in_both_forms(paper):
    made = paper("Rheine", "2024-01-26")
    printed, edited = flat(pdf_bytes(made)), _words(_opened(docx_bytes(made)))
    # in the DOCX the figures of the bars are in a picture and its words
    for figure in ("92,04 %", "1.313,67", "76,87 %"):
        assert printed.count(figure) == edited.count(figure) > 0


def test_it_can_be_read_aloud(paper):
    document = _opened(docx_bytes(paper("Rheine", "2018-01-01")))
    headings = [one.style.name for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert headings[0] == "Heading 1"
    assert set(headings[1:]) == {"Heading 2"}
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)
    [picture] = document.inline_shapes
    assert "FlüAG: Verpflichtung 480, Spanne 464 bis 562" in picture._inline.docPr.get("descr")
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {"de-DE"}
    assert document.core_properties.language == "de"
    assert document.core_properties.title.startswith("Rheine hatte am 01.01.2018")


def test_invented_offers_are_marked_on_every_page(paper):
    document = _opened(docx_bytes(paper("Rheine", "2018-01-01")))
    assert 'string="BEISPIELDATEN"' in document.sections[0].header._element.xml


def test_the_same_paper_gives_the_same_bytes(paper):
    made = paper("Rheine", "2018-01-01")
    assert docx_bytes(made) == docx_bytes(made)


def test_what_xml_forbids_is_left_out():
    assert plain("Haus\u0000 der\n Begegnung\u000b") == "Haus der Begegnung"
