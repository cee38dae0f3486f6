"""A file is recognised by its content, kept as received, and never edited; a damaged raw folder stops the build."""

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipelines import intake
from pipelines import snapshot as published
from pipelines.build import build
from pipelines.problems import NotPublished, Unreadable
from pipelines.sources import SOURCES
from tests.fixtures.small_kreis import ALTENBERGE, RAW, RECEIVED, RHEINE, SmallKreis, csv_text, offer, stock

SHIPPED = Path(__file__).parents[2] / "data" / "raw"


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def file_of(kreis: SmallKreis, source: str) -> Path:
    return next((kreis.data / "raw" / source).glob("*/*.csv"))


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*/*/*[!n]")), ids=lambda path: path.name)
def test_every_shipped_file_is_recognised_by_its_content(path, tmp_path):
    renamed = shutil.copy(path, tmp_path / f"egal{path.suffix}")
    assert intake.recognise(Path(renamed)).name == path.parents[1].name


@pytest.mark.parametrize("source", [source for source in SOURCES if source.suffixes == (".csv",)], ids=lambda one: one.name)
def test_the_header_alone_tells_a_source(source, tmp_path):
    path = tmp_path / "irgendwas.txt"
    path.write_text(",".join(reversed(source.layout.names)) + ",zusätzlich\n", "utf-8")
    assert intake.recognise(path) == source


def test_a_file_is_kept_byte_for_byte_with_a_receipt_that_matches(kreis):
    text = "\ufeff" + csv_text("allocation_report", [stock(RHEINE, "2018-01", "fluag_stock", n) for n in range(1)])
    answer = kreis.add_text(text.replace("\n", "\r\n"), "bestand", now=datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC))
    kept = kreis.data / "raw" / answer.receipt.file
    assert kept.read_bytes() == text.replace("\n", "\r\n").encode("utf-8")
    receipt = json.loads(kept.with_name(kept.name + intake.RECEIPT).read_text("utf-8"))
    assert receipt == {
        "receipt_id": f"allocation_report-{receipt['sha256'][:12]}",
        "source": "allocation_report",
        "file": f"allocation_report/20260203T040506Z/{kept.name}",
        "sha256": intake.sha256(kept),
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


def test_the_same_file_twice_changes_nothing(kreis):
    row = stock(RHEINE, "2018-01", "fluag_stock", 1)
    first = kreis.add("allocation_report", row)
    before = tree(kreis.data)
    again = kreis.add("allocation_report", row, now=datetime(2027, 1, 1, tzinfo=UTC))
    assert (first.already_there, again.already_there) == (False, True)
    assert again.receipt == first.receipt
    assert tree(kreis.data) == before


def test_another_file_of_the_same_name_in_the_same_second_replaces_nothing(kreis):
    path = kreis.inbox / "bestand.csv"
    for value in (1, 2):
        path.write_text(csv_text("allocation_report", [stock(RHEINE, f"2018-0{value}", "fluag_stock", value)]), "utf-8")
        intake.take_in(path, kreis.data, RECEIVED)
    assert kreis.ask("select persons from curated.stock where persons is not null order by month") == [(1,), (2,)]


def test_a_mostly_bad_file_is_refused_whole_with_one_sentence(kreis):
    before = tree(kreis.data)
    rows = [offer(str(number), RHEINE, "WOH", 5, "beds") for number in range(8)]
    with pytest.raises(Unreadable) as refusal:
        kreis.add("offer_inventory", *rows, offer("x", "5566076", "WOH", 5, "beds"), offer("y", RHEINE, "WOH", -5, "beds"))
    assert str(refusal.value) == (
        "offer_inventory-1.csv: 2 von 10 Zeilen sind nicht lesbar, die Datei bleibt draußen; "
        "zuerst Zeile 10, Spalte 'ags': '5566076' ist kein achtstelliger AGS."
    )
    assert tree(kreis.data) == before


def test_a_few_bad_rows_are_set_aside_and_counted(kreis):
    rows = [offer(str(number), RHEINE, "WOH", 5, "beds") for number in range(10)]
    answer = kreis.add("offer_inventory", *rows, offer("x", "5566076", "WOH", 5, "beds"))
    assert (answer.receipt.rows_taken, answer.receipt.rows_set_aside) == (10, 1)
    assert [(finding.line, finding.column_name, finding.value) for finding in answer.findings] == [(12, "ags", "5566076")]


@pytest.mark.parametrize("content", ["", "\n", "a,b\n", "ags,persons\n05566004,1\n", "\0", "<html></html>"])
def test_what_fits_no_source_is_refused_and_not_kept(kreis, content):
    before = tree(kreis.data)
    with pytest.raises(Unreadable):
        kreis.add_text(content, "seltsam")
    assert tree(kreis.data) == before


def test_a_file_without_rows_is_refused(kreis):
    with pytest.raises(Unreadable, match="enthält keine Zeile"):
        kreis.add("allocation_report")


def changed(kreis: SmallKreis) -> None:
    path = file_of(kreis, "population")
    path.write_text(path.read_text("utf-8").replace("10054", "10055"), "utf-8")


def missing(kreis: SmallKreis) -> None:
    file_of(kreis, "population").unlink()


def without_receipt(kreis: SmallKreis) -> None:
    shutil.copy(RAW / "population.csv", file_of(kreis, "population").with_name("neu.csv"))


def broken_receipt(kreis: SmallKreis, **more: object) -> None:
    path = next((kreis.data / "raw" / "population").glob(f"*/*{intake.RECEIPT}"))
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | more) if more else "{", "utf-8")


def empty(kreis: SmallKreis) -> None:
    shutil.rmtree(kreis.data / "raw")


def no_municipalities(kreis: SmallKreis) -> None:
    shutil.rmtree(kreis.data / "raw" / "municipality_list")


def no_population(kreis: SmallKreis) -> None:
    shutil.rmtree(kreis.data / "raw" / "population")


def renew_receipt(kreis: SmallKreis, content: bytes) -> None:
    path = file_of(kreis, "population")
    path.write_bytes(content)
    broken_receipt(kreis, sha256=intake.sha256(path))


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (changed, "wurde nach dem Eingang verändert"),
        (missing, "fehlt, ihr Eingangsbeleg ist da"),
        (without_receipt, "hat keinen Eingangsbeleg; verschieben Sie sie"),
        (broken_receipt, "ist beschädigt"),
        (lambda kreis: broken_receipt(kreis, source="wetter"), "ist beschädigt"),
        (lambda kreis: broken_receipt(kreis, known_on=None), "ist beschädigt"),
        (lambda kreis: broken_receipt(kreis, known_on="gestern"), "ist beschädigt"),
        (lambda kreis: broken_receipt(kreis, unbekannt=1), "ist beschädigt"),
        (empty, "liegen keine Daten"),
        (no_municipalities, "fehlt das Gemeindeverzeichnis"),
        (no_population, "Für kein Jahr liegt die Bevölkerung aller Gemeinden"),
        (lambda kreis: renew_receipt(kreis, b"ags,persons\n05566004,1\n"), "fehlt die Spalte 'as_of'"),
        (lambda kreis: renew_receipt(kreis, b"\xff\xfe\x00"), "keine UTF-8-Textdatei"),
        (lambda kreis: (kreis.data / "settings.toml").write_text("kreis = 1"), "kennt keine Einstellung 'kreis'"),
        (lambda kreis: (kreis.data / "settings.toml").write_text('kreis_ags = "05999"'), "prüfen Sie kreis_ags"),
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

    monkeypatch.setattr(intake, "sha256", denied)
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
