"""The drop folder is emptied: taken, known or refused, each file once, and none is ever lost."""

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from pipelines.build import input_hash, run_lock
from pipelines.problems import NotPublished, Problem, Unreadable
from pipelines.receiving import inbox, intake
from pipelines.receiving.keeping import keep
from pipelines.receiving.receipts import receipts, sha256, verified_receipts
from pipelines.receiving.refusals import refusals, unsettled, verified_refusals
from tests.fixtures.small_kreis import RHEINE, SmallKreis, csv_text, stock

GOOD = csv_text("allocation_report", [stock(RHEINE, "2018-01", "fluag_stock", 7)])
BAD = "hallo;welt\n1;2\n"


def drop(kreis: SmallKreis, name: str, content: str | bytes = GOOD, *, age: float = 60) -> Path:
    """A file that was written so many seconds ago."""
    path = inbox.inbox_of(kreis.data) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    os.utime(path, (path.stat().st_mtime - age,) * 2)
    return path


def emptied(kreis: SmallKreis, wait=lambda _: None) -> dict[str, str]:
    return {outcome.name: outcome.state for outcome in inbox.empty(kreis.data, wait)}


def left(kreis: SmallKreis) -> list[str]:
    folder = inbox.inbox_of(kreis.data)
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def test_a_good_file_is_taken_in_and_leaves_the_inbox(kreis):
    drop(kreis, "Rheine/bestand.csv")
    assert emptied(kreis) == {"Rheine/bestand.csv": "taken"}
    assert left(kreis) == []
    kept = [kreis.data / "raw" / one.file for one in receipts(kreis.data) if one.source == "allocation_report"]
    assert [path.read_text("utf-8") for path in kept] == [GOOD]
    assert kreis.ask("select persons from curated.stock where ags = ? and persons is not null", RHEINE) == [(7,)]


def test_the_same_file_twice_changes_nothing_and_leaves_the_inbox(kreis):
    drop(kreis, "bestand.csv")
    emptied(kreis)
    before = input_hash(kreis.data)
    drop(kreis, "nochmal.csv")
    assert emptied(kreis) == {"nochmal.csv": "known"}
    assert left(kreis) == []
    assert input_hash(kreis.data) == before


def test_a_refused_file_is_kept_with_its_reason_and_is_a_finding_until_its_folder_is_deleted(kreis):
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 5))
    drop(kreis, "Greven/falsch.csv", BAD)
    before = input_hash(kreis.data)
    assert emptied(kreis) == {"Greven/falsch.csv": "refused"}
    assert left(kreis) == []
    assert input_hash(kreis.data) != before
    (refusal,) = verified_refusals(kreis.data)
    kept = kreis.data / "raw" / refusal.file
    assert kept.read_text("utf-8") == BAD
    assert (refusal.dropped_as, refusal.sha256) == ("Greven/falsch.csv", sha256(kept))
    rows = kreis.ask("select severity, source, file, value, reason, action from curated.finding where line is null")
    assert [row[:5] for row in rows if row[2] == refusal.file] == [
        ("error", "", refusal.file, "Greven/falsch.csv", refusal.sentence)
    ]
    assert all(refusal.folder in row[5] for row in rows if row[2] == refusal.file)
    shutil.rmtree(kept.parent)
    assert kreis.ask("select count(*) from curated.finding where file like 'refused/%'") == [(0,)]


def test_a_file_with_more_than_a_tenth_bad_rows_is_refused_under_its_source(kreis):
    bad = csv_text("allocation_report", [stock("09999999", "2018-01", "fluag_stock", 7)])
    drop(kreis, "meldung.csv", bad)
    emptied(kreis)
    (refusal,) = refusals(kreis.data)
    assert refusal.source == "allocation_report"
    assert "1 von 1 Zeilen sind nicht lesbar" in refusal.sentence


def test_refused_twice_for_the_same_reason_is_kept_once(kreis):
    for name in ("a.csv", "a.csv"):
        drop(kreis, name, BAD)
        assert emptied(kreis) == {"a.csv": "refused"}
    assert len(refusals(kreis.data)) == 1


def test_a_refused_file_that_is_taken_in_later_is_settled(kreis, monkeypatch):
    drop(kreis, "bestand.csv")
    with monkeypatch.context() as broken:
        broken.setattr("pipelines.receiving.verdicts.take_in_all", _refuses)
        emptied(kreis)
    assert len(unsettled(refusals(kreis.data), receipts(kreis.data))) == 1
    drop(kreis, "bestand.csv")
    emptied(kreis)
    assert unsettled(refusals(kreis.data), receipts(kreis.data)) == []


def _refuses(*_):
    raise Unreadable("kein bekannter Aufbau; liefern Sie die Datei neu.")


def test_a_fault_of_the_program_in_one_file_does_not_hold_up_the_others(kreis, monkeypatch):
    drop(kreis, "a.csv", GOOD + "\n")
    drop(kreis, "b.csv")
    take_in_all = intake.take_in_all

    def stumbles(path, *rest):
        if path.name == "a.csv":
            raise KeyError("column")
        return take_in_all(path, *rest)

    monkeypatch.setattr("pipelines.receiving.verdicts.take_in_all", stumbles)
    assert emptied(kreis) == {"a.csv": "refused", "b.csv": "taken"}
    assert "Programmfehlers nicht lesen (KeyError)" in refusals(kreis.data)[0].sentence


def test_an_archive_is_taken_apart_and_its_bad_file_kept_by_itself(kreis):
    path = drop(kreis, "alles.zip", b"")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("bestand.csv", GOOD)
        archive.writestr("falsch.csv", BAD)
    assert emptied(kreis) == {"alles.zip/bestand.csv": "taken", "alles.zip/falsch.csv": "refused"}
    assert left(kreis) == []
    (refusal,) = verified_refusals(kreis.data)
    assert Path(refusal.file).name == "falsch.csv"


def test_an_archive_that_leads_outside_is_refused_as_a_whole(kreis):
    path = drop(kreis, "böse.zip", b"")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("bestand.csv", GOOD)
        archive.writestr("../../hinaus.csv", GOOD)
    assert emptied(kreis) == {"böse.zip": "refused"}
    assert [Path(refusal.file).name for refusal in verified_refusals(kreis.data)] == ["böse.zip"]
    assert not list(kreis.data.rglob("hinaus.csv"))


@pytest.mark.parametrize("name", [".bestand.csv", "bestand.csv.part", "x.CRDOWNLOAD", "~$bestand.xlsx", ".neu/a.csv"])
def test_what_is_half_done_or_hidden_is_left_alone(kreis, name):
    drop(kreis, name)
    assert emptied(kreis) == {}
    assert left(kreis) == [name]


def test_a_link_is_not_followed(kreis, tmp_path):
    (tmp_path / "fremd").mkdir()
    (tmp_path / "fremd" / "bestand.csv").write_text(GOOD, "utf-8")
    for name, target in (("datei.csv", "fremd/bestand.csv"), ("ordner", "fremd")):
        (inbox.inbox_of(kreis.data) / name).symlink_to(tmp_path / target)
    assert emptied(kreis) == {"datei.csv": "waiting", "ordner": "waiting"}
    assert (tmp_path / "fremd" / "bestand.csv").exists()


def test_a_file_that_grows_while_one_waits_stays_in_the_inbox(kreis):
    path = drop(kreis, "bestand.csv")
    assert emptied(kreis, lambda _: path.write_text(GOOD + GOOD, "utf-8")) == {"bestand.csv": "waiting"}
    assert left(kreis) == ["bestand.csv"]
    assert emptied(kreis, lambda _: path.unlink()) == {}


def test_what_changes_while_it_is_read_is_not_kept(kreis):
    path = kreis.inbox / "a.csv"
    path.write_text(GOOD, "utf-8")
    target = kreis.data / "raw" / "allocation_report" / "20260101T000000Z" / "a.csv"
    with pytest.raises(Unreadable, match="während der Aufnahme verändert"):
        keep(path, target, ".receipt.json", "{}", "0" * 64)
    assert list(target.parents[1].glob("*")) == []


def test_a_disk_that_does_not_play_along_leaves_the_file_where_it_is(kreis, monkeypatch):
    drop(kreis, "bestand.csv")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipelines.receiving.keeping.to_disk", full)
    (outcome,) = inbox.empty(kreis.data, lambda _: None)
    assert outcome.state == "waiting"
    assert "Der Datenträger ist voll" in outcome.sentence
    assert left(kreis) == ["bestand.csv"]


def test_names_that_look_like_receipts_do_no_harm(kreis):
    drop(kreis, "a.receipt.json", BAD)
    drop(kreis, "b.refusal.json", BAD + "3;4\n")
    assert emptied(kreis) == {"a.receipt.json": "refused", "b.refusal.json": "refused"}
    assert len(verified_refusals(kreis.data)) == 2
    assert verified_receipts(kreis.data)


def test_a_damaged_raw_folder_is_not_blamed_on_the_file(kreis):
    drop(kreis, "bestand.csv")
    next((kreis.data / "raw" / "municipality_list").glob("*/*.csv")).write_text("kaputt", "utf-8")
    with pytest.raises(Problem):
        emptied(kreis)
    assert left(kreis) == ["bestand.csv"]


def test_while_another_build_is_under_way_the_inbox_stays_as_it_is(kreis):
    drop(kreis, "bestand.csv")
    with run_lock(kreis.data), pytest.raises(NotPublished, match="Ein anderer Bau"):
        emptied(kreis)
    assert left(kreis) == ["bestand.csv"]


def test_the_verb_without_files_empties_the_inbox_and_says_so_when_there_is_nothing(kreis):
    drop(kreis, "bestand.csv")
    (said,) = inbox.add_inbox(kreis.data, lambda _: None)
    assert "1 Zeilen übernommen" in said
    with pytest.raises(Problem, match="liegt nichts"):
        list(inbox.add_inbox(kreis.data))


def test_what_was_taken_in_awaits_a_build_until_it_is_built(kreis):
    kreis.add("allocation_report", stock(RHEINE, "2017-01", "fluag_stock", 5))
    kreis.build()
    assert not inbox.awaits_build(kreis.data)
    drop(kreis, "bestand.csv")
    emptied(kreis)
    assert inbox.awaits_build(kreis.data)
