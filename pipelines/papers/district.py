"""The council paper of the whole Kreis."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.explaining import Step
from pipelines.papers import glance, parts
from pipelines.papers.blocks import Bar, Chart, Items, Paper, Section, Table, Text
from pipelines.papers.council import framed
from pipelines.papers.gathered import Case, Owed
from pipelines.papers.said import Said, is_gone
from pipelines.papers.sources import Receipts, sources
from pipelines.wording import dictionary_key

Sum = tuple[float, float | None, float | None]


def district(case: Case, steps: list[Step], receipts: Receipts, said: Said) -> Paper:
    """The paper of the Kreis in blocks. steps: those of every municipality on the day, for their sources."""
    sections = (
        Section("", (Text(lead(case, said), "lead"),)),
        sums(case, said),
        parts.gaps(case, said),
        municipalities(case, said),
        parts.who(case, said),
        parts.ends(case, said),
        unknown(case, said),
        parts.resolution(said),
        sources(case, steps, receipts, said),
    )
    return framed(case, said, title(case, said), sections)


def title(case: Case, said: Said) -> str:
    """What is still to be taken in, over the municipalities with an obligation and a count of the day."""
    values = {"kreis": case.place.name, "day": said.day(case.day), "all": len(case.ledger)}
    counted = _counted(case)
    if not counted:
        key = "kreis_protected" if any(row.is_protected for row in case.ledger) else "kreis_missing"
        return said.say(f"title.{key}", **values)
    value, low, high = still_to_come(counted)
    key = "kreis" if low == high else "kreis_bounds"
    bounds = said.between(low, high)
    return said.say(f"title.{key}", number=said.number(value), bounds=bounds, count=len(counted), **values)


def lead(case: Case, said: Said) -> str:
    """In how many kinds of offers something is certainly missing somewhere."""
    known = [gap for gap in case.gaps if gap.reported]
    if not known:
        return said.say("lead.no_gap", what=said.say("lead.no_stock"))
    short = sum(gap.short > 0 for gap in known)
    first = max(known, key=lambda gap: gap.reported)
    return said.say(
        "lead.kreis", short=short, all=len(known), reported=first.reported, municipalities=first.municipalities
    )


def still_to_come(rows: Iterable[Owed]) -> Sum:
    """What is still to come with bounds: a surplus here does not discharge another municipality."""
    rows = list(rows)
    value = sum(max(row.outstanding or 0, 0) for row in rows)
    low = sum(0 if is_gone(row.outstanding_low) else max(row.outstanding_low or 0, 0) for row in rows)
    high = None
    if not any(is_gone(row.outstanding_high) for row in rows):
        high = sum(max(row.outstanding_high or 0, 0) for row in rows)
    return value, low, high


def _counted(case: Case) -> list[Owed]:
    return [row for row in case.ledger if not is_gone(row.outstanding) and row.stock_basis == "reported"]


def sums(case: Case, said: Said) -> Section:
    """Counts, obligation and what is still to come, each with the number of municipalities in it."""
    rows = [row for group in glance.GROUPS[:2] if (row := _stock_row(case, group, said))]
    rows += [_obligation_row(case, said), *_outstanding_rows(case, said)]
    heads = tuple(said.say(f"head.{name}") for name in ("what", "number", "bounds", "ground"))
    drawn = _chart(case, said)
    table = Table(heads, tuple(rows), (7, 2, 4, 9), (1,))
    # the bars leave out who has not reported; the table above does not
    of = Text(said.say("chart.of", count=len(_counted(case)), all=len(case.ledger)), "small")
    return Section(said.say("section.glance"), (table, *([drawn, of] if drawn else [])))


def _stock_row(case: Case, group: str, said: Said) -> tuple[str, ...]:
    rows = [row for row in case.stocks if row.legal_group == group]
    what = said.say("glance.stock", group=said.label("legal_group", group))
    counted = [row for row in rows if row.basis == "reported" and not is_gone(row.persons)]
    of = said.say("glance.of", count=len(counted), all=len(case.ledger))
    if not counted:
        is_hidden = any(row.basis == "protected" for row in rows)
        return what, said.say("basis.protected" if is_hidden else "basis.missing"), "", of
    low, high = (added([getattr(row, f"persons_{end}") for row in counted]) for end in ("low", "high"))
    return what, said.number(added([row.persons for row in counted])), glance.spread(low, high, said), of


def added(values: list[float | None]) -> float | None:
    """A sum that needs all its parts."""
    return None if any(map(is_gone, values)) else sum(value or 0 for value in values)


def _obligation_row(case: Case, said: Said) -> tuple[str, ...]:
    known = [row for row in case.ledger if not is_gone(row.obligation)]
    what = said.say("glance.obligation", scheme=said.label("scheme_short", "fluag"))
    of = said.say("glance.of_day", count=len(known), all=len(case.ledger), day=said.day(case.day))
    if len(known) < len(case.ledger):
        # a sum over those few with a published figure would look like the Kreis
        return what, said.say("basis.missing"), "", of
    value, low, high = (sum(getattr(row, f"obligation{end}") or 0 for row in known) for end in ("", "_low", "_high"))
    return what, said.number(value), glance.spread(low, high, said), of


def _outstanding_rows(case: Case, said: Said) -> list[tuple[str, ...]]:
    counted, scheme = _counted(case), said.label("scheme_short", "fluag")
    of = said.say("glance.of_day", count=len(counted), all=len(case.ledger), day=said.day(case.day))
    what, over = (said.say(f"glance.{name}", scheme=scheme) for name in ("outstanding", "surplus"))
    if not counted:
        is_hidden = any(row.is_protected for row in case.ledger)
        return [(what, said.say("basis.protected" if is_hidden else "basis.missing"), "", of)]
    value, low, high = still_to_come(counted)
    surplus = sum(max(-(row.outstanding or 0), 0) for row in counted)
    return [(what, said.number(value), glance.spread(low, high, said), of), (over, said.number(surplus), "", of)]


def _chart(case: Case, said: Said) -> Chart | None:
    counted = [row for row in _counted(case) if not is_gone(row.obligation) and not is_gone(row.stock)]
    if not counted:
        return None
    scheme = said.label("scheme_short", "fluag")
    owed, low, high = (sum(getattr(row, f"obligation{end}") or 0 for row in counted) for end in ("", "_low", "_high"))
    stock, least, most = (added([getattr(row, f"stock{end}") for row in counted]) for end in ("", "_low", "_high"))
    bars = [
        Bar(said.say("chart.owed", scheme=scheme), said.number(owed), owed, low, high, is_owed=True),
        Bar(said.say("chart.stock", scheme=scheme), said.number(stock), stock, least, most),
    ]
    return Chart(tuple(bars), glance.in_words(bars, said))


def municipalities(case: Case, said: Said) -> Section:
    """One row per municipality: obligation, count, rate, what is still to come."""
    names = ("name", "obligation", "stock", "fulfilment", "outstanding")
    rows = tuple(_row(row, said) for row in sorted(case.ledger, key=lambda row: dictionary_key(row.name)))
    note = said.say("municipalities.note", day=said.day(case.day))
    table = Table(tuple(said.say(f"head.{name}") for name in names), rows, (8, 4, 6, 5, 4), (1, 2, 3, 4))
    return Section(said.say("section.municipalities"), (table, Text(note, "small")))


def _row(row: Owed, said: Said) -> tuple[str, ...]:
    stock = _written(row, row.stock, said)
    if row.stock_basis == "estimated":
        stock = said.say("paper.estimate", number=stock)
    rate = glance.rate(row, said)
    if row.credit_basis == "missing" and not is_gone(row.fulfilment):
        rate = said.say("paper.at_least", low=said.share(row.fulfilment_low, 0))
    return row.name, said.number(row.obligation), stock, rate, _written(row, row.outstanding, said)


def _written(row: Owed, value: float | None, said: Said) -> str:
    return said.say("basis.protected") if is_gone(value) and row.is_protected else said.number(value)


def unknown(case: Case, said: Said) -> Section:
    """What nobody has reported, with the names of the municipalities."""
    lines, names = [], {row.ags: row.name for row in case.ledger}
    for group in glance.GROUPS[:2]:
        rows = [row for row in case.stocks if row.legal_group == group]
        values = {"group": said.label("legal_group", group), "all": len(names)}
        late = [names[row.ags] for row in rows if row.basis in ("missing", "estimated")]
        if late:
            lines.append(said.say("unknown.kreis_stock", count=len(late), names=_listed(late, said), **values))
        if hidden := sum(row.basis == "protected" for row in rows):
            lines.append(said.say("unknown.kreis_protected", count=hidden, **values))
    credit = sum(row.credit_basis == "missing" for row in case.ledger)
    if credit:
        lines.append(said.say("unknown.kreis_credit", count=credit, all=len(names)))
    if gone := max((gap.municipalities - gap.reported for gap in case.gaps), default=0):
        lines.append(said.say("unknown.kreis_inventory", count=gone, all=len(names)))
    return Section(said.say("section.unknown"), (Items((*lines, said.say("unknown.always"))),))


def _listed(names: list[str], said: Said) -> str:
    """Up to six names; all of them is one word."""
    shown = ", ".join(sorted(names, key=dictionary_key)[:6])
    return f"{shown} {said.say('paper.more', count=len(names) - 6)}" if len(names) > 6 else shown
