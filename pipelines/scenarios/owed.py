"""What a scenario means for the obligations: the ledger of the first of its month, as it is and as supposed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pandas as pd

from pipelines.facts import Facts
from pipelines.ledgers import settled
from pipelines.planning.credit import Facility
from pipelines.planning.scenario import Scenario, added
from pipelines.planning.scenario_checks import Known
from pipelines.what_if import Changes, changed

SCHEMES = ("fluag", "wohnsitz")
FIGURES = ("obligation", "credit", "stock", "fulfilment", "outstanding")
BOUNDED = [f"{figure}{end}" for figure in FIGURES for end in ("", "_low", "_high")]


def owed(
    scenario: Scenario,
    known: Known,
    facts: Callable[[date, str], Facts],
    ledger: Callable[[Facts], pd.DataFrame] = settled,
) -> pd.DataFrame:
    """One row per scheme and municipality whose people or facilities the scenario changes: the figures of the ledger
    with bounds today and, with `_after`, as supposed. Empty when it changes neither.

    facts: those of a day and scheme (pipelines.facts). Bounds of a stock that is estimated or rounded stay as wide.
    """
    day = date.fromisoformat(f"{scenario.month}-01")
    parts = []
    for scheme in SCHEMES:
        more = {ags: added(scenario.people, ags, counted).get(scheme, 0.0) for ags, counted in known.counted.items()}
        if not any(more.values()) and not (scheme == "fluag" and scenario.facilities):
            continue
        before = facts(day, scheme)
        changes = _changes(scenario, before, more)
        after = ledger(_with_bounds(changed(before, changes), before, more))
        rows = ledger(before).loc[sorted(changes.municipalities), ["name", "stock_is_protected", *BOUNDED]]
        rows = rows.join(after[BOUNDED].add_suffix("_after"))
        parts.append(rows.rename_axis("ags").reset_index().assign(scheme=scheme))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _changes(scenario: Scenario, facts: Facts, more: dict[str, float]) -> Changes:
    """As a what-if of one scheme's ledger; a stock nobody knows on that day stays unknown."""
    known = facts.stock["persons"].dropna()
    stock = {ags: max(float(known[ags]) + persons, 0.0) for ags, persons in more.items() if persons and ags in known}
    facilities = tuple(
        Facility(one.ags, one.kind, one.places, date.fromisoformat(one.opened_on), None, facts.as_of)  # type: ignore[arg-type]
        for one in scenario.facilities
        if facts.scheme == "fluag"
    )
    return Changes(stock=stock, facilities=facilities)


def _with_bounds(after: Facts, before: Facts, more: dict[str, float]) -> Facts:
    stock = after.stock.copy()
    for ags in set(more) & set(before.stock.index) & set(stock.index):
        for bound in ("persons_low", "persons_high"):
            if more[ags]:
                stock.loc[ags, bound] = max(float(before.stock.loc[ags, bound]) + more[ags], 0.0)
    return replace(after, stock=stock)
