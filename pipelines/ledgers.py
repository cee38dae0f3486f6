"""The ledger of any day: one row per municipality, from population share to what is still to come.

facts_on ──> Facts ──what_if.changed──> Facts of a what-if
                 └──settled──> the ledger
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipelines.crediting import CREDITS, or_implied
from pipelines.facts import COUNTS, Facts, side_by_side
from pipelines.obligations import credit_rule, key_rule
from pipelines.planning.allocation import Key, allocation_key
from pipelines.planning.base import base_on
from pipelines.planning.credit import counted, total_credit
from pipelines.planning.ledger import bounded, owed
from pipelines.settling import ENDS, settle_rows


def key_of(facts: Facts) -> Key | None:
    """The key of § 3 FlüAG from the facts, with its steps; None where population or area of anybody is missing.

    Raises ValueError where a what-if breaks the rule, e.g. weights that do not add up to 1.
    """
    inputs = facts.places[["persons", "area_km2"]].astype(float)
    if inputs.empty or inputs.isna().to_numpy().any():
        return None
    rule = key_rule(facts.law, facts.as_of.year)
    return allocation_key(inputs["persons"].to_numpy(), inputs["area_km2"].to_numpy(), **rule)


def settled(facts: Facts) -> pd.DataFrame:
    """One row per municipality (index ags): key steps, base, obligation, credit, stock, fulfilment, outstanding.

    Bounds end in _low and _high; NaN is missing, or withheld where stock_is_protected. Published figures win
    where there are any.
    """
    rows = _with_key(facts.places[["name", "in_kreis"]].copy(), facts)
    base = base_of(facts)
    computed = owed(
        bounded(rows["key"], rows["key_low"], rows["key_high"]), bounded(*(np.full(len(rows), x) for x in base))
    )
    published = side_by_side(facts.published, rows.index)
    for end, figure in zip(ENDS, computed, strict=True):
        rows[f"obligation_computed{end}"] = figure
    rows = rows.join(published.add_suffix("_published"))
    stock = facts.stock.reindex(rows.index)
    for end, name in zip(("_low", "", "_high"), COUNTS, strict=True):
        rows[f"stock{end}"] = stock[name].astype(float)
    rows["stock_basis"] = stock["basis"].fillna("missing")
    rows["stock_is_protected"] = stock["is_protected"].eq(True)
    return settle_rows(_with_credit(rows, facts), credit_rule(facts.law, facts.as_of))


def base_of(facts: Facts) -> tuple[float, float, float]:
    """Base of the day with bounds, in persons and credited places; NaN where it is missing."""
    if facts.set_base is not None:
        return (facts.set_base,) * 3
    known = facts.base
    when = known["as_of"].to_numpy("datetime64[D]")
    found = base_on([np.datetime64(facts.as_of)], when, known["value"], known["low"], known["high"])
    return found.base[0], found.low[0], found.high[0]


def _with_key(rows: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    names = ("population_share", "area_share", "uncapped_key", "cap", "is_capped", "key")
    if facts.scheme == "wohnsitz":
        steps = ("population_share", "area_share", "unemployment_share", "unreduced_key", "key", "key_low", "key_high")
        key = facts.key.reindex(rows.index)
        return rows.assign(**{name: key[name].astype(float) for name in steps})
    key = key_of(facts)
    columns = {name: np.nan if key is None else getattr(key, name) for name in names}
    return rows.assign(**columns, key_low=columns["key"], key_high=columns["key"])


def _with_credit(rows: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    """Credits as stated; failing that as published figures imply them."""
    stated = pd.DataFrame([_credit(facts, ags) for ags in rows.index], index=rows.index, columns=list(CREDITS))
    implied = facts.implied.reindex(rows.index)
    return rows.join(or_implied(stated.astype(float), tuple(implied[name].to_numpy(float) for name in CREDITS)))


def _credit(facts: Facts, ags: str) -> tuple[float, float, float]:
    if facts.scheme != "fluag":
        return 0.0, 0.0, 0.0
    found = counted(facts.facilities.get(ags, ()), facts.as_of, facts.law)
    return total_credit(credit for _, credit in found)[:3]
