"""Top of Zuweisung: the question, its answer in one sentence with the reason for its bounds, and four figures."""

from __future__ import annotations

from math import isnan

import pandas as pd

from dashboards import theme
from dashboards.drawn import drawn_once
from dashboards.queries import shared
from dashboards.sections import ledger_rates
from dashboards.sections.ledger_case import Case, is_known
from dashboards.sections.ledger_selection import Asked
from dashboards.text import label, t, words
from dashboards.widgets import key_figures, lead
from dashboards.withheld import also_withheld
from pipelines.ledgers import base_of


def title(asked: Asked) -> str:
    """A question that names the municipality, or the Kreis."""
    snapshot, ags = asked.selection.snapshot, asked.selection.ags
    if ags is None:
        return t("allocation.title_kreis", kreis=shared.kreis(snapshot))
    return t("allocation.title", name=name_of(asked))


def name_of(asked: Asked) -> str:
    """The municipality's name."""
    rows = shared.municipalities(asked.selection.snapshot).set_index("ags")
    return rows.loc[asked.selection.ags, "name"]


@drawn_once
def show(case: Case) -> None:
    """The finding with the state of the reports beside it; for a municipality also its four figures."""
    # what a what-if puts in has not been reported
    kreis = case.today[case.today["in_kreis"]]
    basis = kreis["stock_basis"].value_counts()
    reported, of = int(basis.get("reported", 0) + kreis["stock_is_protected"].sum()), len(kreis)
    hidden = also_withheld(kreis["stock_is_protected"])
    note = t("allocation.state_note", day=theme.day(case.asked.day))
    if estimated := int(basis.get("estimated", 0)):
        note = t("allocation.state_estimated", day=theme.day(case.asked.day), count=estimated)
    note = " · ".join(filter(None, [note, hidden]))
    finding, why = (sentence(case), reason(case)) if case.ags else _of_kreis(case)
    lead(finding, why, t("overview.state"), t("overview.state_value", reported=reported, all=of), note)
    if case.ags:
        key_figures(figures(case))


def figures(case: Case) -> list[tuple[str, str, str]]:
    """(label, value, note) of the four figures of a municipality."""
    return [_figure(case, name) for name in ("obligation", "stock", "fulfilment", "outstanding")]


def sentence(case: Case) -> str:
    """What is owed, what is there, what is still to come; or which of them nobody knows."""
    row = case.row
    known = {
        "name": name_of(case.asked),
        "day": theme.day(case.asked.day),
        "scheme": label("scheme_law", case.facts.scheme),
        "obligation": theme.number(row["obligation"]),
        "stock": theme.number(row["stock"]),
        "outstanding": theme.number(abs(row["outstanding"])),
        "rate": ledger_rates.percent(row["fulfilment"]),
        "credited": t("allocation.credited", credit=theme.number(row["credit"])) if row["credit"] > 0 else "",
    }
    counted = t("allocation.counted") if row["stock_basis"] == "reported" else t("allocation.estimated")
    known["counted"] = t("allocation.assumed") if "stock" in case.what_if.numbers else counted
    if isnan(row["obligation"]):
        if is_known(row["fulfilment"]):
            return t("allocation.finding_rate_only", **known)
        return t("allocation.finding_no_obligation", **known)
    if isnan(row["outstanding"]):
        return t("protected.finding_ledger" if row["stock_is_protected"] else "allocation.finding_no_stock", **known)
    if row["outstanding"] < 0:
        return t("allocation.finding_surplus", **known)
    return t("allocation.finding_open_without" if depends_on_credit(row) else "allocation.finding_open", **known)


def reason(case: Case) -> str:
    """Why the figures are not sure, in the order of the calculation; or why they are missing."""
    row, told = case.row, []
    if isnan(row["obligation"]):
        told += missing_parts(case, case.ags)
    elif row["obligation_low"] < row["obligation_high"]:
        # the key of the second scheme is itself an estimate
        is_estimated = case.facts.scheme == "wohnsitz"
        low, high = (theme.number(row[f"obligation_{end}"]) for end in ("low", "high"))
        key = "allocation.why_obligation_estimated" if is_estimated else "allocation.why_obligation"
        told.append(t(key, low=low, high=high))
    if row["stock_basis"] == "missing":
        told += missing_parts(case, case.ags, ("stock",))
    elif depends_on_credit(row):
        low, high = (ledger_rates.percent(row[f"fulfilment_{end}"]) for end in ("low", "high"))
        key = "allocation.why_credit_open" if isnan(row["fulfilment_high"]) else "allocation.why_credit"
        told.append(t(key, low=low, high=high))
    return " ".join(dict.fromkeys(told))


def missing_parts(case: Case, ags: str, codes: tuple[str, ...] = ("key", "base")) -> list[str]:
    """Why these steps of a municipality have no figure, a sentence each."""
    return [step.formula for step in case.steps(ags) if step.code in codes and step.basis in ("missing", "protected")]


def depends_on_credit(row: pd.Series | dict) -> bool:
    """Whether the rate is worked out without a credit that nobody knows; a published rate stands for itself."""
    return isnan(row["credit"]) and is_known(row["fulfilment"]) and row["fulfilment_low"] != row["fulfilment_high"]


def cap_in_words(case: Case) -> str:
    """What the cap of § 3 FlüAG takes from the municipality or gives to it, in persons where there is a base."""
    row, base = case.row, base_of(case.facts)[0]
    if case.facts.scheme != "fluag" or isnan(row["key"]):
        return ""
    change = row["key"] - row["uncapped_key"]
    if not change:
        return t("allocation.cap_none")
    count = int(case.ledger["is_capped"].sum())
    known = {"name": name_of(case.asked), "count": theme.number(count), "all": theme.number(len(case.ledger))}
    is_capped = bool(row["is_capped"])
    if isnan(base):
        share = words().share(abs(change) / row["uncapped_key"], 1)
        return t("allocation.cap_takes_share" if is_capped else "allocation.cap_gives_share", share=share, **known)
    persons = {
        "persons": theme.number(abs(change) * base, 1),
        "before": theme.number(row["uncapped_key"] * base, 1),
        "after": theme.number(row["key"] * base, 1),
    }
    return t("allocation.cap_takes" if is_capped else "allocation.cap_gives", **persons, **known)


def _of_kreis(case: Case) -> tuple[str, str]:
    kreis, day = case.kreis, theme.day(case.asked.day)
    known = kreis[kreis["obligation"].notna()]
    scheme = label("scheme_law", case.facts.scheme)
    if len(known) < len(kreis):
        # a sum over those few with a published figure would look like the Kreis
        count = len(known) or t("allocation.nobody")
        sentence = t("allocation.kreis_none", day=day, scheme=scheme, count=count, all=len(kreis))
        first = kreis[kreis["obligation"].isna()].index[0]
        return sentence, " ".join([*missing_parts(case, first), t("allocation.choose")])
    bounds = theme.between(known["obligation_low"].sum(), known["obligation_high"].sum())
    figure = theme.number(known["obligation"].sum())
    return t("allocation.kreis", day=day, scheme=scheme, obligation=figure, bounds=bounds, all=len(kreis)), t(
        "allocation.choose"
    )


def _figure(case: Case, name: str) -> tuple[str, str, str]:
    """(label, value, note): bounds and basis; with changes also what it is without them."""
    row, before = case.row, case.today.loc[case.ags]
    written = ledger_rates.percent if name == "fulfilment" else words().number
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    notes = []
    if is_known(row[name]) and low != high:
        notes.append(_bounds(name, low, high))
    if name == "stock" and is_known(row[name]):
        is_put_in = "stock" in case.what_if.numbers
        notes.append(t("allocation.basis_put_in") if is_put_in else words().say(f"basis.{row['stock_basis']}"))
    elif name == "fulfilment" and depends_on_credit(row):
        notes.append(t("allocation.without_credit_short"))
    if case.what_if:
        notes.append(t("allocation.ghost", value=written(before[name])))
    shown = written(row[name])
    if isnan(row[name]) and name != "obligation" and row["stock_is_protected"]:
        shown = theme.number(None, is_protected=True)
    return label("figure", name), shown, " · ".join(notes)


def _bounds(name: str, low: float, high: float) -> str:
    if name == "fulfilment":
        return theme.bounds(low, high, ledger_rates.percent)
    if name == "outstanding" and low < 0 < high:
        return t("finding.over_or_owed", over=theme.number(-low), short=theme.number(high))
    return theme.between(low, high)
