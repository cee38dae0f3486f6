"""What a source is: who publishes it, under which licence, how often, in which layout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipelines.forms.form import Form
from pipelines.forms.plain import PLAIN
from pipelines.forms.typed import typed
from pipelines.receiving.layout import Field, Layout

TYPED = typed()


@dataclass(frozen=True)
class Plausible:
    """A figure that does not leap: against the nearest one of the same `by` within `days`, `factor` times at most.

    `day` is the column that dates it. Below `least` in both, chance alone leaps, and nothing is compared.
    """

    column: str
    factor: float
    by: tuple[str, ...] = ("ags",)
    day: str = "as_of"
    days: int = 800
    least: float = 0


@dataclass(frozen=True)
class Source:
    """A kind of file that arrives.

    `period` names the columns that hold first and last day of what a row speaks about.
    `cadence_days` is how long after the end of one period the next report is expected; None: no rhythm.
    `forms` are the layouts in which its tables arrive. `read` is for a source that is no table: it turns a file
    into rows of text with line numbers, or raises Unreadable. `plausible` is held against what came before.
    """

    name: str
    title: str
    publisher: str
    licence: str
    layout: Layout
    period: tuple[str, str] | None = None
    cadence_days: int | None = None
    forms: tuple[Form, ...] = (PLAIN, TYPED)
    read: Callable[[Path, Layout], pd.DataFrame] | None = None
    plausible: tuple[Plausible, ...] = ()


PROVENANCE = (
    Field("publisher", required=True),
    Field("licence", required=True),
    Field("source", required=True),
)

# Lists put together from single statements: the day on which this one was published, where its source says so.
KNOWN_ON = Field("known_on", "day", optional=True)
