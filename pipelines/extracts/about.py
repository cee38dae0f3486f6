"""What a file says of itself: period, state of knowledge, law, sources, licence, invented or not, how protected.

The same facts stand in the workbook (sheet Hinweise), in LIESMICH, in the metadata of Parquet and the data package,
and for the CSV files, which have no room for them, in the table `angaben` beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipelines.contracts.base import Column, Contract
from pipelines.extracts.origin import Origin
from pipelines.extracts.selection import Selection, has_time, places
from pipelines.extracts.table import Table
from pipelines.extracts.wording import day, say

ABOUT = Contract(
    relation="angaben",
    title="Angaben zu den Tabellen",
    grain="Tabelle",
    meaning="Was jede Tabelle dieses Auszugs abdeckt und wie sie zu lesen ist.",
    key=("relation",),
    columns=(
        Column("relation", "text", "Tabelle, zugleich Name der Datei"),
        Column("title", "text", "Bezeichnung der Tabelle"),
        Column("rows", "integer", "Zeilen in diesem Auszug", unit="Zeilen", minimum=0),
        Column("period", "text", "Zeitraum der Zeilen"),
        Column("vintage", "text", "Kenntnisstand: was bekannt war, als die Zahlen entstanden"),
        Column("law", "text", "Rechtsstand am Ende des Zeitraums"),
        Column("sources", "text", "Quellen, je Titel und Herausgeber", required=False),
        Column("licence", "text", "Lizenzen dieser Quellen", required=False),
        Column("is_synthetic", "boolean", "Wahr, wenn erfundene Angebote in die Tabelle eingehen"),
        Column("protection", "text", "Wie kleine Zahlen geschützt sind"),
        Column("selection", "text", "Auswahl, nach der die Zeilen genommen sind"),
    ),
)
# The order in which a reader meets them.
FACTS = ("period", "vintage", "law", "sources", "licence", "synthetic", "protection", "selection", "citation")


def facts(origin: Origin, table: Table) -> dict[str, str]:
    """Every fact by its code, in words."""
    language = table.language
    return {
        "period": period_in_words(table),
        "vintage": vintage(origin, language),
        "law": law(origin, _law_day(origin, table.period), language),
        "sources": " | ".join(f"{title} ({publisher})" for title, publisher, _ in table.sources),
        "licence": " | ".join(dict.fromkeys(licence for _, _, licence in table.sources)),
        "synthetic": say(language, "about.yes_synthetic" if table.is_example else "about.no_synthetic"),
        "protection": say(language, f"protection.{origin.protection}"),
        "selection": selected(table.selection, table.contract, language),
        "citation": citation(origin, table.is_example, language),
    }


@dataclass(frozen=True)
class Summary:
    """A table without its rows: what files about the whole extract say of it."""

    contract: Contract
    count: int
    period: tuple[date, date | None] | None
    is_example: bool
    sources: tuple[tuple[str, str, str], ...]
    facts: dict[str, str]


def summary(origin: Origin, table: Table) -> Summary:
    """What remains of a table when its rows are written."""
    return Summary(table.contract, len(table.rows), table.period, table.is_example, table.sources, facts(origin, table))


def about_row(told: Summary) -> tuple:
    """The row of ABOUT."""
    said = told.facts
    texts = (said[name] for name in ("period", "vintage", "law"))
    return (
        told.contract.relation, told.contract.title, told.count, *texts, said["sources"] or None,
        said["licence"] or None, told.is_example, said["protection"], said["selection"],
    )  # fmt: skip


def lines(origin: Origin, table: Table) -> list[str]:
    """The facts as sentences for people: `Zeitraum: …`."""
    told = facts(origin, table)
    return [f"{say(table.language, f'about.{name}')}: {told[name]}" for name in FACTS if told[name]]


def citation(origin: Origin, is_example: bool, language: str = "de") -> str:
    """One line to put under a figure; `is_example`: invented offers entered that figure."""
    cited = say(
        language, "citation", kreis=origin.kreis_name, known_on=day(language, origin.known_on), build=origin.build_id
    )
    late = vintage_sentence(origin, language)
    return " ".join([cited, *([late] if late else []), *([f"{say(language, 'example_title')}."] if is_example else [])])


def vintage_sentence(origin: Origin, language: str) -> str:
    """The sentence that keeps an old picture from being taken for today's; empty for the newest."""
    known = origin.as_known_on
    return say(language, "vintage", day=day(language, known)) if known else ""


def vintage(origin: Origin, language: str) -> str:
    """What was known."""
    if origin.as_known_on is None:
        return say(language, "about.everything_known") + f" ({day(language, origin.known_on)})"
    return say(language, "about.known_then", day=day(language, origin.as_known_on))


def law(origin: Origin, on: date, language: str) -> str:
    """How many parameters of law and method are in force on a day, and since when the newest."""
    valid = origin.law_on(on)
    if not valid:
        return say(language, "about.law_unknown")
    since = day(language, max(valid.values()))
    return say(language, "about.law_on", count=len(valid), day=day(language, on), since=since)


def period_in_words(table: Table) -> str:
    """First and last day, or why there is none."""
    language = table.language
    if table.period is None:
        return say(language, "about.timeless" if table.rows else "about.empty")
    start, end = table.period
    until = day(language, end) if end else say(language, "about.open_end")
    return say(language, "about.span", start=day(language, start), end=until)


def selected(selection: Selection, contract: Contract | None, language: str) -> str:
    """The selection in words; for a relation also what of it could not be applied."""
    if not selection:
        return say(language, "about.whole")
    asked = [
        (_months(selection, language), "by_month", contract is None or has_time(contract)),
        (_keys(selection, language), "by_municipality", contract is None or bool(places(contract))),
        (_codes(selection, language), "by_category", contract is None or "category" in contract.names),
    ]
    applied = [text for text, _, applies in asked if text and applies]
    rest = [say(language, f"about.{name}") for text, name, applies in asked if text and not applies]
    if not applied:
        return say(language, "about.whole_here")
    return "; ".join([*applied, *([say(language, "about.not_narrowed", what=", ".join(rest))] if rest else [])])


def _months(selection: Selection, language: str) -> str:
    if selection.first is None:
        return ""
    first, last = f"{selection.first:%Y-%m}", f"{selection.last or selection.first:%Y-%m}"
    return say(language, "about.month" if first == last else "about.months", first=first, last=last)


def _keys(selection: Selection, language: str) -> str:
    keys = ", ".join(selection.municipalities)
    return say(language, "about.municipalities", keys=keys) if keys else ""


def _codes(selection: Selection, language: str) -> str:
    codes = ", ".join(selection.categories)
    return say(language, "about.categories", codes=codes) if codes else ""


def _law_day(origin: Origin, period: tuple[date, date | None] | None) -> date:
    """The last day the table speaks of, never later than what is known."""
    end = period[1] if period else None
    return min(end, origin.known_on) if end else origin.known_on
