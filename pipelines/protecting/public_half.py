"""Makes the public half of a build: people protected first, then the same calculation from them.

counted.x ──protecting/*──> curated.x ──the same files of curated/──> what follows from people
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd

from pipelines import checks, warehouse
from pipelines.contracts.base import Contract
from pipelines.contracts.public import PUBLIC_CONTRACTS, made
from pipelines.planning.disclosure import ROUNDED_TO, SUPPRESSED_BELOW, WITHHELD_UP_TO
from pipelines.problems import NotPublished

# What the calculation reads of clean.*: law and calendar as they are …
CLEAN = ("calendar", "parameter", "travel_time")
# … and nothing of parts whose total is shown: a total and all its parts, each rounded, can give a part away.
EMPTY = ("age_report", "legal_group_report", "receipt")
# The relations as counted that the files beside this one read.
READ_BY_PROTECTING = made("protected")


def make_public(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Fills a new work database with the public relations, from a connection to one in which all are curated.

    Raises NotPublished when a relation cannot be built or breaks its contract.
    """
    with public_catalog(con, path) as counted:
        _lay_out(con, counted)
        warehouse.build_relations(con, "protecting", ("reported_stock",))
        warehouse.build_relations(con, "protecting", [name for name in made("protected") if name != "reported_stock"])
        # the bases of the obligations, from the figures for NRW that stay
        con.execute("create view clean.state_figure as select * from curated.state_figure")
        derived = {f"curated.{name}" for name in made("derived")}
        order = [name.partition(".")[2] for name in warehouse.build_order("curated") if name in derived]
        warehouse.build_relations(con, "curated", order)
        _check(con, [*made("protected"), *order])


@contextmanager
def public_catalog(con: duckdb.DuckDBPyConnection, path: Path) -> Iterator[str]:
    """Within, `curated.x` is a relation of the public work database; yields the catalog of the other."""
    [(counted,)] = con.execute("select current_database()").fetchall()
    con.execute("attach '" + str(path).replace("'", "''") + "' as public_work")
    con.execute("use public_work")
    try:
        yield counted
    finally:
        con.execute(f'use "{counted}"')
        con.execute("detach public_work")


def _lay_out(con: duckdb.DuckDBPyConnection, counted: str) -> None:
    for schema in ("clean", "counted", "curated"):
        con.execute(f"create schema {schema}")
    seen = [("clean", name, "clean", "") for name in CLEAN]
    seen += [("clean", name, "clean", "where false") for name in EMPTY]
    seen += [("counted", name, "curated", "") for name in READ_BY_PROTECTING]
    seen += [("curated", name, "curated", "") for name in made("as_is")]
    for schema, name, origin, rows in seen:
        con.execute(f'create view {schema}.{name} as select * from "{counted}".{origin}.{name} {rows}')
    said = {"rounded_to": [ROUNDED_TO], "suppressed_below": [SUPPRESSED_BELOW], "withheld_up_to": [WITHHELD_UP_TO]}
    warehouse.load(con, "counted.protection", pd.DataFrame(said))
    select = (Path(__file__).parent / "receipt_name.sql").read_text("utf-8")
    con.execute(f"create table counted.receipt_name as {select}")


def _check(con: duckdb.DuckDBPyConnection, names: list[str]) -> None:
    # what is merely doubtful was found, and said, where the counts are whole
    found = checks.breaches(con, {name: _without_warnings(PUBLIC_CONTRACTS[name]) for name in names})
    if found:
        raise NotPublished(f"Die öffentliche Fassung ist nicht in Ordnung: {found[0]}")


def _without_warnings(contract: Contract) -> Contract:
    return replace(contract, rules=tuple(rule for rule in contract.rules if rule.severity == "error"))
