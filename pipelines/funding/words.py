"""Programmes in words, the same on the page, in the calendar and in the annex of an application."""

from __future__ import annotations

from pipelines.funding.programme import Amount, Deadline, Programme
from pipelines.funding.state import State
from pipelines.wording import Words


def state_in_words(words: Words, programme: Programme, state: State) -> str:
    """`läuft; letzte bekannte Frist am 31.10.2025 vorbei, die nächste ist zu erfragen`."""
    if state.code == "no_day":
        return _without_day(words, programme)
    if state.code == "opens" and state.deadline and state.deadline.closes_on and state.day:
        return words.say("funding.state.opens", day=words.day(state.day), closes=words.day(state.deadline.closes_on))
    if state.day is None:
        code = {"closed": "closed_unknown", "ended_unknown": "ended_never_seen"}.get(state.code, state.code)
        return words.say(f"funding.state.{code}")
    text = words.say(f"funding.state.{state.code}", day=words.day(state.day))
    if state.code == "not_yet" and state.deadline and state.deadline.closes_on:
        text = words.say("funding.already", text=text, closes=words.day(state.deadline.closes_on))
    return _checked(words, text, state.deadline)


def amount_in_words(words: Words, amount: Amount) -> str:
    """`Fachstelle: bis zu 57.000 Euro je Stelle und Jahr`, with the year it is known for."""
    told = words.say(f"funding.per.{amount.unit}", amount=_bounds(words, amount))
    year = words.say("funding.known_for", year=amount.known_for) if amount.known_for else ""
    return words.say("funding.amount", item=amount.item, amount=told) + year


def own_share_in_words(words: Words, programme: Programme) -> str:
    """`10 % bis 25 %`, `mindestens 10 %`, or that no source names one."""
    low, high = programme.own_share_low, programme.own_share_high
    if low is None and high is None:
        return words.say("funding.own_share_unknown")
    if high is None:
        return words.say("funding.at_least", value=words.share(low, 0))
    if low is None or low == high:
        return words.say("funding.up_to" if low is None else "funding.just", value=words.share(high, 0))
    return words.say("funding.between", low=words.share(low, 0), high=words.share(high, 0))


def period_in_words(words: Words, programme: Programme) -> str:
    """From when to when it runs, as far as the source says."""
    first, last = programme.valid_from, programme.valid_to
    if first and last:
        return words.say("funding.from_to", first=words.day(first), last=words.day(last))
    if first:
        return words.say("funding.since", first=words.day(first))
    if last:
        return words.say("funding.until", last=words.day(last))
    return words.say("funding.period_unknown")


def _bounds(words: Words, amount: Amount) -> str:
    """Both bounds, or the one that is known."""
    if amount.low is not None and amount.high is not None:
        if amount.low == amount.high:
            return words.number(amount.low)
        return words.say("funding.between", low=words.number(amount.low), high=words.number(amount.high))
    if amount.low is not None:
        return words.say("funding.at_least", value=words.number(amount.low))
    return words.say("funding.up_to", value=words.number(amount.high))


def _without_day(words: Words, programme: Programme) -> str:
    """Runs, no day is known: what is known of how the deadline comes about here."""
    here = [deadline.rhythm for deadline in programme.deadlines if not deadline.is_elsewhere]
    return words.say(f"funding.no_day.{here[0] if here else 'unknown'}")


def _checked(words: Words, text: str, deadline: Deadline | None) -> str:
    return words.say("funding.to_check", text=text) if deadline and deadline.certainty == "to_check" else text
