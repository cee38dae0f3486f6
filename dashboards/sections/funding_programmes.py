"""The programmes, one card each: what it pays, how much, own share, until when, what it asks for, whom to ask."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import streamlit as st

from dashboards.drawn import drawn_once
from dashboards.markup import as_name
from dashboards.sections.funding import category_names, paying, unasked
from dashboards.sections.funding_asked import Asked
from dashboards.text import label, t, words
from pipelines.funding.programme import Programme
from pipelines.funding.state import state_on
from pipelines.funding.words import amount_in_words, own_share_in_words, period_in_words, state_in_words

# What an office needs to know, and what a group of volunteers does.
FIELDS = ("pays", "applicant", "groups", "amount", "own_share", "period", "figures", "ask")
FOR_GROUPS = ("pays", "amount", "figures", "ask", "groups")


@drawn_once
def show(asked: Asked) -> None:
    """The programmes for the chosen category: those that pay, those that come unasked, those that coordinate."""
    names, category = category_names(asked.selection.snapshot), asked.selection.category
    st.header(t("funding.cards_title", category=as_name(names[category]), day=words().day(asked.day)), anchor=False)
    pay, coordinate = paying(asked, category), paying(asked, category, "coordinates")
    if not pay:
        st.markdown(t("funding.cards_none", category=as_name(names[category]), day=words().day(asked.day)))
    _cards(asked, pay, FIELDS)
    if coming := unasked(asked, category):
        st.subheader(t("funding.cards_unasked"), anchor=False)
        _cards(asked, coming, FIELDS)
    if coordinate:
        st.subheader(t("funding.cards_coordinate"), anchor=False)
        _cards(asked, coordinate, FIELDS)


@drawn_once
def show_for_groups(asked: Asked) -> None:
    """What small groups can get on the day, in the few words they need."""
    st.header(t("funding.groups_title", day=words().day(asked.day)), anchor=False)
    runs = [one for one in asked.programmes if state_on(one, asked.day).takes_new]
    _cards(asked, runs, FOR_GROUPS)


def _cards(asked: Asked, programmes: list[Programme], fields: tuple[str, ...]) -> None:
    if programmes:
        st.html(f'<div class="programmes">{"".join(_card(asked, one, fields) for one in programmes)}</div>')


def _card(asked: Asked, one: Programme, fields: tuple[str, ...]) -> str:
    state = state_on(one, asked.day)
    told = escape(state_in_words(words(), one, state))
    rows = "".join(f"<div><dt>{escape(name)}</dt><dd>{text}</dd></div>" for name, text in _rows(one, fields))
    return (
        f'<section class="programme"><h3>{escape(one.name)}</h3><p class="state {state.code}">{told}</p>'
        f"<dl>{rows}</dl>{_where(one)}</section>"
    )


def _rows(one: Programme, fields: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """(name, HTML) of each field the source says something about."""
    amounts = [amount for amount in one.amounts if not amount.unit.startswith("euro_total")] or list(one.amounts)
    told = {
        "pays": escape(one.pays),
        "applicant": escape(one.applicant),
        "groups": escape(label("for_groups", one.for_groups)),
        "amount": "<br>".join(escape(amount_in_words(words(), amount)) for amount in amounts),
        "own_share": escape(own_share_in_words(words(), one)),
        "period": escape(period_in_words(words(), one)),
        "figures": escape(one.figures or ""),
        "ask": escape(one.ask or t("funding.ask_unknown")),
    }
    for field in fields:
        if told[field]:
            name = t("funding.col_groups") if field == "groups" else words().say(f"funding.col.{field}")
            yield name, told[field]


def _where(one: Programme) -> str:
    """Source, file and line of everything on the card; remarks are quoted as the table has them."""
    places = {("programme", one.place), *(("amount", amount.place) for amount in one.amounts)}
    places |= {("deadline", deadline.place) for deadline in one.deadlines}
    lines = sorted({(place.file, place.line) for _, place in places})
    files = "; ".join(t("funding.file_line", file=file, line=line) for file, line in lines)
    notes = [one.note, *(amount.note for amount in one.amounts), *(deadline.note for deadline in one.deadlines)]
    remarks = ". ".join(dict.fromkeys(note.rstrip(".") for note in notes if note))
    remark = f'<p lang="de">{escape(remarks)}.</p>' if remarks else ""
    sure = t("funding.confidence", confidence=label("confidence", one.confidence))
    return (
        f"<details><summary>{escape(t('funding.where'))}</summary>"
        f'<p><span lang="de">{escape(one.place.source)}</span> ({escape(sure)})</p>{remark}'
        f"<p>{escape(files)}</p></details>"
    )
