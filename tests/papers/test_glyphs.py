"""Names from outside never keep a paper from being made."""

from datetime import UTC, datetime

import pytest

from pipelines.papers.blocks import Paper, Section, Table
from pipelines.papers.glyphs import drawable
from pipelines.papers.pdf import pdf_bytes
from tests.papers.accessible import faults
from tests.papers.reading import flat


def _paper(name: str) -> Paper:
    section = Section("Wer", (Table(("Träger", "Zahl"), ((name, "1"),), (8, 2), (1,)),))
    made_at = datetime(2026, 1, 1, tzinfo=UTC)
    words = ("de", "x", "05566076", "Vorlage", name, "Kreis", "", "")
    return Paper(*words, (section,), "", "{number} {count}", made_at)


@pytest.mark.parametrize(
    "name",
    [
        "<b>Café & Söhne</b>",
        "#panic() *fett* $x$ @marke //",
        "جمعية المساعدة",
        "עזרה",
        "Помощь 😀 中国 🦀",
        "\u202eabc\u0000\ud800",
    ],
)
def test_any_name_can_be_printed(name):
    assert faults(pdf_bytes(_paper(name))) == []


def test_markup_is_text():
    assert "#panic() *fett* <b>" in flat(pdf_bytes(_paper("#panic() *fett* <b>")))


def test_what_the_font_lacks_is_a_box_and_turns_nothing_round():
    assert drawable("A 中 B\u202e\u0007 C") == "A □ B C"


def test_three_hundred_letters_without_a_blank_may_be_broken():
    written = drawable("x" * 300)
    assert max(map(len, written.split("\u200b"))) <= 28
    assert written.replace("\u200b", "") == "x" * 300
