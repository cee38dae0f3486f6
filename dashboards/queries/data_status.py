"""What the page Datenlage asks, and which day it is."""

from __future__ import annotations

import os
from datetime import date

import pandas as pd
import streamlit as st

from dashboards.queries.snapshot import frame, in_words, reading
from pipelines.clock import today
from pipelines.lateness import STATE
from pipelines.reminders import Reminder, reminders_in

_SOURCES = f"""
select
    source, title, publisher, licence, period, received_at, rows, due_on, overdue_on, delinquent_on,
    case when received_at is null then 'missing' else {STATE} end as state
from curated.source_status
order by
    array_position(['missing', 'delinquent', 'overdue', 'due', 'fresh', 'no_rhythm'], state), due_on, title
"""

# asylblg_other overlaps with the two others and never replaces them.
_COVERAGE = """
with reported as (
    select month, ags,
        bool_or(legal_group like 'fluag%' and basis = 'reported') as fluag,
        bool_or(legal_group = 'wohnsitz' and basis = 'reported') as wohnsitz,
        bool_or(legal_group = 'asylblg_other' and basis = 'reported') as asylblg,
        bool_or(basis = 'estimated') as estimated,
        bool_or(is_protected) as is_protected
    from curated.stock group by month, ags
)
select r.month, r.ags, m.name,
    case when fluag and wohnsitz then 'both' when is_protected then 'protected' when fluag or wohnsitz then 'one'
        when asylblg then 'asylblg' when estimated then 'estimated' else 'missing' end as state
from reported as r
inner join curated.municipality as m on r.ags = m.ags
order by m.name, r.month
"""

_INVENTORY = """
select s.month, s.ags, m.name, case when bool_or(s.basis = 'missing') then 'missing' else 'reported' end as state
from curated.supply as s
inner join curated.municipality as m on s.ags = m.ags
group by s.month, s.ags, m.name
order by m.name, s.month
"""


def day_shown(snapshot: str) -> date:
    """The day by which lateness is told: that of the picture, else today."""
    day = frame(snapshot, "from curated.build").iloc[0].get("as_known_on")
    return today() if pd.isna(day) else pd.Timestamp(day).date()


def sources(snapshot: str, day: date) -> pd.DataFrame:
    """Every source with its newest file and its state on a day, the worst first."""
    return in_words(frame(snapshot, _SOURCES, today=day), "title", "publisher", "licence")


@st.cache_data(max_entries=20, show_spinner=False)
def reminders(snapshot: str, day: date, contact: str, language: str) -> list[Reminder]:
    """What to send on a day: for late sources, to silent municipalities, to providers of old offers."""
    with reading(snapshot) as cursor:
        return reminders_in(cursor, day, contact, language)


def contact() -> str:
    """Where reports are to be sent, as the launcher was told; empty: in reply to a reminder."""
    return os.environ.get("BEDARFSATLAS_CONTACT", "")


def stock_coverage(snapshot: str) -> pd.DataFrame:
    """Per municipality and month what was reported: both, protected (withheld, also in part), one; else
    asylblg (published by the state), estimated (from the last report), missing."""
    return frame(snapshot, _COVERAGE)


def inventory_coverage(snapshot: str) -> pd.DataFrame:
    """Per municipality and month whether its offers were reported: reported or missing."""
    return frame(snapshot, _INVENTORY)
