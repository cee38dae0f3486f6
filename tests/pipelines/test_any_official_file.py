"""Editions of the offices with cells, lines and headers changed at will: rows with lines, or one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.forms.form import knows_no_name
from pipelines.problems import Unreadable
from pipelines.receiving import intake
from pipelines.receiving.reading import sorted_rows

FORMATS = Path(__file__).parents[1] / "fixtures" / "formats"
RAW = Path(__file__).parents[1] / "fixtures" / "raw"
EDITIONS = sorted([*FORMATS.glob("*.csv"), *FORMATS.glob("*.txt"), *RAW.glob("*.geojson")])
KNOWN = {"ags": frozenset({"05566004", "05566076"}), "area_key": frozenset({"05", "055", "05566", "05566004"})}
MARKS = ["", "-", ".", "...", "/", "x", "0", "-1", "1e9", "99999999999999999999", "12,5", "1.234", "05566004"]
SIGNS = [
    "5566004",
    "31.12.2024",
    "31.02.2024",
    "Tabelle: 12411-15i",
    "__________",
    '"',
    ";",
    "Insgesamt",
    "=cmd()",
    "\u202eRheine",
    "𝟙",
]
NEW = st.sampled_from(MARKS + SIGNS) | st.text(max_size=8)
# What happens to the text: a piece between two separators replaced, a line doubled, dropped, cut or put elsewhere.
CHANGE = st.tuples(
    st.sampled_from(["cell", "double", "drop", "cut", "move"]), st.integers(0, 500), st.integers(0, 60), NEW
)
freely = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def changed(text: str, kind: str, at: int, place: int, new: str) -> str:
    lines = text.split("\n")
    at %= len(lines)
    if kind == "cell":
        cells = lines[at].split(";")
        cells[place % len(cells)] = new
        lines[at] = ";".join(cells)
    elif kind == "double":
        lines.insert(at, lines[at])
    elif kind == "drop":
        del lines[at]
    elif kind == "cut":
        lines[at] = lines[at][:place]
    else:
        lines.insert(place % len(lines), lines.pop(at))
    return "\n".join(lines)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda path: path.name)
@freely
@given(changes=st.lists(CHANGE, max_size=4))
def test_whatever_becomes_of_an_edition_its_rows_are_accounted_for(tmp_path, edition, changes):
    text = edition.read_bytes().decode("latin-1")
    for change in changes:
        text = changed(text, *change)
    path = tmp_path / edition.name
    path.write_bytes(text.encode("latin-1", "replace"))
    last, refusal = text.count("\n") + 1, "."
    told: list[tuple[int, intake.Reading]] = []
    try:
        fits = intake.fits_of(path)
        told = [(len(fit.read(knows_no_name).frame), rows_of(path, fit)) for fit in fits]
    except Unreadable as error:
        refusal = str(error)
    assert (refusal[-1], "\n" in refusal) == (".", False)
    for rows_in, reading in told:
        assert rows_in == len(reading.taken) + reading.set_aside
        assert all(1 <= int(line) <= last for line in reading.taken["line"])
        assert all(one.line is None or 1 <= one.line <= last for one in reading.findings)


def rows_of(path: Path, fit: intake.Fit) -> intake.Reading:
    return sorted_rows(path, fit, KNOWN, path.name, knows_no_name)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda path: path.name)
def test_the_editions_themselves_are_read(edition):
    """Without this the property above could hold because everything is refused."""
    readings = [rows_of(edition, fit) for fit in intake.fits_of(edition)]
    assert all(len(reading.taken) + reading.set_aside > 0 for reading in readings)
