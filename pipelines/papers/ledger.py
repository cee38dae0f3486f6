"""The obligation with its calculation: the same steps as on the page Zuweisung and from the verb explain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from pipelines.explaining import Step, steps
from pipelines.explaining.report import bounds_of, figure_of
from pipelines.facts import facts_on
from pipelines.ledgers import settled
from pipelines.papers.blocks import Section, Table
from pipelines.papers.said import Said

if TYPE_CHECKING:
    import duckdb

# The key, then base, obligation, credit, stock, fulfilment and outstanding.
SHOWN = 7


class Ledgers:
    """The ledgers of one snapshot, each day worked out once for all papers."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._facts: Callable = cache(lambda day, scheme: facts_on(con, day, scheme))
        self._settled: Callable = cache(lambda day, scheme: settled(self._facts(day, scheme)))

    def of_day(self, day: date, ags: str | None) -> pd.DataFrame:
        """The ledger of § 3 FlüAG for one municipality, or for all of the Kreis; index ags."""
        rows = self._settled(day, "fluag")
        return rows[rows["in_kreis"]] if ags is None else rows.loc[[ags]]

    def steps(self, ags: str, day: date, said: Said, scheme: str = "fluag") -> list[Step]:
        """All steps for a municipality, from the shares to what is still to come."""
        return steps(self._facts(day, scheme), self._settled(day, scheme), ags, said)


def calculation(found: list[Step], said: Said) -> Section:
    """The last SHOWN steps with rule, numbers and result; missing and estimated say so."""
    rows = tuple((step.title, _formula(step, said), _result(step, said)) for step in found[-SHOWN:])
    heads = tuple(said.say(f"head.{name}") for name in ("step", "calculation", "result"))
    return Section(said.say("section.calculation"), (Table(heads, rows, (6, 11, 5), (2,)),))


def _formula(step: Step, said: Said) -> str:
    bounds = bounds_of(step, said)
    return f"{step.formula} ({bounds})" if bounds else step.formula


def _result(step: Step, said: Said) -> str:
    basis = said.say(f"basis.{step.basis}")
    if step.basis in ("missing", "protected") and step.value != step.value:
        return basis
    return f"{figure_of(step, said)} ({basis})"
