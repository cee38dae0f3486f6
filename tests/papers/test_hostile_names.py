"""Names with markup, emoji, writing from the right and 300 characters are text in every paper, which still fits."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from pipelines.papers.press import FORMS, Press
from pipelines.receiving.adding import add_all
from pipelines.snapshot import latest, opened
from tests.fixtures.small_kreis import EMSDETTEN, RHEINE, SmallKreis, ask, offer, reported, stock
from tests.papers.accessible import faults
from tests.papers.reading import count_pages, flat

NAMES = [
    "<img src=x onerror=alert(1)><script>alert(2)</script>",
    '#panic("x") *fett* _kursiv_ $x^2$ @marke `code` // Kommentar',
    "Café 🌍👩‍👩‍👧 中国 für alle",
    "مركز اللغة \u202eabc",
    ("Sprachförderung " * 20)[:300],
    "x" * 300,
]
CATEGORIES = ("SPR-IK", "SPR-EO", "FRB-U3", "FRB-UE3", "SCH", "WOH", "BER-SOZ", "EHR", "BEG", "MAT", "SPO", "ARB")
MONTH = date(2018, 1, 1)


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    """A small Kreis with more offers than any shipped municipality has; all of them end soon."""
    kreis = SmallKreis(tmp_path_factory.mktemp("hostile"))
    kreis.add("allocation_report", *(stock(ags, "2018-01", "fluag_stock", 90) for ags in (RHEINE, EMSDETTEN)))
    kreis.add("inventory_report", *reported(RHEINE, EMSDETTEN))
    offers = [
        offer(f"o{n}-{category}", RHEINE, category, 9, name=name, provider=f"{name} {n}", contact=name, languages=name,
              target=name, funded_until="2018-05-31")
        for n, name in enumerate(NAMES)
        for category in CATEGORIES
    ]  # fmt: skip
    kreis.add("offer_inventory", *offers)
    kreis.build()
    return kreis.data


@pytest.fixture(scope="module")
def press(data) -> Iterator[Press]:
    with opened(latest(data)) as con:
        yield Press(con, "de")


def _rheine(press: Press):
    return next(place for place in press.places() if place.ags == RHEINE)


def test_the_council_paper_fits_and_can_be_read_aloud(press):
    for place in (press.places()[0], _rheine(press)):
        content = FORMS["pdf"](press.council(place, MONTH))
        assert faults(content) == []
        assert count_pages(content) <= 2


def test_what_looks_like_markup_is_text(press):
    content = FORMS["pdf"](press.here(_rheine(press), MONTH))
    assert faults(content) == []
    said = flat(content)
    # cells are broken into lines, so only what stays in one
    for written in ("<img src=x", "onerror=alert(1)", "#panic(", "*fett*", "$x^2$", "@marke", "`code`"):
        assert written in said


def test_the_docx_opens_with_the_names_in_it(press):
    document = Document(io.BytesIO(FORMS["docx"](press.here(_rheine(press), MONTH))))
    cells = {cell.text for cell in document.tables[0].columns[1].cells}
    assert {'#panic("x") *fett* _kursiv_ $x^2$ @marke `code` // Kommentar', "Café 🌍👩‍👩‍👧 中国 für alle"} <= cells


def test_a_returned_row_without_key_is_set_aside(data, tmp_path):
    from openpyxl import load_workbook

    from pipelines.papers.confirm import workbooks
    from pipelines.papers.said import Said

    with opened(latest(data)) as con:
        [*_, (_, content)] = workbooks(con, MONTH, Said("de"))
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    # these entries are real: the header is the first line
    names = [cell.value for cell in sheet[1]]
    row = {name: cell.value for name, cell in zip(names, sheet[2], strict=True)}
    for line in range(2, sheet.max_row + 1):
        sheet.cell(line, names.index("bestätigt am (Tag)") + 1).value = MONTH
    sheet.append([(row | {"Kennung": None, "bestätigt am (Tag)": MONTH})[name] for name in names])
    target = tmp_path / "zurueck.xlsx"
    book.save(target)
    [answer] = add_all([target], data)
    assert "1 beiseite" in str(answer) or "beiseitegelegt" in str(answer), answer
    assert ask(data, "select count(*) from curated.offer") == [(len(NAMES) * len(CATEGORIES),)]
