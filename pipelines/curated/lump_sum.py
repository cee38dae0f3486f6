"""curated.lump_sum: what the State pays per person counted, month by month, and the part that is doubtful.

Only months with a count. Where no legal groups are reported, the FlüAG stock stands in, marked as estimated.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import duckdb
import numpy as np
import pandas as pd

from pipelines.planning import lump_sum as arithmetic
from pipelines.planning.law import Law, Parameter

READS = (
    "clean.legal_group_report",
    "clean.parameter",
    "clean.receipt",
    "curated.municipality",
    "curated.stock",
)

INDEPENDENT_CITY = "Kreisfreie Stadt"
# The rate of one kind of municipality, by month, goes before that of all, and that before one by year.
MONTHLY = "lump_sum_per_person_month_eur"
MONTHLY_OF_KIND = {
    False: "lump_sum_per_person_month_kreisangehoerig_eur",
    True: "lump_sum_per_person_month_kreisfrei_eur",
}
YEARLY = ("lump_sum_per_person_year_eur", "lump_sum_per_person_year_eur_approx")
LIMIT = "counting_limit_months_{}"
DEADLINE = "lump_sum_deadline_days"
NO_DEADLINE = f"keine Frist hinterlegt; setzen Sie {DEADLINE} in data/own/parameter.csv"
NO_RATE = "kein Satz hinterlegt"
LONGEST_DEADLINE = 366


class Terms(NamedTuple):
    """What the law says of a month, a kind of municipality and a legal group."""

    euro_per_person_month: float | None
    is_approximate: bool
    rate_parameter: str | None
    rate_valid_from: date | None
    rate_note: str | None
    limit_months: float | None
    deadline: date | None
    deadline_note: str | None
    uses_own_values: bool


def relation(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per month, municipality and legal group with a count. Raises ValueError for an impossible deadline."""
    counts = _with_doubt(_counts(con))
    # The sum stays out where its parts are reported: they are the same people.
    in_parts = counts.groupby(["month", "ags"])["basis"].transform(lambda basis: (basis == "reported").any())
    counts = counts[(counts["basis"] == "reported") | ~in_parts.astype(bool)].reset_index(drop=True)
    counts = _with_terms(counts, _law(con))
    return _in_euro(counts)


def _counts(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    return con.execute(
        f"""with counted as (
               select l.month, l.ags, l.legal_group, l.persons, l.register_persons, l.persons_past_limit,
                      'reported' as basis, l.source, l.receipt_id, l.line
               from clean.legal_group_report as l inner join clean.receipt as r on l.receipt_id = r.receipt_id
               -- a month to come has not been counted
               where l.month <= cast(r.received_at as date)
               union all
               select month, ags, legal_group, persons, null, null, 'estimated', source, receipt_id, line
               from curated.stock where legal_group = 'fluag' and basis = 'reported'
           )
           select c.* replace (cast(c.persons as double) as persons,
                               cast(c.register_persons as double) as register_persons,
                               cast(c.persons_past_limit as double) as persons_past_limit),
                  m.kind = '{INDEPENDENT_CITY}' as is_independent
           from counted as c inner join curated.municipality as m on c.ags = m.ags
           order by c.month, c.ags, c.legal_group"""
    ).df()


def _with_doubt(counts: pd.DataFrame) -> pd.DataFrame:
    series = (counts["ags"] + " " + counts["legal_group"]).to_numpy(dtype=str)
    before, after = arithmetic.neighbours(series, counts["month"].to_numpy(), counts["persons"])
    doubt = arithmetic.doubtful(
        counts["persons"], before, after, counts["register_persons"], counts["persons_past_limit"]
    )
    return counts.assign(
        above_register=doubt.above_register,
        above_neighbours=doubt.above_neighbours,
        doubtful_persons_low=doubt.low,
        doubtful_persons=doubt.persons,
        doubtful_persons_high=doubt.high,
        doubtful_reason=pd.Series(doubt.reason, index=counts.index, dtype=object).replace("", None),
    )


def _law(con: duckdb.DuckDBPyConnection) -> Law:
    rows = con.execute(f"select {', '.join(Parameter._fields)} from clean.parameter").fetchall()
    return Law(Parameter(*row) for row in rows)


def _with_terms(counts: pd.DataFrame, law: Law) -> pd.DataFrame:
    asked = list(zip(counts["month"].dt.date, counts["is_independent"], counts["legal_group"], strict=True))
    known = {key: terms_on(law, *key) for key in set(asked)}
    terms = pd.DataFrame([known[key] for key in asked], columns=Terms._fields, dtype=object)
    return pd.concat([counts, terms], axis=1)


def terms_on(law: Law, month: date, is_independent: bool, legal_group: str) -> Terms:
    """The rules in force on the first day of a month; what the law does not say is None.

    Raises ValueError for a deadline of less than 0 or more than 366 days.
    """
    by_month = law.on(MONTHLY_OF_KIND[is_independent], month) or law.on(MONTHLY, month)
    rate = by_month or law.on(YEARLY[0], month) or law.on(YEARLY[1], month)
    limit, days = law.on(LIMIT.format(legal_group), month), law.on(DEADLINE, month)
    euro = rate.value if by_month else arithmetic.per_month(rate.value) if rate else None
    return Terms(
        euro_per_person_month=euro,
        is_approximate=rate is not None and by_month is None,
        rate_parameter=rate.parameter if rate else None,
        rate_valid_from=rate.valid_from if rate else None,
        rate_note=rate.note if rate else NO_RATE,
        limit_months=limit.value if limit else None,
        deadline=_days_after(month, days.value) if days else None,
        deadline_note=None if days else NO_DEADLINE,
        uses_own_values=any(row is not None and row.is_own for row in (rate, limit, days)),
    )


def _days_after(month: date, days: float) -> date:
    if not (0 <= days <= LONGEST_DEADLINE and days == int(days)):
        raise ValueError(f"{DEADLINE} muss eine ganze Zahl von 0 bis {LONGEST_DEADLINE} sein, nicht {days:g}.")
    last_day = np.datetime64(month, "M") + 1 - np.timedelta64(1, "D")
    return (last_day + np.timedelta64(int(days), "D")).item()


def _in_euro(counts: pd.DataFrame) -> pd.DataFrame:
    euro = pd.to_numeric(counts["euro_per_person_month"])
    figures = {"amount_eur": "persons"} | {
        f"doubtful_eur{end}": f"doubtful_persons{end}" for end in ("_low", "", "_high")
    }
    return counts.assign(**{name: arithmetic.amount(counts[persons], euro) for name, persons in figures.items()})
