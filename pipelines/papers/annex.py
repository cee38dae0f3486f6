"""The annex of a funding application: what it says, apart from the file it is written to.

annex_figures ──> annex_of ──> Annex (sections of typed rows) ──annex_workbook──> XLSX
                                                              ──annex_paper─────> PDF

Nothing is typed: every figure is one of the snapshot, with source, file and line. What only the applicant knows is
left as a cell to fill in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from pipelines.contracts.base import Type
from pipelines.extracts import about
from pipelines.extracts.origin import Origin, origin
from pipelines.extracts.wording import say
from pipelines.funding.programme import Programme
from pipelines.funding.state import State
from pipelines.funding.words import own_share_in_words, period_in_words, state_in_words
from pipelines.papers import annex_figures as figures
from pipelines.wording import Words

if TYPE_CHECKING:
    import duckdb

# Group of codes and code -> what the reader calls it.
Named = Callable[[str, str], str]


class Blank(Enum):
    """A cell that only the applicant can fill in."""

    FILL_IN = "fill in"


@dataclass(frozen=True)
class Wish:
    """What the annex is for; `ags` None: the whole Kreis. `state`: of the programme on `day`."""

    programme: Programme
    month: date
    ags: str | None
    day: date
    state: State


@dataclass(frozen=True)
class Section:
    """A table: `name` up to 31 characters, heads with the type of their column, rows in that order."""

    name: str
    heads: tuple[tuple[str, Type], ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Annex:
    """The whole annex. `is_example`: the snapshot holds invented offers; `taken`: the figures with their codes."""

    title: str
    sections: tuple[Section, ...]
    is_example: bool
    taken: figures.Taken


def annex_of(cursor: duckdb.DuckDBPyConnection, wish: Wish, words: Words, named: Named) -> Annex:
    """Everything the annex says. The cursor must see schema `curated`.

    `named`: a code of the data in words, such as a unit or an age band. Raises duckdb.Error without programmes.
    """
    taken = figures.gathered(cursor, wish.month, wish.ags, _categories(wish.programme), words.language)
    source = origin(cursor)
    title = words.say("annex.title", programme=wish.programme.name, place=taken.place or source.kreis_name)
    cover = _cover(wish, words, source, taken)
    return Annex(
        title,
        (
            _section(words, "cover", cover),
            _section(words, "programme", _programme(wish.programme, words)),
            *_tables(taken, words, named),
            _section(words, "fill_in", _to_fill_in(words, taken)),
        ),
        source.is_example,
        taken,
    )


def _categories(programme: Programme) -> list[str]:
    """What it pays for or coordinates: an application for coordinating posts argues with all of it."""
    return [code for code, _ in programme.ways]


def _section(words: Words, code: str, rows: Sequence[tuple[Any, ...]]) -> Section:
    heads = tuple((words.say(f"annex.head.{name}"), kind) for name, kind in HEADS[code])
    return Section(words.say(f"annex.sheet.{code}"), heads, tuple(rows))


_PLACE: tuple[tuple[str, Type], ...] = (("source", "text"), ("file", "text"), ("line", "integer"))
_BOUNDS: tuple[tuple[str, Type], ...] = (("low", "number"), ("value", "number"), ("high", "number"))
HEADS: dict[str, tuple[tuple[str, Type], ...]] = {
    "cover": (("fact", "text"), ("content", "text")),
    "programme": (("fact", "text"), ("content", "text"), ("low", "number"), ("high", "number"), ("unit", "text"),
                  ("year", "integer"), *_PLACE),
    "people": (("ags", "text"), ("municipality", "text"), ("group", "text"), *_BOUNDS, ("basis", "text"),
               ("from", "day"), ("to", "day"), *_PLACE),
    "ages": (("ags", "text"), ("municipality", "text"), ("age", "text"), *_BOUNDS, ("basis", "text"),
             ("source", "text")),
    "gap": (("ags", "text"), ("municipality", "text"), ("category", "text"), ("unit", "text"), ("need_low", "number"),
            ("need", "number"), ("need_high", "number"), ("local_supply", "number"), ("shared_supply", "number"),
            ("local_gap", "number"), ("shared_gap", "number"), ("gap_low", "number"), ("gap_high", "number"),
            ("answer", "text"), ("is_synthetic", "boolean")),
    "steps": (("ags", "text"), ("municipality", "text"), ("category", "text"), ("step", "integer"), ("kind", "text"),
              ("item", "text"), *_BOUNDS, ("unit", "text"), ("basis", "text"), ("as_of", "day"), *_PLACE,
              ("is_synthetic", "boolean")),
    "offers": (("category", "text"), ("offer", "text"), ("provider", "text"), ("seat", "text"), ("capacity", "number"),
               ("unit", "text"), ("ends_on", "day"), *_PLACE, ("is_synthetic", "boolean")),
    "fill_in": (("category", "text"), ("fact", "text"), ("fill_in", "text"), ("unit", "text")),
}  # fmt: skip
# What applications ask for and no snapshot knows.
ASKED = ("participants", "hours", "weeks", "rooms", "languages", "posts", "own_money", "start", "end")


def _cover(wish: Wish, words: Words, source: Origin, taken: figures.Taken) -> list[tuple[str, str | None]]:
    language = words.language
    told = {
        "programme": wish.programme.name,
        "place": taken.place or source.kreis_name,
        "month": about.day(language, wish.month),
        "day": about.day(language, wish.day),
        "state": state_in_words(words, wish.programme, wish.state),
        "categories": ", ".join(taken.names.values()),
        "without_need": ", ".join(taken.without_need),
        "vintage": about.vintage(source, language),
        "law": about.law(source, wish.month, language),
        "example": words.say("annex.example" if source.is_example else "annex.no_example"),
        "protection": say(language, f"protection.{source.protection}"),
        "citation": about.citation(source, source.is_example, language),
        "sources": "; ".join(f"{words.told(title)} ({publisher})" for title, publisher, _ in source.sources),
        "licences": "; ".join(source.licences),
        "reading": words.say("annex.reading"),
    }
    return [(words.say(f"annex.fact.{name}"), text) for name, text in told.items() if text]


def _programme(one: Programme, words: Words) -> list[tuple[Any, ...]]:
    """Its facts in words, its own share and its amounts as numbers too, each with source, file and line."""
    place = (one.place.source, one.place.file, one.place.line)
    told = {
        "pays": one.pays,
        "applicant": one.applicant,
        "period": period_in_words(words, one),
        "figures": one.figures,
        "ask": one.ask,
        "note": one.note,
    }
    rows: list[tuple[Any, ...]] = [
        (words.say(f"funding.col.{name}"), text, None, None, None, None, *place) for name, text in told.items() if text
    ]
    share = (one.own_share_low, one.own_share_high, words.say("annex.share"), None)
    rows.append((words.say("funding.col.own_share"), own_share_in_words(words, one), *share, *place))
    for amount in one.amounts:
        unit = words.say(f"funding.per.{amount.unit}", amount="").strip()
        where = (amount.place.source, amount.place.file, amount.place.line)
        rows.append((amount.item, amount.note, amount.low, amount.high, unit, amount.known_for, *where))
    return rows


def _tables(taken: figures.Taken, words: Words, named: Named) -> list[Section]:
    protected = words.say("basis.protected")

    def cells(row: dict[str, Any], codes: dict[str, str], *names: str) -> tuple[Any, ...]:
        return tuple(_cell(row, name, codes, named, protected) for name in names)

    stock = {"group": "legal_group", "basis": "ratio_basis"}
    step = {"kind": "step", "basis": "ratio_basis", "unit": "unit"}
    tables = {
        "people": (taken.people, stock),
        "ages": (taken.ages, {"age": "age_band", "basis": "ratio_basis"}),
        "gap": (taken.gaps, {"unit": "unit", "answer": "answer"}),
        "steps": ([row | {"item": item_in_words(row, named)} for row in taken.steps], step),
        "offers": (taken.offers, {"unit": "unit"}),
    }
    return [
        _section(words, code, [cells(row, codes, *(name for name, _ in HEADS[code])) for row in rows])
        for code, (rows, codes) in tables.items()
    ]


def _cell(row: dict[str, Any], name: str, codes: dict[str, str], named: Named, protected: str) -> Any:
    """A value as it stands; a code in words; what is withheld says so where a number would stand."""
    value = row[name]
    if value is None and name in figures.COUNTED and figures.is_withheld(row):
        return protected
    return named(codes[name], value) if name in codes and value is not None else value


def item_in_words(row: dict[str, Any], named: Named) -> str:
    """What a step of the calculation is about, in words; an offer keeps its name."""
    kind, item = row["kind"], row["item"]
    if kind == "age":
        group, _, band = item.partition(" ")
        return f"{named('legal_group', group)}, {named('age_band', band)}"
    groups = {"people": "legal_group", "access": "legal_group", "ratio": "ratio", "conversion": "ratio"}
    groups["result"] = "result"
    return named(groups[kind], item) if kind in groups else item


def _to_fill_in(words: Words, taken: figures.Taken) -> list[tuple[Any, ...]]:
    return [
        (name, words.say(f"annex.asked.{asked}"), Blank.FILL_IN, words.say(f"annex.unit.{asked}"))
        for name in taken.names.values()
        for asked in ASKED
    ]
