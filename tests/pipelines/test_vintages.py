"""The picture of an earlier day: a stock of 100 becomes known on 10 January and is corrected to 120 on 10 April."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipelines import build as steps
from pipelines import snapshot
from pipelines.cli import main
from pipelines.problems import NotPublished
from tests.fixtures.small_kreis import RHEINE, SmallKreis, stock

ROOT = Path(__file__).resolve().parents[2]
FIRST, CORRECTED = date(2026, 1, 10), date(2026, 4, 10)
BEFORE, AFTER = date(2026, 3, 1), date(2026, 5, 1)
# Received on one day: what tells the two apart is when they were published.
RECEIVED = datetime(2026, 6, 1, tzinfo=UTC)
# Ends itself, as by a power cut, where a function of the snapshot is called for the vintage of 1 March.
DIE_AT = """
import os, signal, sys
from datetime import date
from pathlib import Path
from pipelines import build, snapshot
setattr(snapshot, sys.argv[2], lambda *_: os.kill(os.getpid(), signal.SIGKILL))
build.build(Path(sys.argv[1]), as_known_on=date(2026, 3, 1))
"""
STOCK = "select persons from curated.reported_stock where ags = ? and legal_group = 'fluag'"


@pytest.fixture
def corrected(kreis: SmallKreis) -> SmallKreis:
    kreis.add("allocation_report", stock(RHEINE, "2025-12", "fluag_stock", 100), now=RECEIVED, known_on=FIRST)
    kreis.add("allocation_report", stock(RHEINE, "2025-12", "fluag_stock", 120), now=RECEIVED, known_on=CORRECTED)
    return kreis


def rows_of(kreis: SmallKreis, day: date, query: str, *values: object) -> list[tuple]:
    """What the picture of a day answers, built when it is not there yet."""
    steps.build(kreis.data, as_known_on=day)
    folder = snapshot.latest(kreis.data, day)
    assert folder is not None
    with snapshot.opened(folder) as con:
        return con.execute(query, list(values)).fetchall()


def test_before_the_correction_the_first_count_stands(corrected):
    assert rows_of(corrected, BEFORE, STOCK, RHEINE) == [(100,)]


def test_after_the_correction_the_new_count_stands(corrected):
    assert rows_of(corrected, AFTER, STOCK, RHEINE) == [(120,)]


def test_a_day_of_publication_counts_as_known(corrected):
    assert rows_of(corrected, CORRECTED, STOCK, RHEINE) == [(120,)]


def test_a_snapshot_says_whose_day_it_shows(corrected):
    assert rows_of(corrected, BEFORE, "select as_known_on, known_on from curated.build") == [(BEFORE, FIRST)]


def test_the_newest_snapshot_shows_no_day_and_is_not_touched_by_a_vintage(corrected):
    newest = corrected.build()
    steps.build(corrected.data, as_known_on=BEFORE)
    assert (corrected.data / "curated" / "latest").read_text("utf-8").strip() == newest
    with snapshot.opened(snapshot.latest(corrected.data)) as con:
        assert con.execute("select as_known_on from curated.build").fetchall() == [(None,)]
        assert con.execute(STOCK, [RHEINE]).fetchall() == [(120,)]


def test_only_what_was_known_has_a_receipt(corrected):
    query = "select known_on from curated.receipt where source = 'allocation_report'"
    assert rows_of(corrected, BEFORE, query) == [(FIRST,)]


def test_a_row_is_known_on_its_own_day_where_its_file_names_one(kreis):
    early = stock(RHEINE, "2025-12", "fluag_stock", 77, known_on="2026-02-03", source="Rat 3.2.2026")
    late = stock(RHEINE, "2025-12", "wsa_stock", 5)
    kreis.add("allocation_report", early, late, now=RECEIVED)
    kreis.add("allocation_report", stock(RHEINE, "2025-11", "wsa_stock", 4), known_on=FIRST)
    known = "select legal_group, persons from curated.reported_stock order by legal_group"
    assert rows_of(kreis, date(2026, 2, 2), known) == [("wohnsitz", 4)]
    assert rows_of(kreis, date(2026, 2, 3), known) == [("fluag", 77), ("wohnsitz", 4)]
    rows = "select rows_taken, period from curated.receipt where received_at = timestamp '2026-06-01'"
    assert rows_of(kreis, date(2026, 2, 3), rows) == [(1, "2025-12-01/2025-12-01")]


def test_a_day_without_any_count_is_refused_in_its_own_name(kreis):
    kreis.add("allocation_report", stock(RHEINE, "2025-12", "fluag_stock", 100), known_on=FIRST)
    with pytest.raises(NotPublished, match=r"Für den Kenntnisstand vom 05\.01\.2026 gilt: .* kein Bestand"):
        steps.build(kreis.data, as_known_on=date(2026, 1, 5))


def test_the_column_may_be_absent(kreis):
    text = "ags,as_of,unemployed,note,publisher,licence,source\n05566076,2016-12-31,1200,,BA,frei,BA\n"
    answer = kreis.add_text(text, "unemployment", now=RECEIVED)
    assert (answer.receipt.source, answer.receipt.rows_taken) == ("unemployment", 1)
    kreis.add("allocation_report", stock(RHEINE, "2025-12", "fluag_stock", 100))
    assert kreis.ask("select known_on from raw.unemployment") == [("2026-06-01",)]


def test_a_row_published_after_it_came_is_set_aside(kreis):
    rows = [stock(RHEINE, f"2025-{month:02}", "fluag_stock", month) for month in range(1, 13)]
    slip = stock(RHEINE, "2024-12", "fluag_stock", 50, known_on="2026-06-02")
    answer = kreis.add("allocation_report", *rows, slip, now=RECEIVED)
    assert (answer.receipt.rows_taken, answer.receipt.rows_set_aside) == (12, 1)
    [finding] = answer.findings
    assert (finding.line, finding.column_name, finding.value) == (14, "known_on", "2026-06-02")
    assert "liegt nach dem Eingang" in finding.reason
    kept = kreis.ask("select count(*) from clean.allocation_report where value = 50")
    assert kept == [(0,)]
    said = kreis.ask("select line, column_name from curated.finding where source = 'allocation_report'")
    assert said == [(14, "known_on")]


def test_the_frame_stands_in_where_it_was_not_known_yet(kreis):
    """List and borders were received on 1 January; population and a count are older."""
    for path in (kreis.data / "raw" / "population").rglob("*.receipt.json"):
        receipt = json.loads(path.read_text("utf-8")) | {"known_on": "2025-06-01"}
        path.write_text(json.dumps(receipt), "utf-8")
    kreis.add("allocation_report", stock(RHEINE, "2025-05", "fluag_stock", 9), known_on=date(2025, 6, 2))
    day = date(2025, 7, 1)
    assert rows_of(kreis, day, "select count(*) from curated.municipality") == [(4,)]
    found = rows_of(kreis, day, "select source, severity, value from curated.finding where column_name = 'known_on'")
    assert ("municipality_list", "info", "2026-01-01") in found
    assert {severity for _, severity, _ in found} == {"info"}


def test_before_everything_one_sentence_says_since_when(corrected):
    with pytest.raises(NotPublished, match=r"Am 01\.01\.2020 war noch keine Zahl bekannt.*seit dem 01\.01\.2026"):
        steps.build(corrected.data, as_known_on=date(2020, 1, 1))


def test_nothing_new_is_built_while_nothing_changes(corrected):
    first = steps.build(corrected.data, as_known_on=BEFORE)
    assert steps.build(corrected.data, as_known_on=BEFORE) == first
    assert steps.is_current(corrected.data, BEFORE) == first
    assert steps.is_current(corrected.data, AFTER) is None


def test_a_vintage_keeps_only_its_latest_build(corrected):
    steps.build(corrected.data, as_known_on=BEFORE)
    corrected.add("allocation_report", stock(RHEINE, "2025-11", "wsa_stock", 1), now=RECEIVED, known_on=FIRST)
    second = steps.build(corrected.data, as_known_on=BEFORE)
    root = snapshot.root_of(corrected.data, BEFORE)
    assert [path.name for path in root.iterdir() if path.is_dir()] == [second]
    assert list(snapshot.vintages(corrected.data)) == [BEFORE]


def test_the_command_line_builds_the_vintage_it_is_asked_for(corrected, capsys):
    data = str(corrected.data)
    assert main(["build", "--data", data, "--as-known-on", "2026-03-01"]) == 0
    assert "as_known_on-2026-03-01" in capsys.readouterr().out
    assert main(["build", "--data", data, "--as-known-on", "2026-03-01"]) == 0
    assert capsys.readouterr().out.startswith("Nichts Neues")
    assert snapshot.latest(corrected.data) is None


@pytest.mark.parametrize("step", ["write", "switch", "_sync", "prune"])
def test_a_vintage_killed_on_its_way_leaves_the_last_good_one(corrected, step):
    newest = corrected.build()
    earlier = steps.build(corrected.data, as_known_on=BEFORE)
    corrected.add("allocation_report", stock(RHEINE, "2025-11", "wsa_stock", 1), now=RECEIVED, known_on=FIRST)
    died = subprocess.run([sys.executable, "-c", DIE_AT, str(corrected.data), step], cwd=ROOT, check=False)
    assert died.returncode == -signal.SIGKILL
    folder = snapshot.latest(corrected.data, BEFORE)
    assert folder is not None
    assert snapshot.is_whole(folder)
    assert (folder.name == earlier) == (step != "prune")
    later = steps.build(corrected.data, as_known_on=BEFORE)
    assert (later == folder.name) == (step == "prune")
    assert (corrected.data / "curated" / "latest").read_text("utf-8").strip() == newest
    assert snapshot.latest(corrected.data, BEFORE).name == later


def test_status_names_the_vintages_on_disk(corrected, capsys):
    corrected.build()
    steps.build(corrected.data, as_known_on=BEFORE)
    assert main(["status", "--data", str(corrected.data)]) == 0
    assert "01.03.2026: Stand" in capsys.readouterr().out


@pytest.mark.parametrize(("day", "stock_then"), [("2026-03-01", "100"), ("2026-05-01", "120")])
def test_explain_shows_the_count_of_the_day_and_says_so(corrected, capsys, day, stock_then):
    corrected.add(
        "state_figure",
        {"measure": "fluag_base", "period_start": "2025-12-01", "period_end": "2025-12-01", "value": "300000"},
        known_on=FIRST,
    )
    call = ["explain", "Rheine", "--as-of", "2025-12-01", "--data", str(corrected.data), "--as-known-on", day]
    assert main(call) == 0
    told = capsys.readouterr()
    year, month, number = day.split("-")
    assert f"Kenntnisstand vom {number}.{month}.{year} wird zuerst gebaut" in told.err
    assert f"Kenntnisstand {number}.{month}.{year}" in told.out.splitlines()[0]
    assert f"{stock_then} Personen" in told.out
    assert main(call) == 0
    assert capsys.readouterr().err == ""


def test_an_extract_of_a_vintage_says_so_in_every_origin(corrected, capsys, tmp_path: Path):
    out = tmp_path / "auszug"
    assert main(["extract", "--data", str(corrected.data), "--out", str(out), "--as-known-on", "2026-03-01"]) == 0
    assert "Kenntnisstand vom 01.03.2026: spätere Meldungen" in (out / "LIESMICH.txt").read_text("utf-8-sig")
    assert json.loads((out / "auszug.json").read_text("utf-8"))["as_known_on"] == "2026-03-01"
    lines = (out / "rfc4180" / "reported_stock.csv").read_text("utf-8").splitlines()
    assert len(lines) == 2
    assert "100" in lines[1].split(",")


@pytest.mark.parametrize("verb", [["build"], ["explain", "Rheine"], ["extract", "--out", "x"]])
def test_a_day_to_come_is_refused_with_one_sentence(corrected, capsys, verb):
    assert main([*verb, "--data", str(corrected.data), "--as-known-on", "2099-12-31"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("Der 31.12.2099 liegt in der Zukunft; nennen Sie bei --as-known-on einen Tag bis")
    assert len(told.splitlines()) == 1


def test_a_day_that_is_none_is_a_call_not_understood(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["build", "--as-known-on", "gestern"])
    assert ended.value.code == 2
    assert "'gestern' ist kein Tag" in capsys.readouterr().err
