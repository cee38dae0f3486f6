"""The alarm before load: a file held against what is known of the country it describes, and against the last period."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from pipelines.forms.rules import german_day
from pipelines.problems import REAL_LEAPS, WHOLE_LIST, Drifted
from pipelines.receiving.layout import Finding, Reading
from pipelines.receiving.recognising import Fit
from pipelines.sources.base import Plausible, Source

# Below this share an edition is an excerpt: somebody cut out a Kreis. Above, municipalities are missing.
EXCERPT = 0.8
# One row may leap for a reason of its own; where more than a tenth do, it is the column. As for bad rows in intake.
LEAPING_SHARE = 0.1
# Below this a tenth is less than one row: a small Kreis that reports twice may leap in both.
LEAST_COMPARED = 10
EXAMPLES = 5
# How far the median lies off when the unit is another one.
UNITS = {
    1000: "Einzelne statt Tausend",
    0.001: "Tausend statt Einzelne",
    100: "Prozent statt Anteil oder Hektar statt km²",
    0.01: "Anteil statt Prozent oder km² statt Hektar",
}
Earlier = Callable[[], pd.DataFrame | None]


def compared(path: Path, fit: Fit, reading: Reading, known: Mapping[str, frozenset[str]], earlier: Earlier) -> Reading:
    """The reading with what is doubtful about it as a whole: an excerpt, single figures that leap.

    `earlier` gives the rows of the same source that were taken before; None: real leaps are expected. Raises Drifted
    when some municipalities are missing, or when so many figures leap that the column means something else.
    """
    reading = _counted(path, fit, reading, known)
    before = None if reading.taken.empty or not fit.source.plausible else earlier()
    if before is None:
        return reading
    leaps: list[Finding] = []
    for rule in fit.source.plausible:
        pairs = _pairs(rule, reading.taken, before, "nearest")
        leaping = _leaping(rule, pairs)
        if len(pairs) >= LEAST_COMPARED and len(leaping) > LEAPING_SHARE * len(pairs):
            raise _other_scale(path, rule, pairs, leaping)
        leaps += [_leap(fit.source, path.name, rule, row) for row in leaping.itertuples()]
    return replace(reading, findings=[*reading.findings, *leaps])


def leaps_over_time(source: Source, rows: pd.DataFrame) -> list[Finding]:
    """A finding for every figure that lies far from the one before it, of all that was ever taken of a source.

    rows: the columns of the source, `line`, and `file` as it stands in findings.
    """
    found = {rule: _leaping(rule, _pairs(rule, rows, rows, "backward")) for rule in source.plausible}
    return [
        _leap(source, rows["file"].loc[row.Index], rule, row)
        for rule, leaping in found.items()
        for row in leaping.itertuples()
    ]


def _leap(source: Source, file: str, rule: Plausible, row: Any) -> Finding:
    return Finding(
        "warn", source.name, file, int(row.line), rule.column, _number(row.figure),
        f"liegt weit ab von der letzten Angabe ({_number(row.old)} am {german_day(row.old_day)})",
        "Die Zahl zählt wie geliefert; prüfen Sie beide Zahlen.",
    )  # fmt: skip


def _leaping(rule: Plausible, pairs: pd.DataFrame) -> pd.DataFrame:
    return pairs[(pairs["ratio"] > rule.factor) | (pairs["ratio"] < 1 / rule.factor)]


def _pairs(
    rule: Plausible, rows: pd.DataFrame, before: pd.DataFrame, direction: Literal["nearest", "backward"]
) -> pd.DataFrame:
    """Figures above zero with one of the same key taken before (`old`, `old_day`), and their ratio; index as in rows.

    The nearest by day, or the last of an earlier day.
    """
    new, old = _dated(rule, rows), _dated(rule, before)
    old = old.drop_duplicates([*rule.by, "at"], keep="last").rename(columns={"figure": "old", rule.day: "old_day"})
    pairs = pd.merge_asof(
        new.reset_index(names="place"),
        old[[*rule.by, "at", "old", "old_day"]],
        on="at",
        by=list(rule.by),
        direction=direction,
        allow_exact_matches=direction == "nearest",
        tolerance=pd.Timedelta(days=rule.days),
    ).dropna(subset="old")
    pairs = pairs[pairs[["figure", "old"]].max(axis=1) >= rule.least].set_index("place")
    return pairs.assign(ratio=pairs["figure"] / pairs["old"])


def _dated(rule: Plausible, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with the figure as a number and the day as one, sorted by day; marks and zeros are no figures to compare."""
    found = rows[[*rule.by, rule.day]].astype(str).assign(
        figure=pd.to_numeric(rows[rule.column], errors="coerce").astype(float),
        at=pd.to_datetime(rows[rule.day], format="%Y-%m-%d", errors="coerce").astype("datetime64[s]"),
        line=rows["line"].astype(int),
    )  # fmt: skip
    return found[(found["figure"] > 0) & found["at"].notna()].sort_values("at", kind="stable")


def _other_scale(path: Path, rule: Plausible, pairs: pd.DataFrame, leaping: pd.DataFrame) -> Drifted:
    """The refusal with examples: what would have been plausible beside what was found."""
    shown = leaping.head(EXAMPLES)
    expected = [
        f"{_keys(rule, row)}: {_number(row.old / rule.factor)}–{_number(row.old * rule.factor)} "
        f"({german_day(row.old_day)}: {_number(row.old)})"
        for row in shown.itertuples()
    ]
    found = [f"{_keys(rule, row)}: {_number(row.figure)}" for row in shown.itertuples()]
    median = pairs["ratio"].median()
    near = next((unit for scale, unit in UNITS.items() if 0.7 * scale < median < 1.4 * scale), "")
    doubt = f", vermutlich {near}" if near else ""
    part = f"die Größenordnung von {rule.column} ({len(leaping)} von {len(pairs)} Werten{doubt})"
    return Drifted(path.name, part, expected, found, known="von den letzten Angaben", action=REAL_LEAPS)


def _keys(rule: Plausible, row: Any) -> str:
    return " ".join(str(getattr(row, name)) for name in rule.by)


def _number(value: float) -> str:
    return f"{value:.4g}".replace(".", ",") if value < 1000 else f"{value:.0f}"


def _counted(path: Path, fit: Fit, reading: Reading, known: Mapping[str, frozenset[str]]) -> Reading:
    """The reading, with a finding when it is an excerpt. Raises Drifted when some municipalities are missing."""
    everywhere = known.get("ags", frozenset())
    if not fit.lists_municipalities or not everywhere:
        return reading
    told = {ags for ags in reading.taken["ags"] if len(ags) == 8}
    told |= {finding.value for finding in reading.findings if finding.column_name == "ags"}
    missing, set_aside = sorted(everywhere - told), reading.set_aside
    present = len(everywhere) - len(missing)
    if len(missing) <= set_aside:
        return reading
    if present >= EXCERPT * len(everywhere):
        found = f"{present} Gemeinden, es fehlt {missing[0]}"
        raise Drifted(
            path.name, "die Zahl der Gemeinden", (f"{len(everywhere)} Gemeinden",), (found,),
            known="vom Gemeindeverzeichnis", action=WHOLE_LIST,
        )  # fmt: skip
    note = Finding(
        "info", fit.source.name, path.name, None, "ags", str(present),
        f"von {len(everywhere)} Gemeinden stehen in der Datei: ein Auszug",
        "Nichts zu tun, wenn nur diese gemeint sind.",
    )  # fmt: skip
    return replace(reading, findings=[*reading.findings, note])
