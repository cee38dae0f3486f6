"""A file is recognised by its content, kept as received, and never edited; a damaged raw folder stops the build."""

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipelines import snapshot as published
from pipelines.build import build
from pipelines.problems import NotPublished
from pipelines.receiving import intake, receipts
from pipelines.receiving.receipts import RECEIPT, sha256
from pipelines.sources import SOURCES
from tests.fixtures.small_kreis import ALTENBERGE, RECEIVED, RHEINE, SmallKreis, csv_text, stock

SHIPPED = Path(__file__).parents[2] / "data" / "raw"


def file_of(kreis: SmallKreis, source: str) -> Path:
    return next((kreis.data / "raw" / source).glob("*/*.csv"))


@pytest.mark.parametrize(
    "path", sorted(path for path in SHIPPED.glob("*/*/*") if path.suffix != ".json"), ids=lambda path: path.name
)
def test_every_shipped_file_is_recognised_by_its_content(path, tmp_path):
    renamed = shutil.copy(path, tmp_path / f"egal{path.suffix}")
    assert intake.recognise(Path(renamed)).name == path.parents[1].name


@pytest.mark.parametrize("source", [source for source in SOURCES if source.read is None], ids=lambda one: one.name)
def test_the_header_alone_tells_a_source(source, tmp_path):
    path = tmp_path / "irgendwas.txt"
    path.write_text(",".join(reversed(source.layout.names)) + ",zusätzlich\n", "utf-8")
    assert intake.recognise(path) == source


def test_a_file_is_kept_byte_for_byte_with_a_receipt_that_matches(kreis):
    text = "\ufeff" + csv_text("allocation_report", [stock(RHEINE, "2018-01", "fluag_stock", n) for n in range(1)])
    answer = kreis.add_text(text.replace("\n", "\r\n"), "bestand", now=datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC))
    kept = kreis.data / "raw" / answer.receipt.file
    assert kept.read_bytes() == text.replace("\n", "\r\n").encode("utf-8")
    receipt = json.loads(kept.with_name(kept.name + RECEIPT).read_text("utf-8"))
    assert receipt == {
        "receipt_id": f"allocation_report-{receipt['sha256'][:12]}",
        "source": "allocation_report",
        "file": f"allocation_report/20260203T040506Z/{kept.name}",
        "sha256": sha256(kept),
        "received_at": "2026-02-03T04:05:06Z",
        "known_on": "2026-02-03",
        "known_on_assumed": True,
        "recognised_as": "Bestände, Verpflichtungen und Erfüllungsquoten",
        "period": "2018-01-01/2018-01-01",
        "rows_taken": 1,
        "rows_set_aside": 0,
    }


def test_a_day_of_publication_is_no_assumption(kreis):
    answer = kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 1), known_on=date(2018, 3, 1))
    assert (answer.receipt.known_on, answer.receipt.known_on_assumed) == ("2018-03-01", False)


def no_population(kreis: SmallKreis) -> None:
    shutil.rmtree(kreis.data / "raw" / "population")


def renew_receipt(kreis: SmallKreis, content: bytes) -> None:
    path = file_of(kreis, "population")
    path.write_bytes(content)
    receipt = path.with_name(path.name + RECEIPT)
    receipt.write_text(json.dumps(json.loads(receipt.read_text("utf-8")) | {"sha256": sha256(path)}), "utf-8")


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (no_population, "Für kein Jahr liegt die Bevölkerung aller Gemeinden"),
        (lambda kreis: renew_receipt(kreis, b"ags,persons\n05566004,1\n"), "fehlt die Spalte „as_of“"),
        (lambda kreis: renew_receipt(kreis, b"\xff\xfe\x00"), "keine UTF-8-Textdatei"),
    ],
)
def test_a_damaged_data_folder_is_not_published_and_says_why(kreis, damage, words):
    kreis.add("allocation_report", stock(ALTENBERGE, "2018-01", "fluag_stock", 1))
    good = build(kreis.data)
    damage(kreis)
    with pytest.raises(NotPublished, match=words) as refusal:
        build(kreis.data)
    assert str(refusal.value)[-1] in ".)…"
    latest = published.latest(kreis.data)
    assert latest is not None
    assert latest.name == good


def test_an_unreadable_file_is_a_sentence(kreis, monkeypatch):
    def denied(path: Path) -> str:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(receipts, "sha256", denied)
    with pytest.raises(NotPublished, match="fehlt das Schreib- oder Leserecht"):
        build(kreis.data)


def test_following_the_advice_for_a_file_without_receipt_mends_it(kreis):
    kreis.add("allocation_report", stock(ALTENBERGE, "2018-01", "fluag_stock", 1))
    stray = kreis.data / "raw" / "allocation_report" / "von-hand" / "bestand.csv"
    stray.parent.mkdir()
    stray.write_text(csv_text("allocation_report", [stock(RHEINE, "2018-01", "fluag_stock", 7)]), "utf-8")
    with pytest.raises(NotPublished, match=r"verschieben Sie sie aus .* heraus"):
        build(kreis.data)
    moved = shutil.move(stray, kreis.inbox / "bestand.csv")
    intake.take_in(Path(moved), kreis.data, RECEIVED)
    assert kreis.ask("select persons from curated.stock where ags = ? and persons is not null", RHEINE) == [(7,)]
