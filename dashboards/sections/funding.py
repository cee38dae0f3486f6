"""The finding of Förderung: how many gaps some programme could pay, and which deadline is next."""

from __future__ import annotations

import pandas as pd

from dashboards import theme
from dashboards.drawn import drawn_once
from dashboards.queries import funding as ask
from dashboards.queries import shared
from dashboards.sections.funding_asked import Asked
from dashboards.text import t, words
from dashboards.widgets import lead
from dashboards.withheld import withheld_sentence
from pipelines.funding.calendar_file import ahead
from pipelines.funding.programme import Programme
from pipelines.funding.state import state_on


def paying(asked: Asked, category: str, way: str = "pays") -> list[Programme]:
    """The programmes of the view that could pay (or only coordinate) new offers of a category on the day."""
    return [one for one in asked.programmes if one.is_for(category, way) and state_on(one, asked.day).takes_new]


def unasked(asked: Asked, category: str) -> list[Programme]:
    """The programmes of the view whose money for a category comes without an application: they answer no gap."""
    return [one for one in asked.programmes if one.is_for(category) and state_on(one, asked.day).code == "automatic"]


@drawn_once
def show_lead(asked: Asked) -> None:
    """The sentence, and beside it the next deadline known."""
    sentence, reason = groups_finding(asked) if asked.is_for_groups else finding(asked)
    coming = ahead(asked.programmes, asked.day)
    value = words().day(coming[0][0]) if coming else t("funding.next_none")
    note = coming[0][1].name if coming else t("funding.next_none_note", day=words().day(asked.day))
    lead(sentence, reason, t("funding.next"), value, note)


def finding(asked: Asked) -> tuple[str, str]:
    """How many gaps a running programme could pay, and what stands in the way of saying more."""
    rows = ask.gaps(asked.selection.snapshot, asked.selection.month, asked.selection.ags)
    open_gaps, month = rows[rows["gap"] > 0], theme.month_name(asked.selection.month)
    hidden = withheld_sentence(int(rows.loc[rows["answer"] == "protected", "ags"].nunique()))
    day = words().day(asked.day)
    if open_gaps.empty:
        key = "funding.finding_no_figure" if rows["gap"].isna().all() else "funding.finding_no_gap"
        return t(key, month=month, day=day), hidden
    unpaid = [code for code in open_gaps["category"].unique() if not paying(asked, code)]
    paid = int((~open_gaps["category"].isin(unpaid)).sum())
    sentence = t("funding.finding", paid=paid, all=len(open_gaps), month=month, day=day)
    return sentence, " ".join(filter(None, [_without(asked, unpaid), t("funding.why"), hidden]))


def groups_finding(asked: Asked) -> tuple[str, str]:
    """How many programmes small groups can turn to, and how many were there before."""
    runs = [one for one in asked.programmes if state_on(one, asked.day).takes_new]
    values = {"count": len(runs), "day": words().day(asked.day)}
    key = "funding.finding_groups" if runs else "funding.finding_groups_none"
    return t(key, **values), t("funding.why_groups")


def category_names(snapshot: str) -> dict[str, str]:
    """Code -> name of every category, in the reader's language."""
    rows: pd.DataFrame = shared.categories(snapshot)[["category", "category_name"]]
    return dict(rows.itertuples(index=False))


def _without(asked: Asked, unpaid: list[str]) -> str:
    names = category_names(asked.selection.snapshot)
    if not unpaid:
        return ""
    said = [t("funding.unpaid", categories=", ".join(sorted(names[code] for code in unpaid)))]
    for code in unpaid:
        coming = ", ".join(one.name for one in unasked(asked, code))
        said += [t("funding.comes_unasked", category=names[code], programmes=coming)] if coming else []
    return " ".join(said)
