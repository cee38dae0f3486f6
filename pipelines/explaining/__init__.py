"""A ledger in words: each step with the numbers put in, the row of the law and the line of its source.

key_steps     population share ─> area share ─> cap ─> redistribution ─> key
figure_steps  base ─> obligation ─> credit ─> stock ─> fulfilment ─> what is still to come
"""

from __future__ import annotations

import pandas as pd

from pipelines.explaining import figure_steps, key_steps
from pipelines.explaining.step import Case, Place, Step
from pipelines.facts import Facts
from pipelines.wording import Words

__all__ = ["Place", "Step", "steps"]


def steps(facts: Facts, ledger: pd.DataFrame, ags: str, words: Words) -> list[Step]:
    """The steps for one municipality in the order of the calculation. ledger: settled(facts).

    Raises KeyError when the municipality is none of NRW.
    """
    case = Case(facts, ags, ledger.loc[ags], facts.places.loc[ags], words)
    key = key_steps.wohnsitz if facts.scheme == "wohnsitz" else key_steps.fluag
    return [
        *key(case),
        figure_steps.base(case),
        figure_steps.obligation(case),
        figure_steps.credit(case),
        figure_steps.stock(case),
        figure_steps.fulfilment(case),
        figure_steps.outstanding(case),
    ]
