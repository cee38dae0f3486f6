"""The error of an estimate is what the benchmark measures, what the law table holds and what the manual says."""

import csv
import re
from pathlib import Path

import numpy as np
import pytest

from benchmarks import estimate_error as measuring

ROOT = Path(__file__).resolve().parents[1]
SUFFIXES = ("_below_20", "", "_from_100")


def in_force() -> np.ndarray:
    with (ROOT / "pipelines" / "reference" / "parameter.csv").open(encoding="utf-8") as file:
        values = {row["parameter"]: float(row["value"]) for row in csv.DictReader(file)}
    return np.array(
        [[values[f"stock_estimate_error_{month}_months{size}"] for month in measuring.MONTHS] for size in SUFFIXES]
    )


def test_a_share_that_stays_is_estimated_without_error(tmp_path):
    """Two authorities of 30 and 10: the total doubles, both double; the second then loses half of its people."""
    path = tmp_path / "series.csv"
    counts = [("A", 1, 30), ("B", 1, 10), ("A", 2, 60), ("B", 2, 20), ("A", 3, 70), ("B", 3, 10)]
    lines = [f"{code},2014,{quarter},{people}" for code, quarter, people in counts]
    path.write_text("\n".join(["lad_code,year,quarter,people", *lines]), "utf-8")
    cases = measuring.leave_out(*measuring.read(path))
    shown = list(
        zip(cases.months.tolist(), cases.last.tolist(), cases.estimated.tolist(), cases.counted.tolist(), strict=True)
    )
    assert shown == [
        (3, 30, 60, 60), (3, 10, 20, 20), (3, 60, 60, 70), (3, 20, 20, 10), (6, 30, 60, 70), (6, 10, 20, 10)
    ]  # fmt: skip
    assert cases.error.tolist() == pytest.approx([0, 0, 1 / 6, 0.5, 1 / 6, 0.5])


def test_an_authority_counted_twice_is_refused(tmp_path):
    path = tmp_path / "series.csv"
    path.write_text("lad_code,year,quarter,people\nA,2014,1,30\nA,2014,1,31\n", "utf-8")
    with pytest.raises(ValueError, match="twice"):
        measuring.read(path)


def test_the_manual_states_the_errors_in_force():
    manual = (ROOT / "docs" / "methods.md").read_text("utf-8")
    rows = [re.search(rf"^\| {name} \|(.*)$", manual, re.M)[1] for name in measuring.SIZES]
    stated = [[int(figure) for figure in re.findall(r"(\d+) %", row)] for row in rows]
    assert stated == np.round(100 * in_force()).astype(int).tolist()


def test_errors_in_force_grow_with_age_and_shrink_with_size():
    assert (np.diff(in_force(), axis=1) >= 0).all()
    assert (np.diff(in_force(), axis=0) < 0).all()


def test_the_errors_in_force_are_those_measured():
    if (path := measuring.source([])) is None:
        pytest.skip(f"the series by local authority is not shipped; name its file in {measuring.VARIABLE}")
    cases = measuring.leave_out(*measuring.read(path))
    assert np.abs(measuring.errors(cases) - in_force()).max() <= 0.005
    assert measuring.coverage(cases, in_force()) == pytest.approx(measuring.QUANTILE, abs=0.015)
