"""Every sentence of the contracts has its English, none is left over, and an extract can be had in English."""

from __future__ import annotations

import io
import string

import openpyxl
import pytest

from pipelines.contracts import CONTRACTS
from pipelines.contracts.base import Contract
from pipelines.extracts import wording
from pipelines.extracts.about import ABOUT
from pipelines.extracts.dictionary import DICTIONARY
from pipelines.extracts.files import Wish, extract_bytes, files
from pipelines.wording.contracts import contract_in, sentences

ALL = [*CONTRACTS.values(), DICTIONARY, ABOUT]


def said(contracts: list[Contract]) -> dict[str, set[str]]:
    columns = [column for contract in contracts for column in contract.columns]
    return {
        "title": {contract.title for contract in contracts},
        "grain": {contract.grain for contract in contracts},
        "meaning": {contract.meaning for contract in contracts} | {column.meaning for column in columns},
        "unit": {column.unit for column in columns if column.unit},
    }


def test_every_sentence_is_translated_and_none_is_left_over():
    german, english = said(ALL), sentences("en")
    assert set(english) == set(german)
    for group, known in german.items():
        assert known - set(english[group]) == set(), group
        assert set(english[group]) - known == set(), group
        assert [text for text in english[group].values() if not text.strip()] == []


def test_a_sentence_nobody_has_translated_is_refused():
    with pytest.raises(KeyError):
        contract_in(Contract("x", "Neuer Titel", "Monat", "Bedarf", ("a",), ()), "en")


def test_a_translation_keeps_everything_that_is_not_a_sentence():
    for contract in CONTRACTS.values():
        other = contract_in(contract, "en")
        assert (other.relation, other.key, other.names, other.rules) == (
            contract.relation, contract.key, contract.names, contract.rules,
        )  # fmt: skip
        for one, two in zip(contract.columns, other.columns, strict=True):
            assert (one.type, one.required, one.minimum, one.choices, one.references) == (
                two.type, two.required, two.minimum, two.choices, two.references,
            )  # fmt: skip


def flat(texts: dict, above: str = "") -> dict[str, str]:
    found = {}
    for key, value in texts.items():
        found |= flat(value, f"{above}{key}.") if isinstance(value, dict) else {f"{above}{key}": value}
    return found


def test_both_languages_say_the_same_things_with_the_same_blanks():
    german, english = (flat(wording._texts(language)) for language in wording.LANGUAGES)
    assert set(german) == set(english)
    for key, text in german.items():
        blanks = [{name for _, name, *_ in string.Formatter().parse(one) if name} for one in (text, english[key])]
        assert blanks[0] == blanks[1], key


def test_an_extract_in_english_has_the_same_figures_and_english_words(cursor):
    wish = Wish(forms=("rfc4180", "xlsx"), relations=("category",), language="en")
    told = dict(files(cursor, wish))
    assert told["rfc4180/category.csv"] == extract_bytes(cursor, "category", "rfc4180")
    text = told["README.txt"].decode("utf-8-sig")
    assert "Worked example – people are real, offers are invented" in text
    assert "unprotected: small numbers stand unchanged" in text
    book = openpyxl.load_workbook(io.BytesIO(told["xlsx/category.xlsx"]))
    assert book.sheetnames == ["category", "Columns", "Notes"]
    assert book["Columns"]["B2"].value == "Categories"
    assert book["Columns"]["C2"].value == "one row per category"
    assert '"The 16 kinds of offers and how they are computed with."' in told["datapackage.json"].decode()
    assert '"@value": "Need, supply' in told["dcat.jsonld"].decode()
