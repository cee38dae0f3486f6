"""What a chart says to those who cannot see it: its message in a sentence, with figures from the rows it draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from dashboards import theme
from dashboards.text import label, t
from dashboards.withheld import withheld_sentence


def heat(rows: pd.DataFrame) -> str:
    """`rows` of `view.seen`: in how many fields something is certainly missing, and in which category most often."""
    short = rows[rows["answer"] == "certainly_short"]
    known = rows[~rows["coverage_class"].isin(theme.WITHOUT_FIGURE)]
    hidden = int((rows["coverage_class"] == "protected").sum())
    values = {
        "places": rows["ags"].nunique(),
        "categories": rows["category"].nunique(),
        "short": len(short),
        "of": len(known),
        "missing": len(rows) - len(known) - hidden,
        "protected": hidden,
    }
    text = t("protected.heat" if hidden else "accessibility.heat", **values)
    if len(short):
        often = short["category_name"].value_counts()
        most = often.index[often == often.iloc[0]].tolist()
        text += " " + t("accessibility.heat_most", category=_alike(most), count=int(often.iloc[0]))
    return text


def most_and_least(kind: str, rows: pd.DataFrame, column: str, said: Callable[[float], str]) -> str:
    """Highest and lowest value of `rows` (name, `column`) and how many have none, those withheld apart.

    `kind`: key of the sentence that says what is drawn; `said` writes a value with its unit, and values that read
    alike are alike.
    """
    known = rows.dropna(subset=[column]).sort_values([column, "name"], ascending=[False, True])
    hidden = int(rows.loc[rows[column].isna(), "is_protected"].sum()) if "is_protected" in rows else 0
    text = t(kind, count=len(known), missing=len(rows) - len(known) - hidden)
    if hidden:
        text += " " + withheld_sentence(hidden)
    if known.empty:
        return text
    shown = known[column].map(said)
    high, low = shown.iloc[0], shown.iloc[-1]
    if len(known) == 1:
        return text + " " + t("accessibility.only", name=known["name"].iloc[0], value=high)
    if high == low:
        everywhere = "accessibility.all_alike" if len(known) == len(rows) else "accessibility.known_alike"
        return text + " " + t(everywhere, value=high)
    named = {"high_name": _alike(known["name"][shown == high]), "low_name": _alike(known["name"][shown == low])}
    return text + " " + t("accessibility.range", high=high, low=low, **named)


def _alike(names: Iterable[str]) -> str:
    """Those that share a value: one or two by name, of more the first one and how many others."""
    first, *more = names
    if len(more) == 1:
        return t("accessibility.both", name=first, other=more[0])
    return t("accessibility.alike", name=first, more=len(more)) if more else first


def ages(rows: pd.DataFrame) -> str:
    """Every age band with its bounds; `rows`: age_band, persons_low, persons, persons_high."""
    parts = [
        t(
            "accessibility.age",
            age=label("age_band", row["age_band"]),
            persons=theme.number(row["persons"]),
            bounds=theme.between(row["persons_low"], row["persons_high"]),
        )
        for _, row in rows.iterrows()
    ]
    return t("accessibility.ages", ages="; ".join(parts))


def timeline(stocks: pd.DataFrame, obligations: pd.DataFrame) -> str:
    """How many counts there are over which years, and the newest of each group; `stocks`: as drawn."""
    known = stocks.dropna(subset=["persons"]).sort_values("as_of")
    hidden = int(stocks["is_protected"].sum()) if "is_protected" in stocks else 0
    if hidden:
        return " ".join(
            [timeline(known.assign(is_protected=False), obligations), t("protected.timeline", count=hidden)]
        )
    if known.empty:
        return t("accessibility.timeline_empty", obligations=int(obligations["obligation"].notna().sum()))
    newest = known.groupby("legal_group").tail(1)
    parts = [
        t(
            "accessibility.newest",
            group=label("legal_group_short", row["legal_group"]),
            value=theme.number(row["persons"]),
            day=theme.day(row["as_of"]),
        )
        for _, row in newest.iterrows()
    ]
    return t(
        "accessibility.timeline",
        counts=len(known),
        obligations=int(obligations["obligation"].notna().sum()),
        start=theme.day(known["as_of"].min()),
        end=theme.day(known["as_of"].max()),
        newest="; ".join(parts),
    )
