"""What a ledger of a day rests on, read from a snapshot, and the same facts with a what-if put in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import duckdb
import pandas as pd

from pipelines.crediting import facilities_of
from pipelines.owing import estimates, read_base, read_keys, read_law
from pipelines.planning.credit import Facility
from pipelines.planning.law import Law

COUNTS = ("persons_low", "persons", "persons_high")


@dataclass(frozen=True)
class Changes:
    """What a what-if puts in place of the facts; everything left out stays as it is.

    persons, area_km2 and stock by municipality, base in persons and places, parameters by name, and
    facilities that exist besides the known ones.
    """

    persons: dict[str, float] = field(default_factory=dict)
    area_km2: dict[str, float] = field(default_factory=dict)
    stock: dict[str, float] = field(default_factory=dict)
    base: float | None = None
    parameters: dict[str, float] = field(default_factory=dict)
    facilities: tuple[Facility, ...] = ()

    def __bool__(self) -> bool:
        return self != Changes()


@dataclass(frozen=True)
class Facts:
    """All that the ledger of a scheme and day rests on.

    places: one row per municipality of NRW (index ags): name, in_kreis, key inputs and where they stand.
    base: the known days of the base with value, bounds and place; stock: the count or estimate of the day;
    last_reports: the day of the last count; published: what was published for the day, a row a figure (index ags).
    key is set where it is not computed here (Wohnsitzauflage).
    """

    scheme: str
    as_of: date
    places: pd.DataFrame
    base: pd.DataFrame
    stock: pd.DataFrame
    published: pd.DataFrame
    facilities: dict[str, tuple[Facility, ...]]
    law: Law
    key: pd.DataFrame
    last_reports: dict[str, date]
    set_base: float | None = None

    def changed(self, changes: Changes) -> Facts:
        """The facts of a what-if. A stock put in counts as reported; published figures then no longer bind."""
        places, stock, facilities = self.places.copy(), self.stock.copy(), dict(self.facilities)
        places["persons"] = places["persons"].astype(float)
        for ags, value in changes.persons.items():
            places.loc[ags, "persons"] = value
        for ags, value in changes.area_km2.items():
            places.loc[ags, "area_km2"] = value
        # what is put in has no period, note or source line: those of the count it replaces must not stand beside it
        kept = stock.drop(index=list(changes.stock), errors="ignore")
        stock = kept.reindex([*kept.index, *changes.stock])
        for ags, value in changes.stock.items():
            stock.loc[ags, list(COUNTS)] = value
            stock.loc[ags, "basis"] = "reported"
        for facility in changes.facilities:
            facilities[facility.ags] = (*facilities.get(facility.ags, ()), facility)
        return replace(
            self,
            places=places,
            stock=stock,
            facilities=facilities,
            law=self.law.changed(changes.parameters),
            published=self.published.iloc[:0] if changes else self.published,
            set_base=self.set_base if changes.base is None else changes.base,
        )


def facts_on(con: duckdb.DuckDBPyConnection, as_of: date, scheme: str = "fluag") -> Facts:
    """The facts of a day from a connection in which `curated.x` is a relation of the snapshot."""
    law, base = read_law(con, "curated.parameter"), _base(con, scheme)
    places = _places(con, as_of, int(law.oldest("key_base_year_lag", as_of).value))
    reports = _reports(con, as_of, scheme)
    last = reports.groupby("ags")["as_of"].max()
    return Facts(
        scheme=scheme,
        as_of=as_of,
        places=places,
        base=base,
        stock=_stock(reports, as_of, read_keys(con, scheme), base, law),
        published=_published(con, as_of, scheme),
        facilities=facilities_of(con) if scheme == "fluag" else {},
        law=law,
        key=_key_of(con, as_of) if scheme == "wohnsitz" else pd.DataFrame(),
        last_reports={str(ags): day.date() for ags, day in last.items()},
    )


_PLACES = """
select
    m.ags, m.name, m.in_kreis, p.persons, p.as_of as population_as_of, p.census_base, p.basis, p.rounded_to, p.source,
    p.note, r.file, p.line, a.area_km2, a.as_of as area_as_of
from curated.municipality as m
left join (
    select * from curated.population
    where as_of = make_date($year, 12, 31)
    -- where a day is known on two census bases, the newer counts
    qualify row_number() over (partition by ags order by census_base desc) = 1
) as p on m.ags = p.ags
left join curated.receipt as r on p.receipt_id = r.receipt_id
left join (
    select ags, area_km2, as_of from curated.population
    where area_km2 is not null and as_of <= make_date($year, 12, 31) and strftime(as_of, '%m-%d') = '12-31'
    qualify row_number() over (partition by ags order by as_of desc, census_base desc) = 1
) as a on m.ags = a.ags
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
    told = reports[reports["as_of"] == day].assign(basis="reported")
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


def _key_of(con: duckdb.DuckDBPyConnection, as_of: date) -> pd.DataFrame:
    return con.execute(
        "select * from curated.wohnsitz_key where valid_from <= $day and $day <= valid_to", {"day": as_of}
    ).df().set_index("ags")  # fmt: skip
