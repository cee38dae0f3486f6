"""*Was gibt es hier?*: one page for volunteers and advisers, in plain words: what is on offer and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipelines.extracts.origin import Origin
from pipelines.papers.blocks import Items, Paper, Section, Table, Text
from pipelines.papers.council import framed_foot
from pipelines.papers.gathered import Offer, Place
from pipelines.papers.naming import stem_of
from pipelines.papers.parts import short
from pipelines.papers.said import Said

# Offers that nobody has confirmed for so long may have ended.
LATE = ("overdue", "delinquent")
LONGEST = 70


@dataclass(frozen=True)
class Sheet:
    """What the page rests on: the offers that run on a day and serve the place; the names of all categories."""

    place: Place
    day: date
    offers: tuple[Offer, ...]
    categories: tuple[str, ...]
    origin: Origin


def here(sheet: Sheet, said: Said) -> Paper:
    """The page in blocks."""
    name, origin = short(sheet.place.name), sheet.origin
    kinds = len({offer.category for offer in sheet.offers})
    is_invented = any(offer.is_synthetic for offer in sheet.offers)
    values = {"name": name, "day": said.day(sheet.day), "count": len(sheet.offers), "kinds": kinds}
    return Paper(
        language=said.language,
        stem=stem_of("here", sheet.place.ags or "", sheet.day, said.language, origin, is_invented),
        place=sheet.place.ags or "",
        kind=said.say("paper.kind_here"),
        title=said.say("here.title" if sheet.offers else "here.none", **values),
        about=said.say("here.about", kreis=sheet.place.kreis, day=said.day(sheet.day)),
        strip=said.say("here.strip") if is_invented else "",
        watermark=said.say("paper.watermark") if is_invented else "",
        sections=_sections(sheet, said),
        foot=framed_foot(origin, said),
        page_of=said.say("paper.page_of", number="{number}", count="{count}"),
        made_at=origin.built_at,
        most_pages=1,
    )


def _sections(sheet: Sheet, said: Said) -> tuple[Section, ...]:
    intro = Section("", (Text(said.say("here.intro")),))
    if not sheet.offers:
        return (intro, _not_told(sheet, said))
    names = ("category", "offer", "contact", "where", "until", "confirmed")
    rows = tuple(_row(offer, said) for offer in sheet.offers)
    table = Table(tuple(said.say(f"here.{name}") for name in names), rows, (9, 9, 12, 7, 4, 5), is_grouped=True)
    return (intro, Section(said.say("here.heading"), (table,)), _not_told(sheet, said))


def _row(offer: Offer, said: Said) -> tuple[str, ...]:
    confirmed = said.day(offer.as_of)
    if offer.freshness in LATE:
        confirmed = said.say("here.late", day=confirmed)
    languages = short(offer.languages or "", LONGEST)
    return (
        offer.category_name,
        short(offer.name, LONGEST),
        said.say("here.reach", provider=short(offer.provider, LONGEST), contact=_contact(offer, said)),
        said.say("here.spoken", seat=offer.seat, languages=languages) if languages else offer.seat,
        said.day(offer.valid_to) if offer.valid_to else said.say("here.open_end"),
        confirmed,
    )


def _contact(offer: Offer, said: Said) -> str:
    return short(offer.contact, LONGEST) if offer.contact else said.say("here.no_contact")


def _not_told(sheet: Sheet, said: Said) -> Section:
    """Fields without a reported offer: nobody has told of one, which is not the same as none."""
    told = {offer.category_name for offer in sheet.offers}
    gone = [name for name in sheet.categories if name not in told]
    lines = [said.say("here.not_told", names=", ".join(gone))] if gone else []
    return Section(said.say("here.limits"), (Items((*lines, said.say("here.correct"), said.say("here.mark"))),))
