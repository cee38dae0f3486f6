"""Sharing rounds to millionths: the rules of the Kreis allow that much and no more."""

import duckdb
import pytest

from pipelines.contracts.district_gap import CONTRACT

RULES = {rule.name: rule.violations for rule in CONTRACT.rules}


def broken(rule: str, **gaps: float) -> int:
    """How many rows break a rule: one category with 24 municipalities and 6 running offers."""
    figures = {"floor_gap": 5.0, "shared_gap": 5.0, "local_gap": 5.0} | gaps
    columns = ", ".join(f"{value!r}::double as {name}" for name, value in figures.items())
    with duckdb.connect() as con:
        con.execute("create schema curated")
        con.execute(
            f"""create table curated.district_gap as
                select '2018-01' as month, '05566' as kreis_ags, 'IK' as category, 24 as municipalities, {columns}"""
        )
        con.execute(
            """create table curated.running_offer as
               select '2018-01' as month, 'IK' as category, number as offer_id from range(6) as r(number)"""
        )
        return len(con.execute(RULES[rule]).fetchall())


@pytest.mark.parametrize(("more", "rows"), [(0, 0), (29e-6, 0), (31e-6, 1), (1, 1)])
def test_a_millionth_per_municipality_and_offer(more, rows):
    assert broken("shared_not_wider", shared_gap=5 + more) == rows
    assert broken("floor_is_least", floor_gap=5 + more) == rows


def test_less_breaks_no_rule():
    assert broken("shared_not_wider", shared_gap=1) == 0
