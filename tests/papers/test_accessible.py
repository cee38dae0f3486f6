"""Every paper passes what a program can check of PDF/UA-1, and the check can fail."""

import io
from datetime import date

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from pipelines.papers.pdf import pdf_bytes
from tests.papers.accessible import elements, faults, kind


def test_all_council_papers_can_be_read_aloud(presses):
    press = presses("de")
    found = {place.name: faults(pdf_bytes(press.council(place, date(2018, 1, 1)))) for place in press.places()}
    assert len(found) == 25
    assert {name: told for name, told in found.items() if told} == {}


@pytest.mark.parametrize(("name", "language"), [("kreis", "de"), ("Rheine", "de"), ("Rheine", "en")])
def test_a_paper_says_in_which_language_it_is_read(paper, name, language):
    content = pdf_bytes(paper(name, "2018-01-01", language))
    assert faults(content) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == language


def test_the_check_finds_an_untagged_file():
    target = io.BytesIO()
    canvas = Canvas(target)
    canvas.drawString(100, 700, "Bestand 182")
    canvas.save()
    assert {"not marked as tagged", "no language", "no tree of tags"} <= set(faults(target.getvalue()))


def test_the_bars_are_told_in_words(paper):
    with pikepdf.open(io.BytesIO(pdf_bytes(paper("Rheine", "2018-01-01")))) as pdf:
        [figure] = [tag for tag in elements(pdf.Root.StructTreeRoot) if kind(tag) == "Figure"]
        told = str(figure.Alt)
    assert "FlüAG: Verpflichtung 480, Spanne 464 bis 562" in told
    assert "FlüAG: gezählt 182" in told


def test_the_same_snapshot_gives_the_same_bytes(presses, data):
    from pipelines.papers.press import Press
    from pipelines.snapshot import latest, opened

    first = presses("de")
    place = first.places()[1]
    with opened(latest(data)) as con:
        again = pdf_bytes(Press(con, "de").council(place, date(2018, 1, 1)))
    assert pdf_bytes(first.council(place, date(2018, 1, 1))) == again
