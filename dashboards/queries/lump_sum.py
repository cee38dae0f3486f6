"""What the lump sums of the State come to, month by month, and what of it is doubtful."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboards.queries.snapshot import ROOT, data_folder, frame
from dashboards.queries.withheld import STOCK_BASIS
from pipelines.contracts import CONTRACTS

TEMPLATE = "legal_group_report.csv"
REASONS = CONTRACTS["lump_sum"].column("doubtful_reason").choices

# A month of a municipality may be reported in several legal groups: amounts add up, doubts as far as they are known.
_MONTHS = """
select
    l.month, l.ags, m.name, max(l.basis) as basis, sum(l.persons) as persons,
    max(l.euro_per_person_month) as euro_per_person_month,
    case when count(l.amount_eur) = count(*) then sum(l.amount_eur) end as amount_eur,
    bool_or(l.is_approximate) as is_approximate, bool_or(l.uses_own_values) as uses_own_values,
    count(*) as groups, count(l.doubtful_persons) as groups_checked,
    sum(l.doubtful_persons) as doubtful_persons, sum(l.doubtful_eur) as doubtful_eur,
    string_agg(distinct l.doubtful_reason, ' ') as reasons,
    max(l.deadline) as deadline, max(l.deadline_note) as deadline_note
from curated.lump_sum as l
inner join curated.municipality as m on l.ags = m.ags
where m.in_kreis
group by l.month, l.ags, m.name
"""

_COUNTS = """
select l.*, r.file, p.source as rate_source, p.note as rate_remark, p.file as rate_file, p.line as rate_line
from curated.lump_sum as l
left join curated.receipt as r on l.receipt_id = r.receipt_id
left join curated.parameter as p on l.rate_parameter = p.parameter and l.rate_valid_from = p.valid_from
where l.ags = $ags
order by l.month desc, l.legal_group
"""

_DEADLINE = """
select source, value from curated.parameter
where parameter = 'lump_sum_deadline_days' and $month >= valid_from and (valid_to is null or $month <= valid_to)
order by is_own desc, valid_from desc
limit 1
"""

_STOCK = f"select {STOCK_BASIS} from curated.stock as s where month = $month and ags = $ags and legal_group = 'fluag'"

_PLACES = """
select m.ags, m.name, coalesce(s.is_protected, false) as is_protected
from curated.municipality as m
left join curated.stock as s on m.ags = s.ags and s.month = $month and s.legal_group = 'fluag'
where m.in_kreis
order by strip_accents(m.name)
"""


def of_month(snapshot: str, month: date) -> pd.DataFrame:
    """All municipalities of the Kreis, the largest amount first; NaN where nobody was counted or `is_protected`."""
    places = frame(snapshot, _PLACES, month=month)
    found = frame(snapshot, f"select * from ({_MONTHS}) where month = $month", month=month)
    rows = places.merge(found.drop(columns="name"), on="ags", how="left")
    return rows.sort_values("amount_eur", ascending=False, na_position="last", kind="stable").reset_index(drop=True)


def of_municipality(snapshot: str, ags: str) -> pd.DataFrame:
    """All months of one municipality with a count, newest first."""
    return frame(snapshot, f"select * from ({_MONTHS}) where ags = $ags order by month desc", ags=ags)


def months(snapshot: str) -> list[pd.Timestamp]:
    """The months with a count in the Kreis, oldest first."""
    return frame(snapshot, f"select distinct month from ({_MONTHS}) order by month")["month"].tolist()


def counts(snapshot: str, ags: str) -> pd.DataFrame:
    """Every count of one municipality as `curated.lump_sum` has it, with the places of count and rate."""
    return frame(snapshot, _COUNTS, ags=ags)


def deadline(snapshot: str, month: date) -> pd.Series | None:
    """Source and value (day of the month after) of the deadline in force for a month; None where none is stored."""
    rows = frame(snapshot, _DEADLINE, month=month)
    return None if rows.empty else rows.iloc[0]


def stock_basis(snapshot: str, month: date, ags: str) -> str:
    """Whether the FlüAG stock of the month is reported, estimated, protected (withheld) or missing."""
    rows = frame(snapshot, _STOCK, month=month, ags=ags)
    return "missing" if rows.empty else str(rows["basis"].iloc[0])


def template() -> bytes | None:
    """The empty form of the monthly report; None where the data folder has none."""
    for folder in (data_folder(), ROOT / "data"):
        file = folder / "templates" / TEMPLATE
        if file.is_file():
            return file.read_bytes()
    return None
