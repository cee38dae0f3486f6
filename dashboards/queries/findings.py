"""What the page Befunde asks: counted in the snapshot, so that a hundred thousand findings stay quick."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import pandas as pd

from dashboards.queries.snapshot import frame, in_words
from pipelines.contracts import CONTRACTS
from pipelines.extracts.delimited import csv_bytes

CONTRACT = CONTRACTS["finding"]
FIELDS = ("severity", "source", "file")
# A refused file is worse than a single error; what was found in no source has none to be named. A rule of a
# contract has a name only for those who write rules.
_NAMED = """
with named as (
    select
        f.* replace (
            case when f.file like 'refused/%' then 'refused' else f.severity end as severity,
            coalesce(nullif(f.source, ''), 'inbox') as source,
            case when f.source = 'contract' then '' else f.column_name end as column_name
        ),
        f.severity as severity_as_stored,
        f.source as source_as_stored,
        f.column_name as column_name_as_stored,
        left(md5(concat_ws('|', f.severity, f.column_name, f.reason, f.action)), 8) as reason_key
    from curated.finding as f
),

passing as (
    select * from named
    where ($severity = '' or severity = $severity)
        and ($source = '' or source = $source)
        and ($file = '' or file = $file)
        and ($reason_key = '' or reason_key = $reason_key)
)
"""
_WORST_FIRST = "coalesce(array_position(['refused', 'error', 'warn', 'info'], severity), 9)"

_COUNTS = "select {field} as code, count(*) as n from passing group by all order by n desc, code limit $most"

_GROUPS = f"""
select severity, reason_key, column_name, reason, action, count(*) as n, count(distinct file) as files,
    count(*) over () as groups
from passing group by severity, reason_key, column_name, reason, action
order by {_WORST_FIRST}, n desc, reason limit $most
"""

_ROWS = f"""
select p.severity, coalesce(s.title, p.source) as title, p.file, p.line, p.column_name, p.value, p.reason, p.action,
    p.details
from passing as p left join curated.source_status as s on p.source = s.source
order by {_WORST_FIRST}, p.file, p.line nulls first, p.column_name limit $most
"""

_STORED = f"""
select found_at, severity_as_stored, source_as_stored, file, line, column_name_as_stored, value, reason, action,
    details
from passing order by {_WORST_FIRST}, file, line nulls first, column_name
"""

_SET_ASIDE = "select cast(sum(rows_set_aside) as bigint) as n from curated.receipt"

_TITLES = "select source, title from curated.source_status"


@dataclass(frozen=True)
class Chosen:
    """Which findings are meant; empty means all. `severity` also knows `refused`, `source` also `inbox`."""

    snapshot: str
    severity: str = ""
    source: str = ""
    file: str = ""

    def values(self, reason_key: str = "") -> dict[str, str]:
        """What the queries are told."""
        return {"severity": self.severity, "source": self.source, "file": self.file, "reason_key": reason_key}


def counts(chosen: Chosen, field: str, most: int = 500) -> dict[str, int]:
    """How many findings each code of one of FIELDS would leave, the others as chosen; the most frequent codes."""
    values = chosen.values() | {field: ""}
    rows = frame(chosen.snapshot, _NAMED + _COUNTS.format(field=field), **values, most=most)
    return dict(zip(rows["code"], rows["n"].astype(int), strict=True))


def total(chosen: Chosen) -> int:
    """How many findings are meant."""
    return int(frame(chosen.snapshot, _NAMED + "select count(*) as n from passing", **chosen.values())["n"].iloc[0])


def rows_set_aside(snapshot: str) -> int:
    """How many rows of all received files were not taken; one row may have several errors."""
    return int(frame(snapshot, _SET_ASIDE)["n"].fillna(0).iloc[0])


def groups(chosen: Chosen, most: int) -> pd.DataFrame:
    """Reasons with their number of findings `n` and `files`, the worst first; `groups`: how many there are in all."""
    found = frame(chosen.snapshot, _NAMED + _GROUPS, **chosen.values(), most=most)
    return in_words(found, "reason", "action")


def rows(chosen: Chosen, reason_key: str, most: int) -> pd.DataFrame:
    """The first findings of one reason by file and line; `reason_key` empty: of all."""
    found = frame(chosen.snapshot, _NAMED + _ROWS, **chosen.values(reason_key), most=most)
    found = in_words(found, "title", "reason", "action")
    return found.assign(line=["" if pd.isna(line) else str(int(line)) for line in found["line"]])


def file(chosen: Chosen, reason_key: str = "") -> partial[bytes]:
    """Makes the CSV of all findings that are meant when called, in the format of the extracts for a German Excel."""
    return partial(_file, chosen, reason_key)


def _file(chosen: Chosen, reason_key: str) -> bytes:
    found = frame(chosen.snapshot, _NAMED + _STORED, **chosen.values(reason_key))
    found["line"] = found["line"].astype("Int64")
    cells = found.astype(object).where(found.notna(), None).to_numpy().tolist()
    return csv_bytes(CONTRACT, cells, "excel")


def source_titles(snapshot: str) -> dict[str, str]:
    """What the sources are called."""
    found = in_words(frame(snapshot, _TITLES), "title")
    return dict(zip(found["source"], found["title"], strict=True))
