"""Reminder texts ready to send: to municipalities that are silent, for late sources, to providers of old offers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

import duckdb

from pipelines import snapshot
from pipelines.extracts.delimited import neutralised
from pipelines.lateness import MissingReport, missing_in, replace_file
from pipelines.problems import Problem
from pipelines.wording import Words

# Invented offers have no provider whom one could ask.
OLD_OFFERS = """
select provider, name, offer_id, as_of, due_on
from curated.offer
where $today >= due_on and not is_synthetic and status <> 'ended' and (valid_to is null or valid_to >= $today)
order by provider, name, offer_id
"""
SOURCES = "select source, title, period from curated.source_status"


@dataclass(frozen=True)
class Reminder:
    """A text to send. `ags` is that of a municipality, else empty; `source` that of a late source, else empty."""

    ags: str
    source: str
    name: str
    subject: str
    text: str

    @property
    def mailto(self) -> str:
        """A link that opens the text in a mail program; whom it goes to only the sender knows."""
        return f"mailto:?subject={quote(self.subject)}&body={quote(self.text.replace(chr(10), chr(13) + chr(10)))}"


def reminders_in(
    connection: duckdb.DuckDBPyConnection, today: date, contact: str = "", language: str = "de"
) -> list[Reminder]:
    """All reminders of a day: late sources, silent municipalities by key, providers of offers past their day.

    The connection must see the schema `curated` of a snapshot; `contact` is where reports are to be sent.
    """
    words, missing = Words(language), missing_in(connection, today)
    titles = {source: (words.told(title), period) for source, title, period in connection.execute(SOURCES).fetchall()}
    late = [_of_source(one, *titles[one.source], words, contact) for one in missing if not one.ags]
    silent = sorted((one for one in missing if one.ags), key=lambda one: one.ags)
    by_place = [_of_place(list(group), words, contact) for _, group in groupby(silent, lambda one: one.ags)]
    old = connection.execute(OLD_OFFERS, {"today": today}).fetchall()
    by_provider = [_of_provider(list(group), words, contact) for _, group in groupby(old, lambda row: row[0])]
    return [*late, *by_place, *by_provider]


def reminders(data: Path, today: date, contact: str = "") -> list[Reminder]:
    """The reminders of the latest snapshot of `data`. Raises Problem before the first build."""
    folder = snapshot.latest(data)
    if folder is None:
        raise Problem("Es gibt noch keinen Stand; bauen Sie einen: bedarfsatlas build")
    with snapshot.opened(folder) as connection:
        return reminders_in(connection, today, contact)


def as_letters(found: Iterable[Reminder]) -> str:
    """All reminders to read and to copy, one below the other."""
    letters = [f"{one.name}\nBetreff: {one.subject}\n\n{one.text}" for one in found]
    return f"\n\n{'=' * 72}\n\n".join(letters) or Words().say("reminder.nothing")


def write_reminders(found: list[Reminder], folder: Path) -> None:
    """Replaces reminders.csv (UTF-8, one row per reminder, for a mail merge) and reminders.txt in `folder`."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [field.name for field in fields(Reminder)], lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: neutralised(value) for name, value in asdict(one).items()} for one in found)
    replace_file(folder / "reminders.csv", text.getvalue())
    replace_file(folder / "reminders.txt", as_letters(found) + "\n")


def _letter(words: Words, contact: str, *parts: str) -> str:
    send = words.say("reminder.send_to", contact=contact) if contact else words.say("reminder.reply")
    return "\n\n".join([words.say("reminder.hello"), *parts, send, words.say("reminder.bye")])


def _of_source(late: MissingReport, title: str, period: str | None, words: Words, contact: str) -> Reminder:
    days = [words.day(date.fromisoformat(day)) for day in (period or "").split("/") if day]
    span = f" {words.say('reminder.to')} ".join(dict.fromkeys(days)) or words.say("reminder.no_period")
    asked = words.say("reminder.source", title=title, day=words.day(late.due_on), period=span)
    text = _letter(words, contact, asked, words.say("reminder.source_form"), words.say("reminder.source_effect"))
    return Reminder("", late.source, title, words.say("reminder.subject_source", title=title), text)


def _of_place(silent: list[MissingReport], words: Words, contact: str) -> Reminder:
    name = silent[0].name or silent[0].ags
    kinds = [kind for kind in ("stock", "inventory") if any(_kind(one) == kind for one in silent)]
    text = _letter(
        words,
        contact,
        "\n".join([words.say("reminder.municipality", name=name), *_items(silent, words)]),
        " ".join([*(words.say(f"reminder.{kind}_form") for kind in kinds), words.say("reminder.counts_only")]),
        " ".join(words.say(f"reminder.{kind}_effect", name=name) for kind in kinds),
    )
    return Reminder(silent[0].ags, "", name, words.say("reminder.subject_municipality", name=name), text)


def _kind(missing: MissingReport) -> str:
    return "inventory" if missing.source == "inventory_report" else "stock"


def _items(silent: list[MissingReport], words: Words) -> Iterator[str]:
    for one in silent:
        scheme, _, day = one.period.rpartition(" ")
        period = words.day(date.fromisoformat(day))
        if _kind(one) == "inventory":
            what = words.say("reminder.inventory", period=period)
        else:
            what = words.say("reminder.stock", scheme=words.say(f"scheme.{scheme}"), period=period)
        yield _item(what, one.due_on, words)


def _item(what: str, due_on: date | None, words: Words) -> str:
    if due_on is None:
        return words.say("reminder.item_without_day", what=what)
    return words.say("reminder.item", what=what, due=words.say("reminder.due", day=words.day(due_on)))


def _of_provider(offers: list[tuple[str, str, str, date, date]], words: Words, contact: str) -> Reminder:
    name = offers[0][0]
    items = [
        _item(words.say("reminder.offer", offer=offer, offer_id=offer_id, as_of=words.day(as_of)), due_on, words)
        for _, offer, offer_id, as_of, due_on in offers
    ]
    text = _letter(
        words,
        contact,
        "\n".join([words.say("reminder.provider", name=name), *items]),
        words.say("reminder.provider_form"),
        words.say("reminder.provider_effect"),
    )
    return Reminder("", "", name, words.say("reminder.subject_provider"), text)
