"""What the lump sums come to: one municipality over the months, all of the Kreis in the chosen month."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import handing, theme
from dashboards.drawn import drawn_once
from dashboards.markup import as_name
from dashboards.queries import lump_sum as ask
from dashboards.queries import shared
from dashboards.sign_in import role
from dashboards.text import label, t
from dashboards.text import told as in_words
from dashboards.widgets import Selection, ranked_list, rows_table
from dashboards.withheld import withheld_sentence


def show(selection: Selection) -> None:
    """Amounts with their basis and doubtful part, the deadline, and how to report better counts."""
    _show_amounts(selection)
    # who reports is staff, of the Kreis or of a municipality
    if role().kind != "public":
        _report()


@drawn_once
def _show_amounts(selection: Selection) -> None:
    st.header(t("lump_sum.title"), anchor=False)
    st.caption(t("lump_sum.note"))
    rows = ask.of_month(selection.snapshot, selection.month)
    if selection.ags:
        _municipality(selection, rows)
        with st.expander(t("lump_sum.all", all=len(rows), month=theme.month_name(selection.month))):
            _kreis(selection, rows)
    else:
        _kreis(selection, rows)
    _deadline(selection)


def _municipality(selection: Selection, kreis: pd.DataFrame) -> None:
    months = ask.of_municipality(selection.snapshot, selection.ags)
    now = months[months["month"] == pd.Timestamp(selection.month)]
    name = as_name(kreis.set_index("ags").at[selection.ags, "name"])
    if now.empty:
        st.markdown(_missing(selection, name, months))
    else:
        st.markdown(_sentence(now.iloc[0], name))
    if months.empty:
        return
    heads = [
        t("lump_sum.col_month"),
        t("lump_sum.col_persons"),
        t("lump_sum.col_rate"),
        t("lump_sum.col_amount"),
        t("lump_sum.col_basis"),
        t("lump_sum.col_doubtful"),
        t("lump_sum.col_deadline"),
    ]
    named = [(theme.month_name(row["month"]), row) for _, row in months.iterrows()]
    cells = [[month, *_figures(row), theme.day(row["deadline"])] for month, row in named]
    with st.container(key="wide-lump"):
        rows_table(heads, cells)
    with st.container(key="narrow-lump"):
        ranked_list([(month, _item(row), _part(row, months)) for month, row in named])
    if months["is_approximate"].any():
        st.caption(t("lump_sum.approximate"))
    with st.expander(t("municipality.why")):
        for _, row in ask.counts(selection.snapshot, selection.ags).iterrows():
            st.markdown("- " + _why(row))


def _sentence(row: pd.Series, name: str) -> str:
    values = {
        "name": name,
        "month": theme.month_name(row["month"]),
        "persons": theme.number(row["persons"]),
        "basis": label("lump_sum_basis", row["basis"]),
    }
    if pd.isna(row["amount_eur"]):
        return t("lump_sum.sentence_no_rate", **values)
    return t("lump_sum.sentence", rate=_rate(row), amount=theme.number(row["amount_eur"]), **values)


def _missing(selection: Selection, name: str, months: pd.DataFrame) -> str:
    """Why the chosen month has no amount, and which months have one."""
    basis = ask.stock_basis(selection.snapshot, selection.month, selection.ags)
    keys = {"estimated": "lump_sum.missing_estimated", "protected": "protected.lump_sum"}
    key = keys.get(basis, "lump_sum.missing")
    text = t(key, name=name, month=theme.month_name(selection.month))
    return text if len(months) or basis == "protected" else f"{text} {t('lump_sum.missing_ever')}"


def _kreis(selection: Selection, rows: pd.DataFrame) -> None:
    month, known = theme.month_name(selection.month), rows.dropna(subset=["persons"])
    if known.empty:
        listed = ", ".join(theme.month_name(found) for found in ask.months(selection.snapshot))
        key = "protected.lump_sum_none" if rows["is_protected"].any() else "lump_sum.nothing"
        st.markdown(t(key, month=month, months=listed or t("common.missing")))
        return
    values = {
        "kreis": shared.kreis(selection.snapshot),
        "month": month,
        "persons": theme.number(known["persons"].sum()),
        "amount": theme.number(known["amount_eur"].sum(min_count=1)),
        "counted": len(known),
        "all": len(rows),
    }
    # What is the same everywhere is said once.
    bases = [label("lump_sum_basis", code) for code in sorted(known["basis"].unique())]
    rates = [_rate(row) for _, row in known.drop_duplicates("euro_per_person_month").iterrows()]
    total = t("lump_sum.sum", rate=" / ".join(rates), basis=" / ".join(bases), **values)
    st.markdown(" ".join(filter(None, [total, withheld_sentence(int(rows["is_protected"].sum()))])))
    heads = [t("lump_sum.col_name"), t("lump_sum.col_persons"), t("lump_sum.col_amount")]
    heads += [t("lump_sum.col_basis")] if len(bases) > 1 else []
    heads.append(t("lump_sum.col_doubtful"))
    with st.container(key="lump-kreis"):
        rows_table(
            heads,
            [[row["name"], *_figures(row, with_rate=False, with_basis=len(bases) > 1)] for _, row in rows.iterrows()],
        )
    if known["is_approximate"].any():
        st.caption(t("lump_sum.approximate"))


def _figures(row: pd.Series, *, with_rate: bool = True, with_basis: bool = True) -> list[str]:
    is_counted = pd.notna(row["persons"])
    hidden = not is_counted and row.get("is_protected")
    cells = [theme.number(row["persons"], is_protected=hidden)]
    if with_rate:
        cells.append(_rate(row) + (t("lump_sum.own_value") if row["uses_own_values"] else ""))
    cells.append(theme.number(row["amount_eur"], is_protected=hidden))
    if with_basis:
        cells.append(label("lump_sum_basis", row["basis"]) if is_counted else "–")
    return [*cells, doubt(row) if is_counted else "–"]


def _rate(row: pd.Series) -> str:
    """Euro per person and month; the cents only where there are some."""
    rate = row["euro_per_person_month"]
    text = theme.number(rate, 0 if pd.isna(rate) or rate == round(rate) else 2)
    return t("lump_sum.about", value=text) if row["is_approximate"] else text


def doubt(row: pd.Series) -> str:
    """`20 (17.320 €): über dem Register`; a minimum where a legal group was not checked, *nicht prüfbar* where none."""
    if pd.isna(row["doubtful_persons"]):
        return t("lump_sum.unchecked")
    if row["doubtful_persons"] == 0:
        text = theme.number(0)
    else:
        reasons = ", ".join(label("doubt", code) for code in ask.REASONS if code in str(row["reasons"]).split())
        persons, euro = theme.number(row["doubtful_persons"]), theme.number(row["doubtful_eur"])
        text = t("lump_sum.doubt", persons=persons, euro=euro, reasons=reasons)
    unchecked = int(row["groups"] - row["groups_checked"])
    return t("lump_sum.doubt_partly", doubt=text, unchecked=unchecked) if unchecked else text


def _item(row: pd.Series) -> str:
    """A month as a sentence for a narrow screen."""
    return t(
        "lump_sum.item",
        persons=theme.number(row["persons"]),
        rate=_rate(row),
        amount=theme.number(row["amount_eur"]),
        basis=label("lump_sum_basis", row["basis"]),
        doubt=doubt(row),
    )


def _part(row: pd.Series, rows: pd.DataFrame) -> float:
    """The amount as a share (0–1) of the largest one shown."""
    largest = rows["amount_eur"].max()
    return 0.0 if pd.isna(row["amount_eur"]) or not largest > 0 else float(row["amount_eur"] / largest)


def _why(row: pd.Series) -> str:
    """Where count and rate of a month come from."""
    values = {
        "month": theme.month_name(row["month"]),
        "group": label("lump_sum_group", row["legal_group"]),
        "persons": theme.number(row["persons"]),
        "source": row["source"],
        "file": row["file"],
        "line": row["line"],
    }
    if pd.isna(row["euro_per_person_month"]):
        return t("lump_sum.why_no_rate", note=in_words(row["rate_note"]), **values)
    rate = {"rate": _rate(row), "rate_source": row["rate_source"], "rate_note": row["rate_remark"]}
    place = {"rate_file": row["rate_file"], "rate_line": row["rate_line"]}
    return t("lump_sum.why", amount=theme.number(row["amount_eur"]), **rate, **place, **values)


def _deadline(selection: Selection) -> None:
    found = ask.deadline(selection.snapshot, selection.month)
    if found is None:
        st.caption(t("lump_sum.no_deadline"))
    else:
        st.caption(t("lump_sum.deadline", day=theme.number(found["value"]), source=as_name(found["source"])))


def _report() -> None:
    """How a municipality reports by legal group, and the empty form."""
    st.markdown(t("lump_sum.report"))
    if (form := ask.template()) is not None:
        handing.button(t("lump_sum.template"), lambda: form, file_name=ask.TEMPLATE, mime="text/csv", key="template")
