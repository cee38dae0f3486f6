"""curated.finding: what was set aside when files were read, and what doubts/*.sql find in what was taken."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd

from pipelines import warehouse

DOUBTS = sorted((Path(__file__).parents[1] / "doubts").glob("*.sql"))
NAMES = ["receipt_id", "line", "severity", "source", "column_name", "value", "reason", "action"]
READS = ("clean.finding", "clean.receipt", *sorted(set().union(*map(warehouse.reads_of, DOUBTS))))


def relation(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per finding; a doubt was found when its file was received."""
    doubts = "\nunion all\n".join(
        f"select * from ({path.read_text('utf-8')}) as d ({', '.join(NAMES)})" for path in DOUBTS
    )
    return con.execute(
        f"""select found_at, severity, source, file, line, column_name, value, reason, action from clean.finding
            union all
            select r.received_at, d.severity, d.source, r.file, d.line, d.column_name, d.value, d.reason, d.action
            from ({doubts}) as d inner join clean.receipt as r on d.receipt_id = r.receipt_id"""
    ).df()
