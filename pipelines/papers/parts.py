"""Parts that the papers share: gaps, who does what, what ends, the box for the resolution."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import groupby

from pipelines.papers.blocks import Block, Box, Section, Table, Text
from pipelines.papers.gathered import HORIZON_MONTHS, Case, Gap, Offer
from pipelines.papers.said import Said, is_gone

# More would not fit on two pages; what is left out is counted.
MOST_GAPS, MOST_ENDS, MOST_PROVIDERS = 3, 6, 3
# A name is cut after so many letters, in a list of names sooner.
LONGEST_NAME, LONGEST_LISTED = 90, 60


def largest(gaps: Iterable[Gap]) -> list[Gap]:
    """What is certainly missing first, then by the part of the need that is unmet; only where something is."""
    known = [gap for gap in gaps if not is_gone(gap.gap) and gap.unmet > 0]
    return sorted(known, key=lambda gap: (not gap.short, -gap.unmet, gap.category))[:MOST_GAPS]


def gaps(case: Case, said: Said) -> Section:
    """The largest gaps with need, places, bounds and the answer in words."""
    heading = said.say("section.gaps")
    known = [gap for gap in case.gaps if not is_gone(gap.gap)]
    if not known:
        return Section(heading, (Text(said.say("gaps.none", when=said.month(case.month))),))
    found = largest(known)
    if not found:
        return Section(heading, (Text(said.say("gaps.all_met")),))
    heads = tuple(said.say(f"head.{name}") for name in ("category", "need", "supply", "gap", "answer"))
    rows = tuple(_gap_row(gap, case, said) for gap in found)
    notes = [said.say("gaps.note"), *([said.say("gaps.kreis_note")] if case.place.ags is None else [])]
    return Section(
        heading,
        (
            Table(heads, rows, (7, 5, 2, 5, 4) if case.place.ags else (6, 5, 2, 5, 6), (1, 2, 3)),
            Text(" ".join(notes), "small"),
        ),
    )


def _gap_row(gap: Gap, case: Case, said: Said) -> tuple[str, ...]:
    answer = said.label("answer", gap.answer)
    if case.place.ags is None:
        answer = said.say("gaps.kreis_answer", short=gap.short, reported=gap.reported)
    return (
        said.say("gaps.unit", name=gap.name, unit=said.label("unit_name", gap.unit)),
        _with_bounds(gap.need, gap.need_low, gap.need_high, gap, said),
        said.quantity(gap.supply, gap.unit),
        _with_bounds(gap.gap, gap.gap_low, gap.gap_high, gap, said),
        answer,
    )


def _with_bounds(value: float | None, low: float | None, high: float | None, gap: Gap, said: Said) -> str:
    key = "gaps.at_least" if gap.need_basis == "partial" and gap.municipalities == 1 else "gaps.amount"
    return said.say(key, number=said.quantity(value, gap.unit), bounds=said.between(low, high, gap.unit))


def who(case: Case, said: Said) -> Section:
    """Offers by kind with the institutions behind them."""
    heading, when = said.say("section.who"), said.month(case.month)
    if not case.offers:
        return Section(heading, (Text(said.say("who.none", when=when)),))
    heads = tuple(said.say(f"head.{name}") for name in ("category", "offers", "providers"))
    rows = tuple(
        _who_row(name, list(found), case, said)
        for name, found in groupby(case.offers, key=lambda offer: offer.category_name)
    )
    note = said.say("who.note", when=when, name=case.place.name)
    if case.place.ags is None:
        note = said.say("who.kreis_note", when=when)
    return Section(heading, (Table(heads, rows, (7, 4, 12) if case.place.ags else (10, 2, 10)), Text(note, "small")))


def _who_row(name: str, offers: list[Offer], case: Case, said: Said) -> tuple[str, str, str]:
    here = sum(offer.is_seat for offer in offers)
    count = said.number(len(offers))
    if case.place.ags is not None:
        count = said.say("who.count", count=len(offers), here=here)
        return name, count, providers(offers, said)
    return name, count, kinds(offers, said)


def providers(offers: list[Offer], said: Said) -> str:
    """The institutions once each, those on the spot first; what is left out is counted."""
    names = list(dict.fromkeys(offer.provider for offer in sorted(offers, key=lambda offer: not offer.is_seat)))
    shown = "; ".join(short(name, LONGEST_LISTED) for name in names[:MOST_PROVIDERS])
    left = len(names) - MOST_PROVIDERS
    return f"{shown} {said.say('paper.more_providers', count=left)}" if left > 0 else shown


def kinds(offers: list[Offer], said: Said) -> str:
    """How many offers each kind of institution has, most first."""
    count = Counter(offer.provider_kind for offer in offers)
    ordered = sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(said.say("who.kind", kind=said.label("provider_kind", kind), count=n) for kind, n in ordered)


def ends(case: Case, said: Said) -> Section:
    """What ends or loses its money within a year."""
    heading, span = said.say("section.ends"), horizon(case.month, said)
    if not case.ending:
        return Section(heading, (Text(said.say("ends.none", **span)),))
    heads = tuple(said.say(f"head.{name}") for name in ("ends", "offer", "provider", "seat"))
    rows = tuple(
        (said.day(offer.ends_on), short(offer.name), short(offer.provider), offer.seat)
        for offer in case.ending[:MOST_ENDS]
        if offer.ends_on
    )
    blocks: list[Block] = [Table(heads, rows, (3, 8, 8, 4))]
    left = len(case.ending) - MOST_ENDS
    note = said.say("ends.note", **span) + (f" {said.say('ends.rest', count=left)}" if left > 0 else "")
    return Section(heading, (*blocks, Text(note, "small")))


def horizon(month: date, said: Said) -> dict[str, str]:
    """First and last month that *ends soon* looks at."""
    last = month.month - 2 + HORIZON_MONTHS
    end = date(month.year + last // 12, last % 12 + 1, 1)
    return {"start": said.month(month), "end": said.month(end)}


def resolution(said: Said) -> Section:
    """Room for what only the administration can propose."""
    heading = said.say("section.resolution")
    return Section(heading, (Box(heading, said.say("resolution.text")),))


def short(text: str, most: int = LONGEST_NAME) -> str:
    """A name in one line, cut where it is too long for a table."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"
