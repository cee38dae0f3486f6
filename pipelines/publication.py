"""When a row was published: its own day where its file names one, else that of the receipt."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from pipelines.clock import BERLIN
from pipelines.receiving.layout import Finding, Reading
from pipelines.receiving.receipts import Receipt
from pipelines.sources import Source


def known_on_of(rows: pd.DataFrame, receipt: Receipt) -> pd.Series:
    """Per row the day on which it was known, `YYYY-MM-DD`: its own, else that of its receipt."""
    if "known_on" not in rows:
        return pd.Series(receipt.known_on, index=rows.index, dtype=object)
    return rows["known_on"].where(rows["known_on"] != "", receipt.known_on)


def without_slips(reading: Reading, received: datetime, source: Source, file: str) -> Reading:
    """The reading without rows said to be published after they were received; each is a finding."""
    rows = reading.taken
    if "known_on" not in rows:
        return reading
    slips = rows["known_on"] > received.astimezone(BERLIN).date().isoformat()
    if not slips.any():
        return reading
    found = [
        Finding(
            "error", source.name, file, int(row.line), "known_on", row.known_on,
            "liegt nach dem Eingang der Datei; was noch nicht veröffentlicht ist, kann niemand liefern",
            "Die Zeile zählt nicht mit; berichtigen Sie den Tag der Veröffentlichung oder lassen Sie ihn leer.",
        )
        for row in rows[slips].itertuples()
    ]  # fmt: skip
    kept = rows[~slips].reset_index(drop=True)
    return Reading(kept, reading.set_aside + len(found), [*reading.findings, *found])
