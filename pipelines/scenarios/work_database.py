"""A database in memory with the inputs of one month as a scenario supposes them; the snapshot is only read.

snapshot.curated.x ──month, changes──> curated.x ──warehouse.build_relations──> need, places, sharing, gap
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

from pipelines import warehouse
from pipelines.planning.scenario import BANDS, KREIS, Opening, Scenario, added

# What follows from people, ages, offers and ratios up to the gap, in the order of warehouse.build_order.
FOLLOWING = (
    "need_factor", "offer_area", "running_span", "running_offer", "supply", "need", "shared_place", "shared_supply",
    "gap", "district_gap",
)  # fmt: skip

# What they read and a scenario leaves alone, or changes row by row below.
_INPUTS = {
    "category": "",
    "access_right": "",
    "municipality": "",
    "month": "where month = {month}",
    "stock": "where month = {month}",
    "age_share": "where {month} >= valid_from and (valid_to is null or {month} <= valid_to)",
    "need_ratio": "",
    "offer": """where offer_id in (select offer_id from snapshot.curated.running_offer where month = {month})""",
    # only the own counts by age are read of it
    "persons": "where month = {month} and age_basis = 'reported'",
}
_VIEWS = {
    "category": "select * from curated.category",
    "need_ratio": "select * from curated.need_ratio",
    # the inventories that were reported: whose places are known in the month
    "inventory_report": """
        select ags, min(month) as covers_from, max(month) as covers_to, bool_and(is_synthetic) as is_synthetic
        from snapshot.curated.supply where month = {month} and basis <> 'missing' group by ags""",
}

# A supposed value is as uncertain as the one it replaces: half the value has half the bounds. Of 0 there is no half;
# a share ends at 1; a bound nobody knows stays unknown.
_SAME_SPAN = """
    low = case when value = 0 then $value else $value * (low / value) end,
    value = $value,
    high = case
        when value = 0 then $value
        when {is_share} and $value * (high / value) > 1 then 1
        else $value * (high / value)
    end
"""
_SHARE, _SHARE_OR_NOT = _SAME_SPAN.format(is_share="true"), _SAME_SPAN.format(is_share="unit like 'share%'")


@contextmanager
def calculated(snapshot: Path, scenario: Scenario) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection in which `curated.gap` and what leads to it is as the scenario supposes; it must fit (fitting).

    Raises duckdb.Error for a snapshot that cannot be read.
    """
    with duckdb.connect(config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}) as con:
        # one thread, as in a build: sums come out the same to the last digit
        con.execute("set threads = 1")
        con.execute("attach '" + str(snapshot).replace("'", "''") + "' as snapshot (read_only)")
        month = f"date '{date.fromisoformat(f'{scenario.month}-01').isoformat()}'"
        _lay_out(con, month)
        _change_people(con, scenario)
        _change_ages(con, scenario)
        _change_offers(con, scenario)
        _change_ratios(con, scenario, month)
        warehouse.build_relations(con, "curated", FOLLOWING)
        yield con


def _lay_out(con: duckdb.DuckDBPyConnection, month: str) -> None:
    for schema in ("clean", "curated"):
        con.execute(f"create schema {schema}")
    for name, rows in _INPUTS.items():
        where = rows.format(month=month)
        con.execute(f"create table curated.{name} as select * from snapshot.curated.{name} {where}")
    for name, select in _VIEWS.items():
        con.execute(f"create view clean.{name} as {select.format(month=month)}")


def _change_people(con: duckdb.DuckDBPyConnection, scenario: Scenario) -> None:
    """Own counts by age keep their shares: they grow with the stock of their legal group."""
    if not scenario.people:
        return
    counted: dict[str, dict[str, float | None]] = {}
    rows = con.execute("select ags, legal_group, persons from curated.stock where legal_group <> 'asylblg_other'")
    for ags, group, persons in rows.fetchall():
        counted.setdefault(ags, {})[group] = persons
    for ags, known in counted.items():
        for group, more in added(scenario.people, ags, known).items():
            values = {"ags": ags, "legal_group": group, "more": more}
            own = "ags = $ags and legal_group = $legal_group"
            if before := known[group]:
                factor = {"factor": (before + more) / before, "ags": ags, "legal_group": group}
                con.execute(f"update curated.persons set persons = persons * $factor where {own}", factor)
            con.execute(
                f"""update curated.stock set persons = greatest(persons + $more, 0),
                persons_low = greatest(persons_low + $more, 0), persons_high = greatest(persons_high + $more, 0)
                where {own}""",
                values,
            )


def _change_ages(con: duckdb.DuckDBPyConnection, scenario: Scenario) -> None:
    """One mix for everybody, also where a municipality counted its own; each share keeps its span in proportion."""
    if not scenario.age_mix:
        return
    con.execute("delete from curated.persons")
    for band, share in scenario.age_mix:
        if band in BANDS:
            con.execute(f"update curated.age_share set {_SHARE} where age_band = $band", {"value": share, "band": band})


def _change_offers(con: duckdb.DuckDBPyConnection, scenario: Scenario) -> None:
    if scenario.closed:
        con.execute("delete from curated.offer where offer_id in (select unnest($closed))", {"closed": scenario.closed})
    for one in scenario.grown:
        con.execute("update curated.offer set capacity = capacity + ? where offer_id = ?", [one.places, one.offer])
    for number, opening in enumerate(scenario.opened, 1):
        _open(con, opening, f"szenario-{number:03}", scenario.month)


def _open(con: duckdb.DuckDBPyConnection, opening: Opening, offer_id: str, month: str) -> None:
    area = KREIS if KREIS in opening.area else " ".join(dict.fromkeys((opening.ags, *opening.area)))
    con.execute(
        """insert into curated.offer by name
        select $offer_id as offer_id, $ags as ags, category, $name as name, $places as capacity,
            supply_unit as capacity_unit, true as counts_as_supply, $area as area, cast($day as date) as valid_from,
            'running' as status, cast($day as date) as as_of, false as is_synthetic
        from curated.category where category = $category""",
        {
            "offer_id": offer_id, "ags": opening.ags, "category": opening.category, "name": opening.name,
            "places": opening.places, "area": area, "day": f"{month}-01",
        },
    )  # fmt: skip


def _change_ratios(con: duckdb.DuckDBPyConnection, scenario: Scenario, month: str) -> None:
    for one in scenario.ratios:
        con.execute(
            f"""update curated.need_ratio set {_SHARE_OR_NOT}
            where category = $category and ratio = $ratio
                and {month} >= valid_from and (valid_to is null or {month} <= valid_to)""",
            {"value": one.value, "category": one.category, "ratio": one.ratio},
        )
