"""The ledger as lines of a terminal."""

from __future__ import annotations

from math import isnan
from textwrap import wrap

from pipelines.explaining.step import Step
from pipelines.wording import Words

WIDTH = 100
INDENT = " " * 4


def report(head: str, steps: list[Step], words: Words) -> str:
    """Head, then per step: number and title, value with bounds and basis, formula, sources; wrapped to 100 columns."""
    lines = [head, "=" * len(head)]
    for number, step in enumerate(steps, start=1):
        title = f"{number:>2}. {step.title}"
        figure = f"{figure_of(step, words)} ({words.say(f'basis.{step.basis}')})"
        if step.basis in ("missing", "protected") and isnan(step.value):
            figure = words.say(f"basis.{step.basis}")
        lines += ["", f"{title}{' ' * max(2, WIDTH - len(title) - len(figure))}{figure}"]
        bounds = bounds_of(step, words)
        lines += _wrapped([step.formula, *([bounds] if bounds else []), *sources_of(step, words)])
    return "\n".join(lines)


def figure_of(step: Step, words: Words) -> str:
    """The value with its unit as it is read aloud."""
    return _written(step.value, step, words)


def bounds_of(step: Step, words: Words) -> str:
    """Low and high in words, the unit once; empty where the value is sure or missing."""
    low, high = step.low, step.high
    if step.unit == "factor" or (isnan(low) and isnan(high)) or low == high:
        return ""
    if isnan(high):
        # at least nothing says nothing
        return "" if low == 0 else words.say("ledger.bounds_open_up", low=_written(low, step, words))
    if isnan(low):
        return words.say("ledger.bounds_open_down", high=_written(high, step, words))
    lowest, highest = _written(low, step, words), _written(high, step, words)
    return words.say("ledger.bounds", low=lowest.removesuffix(_unit(step, words)), high=highest)


def sources_of(step: Step, words: Words) -> list[str]:
    """One line per place in a file and per row of the law."""
    told = [words.say("ledger.source", file=place.file, line=place.line, source=place.source) for place in step.places]
    for row in step.law:
        source = words.say("ledger.source", file=row.file, line=row.line, source=row.source)
        said = words.say(
            "ledger.law",
            parameter=row.parameter,
            value=words.factor(row.value),
            valid_from=words.day(row.valid_from),
            source=source,
        )
        told.append((words.say("ledger.own") if row.is_own else "") + said)
    return told


def _unit(step: Step, words: Words) -> str:
    return words.say("share", number="") if step.unit in ("share", "ratio") else f" {words.say('unit.persons')}"


def _written(value: float, step: Step, words: Words) -> str:
    if step.unit == "share":
        return words.share(value)
    if step.unit == "ratio":
        return words.share(value, 2)
    if step.unit == "factor":
        return words.number(value, 6)
    if isnan(value):
        return words.say("missing")
    digits = 2 if step.code in ("obligation", "outstanding") and value != round(value) else 0
    return f"{words.number(value, digits)} {words.say('unit.persons')}"


def _wrapped(texts: list[str]) -> list[str]:
    return [
        line for text in texts for line in wrap(text, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT + "  ")
    ]
