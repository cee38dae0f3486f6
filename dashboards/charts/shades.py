"""Shades of a map that counts and does not judge: darker is more; what nobody counted is hatched."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboards import theme
from dashboards.text import label, t

STEPS = ("#EDF2F7", "#C9D9E8", "#97BFE0", "#3B76AA", "#14406F")
# From here on white is read more easily than ink.
DARK = 3


def steps(counts: pd.Series) -> pd.Series:
    """The place of each count among `STEPS`: none has the first to itself, the rest share the others in equal steps.

    Where all have the same, none stands out. What nobody counted has the place of none.
    """
    known = counts.astype(float).fillna(0)
    top = max(known.max(), 1) * (2 if counts.nunique() == 1 else 1)
    return np.ceil(known / top * (len(STEPS) - 1)).astype(int)


def colours(counts: pd.Series) -> list[str]:
    """The colour of each count."""
    return [STEPS[step] if known else theme.MISSING for step, known in zip(steps(counts), counts.notna(), strict=True)]


def inks(counts: pd.Series) -> list[str]:
    """The colour of what is written on each."""
    return ["#FFFFFF" if step >= DARK else theme.INK for step in steps(counts)]


def legend(counts: pd.Series, is_protected: pd.Series) -> list[tuple[str, str, bool]]:
    """(what it counts with the number of municipalities, colour, hatched) of each shade that occurs, the most first.

    `is_protected`: which counts are withheld.
    """
    known = counts.dropna()
    groups = known.groupby(steps(counts)[known.index])
    shown = [(_between(group), STEPS[step], False, len(group)) for step, group in sorted(groups, reverse=True)]
    hidden = int((counts.isna() & is_protected).sum())
    without = {"protected": hidden, "no_figure": int(counts.isna().sum()) - hidden}
    shown += [(label("coverage", code), theme.MISSING, True, count) for code, count in without.items() if count]
    return [
        (t("overview.shade", counts=name, places=count), colour, is_hatched)
        for name, colour, is_hatched, count in shown
    ]


def _between(counts: pd.Series) -> str:
    low, high = counts.min(), counts.max()
    return theme.number(low) if low == high else theme.between(low, high)
