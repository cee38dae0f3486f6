"""What the page Wer macht was wo asks: which running offer reaches which municipality, and whom to talk to."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboards.queries.snapshot import frame

_REACH = """
select r.offer_id, a.ags, o.category, o.provider_kind, o.provider
from curated.running_offer as r
inner join curated.offer as o on r.offer_id = o.offer_id
inner join curated.offer_area as a on r.offer_id = a.offer_id
inner join curated.municipality as m on a.ags = m.ags
where r.month = $month and m.in_kreis
"""

_OFFERS = """
select
    o.offer_id, o.name, o.provider, o.provider_kind, o.category, c.name_{language} as category_name, m.name as seat,
    o.capacity, o.capacity_unit, o.contact, parse_filename(f.file) as file, o.line
from curated.running_offer as r
inner join curated.offer as o on r.offer_id = o.offer_id
inner join curated.category as c on o.category = c.category
inner join curated.municipality as m on o.ags = m.ags
inner join curated.receipt as f on o.receipt_id = f.receipt_id
where r.month = $month
order by m.name, c.name_{language}, o.name, o.offer_id
"""

_BUNDLING = """
select
    c.name_{language} as category_name, k.municipalities, k.places, k.occupied, k.occupancy_a, k.occupancy_b,
    a.name as name_a, a.provider as provider_a, a.contact as contact_a, a.capacity as capacity_a,
    a.occupied as occupied_a, b.name as name_b, b.provider as provider_b, b.contact as contact_b,
    b.capacity as capacity_b, b.occupied as occupied_b
from curated.bundling_candidate as k
inner join curated.category as c on k.category = c.category
inner join curated.offer as a on k.offer_id_a = a.offer_id
inner join curated.offer as b on k.offer_id_b = b.offer_id
where k.month = $month
order by k.occupied / k.places, name_a, name_b
"""


def reach(snapshot: str, month: date) -> pd.DataFrame:
    """One row per running offer and municipality of the Kreis it serves: offer_id, ags, category, provider_kind."""
    return frame(snapshot, _REACH, month=month)


def offers(snapshot: str, month: date) -> pd.DataFrame:
    """The running offers with seat, capacity, contact as in the inventory, and file and line they stand in."""
    return frame(snapshot, _OFFERS, month=month)


def bundling(snapshot: str, month: date) -> pd.DataFrame:
    """Pairs of weakly filled offers, both sides: name, provider, contact, capacity, occupied; emptiest pair first."""
    return frame(snapshot, _BUNDLING, month=month)
