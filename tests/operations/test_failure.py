"""A build that nobody watched and that was not published is told in `status` and on the pages, until one is."""

from __future__ import annotations

import pytest

from pipelines.build import build, run_lock
from pipelines.failure import last_failure
from pipelines.problems import NotPublished
from tests.fixtures.small_kreis import RHEINE, stock


def test_a_build_that_fails_leaves_its_sentence_and_the_next_good_one_takes_it_away(kreis):
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "wsa_stock", 100))
    kreis.build()
    assert last_failure(kreis.data) is None
    kreis.own("parameter", "nur,falsche,spalten\n")
    with pytest.raises(NotPublished) as refusal:
        kreis.build()
    assert last_failure(kreis.data)[1] == str(refusal.value)
    (kreis.data / "own" / "parameter.csv").unlink()
    kreis.build()
    assert last_failure(kreis.data) is None


def test_waiting_for_another_build_is_no_failure(kreis):
    with run_lock(kreis.data), pytest.raises(NotPublished):
        build(kreis.data)
    assert last_failure(kreis.data) is None


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"at": "gestern", "sentence": "x"}'])
def test_a_damaged_note_says_nothing(kreis, text):
    folder = kreis.data / "curated"
    folder.mkdir(exist_ok=True)
    (folder / "not_published.json").write_text(text, "utf-8")
    assert last_failure(kreis.data) is None
