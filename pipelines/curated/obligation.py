"""curated.obligation: what each municipality owes, has and still has to take, by scheme and day.

A published figure wins over a computed one; both stand side by side. Figures under § 12a AufenthG are
shown only as published: the rule in force since 2021 is not known.
"""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd

from pipelines.planning import obligation as arithmetic
from pipelines.planning.base import base_on

READS = (
    "clean.allocation_report",
    "clean.receipt",
    "clean.state_figure",
    "curated.allocation_key",
    "curated.municipality",
)

# What a stated measure is called here, by scheme.
MEASURES = {
    "fluag": {
        "fluag_stock": "stock",
        "fluag_stock_avg": "stock",
        "fluag_soll": "obligation_published",
        "fluag_quota_pct": "fulfilment_published",
        "fluag_gap": "outstanding_published",
    },
    "wohnsitz": {
        "wsa_stock": "stock",
        "wsa_soll": "obligation_published",
        "wsa_quota_pct": "fulfilment_published",
        "wsa_gap": "outstanding_published",
    },
}
FIGURES = ["stock", "obligation_published", "fulfilment_published", "outstanding_published"]
STATED = {
    "as_of": "datetime64[us]",
    "ags": str,
    **dict.fromkeys(FIGURES, float),
    "stock_period": str,
    "receipt_id": str,
    "line": float,
}


def relation(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per scheme, day and municipality of the Kreis; under FlüAG also for the rest of NRW."""
    schemes = [_scheme(con, scheme) for scheme in MEASURES]
    return pd.concat(schemes, ignore_index=True)


def _scheme(con: duckdb.DuckDBPyConnection, scheme: str) -> pd.DataFrame:
    stated = _stated(con, scheme)
    base = _known_base(con) if scheme == "fluag" else None
    days = set(stated["as_of"]) | (set(base["as_of"]) if base is not None else set())
    rows = _grid(con, sorted(days), everywhere=scheme == "fluag").merge(stated, on=["as_of", "ags"], how="left")
    rows.insert(0, "scheme", scheme)
    rows = _with_base(rows, base)
    return _with_figures(rows)


def _stated(con: duckdb.DuckDBPyConnection, scheme: str) -> pd.DataFrame:
    """Stated figures side by side, one row per day and municipality; what became known last wins."""
    names = MEASURES[scheme]
    long = con.execute(
        """select a.ags, a.measure, a.value, a.period_start, a.receipt_id, a.line,
                  -- the mean of a quarter stands for the turn that ends it
                  case when a.measure like '%_avg' then a.period_end + interval 1 day else a.period_end end as as_of,
                  a.period_end
           from clean.allocation_report as a inner join clean.receipt as r on a.receipt_id = r.receipt_id
           where list_contains(?, a.measure) and a.value is not null and length(a.ags) = 8
               and a.period_end <= cast(r.received_at as date)
           -- the last one counts, as in curated.stock
           order by a.is_approximate desc, a.period_end, r.known_on, r.received_at,
                    a.source desc, a.receipt_id desc, a.line desc""",
        [list(names)],
    ).df()
    if long.empty:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in STATED.items()})
    long["figure"] = long["measure"].map(names)
    wide = long.pivot_table(index=["as_of", "ags"], columns="figure", values="value", aggfunc="last")
    wide = wide.reindex(columns=FIGURES).reset_index()
    counted = long[long["figure"] == "stock"].drop_duplicates(["as_of", "ags"], keep="last")
    period = counted["period_start"].dt.strftime("%Y-%m-%d") + "/" + counted["period_end"].dt.strftime("%Y-%m-%d")
    counted = counted.assign(stock_period=period)[["as_of", "ags", "stock_period"]]
    lines = long.drop_duplicates(["as_of", "ags"], keep="last")[["as_of", "ags", "receipt_id", "line"]]
    return wide.merge(counted, how="left", on=["as_of", "ags"]).merge(lines, how="left", on=["as_of", "ags"])


def _known_base(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    return con.execute(
        """select period_end as as_of, value, coalesce(low, value) as low, coalesce(high, value) as high, basis
           from clean.state_figure where measure = 'fluag_base' order by as_of"""
    ).df()


def _grid(con: duckdb.DuckDBPyConnection, days: list[pd.Timestamp], *, everywhere: bool) -> pd.DataFrame:
    keys = con.execute(
        """select m.ags, k.key_year, k.key, k.basis as key_basis
           from curated.municipality as m left join curated.allocation_key as k on m.ags = k.ags
           where m.in_kreis or ?""",
        [everywhere],
    ).df()
    frame = pd.DataFrame({"as_of": pd.Series(days, dtype="datetime64[us]")})
    frame["key_year"] = frame["as_of"].dt.year
    places = keys[["ags"]].drop_duplicates()
    return frame.merge(places, how="cross").merge(keys, on=["ags", "key_year"], how="left")


def _with_base(rows: pd.DataFrame, known: pd.DataFrame | None) -> pd.DataFrame:
    if known is None or known.empty:
        # the key of the second scheme is another one; it is not known
        return rows.assign(
            key=np.nan,
            key_basis="missing",
            base=np.nan,
            base_low=np.nan,
            base_high=np.nan,
            base_origin="missing",
        )
    asked = rows["as_of"].to_numpy("datetime64[D]")
    when = known["as_of"].to_numpy("datetime64[D]")
    found = base_on(asked, when, known["value"], known["low"], known["high"])
    printed = dict(zip(known["as_of"], known["basis"], strict=True))
    origin = rows["as_of"].map(printed).astype(object).where(rows["as_of"].isin(printed), "interpolated")
    return rows.assign(
        base=found.base,
        base_low=found.low,
        base_high=found.high,
        base_origin=np.where(found.basis == "missing", "missing", origin),
    )


def _with_figures(rows: pd.DataFrame) -> pd.DataFrame:
    published = rows["obligation_published"]
    # printed as a percentage with two decimals: 92.04 is 0.9204, not 0.9204000000000001
    fulfilment_published = (rows["fulfilment_published"] / 100).round(6)
    computed = arithmetic.obligation(rows["key"], rows["base"])
    owed = published.fillna(pd.Series(computed, index=rows.index))
    credit = np.zeros(len(rows))
    fulfilment = arithmetic.fulfilment(rows["stock"], owed, credit, rule="stock_over_reduced")
    outstanding = arithmetic.outstanding(rows["stock"], owed, credit)
    return rows.assign(
        base_basis=rows["base_origin"].map(
            {
                "published": "reported",
                "implied": "estimated",
                "interpolated": "estimated",
                "missing": "missing",
            }
        ),
        obligation_computed=computed,
        obligation=owed,
        obligation_low=published.fillna(rows["key"] * rows["base_low"]),
        obligation_high=published.fillna(rows["key"] * rows["base_high"]),
        credit=np.nan,
        credit_basis="missing",
        stock_low=rows["stock"],
        stock_high=rows["stock"],
        stock_basis=np.where(rows["stock"].isna(), "missing", "reported"),
        fulfilment_published=fulfilment_published,
        fulfilment=fulfilment_published.fillna(pd.Series(fulfilment, index=rows.index)),
        outstanding=rows["outstanding_published"].fillna(pd.Series(outstanding, index=rows.index)),
    )
