"""What a ledger of a day rests on, read from a snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import pandas as pd

from pipelines.crediting import CREDITS, facilities_of
from pipelines.obligations import estimates, read_base, read_keys, read_law
from pipelines.planning.credit import Facility, implied_credit
from pipelines.planning.law import Law

COUNTS = ("persons_low", "persons", "persons_high")
FIGURES = ("obligation", "fulfilment", "outstanding")


@dataclass(frozen=True)
class Facts:
    """All that the ledger of a scheme and day rests on.

    places: one row per municipality of NRW (index ags): name, in_kreis, key inputs and where they stand.
    base: the known days of the base with value, bounds and place; stock: the count or estimate of the day;
    last_reports: the day of the last count; published: what was published for the day, a row a figure (index ags);
    printed: the same rows, also where a what-if takes away what they bind. implied: the credits that published
    figures and a reported stock leave. key is set where it is not computed here (Wohnsitzauflage). set_base and
    is_changed belong to a what-if.
    """

    scheme: str
    as_of: date
    places: pd.DataFrame
    base: pd.DataFrame
    stock: pd.DataFrame
    published: pd.DataFrame
    printed: pd.DataFrame
    implied: pd.DataFrame
    facilities: dict[str, tuple[Facility, ...]]
    law: Law
    key: pd.DataFrame
    last_reports: dict[str, date]
    set_base: float | None = None
    is_changed: bool = False


def facts_on(con: duckdb.DuckDBPyConnection, as_of: date, scheme: str = "fluag") -> Facts:
    """The facts of a day from a connection in which `curated.x` is a relation of the snapshot."""
    law, base = read_law(con, "curated.parameter"), _base(con, scheme)
    places = _places(con, as_of, int(law.oldest("key_base_year_lag", date(as_of.year, 1, 1)).value))
    reports = _reports(con, as_of, scheme)
    last = reports.groupby("ags")["as_of"].max()
    stock, published = _stock(reports, as_of, read_keys(con, scheme), base, law), _published(con, as_of, scheme)
    return Facts(
        scheme=scheme,
        as_of=as_of,
        places=places,
        base=base,
        stock=stock,
        published=published,
        printed=published,
        implied=_implied(published, stock),
        facilities=facilities_of(con) if scheme == "fluag" else {},
        law=law,
        key=_key_of(con, as_of) if scheme == "wohnsitz" else pd.DataFrame(),
        last_reports={str(ags): day.date() for ags, day in last.items()},
    )


_PLACES = """
select
    m.ags, m.name, m.in_kreis, p.persons, p.as_of as population_as_of, p.census_base, p.basis, p.rounded_to, p.source,
    p.note, r.file, p.line, a.area_km2, a.as_of as area_as_of, a.source as area_source, b.file as area_file,
    a.line as area_line
from curated.municipality as m
left join curated.population as p
    on m.ags = p.ags and p.as_of = make_date($year, 12, 31)
    -- where a day is known in full on two census bases, the newer counts, as in the key
    and p.census_base = (
        select census_base from curated.population where as_of = make_date($year, 12, 31) group by census_base
        order by count(*) = (select count(*) from curated.municipality) desc, census_base desc limit 1
    )
left join curated.receipt as r on p.receipt_id = r.receipt_id
left join (
    select ags, area_km2, as_of, source, receipt_id, line from curated.population
    where area_km2 is not null and as_of <= make_date($year, 12, 31) and strftime(as_of, '%m-%d') = '12-31'
    qualify row_number() over (partition by ags order by as_of desc, census_base desc) = 1
) as a on m.ags = a.ags
left join curated.receipt as b on a.receipt_id = b.receipt_id
order by m.ags
"""


def _places(con: duckdb.DuckDBPyConnection, as_of: date, lag: int) -> pd.DataFrame:
    return con.execute(_PLACES, {"year": as_of.year - lag}).df().set_index("ags")


def _base(con: duckdb.DuckDBPyConnection, scheme: str) -> pd.DataFrame:
    """The known days of the base, with the persons and places it is printed to consist of."""
    base = _placed(con, read_base(con, "curated.state_figure", scheme))
    parts = con.execute(
        """select period_end as as_of, max(case when measure = 'fluag_persons_in_base' then value end) as persons,
                  max(case when measure = 'facility_places_in_base' then value end) as places
           from curated.state_figure where $scheme = 'fluag' group by period_end""",
        {"scheme": scheme},
    ).df()
    return base.merge(parts.astype({"as_of": base["as_of"].dtype}), on="as_of", how="left")


def _placed(con: duckdb.DuckDBPyConnection, rows: pd.DataFrame) -> pd.DataFrame:
    files = con.execute("select receipt_id, file from curated.receipt").df()
    return rows.merge(files, on="receipt_id", how="left")


def _reports(con: duckdb.DuckDBPyConnection, as_of: date, scheme: str) -> pd.DataFrame:
    rows = con.execute(
        "select * from curated.reported_stock where legal_group = ? and as_of <= ? order by as_of", [scheme, as_of]
    ).df()
    return _placed(con, rows)


def _stock(reports: pd.DataFrame, as_of: date, keys: pd.DataFrame, base: pd.DataFrame, law: Law) -> pd.DataFrame:
    day = pd.Timestamp(as_of).as_unit("us")
    told = reports[reports["as_of"] == day]
    # a count that the public file withholds is neither reported here nor filled by a guess
    told = told.assign(basis=np.where(told["persons"].notna(), "reported", "missing"))
    asked = reports.loc[~reports["ags"].isin(told["ags"]), ["ags"]].drop_duplicates().assign(as_of=day)
    found = estimates(asked, reports, keys, base, law).drop(columns=["persons_low", "persons_high"])
    names = {
        "persons": "persons_then",
        "estimate_low": "persons_low",
        "estimate": "persons",
        "estimate_high": "persons_high",
    }
    rows = [told, found.rename(columns=names).assign(basis="estimated")]
    return pd.concat([part for part in rows if len(part)] or rows, ignore_index=True).set_index("ags")


def _published(con: duckdb.DuckDBPyConnection, as_of: date, scheme: str) -> pd.DataFrame:
    rows = con.execute(
        "select * from curated.published_figure where scheme = ? and as_of = ? order by ags", [scheme, as_of]
    ).df()
    return _placed(con, rows).set_index("ags")


def side_by_side(published: pd.DataFrame, places: pd.Index) -> pd.DataFrame:
    """Published values of a day: one column a figure, one row a municipality, NaN where nothing was published."""
    columns = {name: published.loc[published["figure"] == name, "value"] for name in FIGURES}
    return pd.DataFrame({name: column.reindex(places).astype(float) for name, column in columns.items()})


def _implied(published: pd.DataFrame, stock: pd.DataFrame) -> pd.DataFrame:
    said = side_by_side(published, published.index.unique())
    counted = stock.loc[stock["basis"] == "reported", "persons"].reindex(said.index)
    columns = implied_credit(said["obligation"], said["outstanding"], counted)
    return pd.DataFrame(dict(zip(CREDITS, columns, strict=True)), index=said.index).assign(stock=counted)


def _key_of(con: duckdb.DuckDBPyConnection, as_of: date) -> pd.DataFrame:
    return con.execute(
        "select * from curated.wohnsitz_key where valid_from <= $day and $day <= valid_to", {"day": as_of}
    ).df().set_index("ags")  # fmt: skip
