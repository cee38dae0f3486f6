"""Hashtags follow the grammar and the core words of HXL 1.1, one per column, none twice in a relation."""

from __future__ import annotations

import csv
import io
import re

import pytest

from pipelines.contracts import CONTRACTS
from pipelines.extracts.files import Wish, extract_bytes
from pipelines.extracts.hxl import tags

TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")
# The hashtags of the HXL 1.1 dictionary that occur here (hxlstandard.org/standard/1-1final/dictionary).
CORE = {
    "adm2", "adm3", "affected", "beneficiary", "capacity", "contact", "date", "geo", "indicator", "loc", "meta", "org",
    "reached", "sector", "service", "status", "value",
}  # fmt: skip


@pytest.mark.parametrize("relation", CONTRACTS)
def test_every_column_has_a_tag_of_its_own_in_words_of_the_standard(relation):
    found = tags(CONTRACTS[relation])
    assert len(found) == len(CONTRACTS[relation].names)
    assert [tag for tag in found if not TAG.fullmatch(tag)] == []
    assert {re.split("[#+]", tag)[1] for tag in found} <= CORE
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("relation", "column", "tag"),
    [
        ("gap", "ags", "#adm3+code"),
        ("municipality", "name", "#adm3+name"),
        ("municipality", "lat", "#geo+lat"),
        ("gap", "month", "#date+month"),
        ("persons", "persons", "#affected+refugees"),
        ("offer", "capacity", "#capacity+num"),
        ("offer", "provider", "#org+name"),
        ("distance", "ags_from", "#adm3+code+from"),
        ("gap", "need_low", "#indicator+num+need+low"),
    ],
)
def test_a_tag_says_what_the_column_holds(relation, column, tag):
    contract = CONTRACTS[relation]
    assert tags(contract)[contract.names.index(column)] == tag


def test_the_tags_stand_below_the_names_and_only_when_asked_for(cursor):
    plain, tagged = (
        list(csv.reader(io.StringIO(extract_bytes(cursor, "category", "rfc4180", Wish(is_hxl=wanted)).decode())))
        for wanted in (False, True)
    )
    assert tagged[0] == plain[0]
    assert tagged[1] == tags(CONTRACTS["category"])
    assert tagged[2:] == plain[1:]
