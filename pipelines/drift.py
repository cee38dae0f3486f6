"""The alarm before load: a publisher's edition held against what is known of the country it describes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pipelines.layout import Finding, Reading
from pipelines.problems import Drifted
from pipelines.recognising import Fit

# Below this share an edition is an excerpt: somebody cut out a Kreis. Above, municipalities are missing.
EXCERPT = 0.8


def compared(path: Path, fit: Fit, reading: Reading, known: Mapping[str, frozenset[str]]) -> Reading:
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
        raise Drifted(path.name, "die Zahl der Gemeinden", (f"{len(everywhere)} Gemeinden",), (found,))
    note = Finding(
        "info", fit.source.name, path.name, None, "ags", str(present),
        f"von {len(everywhere)} Gemeinden stehen in der Datei: ein Auszug",
        "Nichts zu tun, wenn nur diese gemeint sind.",
    )  # fmt: skip
    return replace(reading, findings=[*reading.findings, note])
