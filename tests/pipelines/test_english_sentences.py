"""What the pipeline writes about a file in German, a reader of English is told in English."""

import ast
import re
import string
from pathlib import Path

import pytest

from pipelines.contracts import CONTRACTS
from pipelines.sources import SOURCES
from pipelines.wording import Words
from pipelines.wording.sentences import english, table

ROOT = Path(__file__).resolve().parents[2] / "pipelines"
TOLD = {german: said for kind in table().values() for german, said in kind.items()}
# Whatever is said of a received file comes from here.
SPEAKING = [
    *(path for name in ("forms", "grids", "places", "receiving", "sources") for path in (ROOT / name).glob("*.py")),
    *(ROOT / name for name in ("publication.py", "vintage.py", "problems.py")),
]
# Said on the terminal, which speaks German, or while raw data are put in order by hand.
ON_THE_TERMINAL = {"adding.py", "inbox.py", "verdicts.py", "vintage.py", "refusals.py"}
SENTENCE = re.compile(r"\b(ist|sind|wird|fehlt|liegt|nennt|steht|stehen|enthält|zählt|bleibt|hat|Sie|nicht|keine?)\b")


def said_in(path: Path) -> list[str]:
    """The pieces of sentences in a module: strings as they are, what stands between the values of the others."""
    tree = ast.parse(path.read_text("utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, documented)}
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    spoken = [text for text in texts if text not in docs]
    return [part for text in spoken for part in text.split("{}") if len(part.split()) > 3 and SENTENCE.search(part)]


@pytest.mark.parametrize("path", sorted(SPEAKING), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_sentence_about_a_file_has_an_english_twin(path):
    if path.name not in ON_THE_TERMINAL:
        assert [text for text in said_in(path) if not any(text.strip("; ,.") in german for german in TOLD)] == []


def test_every_doubt_about_a_figure_has_an_english_twin():
    texts = {
        text
        for path in (ROOT / "doubts").rglob("*.sql")
        for text in re.findall(r"'([^'\n]+)'", path.read_text("utf-8"))
        if SENTENCE.search(text) or len(text.split()) > 3
    }
    assert len(texts) > 25
    assert {text for text in texts if not any(text in german for german in TOLD)} == set()


def test_every_rule_that_can_become_a_finding_has_an_english_twin():
    rules = [rule.sentence for contract in CONTRACTS.values() for rule in contract.rules if rule.severity == "warn"]
    assert [sentence for sentence in rules if english(f"{sentence} (Zeilen: 12)") is None] == []


def test_every_source_has_an_english_title():
    assert [source.title for source in SOURCES if english(source.title) is None] == []


def test_both_languages_fill_in_the_same_values():
    def gaps(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert [german for german, said in TOLD.items() if gaps(german) != gaps(said)] == []


def test_what_is_filled_in_is_translated_where_it_is_a_sentence_of_ours():
    refused = (
        "liste.csv passt zu keiner bekannten Quelle; am nächsten kommt „Angebotsinventar“, dort fehlt die Spalte „x“."
    )
    assert english(refused) == (
        "liste.csv fits no known source; the closest is “Inventory of offers”, where the column “x” is missing."
    )


def test_what_a_source_wrote_stays_as_it_was_written():
    assert english("ist zweifelhaft: fehlt") == "is doubtful: fehlt"
    assert english("Mittel des Quartals, gerundet") is None
    assert Words("en").told("Mittel des Quartals, gerundet") == "Mittel des Quartals, gerundet"
    assert Words("de").told("ist keine Zahl") == "ist keine Zahl"


@pytest.mark.parametrize("text", ["kann " + "a oder " * 200 + "b heißen", "In " * 5_000, "{0}{x} ist leer", ""])
def test_a_hostile_value_is_only_a_value(text):
    assert english(text) is None or english(text).startswith("can mean")
