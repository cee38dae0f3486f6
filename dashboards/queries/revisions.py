"""How much figures were corrected later, by source and measure, and which ones."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.snapshot import frame, in_words

_SIZES = """
select z.*, s.title
from curated.revision_size as z
inner join curated.source_status as s on z.source = s.source
order by s.title, z.revised desc, z.measure
"""

_REVISIONS = """
select
    s.title, r.measure, r.variant, coalesce(m.name, r.area) as place, r.period_start, r.period_end,
    r.first_value, r.first_known_on, r.last_value, r.last_known_on, r.difference, r.kind
from curated.revision as r
inner join curated.source_status as s on r.source = s.source
left join curated.municipality as m on r.area = m.ags
order by r.last_known_on desc, s.title, r.measure, place, r.period_end
"""


def sizes(snapshot: str) -> pd.DataFrame:
    """`revision_size` with the title of the source."""
    return in_words(frame(snapshot, _SIZES), "title")


def revisions(snapshot: str) -> pd.DataFrame:
    """Every figure that changed, the latest change first."""
    return in_words(frame(snapshot, _REVISIONS), "title")
