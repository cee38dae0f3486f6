"""Refused files and their notes: proven like receipts, and names from outside made harmless."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.file_names import LONGEST, MOST_BYTES, is_partial, safe_name
from pipelines.problems import REAL_LEAPS, WHOLE_LIST, Drifted, NotPublished, Problem
from pipelines.receiving.keeping import sweep
from pipelines.receiving.receipts import sha256
from pipelines.receiving.refusals import REFUSAL, Refusal, finding_of, refuse, verified_refusals
from tests.fixtures.small_kreis import RHEINE, stock


@pytest.fixture
def refused(tmp_path):
    """A data folder with one refused file."""
    path = tmp_path / "a.csv"
    path.write_text("hallo", "utf-8")
    file = "refused/20260101T000000Z/a.csv"
    refuse(path, tmp_path / "data", Refusal(file, "a.csv", sha256(path), "2026-01-01T00:00:00Z", "", "Grund.", ""))
    return tmp_path / "data", tmp_path / "data" / "raw" / file


def test_a_refused_file_without_its_note_is_one_sentence(refused):
    data, file = refused
    file.with_name(file.name + REFUSAL).unlink()
    with pytest.raises(NotPublished, match="hat keinen Vermerk, warum sie abgelehnt ist"):
        verified_refusals(data)


@pytest.mark.parametrize("damage", [lambda file: file.unlink(), lambda file: file.write_text("anders", "utf-8")])
def test_a_note_whose_file_is_gone_or_changed_is_one_sentence(refused, damage):
    data, file = refused
    damage(file)
    with pytest.raises(NotPublished, match="fehlt oder wurde verändert"):
        verified_refusals(data)


@pytest.mark.parametrize("text", ["{", "[]", '{"file": 1}', "\x00"])
def test_a_damaged_note_is_one_sentence(refused, text):
    data, file = refused
    file.with_name(file.name + REFUSAL).write_text(text, "utf-8")
    with pytest.raises(Problem, match="ist beschädigt"):
        verified_refusals(data)


def test_a_note_says_all_that_is_known(refused):
    _, file = refused
    assert json.loads(file.with_name(file.name + REFUSAL).read_text("utf-8")) == {
        "file": "refused/20260101T000000Z/a.csv",
        "dropped_as": "a.csv",
        "sha256": sha256(file),
        "received_at": "2026-01-01T00:00:00Z",
        "source": "",
        "sentence": "Grund.",
        "side_by_side": "",
    }


def test_what_a_killed_run_left_half_done_is_swept_and_nothing_else(refused):
    data, file = refused
    for name in ("raw/population/.20260101T000000Z.4711", "curated/.inbox-abc", "raw/population/.git"):
        (data / name).mkdir(parents=True)
    sweep(data)
    assert file.exists()
    assert [path.name for path in (data / "raw" / "population").iterdir()] == [".git"]
    assert list((data / "curated").iterdir()) == []


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Meldung März.csv", "Meldung März.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\Meldung.xlsx", "Meldung.xlsx"),
        ("a\0b\n.csv", "a_b_.csv"),
        ("..", "datei"),
        ("", "datei"),
        (".versteckt.csv", "versteckt.csv"),
        ("~$auf.xlsx", "$auf.xlsx"),
        ("x" * 300 + ".xlsx", "x" * 115 + ".xlsx"),
        ("Bestand.csv.part", "Bestand.csv.part_"),
        ("umge\u202evsc.exe", "umge_vsc.exe"),
    ],
)
def test_a_name_from_outside_is_kept_as_a_harmless_one(given_name, kept):
    assert safe_name(given_name) == kept


@given(st.text())
def test_no_name_is_a_path_hidden_unwritable_or_too_long(text):
    name = safe_name(text)
    assert name == safe_name(name)
    assert len(name) <= LONGEST
    assert len(name.encode()) <= MOST_BYTES
    assert name
    assert not is_partial(name)
    assert not set(name) & set('/\\:*?"<>|\0\n')


COMPARED = "  erwartet  gefunden\n≠ Plätze    Betten"


@pytest.mark.parametrize(("side_by_side", "details"), [(COMPARED, COMPARED), ("", None)])
def test_expected_and_found_of_a_refused_file_are_in_its_finding(kreis, tmp_path, side_by_side, details):
    path = tmp_path / "a.csv"
    path.write_text("hallo", "utf-8")
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 5))
    refused = Refusal(
        "refused/20260101T000000Z/a.csv", "a.csv", sha256(path), "2026-01-01T00:00:00Z", "", "Grund.", side_by_side
    )
    refuse(path, kreis.data, refused)
    assert kreis.ask("select details from curated.finding where file like 'refused/%'") == [(details,)]
    others = "select count(details) from curated.finding where file not like 'refused/%'"
    assert kreis.ask(others) == [(0,)]


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        (
            f"a.csv: die Größenordnung weicht ab; {REAL_LEAPS}.",
            "Prüfen Sie Einheit und Spalte; stimmen die Zahlen, nimmt "
            "„bedarfsatlas add --real-leaps data/raw/refused/20260101T000000Z/a.csv“ die Datei auf.",
        ),
        (f"a.csv: die Zahl der Gemeinden weicht ab; {WHOLE_LIST}.", "Liefern Sie die vollständige Liste."),
        (str(Drifted("a.csv", "Kopfzeile", ["a"], ["b"])), "Geben Sie die Datei an die Entwicklung weiter;"),
        ("a.csv ist leer; liefern Sie die Datei neu.", "Lassen Sie die Datei berichtigen"),
    ],
)
def test_the_finding_of_a_refusal_says_what_helps_against_its_cause(sentence, action):
    refusal = Refusal("refused/20260101T000000Z/a.csv", "a.csv", "0" * 64, "2026-01-01T00:00:00Z", "", sentence, "")
    said = finding_of(refusal).action
    assert said.startswith(action)
    assert said.endswith("löschen Sie den Ordner data/raw/refused/20260101T000000Z.")
