"""What a municipality sees unrounded: its own rows, and only what follows from its own people and places.

Places shared with neighbours are left out: they would tell how many people the neighbours have.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from dashboards.queries.snapshot import own_rows
from dashboards.roles import Role
from pipelines.contracts import CONTRACTS
from pipelines.extracts.delimited import csv_bytes

_STOCK = (
    "select as_of, legal_group, persons, note, source from curated.reported_stock where ags = $ags order by all desc"
)

_OBLIGATION = """
select as_of, scheme, obligation, stock, outstanding from curated.obligation where ags = $ags
order by as_of desc, scheme
"""

_NEED = """
select g.month, c.name_{language} as category_name, g.unit, g.need_low, g.need, g.need_high, g.local_supply, g.local_gap
from curated.gap as g inner join curated.category as c on g.category = c.category
where g.ags = $ags and g.need is not null
order by g.month desc, category_name
"""

_OFFER = """
select o.name, o.provider, c.name_{language} as category_name, o.capacity, o.capacity_unit as unit, o.occupied,
    o.waiting, o.as_of
from curated.offer as o inner join curated.category as c on o.category = c.category
where o.ags = $ags
order by category_name, o.name
"""

# A finding names file and line; whose line it is, the rows that were taken from it say.
_FINDING = """
with own as (
    select receipt_id, line from curated.reported_stock where ags = $ags
    union
    select receipt_id, line from curated.offer where ags = $ags
)
select f.severity, f.file, f.line, f.column_name, f.value, f.reason, f.action
from curated.finding as f
inner join curated.receipt as r on f.file = r.file
inner join own on r.receipt_id = own.receipt_id and f.line = own.line
where f.source <> 'contract'
order by f.file, f.line
"""

TABLES = {"stock": _STOCK, "obligation": _OBLIGATION, "need": _NEED, "offer": _OFFER, "finding": _FINDING}
# The relations whose own rows are offered as a file.
FILES = {"stock": "reported_stock", "obligation": "obligation", "offer": "offer"}


def own(snapshot: str, role: Role, table: str) -> pd.DataFrame:
    """One of TABLES for the reader's municipality. Raises PermissionError for a reader who has none."""
    return own_rows(snapshot, role, TABLES[table])


def file(snapshot: str, role: Role, table: str) -> Callable[[], bytes]:
    """Makes the CSV of the own rows of a relation when called, in the format of the extracts for a German Excel."""
    contract = CONTRACTS[FILES[table]]

    def made() -> bytes:
        columns = ", ".join(contract.names)
        rows = own_rows(snapshot, role, f"select {columns} from curated.{contract.relation} where ags = $ags")
        cells = rows.astype(object).where(rows.notna(), None).to_numpy().tolist()
        return csv_bytes(contract, [[_plain(cell) for cell in row] for row in cells], "excel")

    return made


def _plain(cell: object) -> object:
    return cell.date() if isinstance(cell, pd.Timestamp) else cell
