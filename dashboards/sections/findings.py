"""Findings: how many of which weight, reason by reason what to do, and the rows behind each."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboards import handing, theme, vintage
from dashboards.address import choose
from dashboards.folded import folded
from dashboards.markup import as_text
from dashboards.queries import findings as ask
from dashboards.queries import shared
from dashboards.queries.findings import Chosen
from dashboards.text import label, labels, t
from dashboards.widgets import lead, table_or_list

SEVERITIES = ("refused", "error", "warn", "info")
# Fields of a finding, what they are called in the address and above their select box.
NAMES = {"severity": "schwere", "source": "quelle", "file": "datei"}
HEADS = {"severity": "findings.severity", "source": "findings.source", "file": "findings.file"}
# `aside`: rows of received files; the others: findings.
SAID = ("refused", "aside", *SEVERITIES[1:])
GROUPS, ROWS, COMPARED = 30, 500, 10
# So many signs of a reason fit above what is folded away.
HEAD = 160


def bar(snapshot: str) -> Chosen:
    """Severity, source and file, each option with the number of findings it would leave."""
    address = {name: st.query_params.get(name, st.session_state.get(f"kept_{name}", "")) for name in NAMES.values()}
    chosen = Chosen(snapshot, **{field: address[name] for field, name in NAMES.items()})
    with st.container(key="selection"):
        columns = vintage.columns([3, 3, 3])
        picked = {}
        for column, field in zip(columns, ask.FIELDS, strict=True):
            with column:
                names = _names(chosen, field)
                picked[field] = choose(HEADS[field], names, 0, NAMES[field])
    return Chosen(snapshot, **picked)


def _names(chosen: Chosen, field: str) -> dict[str, str]:
    counted = ask.counts(chosen, field)
    if field == "severity":
        counted = {code: counted[code] for code in SEVERITIES if code in counted}
    called = {"severity": labels("severity"), "source": _sources(chosen.snapshot), "file": {}}[field]
    every = t("findings.every", count=theme.number(sum(counted.values())))
    named = {
        code: t("findings.option", name=called.get(code, code), count=theme.number(count))
        for code, count in counted.items()
    }
    return {"": every} | named


def _sources(snapshot: str) -> dict[str, str]:
    return labels("finding_source") | ask.source_titles(snapshot)


def counted(snapshot: str) -> dict[str, int]:
    """The findings of each severity, and as `aside` the rows set aside, of the whole snapshot."""
    return ask.counts(Chosen(snapshot), "severity") | {"aside": ask.rows_set_aside(snapshot)}


def sentence(counted: dict[str, int]) -> str:
    """`1 Datei ist abgelehnt, 12 Zeilen sind beiseitegelegt, 14 Fehler sind gefunden.` from `counted`."""
    parts = [_part(code, counted[code]) for code in SAID if counted.get(code)]
    return f"{', '.join(parts)}." if parts else t("findings.none")


def _part(severity: str, count: int) -> str:
    return label("finding_one" if count == 1 else "finding_many", severity).format(count=theme.number(count))


def show_lead(chosen: Chosen) -> None:
    """What is wrong, in one sentence, and the first thing to do."""
    said = counted(chosen.snapshot)
    found = sum(count for code, count in said.items() if code in SEVERITIES)
    first = ask.groups(Chosen(chosen.snapshot), 1)
    todo = t("findings.first", action=first["action"].iloc[0]) if len(first) else ""
    known_on = t("data_status.known_on", day=theme.day(shared.build(chosen.snapshot)["known_on"]))
    lead(sentence(said), todo, t("findings.all"), theme.number(found), known_on)


def show(chosen: Chosen) -> None:
    """The chosen findings by reason, and all of them as a file."""
    count = ask.total(chosen)
    found = ask.groups(chosen, GROUPS)
    if not count:
        st.markdown(t("findings.none_chosen") if any((chosen.severity, chosen.source, chosen.file)) else "")
        return
    reasons = int(found["groups"].iloc[0])
    st.header(t("findings.reasons_title"), anchor=False)
    st.caption(t("findings.shown", count=theme.number(count), reasons=theme.number(reasons)))
    _download(chosen, "", count, "all")
    for group in found.itertuples():
        _group(chosen, group)
    if reasons > len(found):
        st.caption(t("findings.more", more=theme.number(reasons - len(found))))


def _group(chosen: Chosen, group: tuple) -> None:
    words = {"severity": label("severity", group.severity), "count": theme.number(group.n)}
    column = _column(group.column_name)
    reason = t("findings.column", column=column, reason=group.reason) if column else group.reason
    head = t("findings.group", reason=as_text(reason, HEAD), **words)
    folded(head, f"grund-{group.reason_key}", lambda: _opened(chosen, group, reason), in_address=True)


def _opened(chosen: Chosen, group: tuple, reason: str) -> None:
    if len(reason) > HEAD:
        st.markdown(t("findings.whole", reason=as_text(reason)))
    st.markdown(t("findings.to_do", action=as_text(group.action)))
    if group.n > ROWS:
        st.caption(t("findings.first_rows", shown=theme.number(ROWS), count=theme.number(group.n)))
    _rows(ask.rows(chosen, group.reason_key, ROWS), group.reason_key)
    _download(chosen, group.reason_key, group.n, group.reason_key)


def _column(name: str) -> str:
    """What a person calls a column; a heading typed by hand is its own name."""
    return labels("field").get(name, name)


def _rows(rows: pd.DataFrame, key: str) -> None:
    shown = rows.assign(column_name=rows["column_name"].map(_column))
    items = [(_place(row), row["value"] or "–", 0.0) for _, row in shown.iterrows()]
    table_or_list(f"findings-{key}", shown, labels("finding"), items)
    compared = shown[shown["details"].notna()].head(COMPARED)
    for file, details in zip(compared["file"], compared["details"], strict=True):
        st.caption(t("findings.compared", file=as_text(file)))
        st.code(details, language=None)


def _place(row: pd.Series) -> str:
    return t("findings.place", file=row["file"], line=row["line"]) if row["line"] else row["file"]


def _download(chosen: Chosen, reason_key: str, count: int, key: str) -> None:
    day = pd.Timestamp(shared.build(chosen.snapshot)["known_on"])
    handing.button(
        t("findings.download_one") if count == 1 else t("findings.download", count=theme.number(count)),
        ask.file(chosen, reason_key),
        file_name=f"befunde_{day:%Y-%m-%d}.csv",
        mime="text/csv",
        key=f"download-{key}",
    )
