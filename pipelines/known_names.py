"""The names of municipalities as a data folder knows them: lists received, aliases shipped, aliases of its own."""

from __future__ import annotations

from pathlib import Path

from pipelines import intake
from pipelines.names import Names
from pipelines.receipts import receipts
from pipelines.reference import read_reference
from pipelines.sources.municipality_list import MUNICIPALITY_LIST


def names_known(data: Path) -> Names:
    """Names of every municipality list in data/raw, oldest first, and of the table `alias`; no list: no names.

    Raises Problem for a damaged receipt or table, Unreadable for a list that cannot be read.
    """
    rows: list[dict[str, str]] = []
    for receipt in receipts(data):
        if receipt.source == MUNICIPALITY_LIST.name:
            reading = intake.read(data / "raw" / receipt.file, MUNICIPALITY_LIST, {}, receipt.file)
            rows += sorted(reading.taken.to_dict("records"), key=lambda row: row["as_of"])
    return Names.of(rows, read_reference("alias", data / "own").to_dict("records"))
