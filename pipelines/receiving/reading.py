"""The rows of a recognised file, sorted into taken and set aside."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from pipelines.forms.form import Lookup, knows_no_name
from pipelines.problems import Unreadable
from pipelines.receiving.layout import Finding, Reading
from pipelines.receiving.recognising import Fit, fit_for
from pipelines.receiving.sorting import sort_out
from pipelines.sources import Source

# A column of these is text; of any other it has to be shown.
TEXT = (pd.StringDtype, pd.CategoricalDtype)


def read(
    path: Path, source: Source, known: dict[str, frozenset[str]], name: str, lookup: Lookup = knows_no_name
) -> Reading:
    """The rows of a file, sorted into taken and set aside. Raises Unreadable."""
    return sorted_rows(path, fit_for(path, source), known, name, lookup)


def sorted_rows(path: Path, fit: Fit, known: dict[str, frozenset[str]], name: str, lookup: Lookup) -> Reading:
    """The rows of a recognised file, sorted into taken and set aside; `name` stands in findings. Raises Unreadable."""
    layout = fit.source.layout
    try:
        rows = fit.read(lookup)
    except RecursionError as error:
        raise Unreadable(f"{path.name} ist zu tief verschachtelt; liefern Sie die Datei neu.") from error
    for column in layout.names:
        if not isinstance(rows.frame[column].dtype, TEXT) and not _all_text(rows.frame[column]):
            raise Unreadable(
                f"{path.name}: „{column}“ muss überall Text sein; setzen Sie die Werte in Anführungszeichen."
            )
    reading = sort_out(rows.frame, layout, known, fit.source.name, name)
    noted = [
        Finding(one.severity, fit.source.name, name, one.line, one.column_name, one.value, one.reason, one.action)
        for one in rows.notes
    ]
    # what a form explains with candidates needs no second, plainer finding
    told = {(one.line, one.column_name) for one in noted if one.severity == "error"}
    rest = [one for one in reading.findings if (one.line, one.column_name) not in told]
    found = [*noted, *rest]
    if rows.labels:
        found = [replace(one, column_name=rows.labels.get(one.column_name, one.column_name)) for one in found]
    return replace(reading, findings=found)


def _all_text(column: pd.Series) -> bool:
    return bool(column.map(lambda value: isinstance(value, str)).all())
