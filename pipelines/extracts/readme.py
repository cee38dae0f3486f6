"""The text that lies beside the files of an extract: LIESMICH.txt, README.txt in English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipelines.extracts import about
from pipelines.extracts.about import Summary
from pipelines.extracts.notices import NOTICES
from pipelines.extracts.origin import Origin
from pipelines.extracts.selection import Selection
from pipelines.extracts.wording import day, instant, say


def readme(
    origin: Origin,
    tables: Sequence[Summary],
    forms: Sequence[str],
    selection: Selection,
    language: str,
    *,
    is_hxl: bool,
    is_registered: bool,
) -> str:
    """The whole text; `forms`: which forms of a table, and `hsds`, the extract has."""
    late = about.vintage_sentence(origin, language)
    sources = [
        say(language, "about.source", title=title, publisher=publisher, licence=licence)
        for title, publisher, licence in origin.sources
    ]
    parts = [
        say(language, "readme_text.head", kreis=origin.kreis_name),
        *([late] if late else []),
        *([say(language, "example_title"), say(language, "example")] if origin.is_example else []),
        _state(origin, tables, selection, language),
        _forms(forms, language, is_registered),
        *([say(language, "readme_text.hxl")] if is_hxl else []),
        say(language, "readme_text.reading"),
        "\n".join([say(language, "readme_text.tables"), *_lines(tables, language)]),
        "\n  ".join([say(language, "readme_text.sources"), *sources]),
        "\n  ".join([say(language, "readme_text.notices"), *NOTICES]),
    ]
    return "\n\n".join(parts) + "\n"


def _forms(forms: Sequence[str], language: str, is_registered: bool) -> str:
    fill_in = say(language, "readme_text.filled_in" if is_registered else "readme_text.fill_in")
    told = [say(language, f"readme_text.{form}") for form in forms]
    return "\n".join([say(language, "readme_text.forms"), *told, say(language, "readme_text.rest", fill_in=fill_in)])


def _lines(tables: Sequence[Summary], language: str) -> list[str]:
    width = max(len(table.contract.relation) for table in tables)
    return [
        say(
            language, "readme_text.table", relation=f"{table.contract.relation:<{width}}", rows=f"{table.count:>6}",
            title=table.contract.title, meaning=table.contract.meaning,
        )
        for table in tables
    ]  # fmt: skip


def _state(origin: Origin, tables: Sequence[Summary], selection: Selection, language: str) -> str:
    return say(
        language, "readme_text.state",
        known_on=day(language, origin.known_on), build=origin.build_id, built_at=instant(language, origin.built_at),
        period=period_of(tables, language), law=about.law(origin, origin.known_on, language),
        protection=say(language, f"protection.{origin.protection}"),
        selection=about.selected(selection, None, language),
        citation=about.citation(origin, origin.is_example, language),
    )  # fmt: skip


def months_of(tables: Sequence[Summary]) -> tuple[date, date] | None:
    """First and last month of the tables that go by months."""
    periods = [table.period for table in tables if "month" in table.contract.names and table.period]
    ends = [end for _, end in periods if end]
    return (min(start for start, _ in periods), max(ends)) if ends else None


def period_of(tables: Sequence[Summary], language: str) -> str:
    """First and last month in words."""
    months = months_of(tables)
    if months is None:
        return say(language, "about.timeless")
    return say(language, "about.span", start=f"{months[0]:%Y-%m}", end=f"{months[1]:%Y-%m}")
