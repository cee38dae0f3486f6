"""Fulfilment rates in words: never rounded up to a threshold they miss, the bounds beside the figure itself."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan

from dashboards import theme
from dashboards.text import t

# In per cent: under the first a municipality is assigned people before others, at the second it owes nothing.
THRESHOLDS = (90, 100)


def percent(share: float) -> str:
    """A rate (1.0 = 100 %) as whole per cent: 89.6 % reads *89 %*, for it counts as under 90 %."""
    return theme.percent(share) if isnan(share) else t("common.percent", share=whole(share))


def whole(share: float) -> str:
    """The same without its sign."""
    if isnan(share):
        return theme.number(None)
    rounded = round(100 * share)
    for threshold in THRESHOLDS:
        if share < threshold / 100 <= rounded / 100:
            rounded = threshold - 1
    return theme.number(rounded)


def at_least(rate: str, low: str, key: str) -> str:
    """A rate open at the top, both in words: `78 % (mind. 67 %)`, or `mind. 78 %` where only a credit is unknown.

    `key`: how the bound is told beside the rate.
    """
    return t("allocation.at_least_short", low=low) if rate == low else t(key, rate=rate, low=low)


def short(row: Mapping[str, float]) -> str:
    """`78 % (mind. 67 %)` or `38 % (32–85 %)`, for the edge of a chart; `row`: fulfilment with _low and _high."""
    rate, low, high = (percent(row[name]) for name in ("fulfilment", "fulfilment_low", "fulfilment_high"))
    if isnan(row["fulfilment_high"]):
        return at_least(rate, low, "allocation.rate_at_least_short")
    return t("allocation.range_short", rate=rate, low=whole(row["fulfilment_low"]), high=high)


def in_full(row: Mapping[str, float]) -> str:
    """`78 % (mindestens 67 %)`, `38 % (32 % bis 85 %)` or the rate alone where it is sure; `row` as for `short`."""
    rate, low, high = (percent(row[name]) for name in ("fulfilment", "fulfilment_low", "fulfilment_high"))
    if isnan(row["fulfilment_high"]):
        return at_least(rate, low, "allocation.rate_at_least")
    if row["fulfilment_low"] < row["fulfilment_high"]:
        return t("allocation.rate_between", rate=rate, low=low, high=high)
    return rate
