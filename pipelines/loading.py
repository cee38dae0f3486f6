"""Reads all received files and reference tables into the raw and reference schemas of a work database."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import duckdb
import pandas as pd

from pipelines import vintage, warehouse
from pipelines.checks import Breach
from pipelines.problems import NotPublished, Unreadable
from pipelines.publication import known_on_of, without_slips
from pipelines.receiving.drift import leaps_over_time
from pipelines.receiving.known import known_keys, names_in
from pipelines.receiving.layout import Finding, Reading
from pipelines.receiving.reading import read
from pipelines.receiving.receipts import Receipt, source_named, verified_receipts
from pipelines.receiving.refusals import Refusal, finding_of, unsettled, verified_refusals
from pipelines.reference import TABLES, read_reference, refuse_unknown
from pipelines.settings import Settings
from pipelines.sources import SOURCES, Source
from pipelines.sources.municipality_list import MUNICIPALITY_LIST

# doubts/population.sql holds these against year-ends and the municipality list.
LEAPS_IN_SQL = ("population",)
FIRST_MONTH = date(2015, 1, 1)
LAST_MONTH = date(2040, 12, 1)
# What every raw row knows of its receipt: where two files contradict each other, the later one counts.
VINTAGE = ("receipt_id", "known_on", "received_at")


def load_all(
    database: Path, data: Path, settings: Settings, build_row: dict[str, str], as_known_on: date | None = None
) -> None:
    """Fills raw.*, reference.* of a new database file, with a day only from what was known by then.

    Raises NotPublished where a file cannot be used, or where no figure was known on that day.
    """
    receipts = verified_receipts(data)
    readings, refused = read_all(data, receipts), verified_refusals(data)
    if as_known_on is not None:
        refused = [refusal for refusal in refused if refusal.received_at[:10] <= as_known_on.isoformat()]
        receipts, readings = vintage.as_known_on(as_known_on, receipts, readings)
    with warehouse.connect(database) as con:
        for source in SOURCES:
            warehouse.load(con, f"raw.{source.name}", _rows(source, receipts, readings))
        warehouse.load(con, "raw.receipt", pd.DataFrame([asdict(receipt) for receipt in receipts]))
        warehouse.load(con, "raw.source", pd.DataFrame([_declared(source) for source in SOURCES]))
        warehouse.load(con, "raw.finding", _findings(receipts, readings, unsettled(refused, receipts)))
        refuse_unknown(data / "own")
        for name in TABLES:
            warehouse.load(con, f"reference.{name}", read_reference(name, data / "own", _places(receipts, readings)))
        warehouse.load(
            con, "reference.build", pd.DataFrame([build_row | _state(receipts, readings, settings, as_known_on)])
        )
        warehouse.load(con, "reference.calendar", pd.DataFrame({"month": _months()}))


def read_all(data: Path, receipts: list[Receipt]) -> dict[str, Reading]:
    """Rows of every received file by receipt id. Raises NotPublished for a file that cannot be read."""
    known = known_keys(data)
    if not known.get("ags"):
        raise NotPublished(
            "Es fehlt das Gemeindeverzeichnis, ohne das kein Schlüssel bekannt ist; "
            "nehmen Sie es mit bedarfsatlas add auf."
        )
    readings, lookup = {}, names_in(data)
    for receipt in receipts:
        source = source_named(receipt.source)
        keys = {} if source is MUNICIPALITY_LIST else known
        try:
            reading = read(data / "raw" / receipt.file, source, keys, receipt.file, lookup)
            received = datetime.fromisoformat(receipt.received_at)
            readings[receipt.receipt_id] = without_slips(reading, received, source, receipt.file)
        except Unreadable as error:
            folder = (data / "raw" / receipt.file).parent
            raise NotPublished(
                f"{error} (Datei data/raw/{receipt.file}; soll ohne sie gebaut werden, verschieben Sie {folder})"
            ) from error
    return readings


def _leaps(source: Source, receipts: list[Receipt], readings: dict[str, Reading]) -> list[tuple[str, Finding]]:
    """Figures of a source that lie far from the ones before them, with the instant at which their file arrived."""
    own = {receipt.file: receipt for receipt in receipts if receipt.source == source.name}
    if not own or not source.plausible or source.name in LEAPS_IN_SQL:
        return []
    parts = [readings[receipt.receipt_id].taken.assign(file=file) for file, receipt in own.items()]
    found = leaps_over_time(source, pd.concat(parts, ignore_index=True))
    return [(own[finding.file].received_at, finding) for finding in found]


def _places(receipts: list[Receipt], readings: dict[str, Reading]) -> frozenset[str]:
    """The keys of all municipalities on the lists received."""
    lists = [receipt.receipt_id for receipt in receipts if receipt.source == MUNICIPALITY_LIST.name]
    return frozenset(ags for receipt_id in lists for ags in readings[receipt_id].taken["ags"])


def _rows(source: Source, receipts: list[Receipt], readings: dict[str, Reading]) -> pd.DataFrame:
    own = [receipt for receipt in receipts if receipt.source == source.name]
    parts = [_of_receipt(readings[receipt.receipt_id].taken, receipt) for receipt in own]
    names = dict.fromkeys([*source.layout.names, "line", *VINTAGE])
    empty = pd.DataFrame(columns=list(names), dtype=str)
    return pd.concat(parts, ignore_index=True) if parts else empty


def _of_receipt(rows: pd.DataFrame, receipt: Receipt) -> pd.DataFrame:
    return rows.assign(
        receipt_id=receipt.receipt_id, known_on=known_on_of(rows, receipt), received_at=receipt.received_at
    )


def _declared(source: Source) -> dict[str, object]:
    return {
        "source": source.name,
        "title": source.title,
        "publisher": source.publisher,
        "licence": source.licence,
        "cadence_days": str(source.cadence_days or ""),
    }


def _findings(receipts: list[Receipt], readings: dict[str, Reading], refused: list[Refusal]) -> pd.DataFrame:
    rows = [{"found_at": refusal.received_at, **asdict(finding_of(refusal))} for refusal in refused]
    rows += [
        {"found_at": receipt.received_at, **asdict(finding)}
        for receipt in receipts
        for finding in readings[receipt.receipt_id].findings
    ]
    leaps = (leap for source in SOURCES for leap in _leaps(source, receipts, readings))
    rows += [{"found_at": found_at, **asdict(finding)} for found_at, finding in leaps]
    names = ["found_at", *Finding.__dataclass_fields__]
    return pd.DataFrame(rows, columns=names).astype(object).where(lambda frame: frame.notna(), None)


def _state(
    receipts: list[Receipt], readings: dict[str, Reading], settings: Settings, as_known_on: date | None
) -> dict[str, str]:
    return {
        "known_on": vintage.newest(receipts, readings, as_known_on),
        "kreis_ags": settings.kreis_ags,
    }


def _months() -> list[date]:
    return [date(year, month, 1) for year in range(FIRST_MONTH.year, LAST_MONTH.year + 1) for month in range(1, 13)]


def add_findings(con: duckdb.DuckDBPyConnection, breaches: list[Breach]) -> None:
    """Adds broken contract rules of severity `warn` to curated.finding."""
    for breach in breaches:
        con.execute(
            """insert into curated.finding
               -- the newest receipt and not the clock: the same input gives the same findings
               select max(received_at), 'warn', 'contract', 'curated.' || ?, null, ?, ?, ?,
                      'Prüfen Sie die genannten Zeilen.', null
               from curated.receipt""",
            [
                breach.relation,
                breach.rule,
                "; ".join(breach.examples)[:200],
                f"{breach.sentence} (Zeilen: {breach.rows})",
            ],
        )
