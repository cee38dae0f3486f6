"""Two months, or two states of knowledge, set side by side: what changed, and where nobody can say.

figures then ─┐
              ├─ changes ─> verdict per figure ─> sentence
figures now ──┘
"""

from __future__ import annotations

import pandas as pd

from dashboards import theme
from dashboards.text import label, t

KEYS = ["ags", "category", "measure"]
SIDES = ("then", "now")
# Different by less than this is the same: the last digit of a sum.
DUST = 1e-6


def changes(then: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Rows of `queries.change.figures` side by side, one per municipality, category and measure of either.

    Columns: KEYS, name, category_name, unit; low, value, high, basis, groups of both sides (`value_then`);
    difference (now − then; empty where a side was not counted) and verdict: more, fewer, same, within (the bounds
    of both sides overlap), other_groups, uncounted.
    """
    both = then.merge(now, on=KEYS, how="outer", suffixes=("_then", "_now"))
    for column in ("name", "category_name", "unit"):
        both[column] = both[f"{column}_now"].fillna(both[f"{column}_then"])
    for side in SIDES:
        both[f"basis_{side}"] = both[f"basis_{side}"].fillna("missing")
    counted = (both["basis_then"] == "reported") & (both["basis_now"] == "reported")
    is_alike = both["groups_then"] == both["groups_now"]
    difference = (both["value_now"] - both["value_then"]).where(counted & is_alike)
    both["difference"] = difference
    both["verdict"] = "uncounted"
    both.loc[counted & ~is_alike, "verdict"] = "other_groups"
    known = difference.notna()
    both.loc[known & (difference.abs() <= DUST), "verdict"] = "same"
    moved = known & (difference.abs() > DUST)
    both.loc[moved, "verdict"] = "within"
    both.loc[moved & (_low(both, "now") > _high(both, "then")), "verdict"] = "more"
    both.loc[moved & (_high(both, "now") < _low(both, "then")), "verdict"] = "fewer"
    return both


def _low(both: pd.DataFrame, side: str) -> pd.Series:
    return both[f"low_{side}"].fillna(-float("inf"))


def _high(both: pd.DataFrame, side: str) -> pd.Series:
    return both[f"high_{side}"].fillna(float("inf"))


def in_words(row: pd.Series, then: str, now: str) -> str:
    """What a row of `changes` says: `+312`, *innerhalb der Spanne*, or which side was not counted and why."""
    verdict = row["verdict"]
    if verdict in ("more", "fewer"):
        return signed(row["difference"], row["unit"])
    if verdict != "uncounted":
        return label("change_verdict", verdict)
    reasons = [
        t("change.side", when=when, basis=label("change_basis", row[f"basis_{side}"]))
        for side, when in zip(SIDES, (then, now), strict=True)
        if row[f"basis_{side}"] != "reported"
    ]
    return "; ".join(reasons)


def signed(difference: float, unit: str) -> str:
    """`+312` or `−40`; what rounds to zero but is none says so: `unter +1`, `über −1`."""
    if 0 < abs(difference) < theme.smallest(unit) / 2:
        least = theme.quantity(theme.smallest(unit), unit)
        return t("change.under_more" if difference > 0 else "change.under_fewer", amount=least)
    sign = "+" if difference > 0 else "−"
    return sign + theme.quantity(abs(difference), unit)


def sentence(changes: pd.DataFrame, since: str) -> str:
    """People, then places and gap, in one sentence; only what both sides counted enters it.

    `changes`: all measures of one municipality, or of one category in many; `since`: `Seit Januar 2017`.
    """
    parts = [_people(changes[changes["measure"] == "people"]), _places(changes), _gap(changes)]
    told = [part for part in parts if part]
    if not told:
        return t("change.nothing", since=since)
    return t("change.sentence", since=since, parts="; ".join(told))


def _people(rows: pd.DataFrame) -> str:
    known = rows[rows["difference"].notna()]
    if known.empty:
        is_hidden = (rows[[f"basis_{side}" for side in SIDES]] == "protected").any(axis=None)
        return t("protected.people_unknown" if is_hidden else "change.people_unknown")
    change = known["difference"].sum()
    amount = theme.number(abs(change))
    if round(change) == 0:
        said = t("change.people_same")
    elif change > 0:
        said = t("change.people_more", people=amount)
    else:
        said = t("change.people_fewer", people=amount)
    if len(rows) == 1:
        return said
    return t("change.people_in", said=said, count=len(known), all=len(rows))


def _places(changes: pd.DataFrame) -> str:
    rows = changes[(changes["measure"] == "places") & changes["difference"].notna()]
    if rows.empty:
        return ""
    if rows["category"].nunique() > 1:
        more, fewer = ((rows["verdict"] == verdict).sum() for verdict in ("more", "fewer"))
        return t("change.places_of", more=more, fewer=fewer, all=len(rows))
    change, unit = rows["difference"].sum(), rows["unit"].iloc[0]
    if abs(change) <= DUST:
        return t("change.places_same")
    key = "change.places_more" if change > 0 else "change.places_fewer"
    return t(key, amount=theme.missing(abs(change), unit))


def _gap(changes: pd.DataFrame) -> str:
    rows = changes[(changes["measure"] == "gap") & changes["difference"].notna()]
    if rows.empty:
        return ""
    counts = rows["verdict"].value_counts()
    more, fewer = int(counts.get("more", 0)), int(counts.get("fewer", 0))
    key = "change.gap_sure" if more + fewer else "change.gap_within"
    return t(key, more=more, fewer=fewer, all=len(rows))
