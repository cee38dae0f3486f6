"""The annex of a funding application as a paper: what a funder reads; the workbook holds every step beside it."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.extracts.origin import Origin
from pipelines.papers.annex import ASKED, Annex, Named, Wish, item_in_words
from pipelines.papers.annex_figures import Row, is_withheld
from pipelines.papers.blocks import Paper, Section, Table, Text
from pipelines.papers.council import framed_foot
from pipelines.papers.said import Said, is_gone

# An annex is as long as it is; it is never set smaller.
MOST_PAGES = 200
COVER, PROGRAMME = 0, 1


def annex_paper(annex: Annex, wish: Wish, source: Origin, said: Said, named: Named) -> Paper:
    """The annex in blocks; `named`: a code of the data in words, as for the workbook."""
    taken = annex.taken
    sections = [
        _facts(annex, said),
        _programme(annex, said),
        _people(taken.people, said, named),
        _ages(taken.ages, said, named),
        _gaps(taken.gaps, said, named),
        _steps(taken.steps, said, named) if wish.ags else _elsewhere(said),
        _offers(taken.offers, said, named),
        _to_fill_in(taken.names.values(), said),
    ]
    return Paper(
        language=said.language,
        stem=f"annex_{wish.programme.programme.lower()}",
        place=wish.ags or "",
        kind=said.say("annex.paper.kind"),
        title=annex.title,
        about=said.say("annex.paper.about", kreis=source.kreis_name, month=said.month(wish.month)),
        strip=said.say("annex.paper.strip") if annex.is_example else "",
        watermark=said.say("paper.watermark") if annex.is_example else "",
        sections=tuple(section for section in sections if section.blocks),
        foot=framed_foot(source, said),
        page_of=said.say("paper.page_of", number="{number}", count="{count}"),
        made_at=source.built_at,
        most_pages=MOST_PAGES,
    )


def _facts(annex: Annex, said: Said) -> Section:
    rows = tuple((str(fact), str(content)) for fact, content in annex.sections[COVER].rows)
    return _table(annex.sections[COVER].name, said, ("fact", "content"), rows, (1, 3))


def _programme(annex: Annex, said: Said) -> Section:
    rows = []
    for fact, content, low, high, unit, year, *place in annex.sections[PROGRAMME].rows:
        amount = "" if is_gone(low) and is_gone(high) else f"{_span(low, high, said)} {unit}"
        known = said.say("annex.paper.known_for", year=year) if year else ""
        told = "; ".join(filter(None, [content, amount, known]))
        rows.append((str(fact), told, _place(place)))
    return _table(annex.sections[PROGRAMME].name, said, ("fact", "content", "source"), tuple(rows), (3, 7, 4))


def _span(low: float | None, high: float | None, said: Said) -> str:
    if low == high:
        return _plain(low, said)
    return said.say("paper.between", low=_plain(low, said), high=_plain(high, said))


def _plain(value: float | None, said: Said) -> str:
    """A price, share or step in the digits it has, two at most, as *Woher?* shows it."""
    if is_gone(value):
        return said.number(None)
    return said.number(value, next(n for n in range(3) if n == 2 or round(value, n) == round(value, 6)))


def _place(place: Iterable[object]) -> str:
    """Source, file and line, as far as known."""
    return ", ".join(str(part) for part in place if part is not None)


def _people(rows: list[Row], said: Said, named: Named) -> Section:
    told = tuple(
        (
            row["municipality"],
            named("legal_group", row["group"]),
            *_counted(row, "persons", said),
            _ground(row, said, named),
            _place((row["file"], row["line"])),
        )
        for row in rows
    )
    names = ("municipality", "group", "value", "bounds", "basis", "file")
    return _table(said.say("annex.sheet.people"), said, names, told, (4, 4, 2, 3, 5, 6), (2,))


def _counted(
    row: Row, unit: str, said: Said, names: tuple[str, str, str] = ("low", "value", "high")
) -> tuple[str, str]:
    """A figure and its bounds; what is withheld or missing says so."""
    low, value, high = (row[name] for name in names)
    if is_gone(value):
        gone = said.say("paper.protected") if is_withheld(row) else said.number(None)
        return gone, ""
    return said.quantity(value, unit), "" if low == value == high else said.between(low, high, unit)


def _ground(row: Row, said: Said, named: Named) -> str:
    basis = named("ratio_basis", row["basis"])
    if row.get("to") is None:
        return basis
    days = said.day(row["to"]) if row["from"] == row["to"] else f"{said.day(row['from'])}–{said.day(row['to'])}"
    return f"{basis}, {days}"


def _ages(rows: list[Row], said: Said, named: Named) -> Section:
    told = tuple(
        (
            row["municipality"],
            named("age_band", row["age"]),
            *_counted(row, "persons", said),
            named("ratio_basis", row["basis"]),
            row["source"] or "",
        )
        for row in rows
    )
    names = ("municipality", "age", "value", "bounds", "basis", "source")
    return _table(said.say("annex.sheet.ages"), said, names, told, (4, 3, 2, 3, 3, 7), (2,), is_grouped=True)


def _gaps(rows: list[Row], said: Said, named: Named) -> Section:
    told = []
    for row in rows:
        need, need_bounds = _counted(row, row["unit"], said, ("need_low", "need", "need_high"))
        gap, gap_bounds = _counted(row, row["unit"], said, ("gap_low", "shared_gap", "gap_high"))
        told.append(
            (
                said.say("gaps.unit", name=row["category"], unit=named("unit", row["unit"])),
                row["municipality"],
                _bounded(need, need_bounds),
                said.quantity(row["local_supply"], row["unit"]),
                _bounded(gap, gap_bounds),
                named("answer", row["answer"]),
            )
        )
    names = ("category", "municipality", "need", "local_supply", "shared_gap", "answer")
    return _table(said.say("annex.sheet.gap"), said, names, tuple(told), (5, 4, 4, 2, 4, 3), (2, 3, 4), is_grouped=True)


def _bounded(value: str, bounds: str) -> str:
    return f"{value} ({bounds})" if bounds else value


def _steps(rows: list[Row], said: Said, named: Named) -> Section:
    told = tuple(
        (
            row["category"],
            str(row["step"]),
            f"{named('step', row['kind'])}: {item_in_words(row, named)}",
            _plain(row["value"], said),
            "" if row["low"] == row["high"] else _span(row["low"], row["high"], said),
            named("unit", row["unit"]),
            _place((row["file"], row["line"])),
        )
        for row in rows
    )
    names = ("category", "step", "kind", "value", "bounds", "unit", "file")
    return _table(said.say("annex.sheet.steps"), said, names, told, (4, 1, 7, 2, 4, 3, 5), (1, 3), is_grouped=True)


def _elsewhere(said: Said) -> Section:
    return Section(said.say("annex.sheet.steps"), (Text(said.say("annex.paper.steps_elsewhere"), "small"),))


def _offers(rows: list[Row], said: Said, named: Named) -> Section:
    told = tuple(
        (
            row["category"],
            row["offer"],
            row["provider"],
            row["seat"],
            said.number(None) if is_gone(row["capacity"]) else _capacity(row, said, named),
            said.day(row["ends_on"]) if row["ends_on"] else "–",
        )
        for row in rows
    )
    names = ("category", "offer", "provider", "seat", "capacity", "ends_on")
    return _table(said.say("annex.sheet.offers"), said, names, told, (4, 5, 8, 4, 4, 3), (4,), is_grouped=True)


def _capacity(row: Row, said: Said, named: Named) -> str:
    return f"{said.quantity(row['capacity'], row['unit'])} {named('unit', row['unit'])}"


def _to_fill_in(categories: Iterable[str], said: Said) -> Section:
    rows = tuple(
        (name, said.say(f"annex.asked.{asked}"), "", said.say(f"annex.unit.{asked}"))
        for name in categories
        for asked in ASKED
    )
    names = ("category", "fact", "fill_in", "unit")
    return _table(said.say("annex.sheet.fill_in"), said, names, rows, (5, 4, 6, 4), is_grouped=True)


def _table(
    heading: str,
    said: Said,
    names: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
    widths: tuple[int, ...],
    numbers: tuple[int, ...] = (),
    *,
    is_grouped: bool = False,
) -> Section:
    """A section with one table; without rows it has no block."""
    heads = tuple(said.say(f"annex.head.{name}") for name in names)
    return Section(heading, (Table(heads, rows, widths, numbers, is_grouped),) if rows else ())
