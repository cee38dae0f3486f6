"""Published before computed, figure by figure: the one place where a ledger is settled, for one day or for many."""

from __future__ import annotations

import pandas as pd

from pipelines.planning.ledger import Bounded, bounded, settle, unrounded
from pipelines.planning.obligation import CreditRule

# The figure itself and its bounds, as the ends of its columns are called.
ENDS = ("", "_low", "_high")
RATES = ("fulfilment", "outstanding")


def settle_rows(rows: pd.DataFrame, rule: CreditRule) -> pd.DataFrame:
    """Adds obligation, fulfilment and outstanding, each with bounds: published where it is, else computed.

    rows: obligation_computed, credit and stock (persons, each with _low and _high) and the _published of all three
    figures; NaN is missing. Also adds obligation_unrounded, on which the figures used rest, and fulfilment_computed
    and outstanding_computed with bounds, which rest on the computed obligation alone.
    """
    computed, published = figure_of(rows, "obligation_computed"), rows["obligation_published"]
    exact = unrounded(published, computed)
    columns: dict[str, object] = {}
    for end, plain, best in zip(ENDS, computed, exact, strict=True):
        columns[f"obligation{end}"] = published.fillna(pd.Series(plain, index=rows.index))
        columns[f"obligation_unrounded{end}"] = best
    credit, stock = figure_of(rows, "credit"), figure_of(rows, "stock")
    plain, best = (settle(obligation, credit, stock, rule=rule) for obligation in (computed, exact))
    for name in RATES:
        for end, alone, used in zip(ENDS, getattr(plain, name), getattr(best, name), strict=True):
            columns[f"{name}_computed{end}"] = alone
            columns[f"{name}{end}"] = rows[f"{name}_published"].fillna(pd.Series(used, index=rows.index))
    return rows.assign(**columns)


def figure_of(rows: pd.DataFrame, name: str) -> Bounded:
    """A figure of the rows with its bounds."""
    return bounded(*(rows[f"{name}{end}"] for end in ENDS))
