"""Deadlines of funding programmes as a calendar file (ICS, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from pipelines.funding.programme import Deadline, Programme
from pipelines.funding.state import OVER, ahead_of, state_on
from pipelines.funding.words import own_share_in_words
from pipelines.wording import Words

# How long before a deadline the calendar speaks up: a council that has to decide meets once a month.
AHEAD = timedelta(weeks=4)


def ahead(programmes: Sequence[Programme], day: date) -> list[tuple[date, Programme, Deadline]]:
    """Every deadline known from that day on that holds here, the next one first."""
    found = [
        (deadline.closes_on, programme, deadline)
        for programme in programmes
        if state_on(programme, day).code not in OVER
        for deadline in ahead_of(programme, day)
        if deadline.closes_on
    ]
    return sorted(found, key=lambda entry: (entry[0], entry[1].programme))


def calendar_bytes(programmes: Sequence[Programme], day: date, built_at: datetime, language: str = "de") -> bytes:
    """The file: a whole day for each deadline from `day` on, an alarm four weeks before.

    `built_at`: the UTC instant of the snapshot, so that the same snapshot gives the same bytes.
    """
    words = Words(language)
    calendar = Calendar()
    calendar.add("prodid", f"-//Bedarfsatlas//{words.say('funding.calendar')}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", words.say("funding.calendar"))
    for closes_on, programme, deadline in ahead(programmes, day):
        calendar.add_component(_event(words, closes_on, programme, deadline, built_at))
    return calendar.to_ical()


def _event(words: Words, closes_on: date, programme: Programme, deadline: Deadline, built_at: datetime) -> Event:
    summary = words.say("funding.event", name=programme.name)
    event = Event()
    # the same deadline in a later file replaces the earlier entry instead of standing beside it
    event.add("uid", f"{programme.programme}-{deadline.call}@bedarfsatlas".lower())
    event.add("dtstamp", built_at.replace(tzinfo=UTC, microsecond=0))
    event.add("dtstart", closes_on)
    event.add("dtend", closes_on + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", "\n".join(_lines(words, programme, deadline)))
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -AHEAD)
    alarm.add("description", summary)
    event.add_component(alarm)
    return event


def _lines(words: Words, programme: Programme, deadline: Deadline) -> Iterator[str]:
    named = {
        "pays": programme.pays,
        "applicant": programme.applicant,
        "own_share": own_share_in_words(words, programme),
        "figures": programme.figures,
        "ask": programme.ask,
        "source": deadline.place.source,
    }
    for name, text in named.items():
        if text:
            yield words.say("funding.line", name=words.say(f"funding.col.{name}"), text=text)
    if deadline.certainty == "to_check":
        yield words.say("funding.check")
