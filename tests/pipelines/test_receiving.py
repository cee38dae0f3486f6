"""A file is recognised, kept as it came and receipted, or refused."""

import hashlib
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.problems import Unreadable
from pipelines.receiving.intake import take_in
from pipelines.receiving.receipts import RECEIPT, receipts
from tests.fixtures.raw_files import BAD, GOOD, files_in, written
from tests.fixtures.small_kreis import ALTENBERGE, RECEIVED, RHEINE, csv_text, offer, reported, stock

LATER = datetime(2026, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("row", "source"),
    [
        (stock(RHEINE, "2018-01", "fluag_stock", 1), "allocation_report"),
        ({"ags": RHEINE, "as_of": "2024-12-31", "recipients": "5"}, "asylblg_recipients"),
        ({"ags": RHEINE, "as_of": "2019-12-31", "persons": "76000"}, "population"),
        ({"ags_from": RHEINE, "ags_to": ALTENBERGE, "straight_km": "30", "road_km_estimate": "40"}, "distance"),
        (reported(RHEINE)[0], "inventory_report"),
        (GOOD, "offer_inventory"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_is_recognised_by_its_columns_and_not_by_its_name(kreis, row, source):
    answer = kreis.add_text(csv_text(source, [row]), "distance_oder_population")
    assert (answer.receipt.source, answer.receipt.rows_taken) == (source, 1)


def test_columns_in_another_order_are_the_same_kind_of_file(kreis):
    header, row = csv_text("inventory_report", reported(RHEINE)).splitlines()
    turned = "\n".join(",".join(reversed(line.split(","))) for line in (header, row))
    assert kreis.add_text(turned, "gedreht").receipt.source == "inventory_report"


def test_the_receipt_matches_the_file_kept(kreis):
    text = csv_text("offer_inventory", [GOOD | {"offer_id": str(number)} for number in range(10)] + [BAD])
    receipt = kreis.add_text(text, "inventar").receipt
    kept = kreis.data / "raw" / receipt.file
    assert kept.read_text("utf-8") == text
    assert receipt.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert receipt.file == "offer_inventory/20260101T000000Z/inventar-1.csv"
    assert receipt.period == "2025-12-31/2025-12-31"
    assert (receipt.rows_taken, receipt.rows_set_aside) == (10, 1)
    assert (receipt.received_at, receipt.known_on, receipt.known_on_assumed) == (
        "2026-01-01T00:00:00Z",
        "2026-01-01",
        True,
    )
    assert json.loads(kept.with_name(kept.name + RECEIPT).read_text("utf-8")) == vars(receipt)


def test_every_shipped_receipt_matches_its_file(data):
    for receipt in receipts(data):
        content = (data / "raw" / receipt.file).read_bytes()
        assert hashlib.sha256(content).hexdigest() == receipt.sha256
        assert receipt.receipt_id == f"{receipt.source}-{receipt.sha256[:12]}"


def test_the_same_content_twice_changes_nothing(kreis):
    first = kreis.add("offer_inventory", GOOD)
    before = files_in(kreis.data)
    again = kreis.add("offer_inventory", GOOD, now=LATER)
    assert (again.already_there, again.receipt) == (True, first.receipt)
    assert files_in(kreis.data) == before


def test_two_files_of_one_name_in_one_second_are_both_kept(kreis, tmp_path):
    for capacity in (5, 6):
        path = written(tmp_path, csv_text("offer_inventory", [offer("haus", RHEINE, "WOH", capacity, "beds")]))
        take_in(path, kreis.data, RECEIVED)
    first, second = (receipt for receipt in receipts(kreis.data) if receipt.source == "offer_inventory")
    assert sorted((first.file, second.file)) == [
        f"offer_inventory/20260101T000000Z-{hashlib.sha256(path.read_bytes()).hexdigest()[:8]}/datei.csv",
        "offer_inventory/20260101T000000Z/datei.csv",
    ]


def test_of_two_files_that_contradict_each_other_the_later_one_counts(kreis):
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 10))
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 12), now=LATER)
    assert kreis.ask("select persons from curated.stock where persons is not null") == [(12,)]


def test_one_bad_row_in_ten_is_set_aside_and_the_rest_taken(kreis):
    rows = [GOOD | {"offer_id": str(number)} for number in range(9)]
    answer = kreis.add("offer_inventory", *rows, BAD)
    assert (answer.receipt.rows_taken, answer.receipt.rows_set_aside) == (9, 1)
    [finding] = answer.findings
    assert (finding.line, finding.column_name, finding.value, finding.reason) == (
        11,
        "capacity",
        "fünf",
        "ist keine Zahl",
    )


def test_a_mostly_bad_file_is_refused_whole_and_nothing_is_kept(kreis):
    before = files_in(kreis.data)
    with pytest.raises(Unreadable) as refusal:
        kreis.add("offer_inventory", GOOD, BAD)
    assert str(refusal.value) == (
        "offer_inventory-1.csv: 1 von 2 Zeilen sind nicht lesbar, die Datei bleibt draußen; "
        "zuerst Zeile 3, Spalte „capacity“: „fünf“ ist keine Zahl."
    )
    assert files_in(kreis.data) == before


def test_a_file_without_a_row_is_refused(kreis):
    with pytest.raises(Unreadable, match=r"^leer-1.csv enthält keine Zeile; liefern Sie die Datei neu\.$"):
        kreis.add_text(csv_text("offer_inventory", []), "leer")


def test_a_copy_cut_short_leaves_no_trace(kreis, monkeypatch):
    def full(_from, to):
        Path(to).write_bytes(b"ha")
        raise OSError(28, "No space left on device")

    before = files_in(kreis.data)
    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(OSError, match="No space left"):
        kreis.add("offer_inventory", GOOD)
    assert files_in(kreis.data) == before


def test_the_day_of_receipt_stands_in_the_receipt(kreis):
    answer = kreis.add("offer_inventory", GOOD, known_on=RECEIVED.date())
    assert answer.receipt.known_on_assumed is False
