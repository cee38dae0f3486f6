"""The council paper of one municipality."""

from __future__ import annotations

from pipelines.explaining import Step
from pipelines.extracts.origin import NO_PROTECTION, Origin
from pipelines.papers import glance, ledger, parts, unknown
from pipelines.papers.blocks import Paper, Section, Text
from pipelines.papers.gathered import Case, Gap
from pipelines.papers.naming import stem_of
from pipelines.papers.said import Said, is_gone
from pipelines.papers.sources import Receipts, sources


def council(case: Case, steps: list[Step], receipts: Receipts, said: Said) -> Paper:
    """The paper of a municipality in blocks. steps: the ledger of the day."""
    sections = (
        Section("", (Text(lead(case, said), "lead"),)),
        glance.glance(case, said),
        ledger.calculation(steps, said),
        parts.gaps(case, said),
        parts.who(case, said),
        parts.ends(case, said),
        unknown.unknown(case, said),
        parts.resolution(said),
        sources(case, steps, receipts, said),
    )
    return framed(case, said, title(case, said), sections)


def framed(case: Case, said: Said, title: str, sections: tuple[Section, ...]) -> Paper:
    """A paper with its head, foot and marks."""
    origin, strip = case.origin, ""
    if case.is_synthetic:
        strip = said.say("paper.strip", parts=said.say("paper.strip_parts"))
    place = case.place.ags or origin.kreis_ags
    day, when = said.day(case.day), said.month(case.month)
    public = "" if origin.protection == NO_PROTECTION else f" · {said.say('paper.public')}"
    return Paper(
        language=said.language,
        stem=stem_of("council", place, case.month, said.language, origin, case.is_synthetic),
        place=place,
        kind=said.say("paper.kind") + public,
        title=title,
        about=said.say("paper.about", kreis=case.place.kreis, when=when, day=day),
        strip=strip,
        watermark=said.say("paper.watermark") if case.is_synthetic else "",
        sections=sections,
        foot=framed_foot(origin, said),
        page_of=said.say("paper.page_of", number="{number}", count="{count}"),
        made_at=origin.built_at,
    )


def framed_foot(origin: Origin, said: Said) -> str:
    """Which snapshot the paper is drawn from, and as known when."""
    known = said.say("ledger.known_now")
    if origin.as_known_on:
        known = said.say("ledger.as_known_on", day=said.day(origin.as_known_on))
    return said.say("paper.foot", build=origin.build_id, known=known)


def title(case: Case, said: Said) -> str:
    """What is still to be taken in under § 3 FlüAG, or why nobody can say."""
    owed, values = case.owed["fluag"], {"name": parts.short(case.place.name), "day": said.day(case.day)}
    if is_gone(owed.outstanding):
        if owed.is_protected and not is_gone(owed.obligation):
            return said.say("title.protected", **values)
        key = "missing" if is_gone(owed.fulfilment) else "rate"
        return said.say(f"title.{key}", rate=glance.rate(owed, said), **values)
    low, high = glance.ends(owed)
    key = ("surplus" if owed.outstanding < 0 else "open") + ("" if low == high else "_bounds")
    if owed.outstanding < 0 and not (owed.outstanding_high or 0) <= 0:
        key, low, high = "unsure", None, owed.outstanding_high
    number, bounds = said.number(abs(owed.outstanding)), said.between(low, high)
    if owed.outstanding >= 0 and not is_gone(low) and not is_gone(high) and low < 0 < high:
        values |= {"over": said.number(-low), "short": said.number(high)}
        return said.say("title.open_unsure", number=number, **values)
    return said.say(f"title.{key}", number=number, bounds=bounds, **values)


def lead(case: Case, said: Said) -> str:
    """In how many kinds of offers something is certainly missing, and where most."""
    known = [gap for gap in case.gaps if gap.answer not in ("no_figure", "protected")]
    if not known:
        if any(gap.answer == "protected" for gap in case.gaps):
            return said.say("lead.protected")
        return said.say("lead.no_gap", what=said.say("lead.no_stock"))
    count = {answer: _count(known, answer) for answer in ("certainly_short", "open", "certainly_enough")}
    values = {"all": len(known), "open": count["open"], "enough": count["certainly_enough"]}
    worst = parts.largest(gap for gap in known if gap.answer == "certainly_short")
    if not worst:
        return said.say("lead.none_short", **values)
    first = worst[0]
    missing = said.lacking(first.gap or 0, first.unit)
    return said.say("lead.short", short=count["certainly_short"], category=first.name, missing=missing, **values)


def _count(gaps: list[Gap], answer: str) -> int:
    return sum(gap.answer == answer for gap in gaps)
