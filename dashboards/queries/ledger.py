"""What the page Zuweisung asks: the days with something known, and the ledger of a day."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from dashboards.queries.snapshot import frame, reading
from pipelines.facts import Facts, facts_on
from pipelines.ledgers import settled

_DAYS = """
select
    o.as_of,
    count(*) as municipalities,
    count(*) filter (o.stock_basis = 'reported' or o.stock_is_protected) as reported,
    count(*) filter (o.stock_basis = 'estimated') as estimated
from curated.obligation as o
inner join curated.municipality as m on o.ags = m.ags
where o.scheme = $scheme and m.in_kreis
group by o.as_of
order by reported > 0 desc, estimated > 0 desc, o.as_of desc
"""


def days(snapshot: str, scheme: str) -> pd.DataFrame:
    """Days with anything known about obligations, those with counted stocks first, the newest first."""
    return frame(snapshot, _DAYS, scheme=scheme)


# Both are shared by all sessions: nobody changes them, `Facts.changed` makes others.
@st.cache_resource(max_entries=60, show_spinner=False)
def facts(snapshot: str, day: date, scheme: str) -> Facts:
    """What the ledger of a day rests on, read once."""
    with reading(snapshot) as connection:
        return facts_on(connection, day, scheme)


@st.cache_resource(max_entries=60, show_spinner=False)
def ledger(snapshot: str, day: date, scheme: str) -> pd.DataFrame:
    """The ledger of a day as it stands; index ags, all of NRW."""
    return settled(facts(snapshot, day, scheme))
