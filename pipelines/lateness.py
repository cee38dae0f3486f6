"""Which reports are missing: sources past their day, municipalities of the Kreis silent in the newest period."""

import csv
import io
import os
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path

import duckdb

from pipelines import snapshot
from pipelines.problems import Problem
from pipelines.wording import Words

STATES = Words().named("lateness")

# The three days are stored; which of them has passed depends on the day somebody asks.
STATE = """case
        when due_on is null then 'no_rhythm'
        when $today < due_on then 'fresh'
        when $today < overdue_on then 'due'
        when $today < delinquent_on then 'overdue'
        else 'delinquent'
    end"""

LATE_SOURCES = f"""
select
    source,
    '' as ags,
    '' as name,
    cast(period as varchar) as period,
    due_on,
    {STATE} as state
from curated.source_status
where $today >= due_on
order by due_on, source
"""

# A municipality whose inventory is not reported has no supply, not a supply of 0.
SILENT_INVENTORIES = """
with newest as (
    select max(month) as month from curated.gap where supply_basis <> 'missing'
)
select distinct
    'inventory_report' as source,
    gap.ags,
    municipality.name,
    cast(gap.month as varchar) as period,
    gap.month + cast(offers.cadence_days as integer) as due_on,
    'missing' as state
from curated.gap
join newest on gap.month = newest.month
left join curated.source_status as offers on offers.source = 'offer_inventory'
join curated.municipality on municipality.ags = gap.ags
join curated.build on build.kreis_ags = municipality.kreis_ags
where gap.supply_basis = 'missing'
order by gap.ags
"""

SILENT_STOCKS = """
with newest as (
    select scheme, max(as_of) as as_of from curated.obligation where stock_basis <> 'missing' group by scheme
)
select
    'allocation_report' as source,
    obligation.ags,
    municipality.name,
    obligation.scheme || ' ' || cast(obligation.as_of as varchar) as period,
    obligation.as_of + cast(counts.cadence_days as integer) as due_on,
    'missing' as state
from curated.obligation
left join curated.source_status as counts on counts.source = 'allocation_report'
join newest on newest.scheme = obligation.scheme and newest.as_of = obligation.as_of
join curated.municipality on municipality.ags = obligation.ags
join curated.build on build.kreis_ags = municipality.kreis_ags
where obligation.stock_basis = 'missing'
order by obligation.scheme, obligation.ags
"""


@dataclass(frozen=True)
class MissingReport:
    """One missing report. `ags` is empty when the whole source is late; `state` is a key of STATES.

    `due_on` of a municipality is counted from the first day it does not report on.
    """

    source: str
    ags: str
    name: str
    period: str
    due_on: date | None
    state: str

    @property
    def sentence(self) -> str:
        """What the log and the administrator read."""
        who = f"{self.name or self.ags} ({self.ags})" if self.ags else "ganze Quelle"
        since = f", fällig seit {self.due_on:%d.%m.%Y}" if self.due_on else ""
        return f"{self.source}, {who}, Zeitraum {self.period}: {STATES[self.state]}{since}."


def missing_reports(data: Path, today: date) -> list[MissingReport]:
    """What the latest snapshot of `data` misses on the Berlin day `today`: sources, then municipalities.

    Raises Problem before the first build.
    """
    folder = snapshot.latest(data)
    if folder is None:
        raise Problem("Es gibt noch keinen Stand; bauen Sie einen: bedarfsatlas build")
    with snapshot.opened(folder) as connection:
        return missing_in(connection, today)


def missing_in(connection: duckdb.DuckDBPyConnection, today: date) -> list[MissingReport]:
    """As `missing_reports`, of the snapshot whose schema `curated` the connection sees."""
    rows = connection.execute(LATE_SOURCES, {"today": today}).fetchall()
    rows += connection.execute(SILENT_INVENTORIES).fetchall()
    rows += connection.execute(SILENT_STOCKS).fetchall()
    return [MissingReport(*row) for row in rows]


def write_missing_reports(missing: list[MissingReport], target: Path) -> None:
    """Replaces `target` (CSV, UTF-8, one row per missing report) in one step."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [field.name for field in fields(MissingReport)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(report) for report in missing)
    replace_file(target, text.getvalue())


def replace_file(target: Path, text: str) -> None:
    """Replaces a text file in one step; half of it is never to be seen."""
    half_done = target.with_name(f".{target.name}.{os.getpid()}")
    with half_done.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    half_done.replace(target)
