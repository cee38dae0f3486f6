"""Inventories in a shape of their own: every good row arrives as it was meant, every bad one is named by its line."""

from __future__ import annotations

import pytest

from pipelines.receiving import intake
from tests.fixtures.small_kreis import RECEIVED
from tests.fixtures.taken import rows_of
from tests.synthetic.messy import inventory


def in_one_line(row: dict[str, str], names: dict[str, str]) -> dict[str, str]:
    return {name: " ".join(row[name].split()) for name in names}


@pytest.mark.parametrize("seed", range(12))
def test_a_messy_inventory_is_read_as_it_was_meant(kreis, seed):
    messy = inventory(seed)
    answer = intake.take_in(messy.write(kreis.inbox), kreis.data, RECEIVED)
    rows = rows_of(kreis.data, answer).to_dict("records")
    assert len(rows) == len(messy.offers)
    for row, offer in zip(rows, messy.offers, strict=True):
        assert in_one_line(row, offer) == in_one_line(offer, offer)
    assert sorted({one.line for one in answer.findings if one.severity == "error"}) == messy.bad_lines
    assert answer.receipt.rows_set_aside == len(messy.bad_lines)
