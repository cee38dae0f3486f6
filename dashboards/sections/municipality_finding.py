"""The sentence at the top of Gemeinde, and beside it what is still to be taken in."""

from __future__ import annotations

import pandas as pd

from dashboards import theme
from dashboards.queries import municipality as ask
from dashboards.queries import shared
from dashboards.sections.finding import when
from dashboards.text import label, t
from dashboards.widgets import Selection, lead


def title(selection: Selection) -> str:
    """The question of the page, about the chosen municipality or about any."""
    return t("finding.municipality_title", name=name_of(selection)) if selection.ags else t("municipality.title")


def name_of(selection: Selection) -> str:
    """The name of the chosen municipality. Raises KeyError for one outside the Kreis."""
    return shared.municipalities(selection.snapshot).set_index("ags")["name"][selection.ags]


def show(selection: Selection, month: pd.Series) -> None:
    """Finding with the people it rests on; at its side what the quota asks."""
    gaps = ask.gaps(selection.snapshot, selection.month, selection.ags)
    stock = ask.stock(selection.snapshot, selection.month, selection.ags)
    is_example = bool(shared.build(selection.snapshot)["is_synthetic"])
    said = sentence(name_of(selection), when(month), gaps, is_example)
    lead(said, people_in_words(stock, when(month)), *outstanding(_owed(selection)))


def sentence(name: str, when: str, gaps: pd.DataFrame, is_example: bool) -> str:
    """In how many categories places are certainly missing, and where most of the need is not met.

    `gaps`: rows of `municipality.gaps`; `is_example`: offers are invented, so the sentence says so.
    """
    if gaps["need"].isna().all():
        return t("protected.no_stock" if gaps["is_protected"].any() else "finding.no_stock", name=name, when=when)
    known = gaps[~gaps["answer"].isin(theme.WITHOUT_FIGURE)]
    if known.empty:
        return t("finding.no_offers", name=name, when=when)
    example = t("finding.example") if is_example else ""
    short = known[known["answer"] == "certainly_short"]
    values = {"name": name, "when": when, "all": len(known), "example": example}
    if short.empty:
        open_ones = int((known["answer"] == "open").sum())
        key = "finding.none_open" if open_ones else "finding.none"
        return t(key, open=theme.number(open_ones), **values)
    worst = short.loc[(short["shared_gap"] / short["need"]).idxmax()]
    missing = theme.missing(worst["shared_gap"], worst["unit"])
    return t("finding.short", short=len(short), category=category_name(worst), missing=missing, **values)


def category_name(row: pd.Series) -> str:
    """The category of a row of `municipality.gaps`; of the school's, only school age has a need."""
    return t("municipality.school") if row["category"] == "SCH" else row["category_name"]


def people_in_words(stock: pd.DataFrame, when: str) -> str:
    """How many people were counted, and each legal group with its day; `stock`: of `municipality.stock`."""
    counted = ask.counted_groups(stock)
    known = stock.loc[counted, "persons"].where(stock.loc[counted, "basis"] == "reported").dropna()
    is_protected = bool((stock.loc[counted, "basis"] == "protected").any())
    if known.empty:
        said = t("protected.people" if is_protected else "municipality.people_missing", when=when)
    else:
        is_whole = len(known) == len(counted)
        key = "protected.people_minimum" if is_protected else "municipality.people_minimum"
        if is_whole:
            key = "municipality.people"
        said = t(key, people=theme.number(known.sum()), when=when)
    shown = [*counted, *(["asylblg_other"] if stock.loc["asylblg_other", "basis"] != "missing" else [])]
    return " · ".join([said, *(count_in_words(group, stock.loc[group]) for group in shown)])


def count_in_words(group: str, row: pd.Series) -> str:
    """`Zuweisung nach FlüAG 182 (Mittel 01.10.2017 bis 31.12.2017)`."""
    name = label("legal_group", group)
    if row["basis"] == "protected":
        return t("protected.count", group=name, day=theme.day(row["period_end"]))
    if pd.isna(row["persons"]):
        return t("municipality.count_missing", group=name)
    values = {"group": name, "count": theme.number(row["persons"]), "day": theme.day(row["period_end"])}
    if row["basis"] == "estimated":
        bounds = theme.between(row["persons_low"], row["persons_high"])
        return t("municipality.count_estimated", bounds=bounds, **values)
    if row["is_mean"]:
        return t("municipality.count_mean", start=theme.day(row["period_start"]), **values)
    return t("municipality.count", **values)


def outstanding(owed: pd.Series | None) -> tuple[str, str, str]:
    """(label, value, note) of what is still to be taken in under FlüAG, or why nobody can say."""
    title = t("overview.coming")
    if owed is not None and pd.isna(owed["outstanding"]) and owed.get("stock_is_protected"):
        return title, theme.number(None, is_protected=True), t("protected.coming")
    if owed is None or pd.isna(owed["outstanding"]):
        return title, theme.number(None), _why_none(owed)
    if owed["outstanding"] < 0:
        title = t("finding.surplus")
    low, high = owed["outstanding_low"], owed["outstanding_high"]
    if low == high:
        return title, theme.number(abs(owed["outstanding"])), _exact(owed)
    note = between(low, high, owed["outstanding"])
    if owed["credit_basis"] == "missing":
        note = t("finding.with_credit", between=note)
    return title, theme.number(abs(owed["outstanding"])), note


def _why_none(owed: pd.Series | None) -> str:
    """Which of obligation and count is missing; `owed`: None where the month has no obligation at all."""
    if owed is None or pd.notna(owed["stock"]):
        return t("overview.coming_no_obligation")
    return t("overview.coming_no_stock" if pd.notna(owed["obligation"]) else "overview.coming_none")


def _exact(owed: pd.Series) -> str:
    return t("finding.exact") if pd.notna(owed["outstanding_published"]) else ""


def between(low: float, high: float, value: float) -> str:
    """Bounds as they read beside the amount: a surplus is told as a positive number, what may be owed as owed."""
    if low < 0 < high:
        return t("finding.over_or_owed", over=theme.number(-low), short=theme.number(high))
    if value < 0 < high:
        return t("finding.maybe_owed", short=theme.number(high))
    return theme.between(*((-high, -low) if value < 0 else (low, high)))


def _owed(selection: Selection) -> pd.Series | None:
    """The FlüAG row of the chosen month, the last one of several."""
    rows = ask.obligations(selection.snapshot, selection.ags)
    month = pd.Timestamp(selection.month).to_period("M")
    now = rows[(rows["scheme"] == "fluag") & (rows["as_of"].dt.to_period("M") == month)]
    return None if now.empty else now.iloc[-1]
