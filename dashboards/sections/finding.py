"""The sentence at the top of Überblick, and how much was reported for it."""

from __future__ import annotations

import pandas as pd

from dashboards import theme
from dashboards.drawn import drawn_once
from dashboards.queries import overview as ask
from dashboards.queries import shared
from dashboards.text import t
from dashboards.widgets import Selection, lead
from dashboards.withheld import withheld_sentence

# Since then people from Ukraine draw other benefits and left the AsylbLG counts.
NARROWER_SINCE = pd.Timestamp(2022, 6, 1)


def title(selection: Selection) -> str:
    """The question of the page, about a Kreis or a kreisfreie Stadt."""
    names = shared.municipalities(selection.snapshot)
    key = "overview.title" if len(names) > 1 else "overview.title_city"
    return t(key, kreis=shared.kreis(selection.snapshot))


@drawn_once
def show(selection: Selection, month: pd.Series) -> None:
    """Finding on the left, Datenstand on the right. Names no municipality: offers may be invented."""
    sentence, reason = _finding(selection, month)
    build = shared.build(selection.snapshot)
    reported = max(month["reported_fluag"], month["reported_wohnsitz"])
    # published by the state office: nobody reported it, and it is no stock that a need could rest on
    is_asylblg = not reported and month["reported_asylblg"] > 0
    reported = month["reported_asylblg"] if is_asylblg else reported
    lead(
        sentence,
        reason,
        t("overview.state_asylblg" if is_asylblg else "overview.state"),
        t("overview.state_value", reported=reported, all=month["municipalities"]),
        t("overview.state_note", known_on=theme.day(build["known_on"])),
    )


def when(month: pd.Series) -> str:
    """`zum Jahreswechsel 2017/18` or `im Januar 2024`."""
    if month["is_opening"] and month["month"].month == 1:
        year = month["month"].year
        return t("overview.when_opening", before=year - 1, after=year % 100)
    return t("overview.when_month", month=theme.month_name(month["month"]))


def _finding(selection: Selection, month: pd.Series) -> tuple[str, str]:
    category = shared.category(selection.snapshot, selection.category)
    if not max(month["reported_fluag"], month["reported_wohnsitz"]):
        return _without_need(selection, month)
    if category["gap_mode"] != "gap":
        return t("overview.finding_presence", category=category["category_name"]), ""
    district = ask.district(selection.snapshot, selection.month)
    row = district[district["category"] == selection.category].iloc[0]
    if not row["municipalities_reported"]:
        if row["municipalities_withheld"]:
            return t("overview.map_none", category=category["category_name"]), t("protected.why_none")
        counted = int(max(month["reported_fluag"], month["reported_wohnsitz"]))
        why = t("overview.why_one_sided", of=counted, all=month["municipalities"])
        return t("overview.map_none", category=category["category_name"]), why
    if row["municipalities_reported"] * 2 < row["municipalities"]:
        few = {"count": row["municipalities_reported"], "all": row["municipalities"]}
        why = " ".join(filter(None, [t("overview.why_few"), withheld_sentence(row["municipalities_withheld"])]))
        return t(
            "protected.finding_few" if row["municipalities_withheld"] else "overview.finding_few",
            when=when(month),
            **few,
        ), why
    key = {"when": when(month), "of": row["municipalities_reported"], "category": category["category_name"]}
    if row["certainly_short"]:
        sentence = "overview.finding_shared" if row["is_shared"] else "overview.finding"
        why = [largest(_of_category(selection)), withheld_sentence(row["municipalities_withheld"])]
        return t(sentence, short=row["certainly_short"], **key), " ".join(filter(None, why))
    return t("overview.finding_none", **key), withheld_sentence(row["municipalities_withheld"])


def largest(rows: pd.DataFrame) -> str:
    """Where most of the need is certainly not met; nothing while offers are invented: it would accuse somebody.

    `rows`: of `overview.gaps`, one category.
    """
    short = rows[(rows["answer"] == "certainly_short") & ~rows["is_synthetic"]]
    if short.empty:
        return ""
    worst = short.loc[(short["shared_gap"] / short["need"]).idxmax()]
    return t("finding.largest", name=worst["name"], missing=theme.missing(worst["shared_gap"], worst["unit"]))


def _of_category(selection: Selection) -> pd.DataFrame:
    rows = ask.gaps(selection.snapshot, selection.month)
    return rows[rows["category"] == selection.category]


def _without_need(selection: Selection, month: pd.Series) -> tuple[str, str]:
    if not month["reported_asylblg"]:
        when_empty = theme.month_name(month["month"])
        if ask.people(selection.snapshot, selection.month)["estimated"].notna().any():
            return t("overview.finding_estimated", when=when_empty), t("overview.why_estimated")
        return t("overview.finding_empty", when=when_empty), t("overview.why_empty")
    rows = ask.people(selection.snapshot, selection.month)
    people = rows["asylblg"].sum(min_count=1)
    hidden = int(rows["asylblg_is_protected"].sum())
    key = "overview.finding_asylblg" if month["municipalities"] > 1 else "overview.finding_asylblg_city"
    counted = t(
        key,
        when=theme.month_name(month["month"]),
        people=theme.number(people, is_protected=hidden > 0),
        of=month["reported_asylblg"],
        all=month["municipalities"],
    )
    why = t("overview.why_asylblg_narrower" if month["month"] >= NARROWER_SINCE else "overview.why_asylblg")
    return counted, " ".join(filter(None, [why, withheld_sentence(hidden)]))
