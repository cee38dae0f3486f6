"""Which received file and line a figure was taken from, and what is known of that file."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboards.queries.snapshot import frame, in_words

_STOCKS = """
select m.name, s.legal_group, s.basis, s.persons as value, s.is_protected, r.file, s.line
from curated.stock as s
inner join curated.municipality as m on s.ags = m.ags
inner join curated.receipt as r on s.receipt_id = r.receipt_id
where s.month = $month and (s.persons is not null or s.is_protected) and ($ags = '' or s.ags = $ags)
order by m.name, s.legal_group
"""

_OFFERS = """
select o.name || ' (' || o.offer_id || ')' as what, o.capacity as value, r.file, o.line
from curated.running_offer as n
inner join curated.offer as o on n.offer_id = o.offer_id
inner join curated.receipt as r on o.receipt_id = r.receipt_id
where n.month = $month
    and ($ags = '' or o.offer_id in (select a.offer_id from curated.offer_area as a where a.ags = $ags))
order by what
"""

# Files with people share a name in the public file; what differs between them is left empty.
_RECEIPTS = """
select r.file, s.title, s.publisher, s.licence,
    case when count(*) = 1 then any_value(r.received_at) end as received_at,
    case when count(*) = 1 then any_value(r.known_on) end as known_on,
    any_value(left(r.sha256, 12)) as sha256
from curated.receipt as r left join curated.source_status as s on r.source = s.source
group by r.file, s.title, s.publisher, s.licence
"""


def stocks(snapshot: str, month: date, ags: str | None) -> pd.DataFrame:
    """The counts (or estimates) of a month: name, legal_group, basis, value, is_protected, file, line.

    `is_protected`: withheld. `ags` None: of all.
    """
    return frame(snapshot, _STOCKS, month=month, ags=ags or "")


def offers(snapshot: str, month: date, ags: str | None) -> pd.DataFrame:
    """The offers that run in a month and serve `ags` (None: any): what, value (capacity), file, line."""
    return frame(snapshot, _OFFERS, month=month, ags=ags or "")


def with_receipts(snapshot: str, figures: pd.DataFrame) -> pd.DataFrame:
    """The rows of `figures` (with `file`) beside receipt and source; a table kept by hand has no receipt."""
    return figures.merge(in_words(frame(snapshot, _RECEIPTS), "title", "publisher", "licence"), on="file", how="left")
