"""The bar beside a step: what of the obligation it fills, bounds as a band, yesterday's bar as a ghost."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

import pandas as pd

from pipelines.explaining import Step

SHARES = ("population_share", "area_share", "unemployment_share", "unreduced_key", "uncapped_key", "cap", "key")
PERSONS = ("obligation", "credit", "stock", "outstanding")
# A stock several times the obligation would squeeze everything else: the scale ends at this multiple.
LONGEST = 4


@dataclass(frozen=True)
class Scale:
    """From `low` to `high` in the unit of the step."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Where a value lies, in per cent of the width; what is outside lies at the edge."""
        return 100 * min(max((value - self.low) / (self.high - self.low), 0), 1)


def scales(rows: list[pd.Series], steps: list[Step]) -> dict[str, Scale]:
    """By code of the step one scale for shares, one for persons, one for the rate; none where nothing is known.

    `rows`: the municipality's row of the ledger, as shown and as it stands.
    """
    found: dict[str, Scale] = {}
    shares = [step.high for step in steps if step.code in SHARES and not isnan(step.high)]
    if shares and max(shares) > 0:
        found |= dict.fromkeys(SHARES, Scale(0, max(shares) * 1.04))
    owed = max((row["obligation_high"] for row in rows if not isnan(row["obligation_high"])), default=0)
    if owed > 0:
        lows = [row[name] for row in rows for name in ("outstanding", "outstanding_low") if not isnan(row[name])]
        found |= dict.fromkeys(PERSONS, Scale(max(min([0, *lows]), -LONGEST * owed), owed * 1.04))
    rates = [row["fulfilment"] for row in rows if not isnan(row["fulfilment"])]
    if rates:
        found["fulfilment"] = Scale(0, min(max(1.1, *rates), LONGEST) * 1.04)
    return found


def rail(step: Step, row: pd.Series, scale: Scale | None, ghost: tuple[float, float] | None = None) -> str:
    """The bar of a step as HTML; `ghost`: from where to where it reaches without changes."""
    if scale is None:
        return '<span class="rail none"></span>'
    parts = [_tick(scale.at(0), "zero")]
    if step.code == "fulfilment":
        parts += [_tick(scale.at(0.9), "line"), _tick(scale.at(1), "line")]
    if ghost:
        parts.append(_bar("ghost", scale, *ghost))
    if found := span(step.code, row, step.value) or _unknown(step, row):
        parts.append(_bar(f"fill {step.basis}", scale, *found))
    if step.code != "credit" and step.low != step.high and not isnan(step.value):
        low = scale.low if isnan(step.low) else step.low
        high = scale.high if isnan(step.high) else step.high
        is_open = " open" if isnan(step.high) or isnan(step.low) else ""
        parts.append(_bar(f"band{is_open}", scale, low, high))
    return f'<span class="rail" aria-hidden="true">{"".join(parts)}</span>'


def span(code: str, row: pd.Series, value: float) -> tuple[float, float] | None:
    """From where to where a step reaches: credit and stock hang from the obligation like the steps of a stair."""
    if isnan(value) or (code == "credit" and value == 0):
        return None
    if code not in ("credit", "stock"):
        return 0, value
    top = row["obligation"]
    if isnan(top):
        return 0, value
    if code == "stock":
        top -= 0 if isnan(row["credit"]) else row["credit"]
    return top - value, top


def _unknown(step: Step, row: pd.Series) -> tuple[float, float] | None:
    """How much of the obligation an unknown credit may take: up to its bound, without one up to all of it."""
    top = row["obligation"]
    if step.code != "credit" or isnan(top) or not isnan(step.value):
        return None
    return (0 if isnan(step.high) else max(top - step.high, 0)), top


def _bar(kind: str, scale: Scale, start: float, end: float) -> str:
    left, right = sorted((scale.at(start), scale.at(end)))
    return f'<i class="{kind}" style="left:{left:.2f}%;width:{right - left:.2f}%"></i>'


def _tick(left: float, kind: str) -> str:
    return f'<i class="{kind}" style="left:{left:.2f}%"></i>'
