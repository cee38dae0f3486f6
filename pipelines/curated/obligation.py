"""curated.obligation: what each municipality owes, has and still has to take, by scheme and day.

A published figure wins over a computed one; both stand side by side with their difference. Under § 12a
AufenthG a computed figure is an estimate: the text in force since 2021 is not known.
"""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd

from pipelines.crediting import credits_on, facilities_of, or_implied
from pipelines.obligations import by_rule, credit_rule, estimates, obligations_on, read_base, read_keys, read_law
from pipelines.planning.credit import implied_credit
from pipelines.planning.law import Law
from pipelines.settling import settle_rows

READS = (
    "clean.parameter",
    "clean.state_figure",
    "curated.allocation_key",
    "curated.facility",
    "curated.municipality",
    "curated.published_figure",
    "curated.receipt",
    "curated.reported_stock",
    "curated.wohnsitz_key",
)

SCHEMES = ("fluag", "wohnsitz")
PUBLISHED = ("obligation", "fulfilment", "outstanding")
PLACE = ["receipt_id", "line"]
COUNTS = ["persons_low", "persons", "persons_high"]


def relation(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per scheme, day and municipality: of the Kreis on every day known, of NRW where a base is printed."""
    law = read_law(con, "clean.parameter")
    return pd.concat([_scheme(con, scheme, law) for scheme in SCHEMES], ignore_index=True)


def _scheme(con: duckdb.DuckDBPyConnection, scheme: str, law: Law) -> pd.DataFrame:
    keys, base = read_keys(con, scheme), read_base(con, "clean.state_figure", scheme)
    reports, stated = _reports(con, scheme), _stated(con, scheme)
    asked = _asked(con, [*stated["as_of"], *reports["as_of"], *base["as_of"]], base["as_of"])
    rows = obligations_on(asked, keys, base).merge(stated, on=["as_of", "ags"], how="left")
    rows.insert(0, "scheme", scheme)
    rows = _with_stock(rows, reports, estimates(asked, reports, keys, base, law))
    rows = _with_credit(rows, con, law, scheme)
    return _settled(rows, law) if len(rows) else rows


def _asked(con: duckdb.DuckDBPyConnection, days: list[pd.Timestamp], printed: pd.Series) -> pd.DataFrame:
    """Rows of ags and as_of: all of NRW on days with a figure, the Kreis also on each first of a month in between."""
    places = con.execute("select ags, in_kreis from curated.municipality order by ags").df()
    told = pd.DataFrame({"as_of": pd.to_datetime(sorted(set(days)))})
    months = pd.date_range(printed.min(), printed.max(), freq="MS") if len(printed) else pd.DatetimeIndex([])
    between = pd.DataFrame({"as_of": months.difference(told["as_of"])})
    rows = [
        told.merge(places[["ags"]], how="cross"),
        between.merge(places.loc[places["in_kreis"], ["ags"]], how="cross"),
    ]
    return pd.concat(rows, ignore_index=True).astype({"as_of": "datetime64[us]"})


def _reports(con: duckdb.DuckDBPyConnection, scheme: str) -> pd.DataFrame:
    return con.execute(
        f"""select ags, as_of, {", ".join(COUNTS)}, is_protected, period_start, period_end, receipt_id, line
            from curated.reported_stock where legal_group = ?""",
        [scheme],
    ).df()


def _stated(con: duckdb.DuckDBPyConnection, scheme: str) -> pd.DataFrame:
    """Published figures side by side, one row per day and municipality, with the place of the first of them."""
    figures = ", ".join(f"max(case when figure = '{name}' then value end) as {name}_published" for name in PUBLISHED)
    return con.execute(
        f"""select as_of, ags, {figures}, bool_or(is_approximate) as is_approximate,
                   arg_min(receipt_id, (receipt_id, line)) as receipt_id, arg_min(line, (receipt_id, line)) as line
            from curated.published_figure where scheme = ? group by as_of, ags""",
        [scheme],
    ).df()


def _with_stock(rows: pd.DataFrame, reports: pd.DataFrame, estimated: pd.DataFrame) -> pd.DataFrame:
    """The count of the day, else the estimate from the last one, else nothing."""
    rows = rows.merge(reports, on=["as_of", "ags"], how="left", suffixes=("", "_of_count"))
    guesses = ("estimate_low", "estimate", "estimate_high")
    guess = estimated[["as_of", "ags", *guesses, "period_start", "period_end", *PLACE]]
    rows = rows.merge(guess, on=["as_of", "ags"], how="left", suffixes=("", "_of_estimate"))
    rows["stock_is_protected"] = rows["is_protected"].eq(True)
    # a count that is withheld is not filled by a guess
    rows.loc[rows["stock_is_protected"], list(guesses)] = np.nan
    reported, known = rows["persons"].notna(), rows["estimate"].notna()
    rows["stock_basis"] = np.select([reported, known], ["reported", "estimated"], "missing")
    for name, count, guessed in zip(("stock_low", "stock", "stock_high"), COUNTS, guesses, strict=True):
        rows[name] = rows[count].fillna(rows[guessed])
    first, last = (rows[name].fillna(rows[f"{name}_of_estimate"]) for name in ("period_start", "period_end"))
    rows["stock_period"] = first.dt.strftime("%Y-%m-%d") + "/" + last.dt.strftime("%Y-%m-%d")
    for name in PLACE:
        rows[name] = rows[f"{name}_of_count"].fillna(rows[name]).fillna(rows[f"{name}_of_estimate"])
    return rows


def _with_credit(rows: pd.DataFrame, con: duckdb.DuckDBPyConnection, law: Law, scheme: str) -> pd.DataFrame:
    if scheme != "fluag":
        # places in state facilities count under § 3 FlüAG only
        return rows.assign(credit=0.0, credit_low=0.0, credit_high=0.0, credit_basis="reported")
    stated = credits_on(rows[["ags", "as_of"]], facilities_of(con), law)
    counted = rows["stock"].where(rows["stock_basis"] == "reported")
    implied = implied_credit(rows["obligation_published"], rows["outstanding_published"], counted)
    credit = or_implied(stated, implied)
    return rows.assign(**{name: credit[name] for name in credit})


def _settled(rows: pd.DataFrame, law: Law) -> pd.DataFrame:
    """Every day by the rule of fulfilment in force on it; then the differences and why an obligation is missing."""
    parts = [settle_rows(part, rule) for rule, part in by_rule(rows, lambda day: credit_rule(law, day))]
    rows = pd.concat(parts).sort_values("as_of", kind="stable", ignore_index=True)
    for name in PUBLISHED:
        rows[f"{name}_difference"] = rows[f"{name}_published"] - rows[f"{name}_computed"]
    no_key, no_base = rows["key"].isna(), rows["base"].isna()
    return rows.assign(
        missing_reason=np.select(
            [rows["obligation"].notna(), no_key & no_base, no_key], ["", "no_key_no_base", "no_key"], "no_base"
        ),
        published_is_approximate=rows["is_approximate"].fillna(False).astype(bool),
    )
