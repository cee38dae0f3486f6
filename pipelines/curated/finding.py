"""curated.finding: what was set aside when files were read, and what doubts/ finds in what was taken."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd

from pipelines import warehouse

FOLDER = Path(__file__).parents[1] / "doubts"
RECEIVED = sorted(FOLDER.glob("*.sql"))
OWN = sorted((FOLDER / "own").glob("*.sql"))
SAID = ["severity", "source", "column_name", "value", "reason", "action"]
READS = ("clean.finding", "clean.receipt", *sorted(set().union(*map(warehouse.reads_of, [*RECEIVED, *OWN]))))


def relation(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per finding. A doubt was found when its file was received, one about own tables at the last receipt."""
    # a row that feeds two figures has one doubt, not two
    return con.execute(
        f"""select distinct * from (
            select found_at, severity, source, file, line, column_name, value, reason, action, details
            from clean.finding
            union all
            select r.received_at, d.severity, d.source, r.file, d.line, d.column_name, d.value, d.reason, d.action, null
            from ({_together(RECEIVED, ["receipt_id", "line"])}) as d
            inner join clean.receipt as r on d.receipt_id = r.receipt_id
            union all
            select n.found_at, d.severity, d.source, d.file, d.line, d.column_name, d.value, d.reason, d.action, null
            from ({_together(OWN, ["file", "line"])}) as d
            cross join (select max(received_at) as found_at from clean.receipt) as n)"""
    ).df()


def _together(paths: list[Path], place: list[str]) -> str:
    names = ", ".join([*place, *SAID])
    return "\nunion all\n".join(f"select * from ({path.read_text('utf-8')}) as d ({names})" for path in paths)
