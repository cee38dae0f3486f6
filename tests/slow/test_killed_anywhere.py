"""kill -9 at fifty moments spread over a whole run: nothing half-done stays, and the next run completes."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from pipelines import snapshot
from pipelines.receiving.receipts import RECEIPT, verified_receipts
from tests.fixtures.small_kreis import RHEINE, SmallKreis, ask, reported, stock
from tests.synthetic.messy import inventory

ROOT = Path(__file__).resolve().parents[2]
MOMENTS = 50
# Says when it has begun, so that what is killed is the run and not the start of Python.
RUN = """
import sys
from pipelines import cli, loading, warehouse
from pipelines.receiving import intake
print("los", flush=True)
sys.exit(cli.main(["add", "--data", *sys.argv[1:]]) or cli.main(["build", "--data", sys.argv[1]]))
"""
COUNTED = "select persons from curated.stock where persons is not null"


def begun(data: Path, *files: Path) -> subprocess.Popen:
    """A run that has printed its first word: it takes files in, then builds."""
    command = [sys.executable, "-c", RUN, str(data), *map(str, files)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout.readline() == b"los\n"
    return process


def ends_well(process: subprocess.Popen) -> bool:
    """Whether a run completes; what it says is read, or it would wait for a reader."""
    process.communicate(timeout=300)
    return process.returncode == 0


def files_of(folder: Path, number: int) -> list[Path]:
    """Five inventories that no run has seen before."""
    return [inventory(10 * number + place).write(folder) for place in range(5)]


def nothing_is_half_done(data: Path) -> None:
    receipts = {receipt.file for receipt in verified_receipts(data)}
    kept = {path.relative_to(data / "raw").as_posix() for path in (data / "raw").glob("*/[!.]*/*") if path.is_file()}
    assert receipts == {name for name in kept if not name.endswith(RECEIPT)}
    assert {name + RECEIPT for name in receipts} == {name for name in kept if name.endswith(RECEIPT)}
    assert ask(data, COUNTED) == [(100,)]


def test_a_run_killed_at_fifty_moments_leaves_nothing_half_done_and_the_next_completes(kreis: SmallKreis, tmp_path):
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "wsa_stock", 100))
    kreis.add("inventory_report", *reported(RHEINE))
    kreis.build()
    start = time.monotonic()
    assert ends_well(begun(kreis.data, *files_of(tmp_path, 0)))
    whole = time.monotonic() - start
    for number in range(1, MOMENTS + 1):
        process = begun(kreis.data, *files_of(tmp_path, number))
        time.sleep(whole * number / MOMENTS)
        process.kill()
        process.communicate()
        nothing_is_half_done(kreis.data)
    before = snapshot.latest(kreis.data)
    every = [path for number in range(MOMENTS + 2) for path in files_of(tmp_path, number)]
    assert ends_well(begun(kreis.data, *every))
    nothing_is_half_done(kreis.data)
    assert snapshot.latest(kreis.data) != before
    offers = sum(len(inventory(10 * number + place).offers) for number in range(MOMENTS + 2) for place in range(5))
    assert kreis.ask("select count(*) from curated.offer") == [(offers,)]
