"""Need, supply and gap for Germany by the project's own SQL, beside pandas, polars and one bare DuckDB statement.

Every category is served at home only; what sharing costs is measured in benchmarks/sharing.py. Each way runs in a
process of its own, so that its peak of memory is known; reading the frames in is not counted.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl

from benchmarks import germany_ways as ways
from benchmarks.germany_inputs import Size, invent
from benchmarks.timing import Timing
from pipelines import warehouse
from pipelines.settings import ROOT

RUNS = 3
INPUT = "input.duckdb"
COLUMNS = f"{ways.KEY}, {ways.FIGURES}, {ways.WORDS}"
OURS = "Lücke Deutschland, eigenes SQL"
ON_THE_EDGE = """(abs(a.local_supply - a.need_low) < 1e-9 or abs(a.local_supply - a.need_high) < 1e-9
    or abs(4 * a.coverage - round(4 * a.coverage)) < 1e-9)"""
WAYS = {
    "ours-1": f"{OURS} (1 Thread wie beim Bau)",
    "ours-2": f"{OURS} (2 Threads)",
    "pandas": "pandas",
    "polars": "polars, streaming",
    "bare-full": "bloßes DuckDB-SQL, alle Spalten, 2 Threads",
    "bare-full-1": "bloßes DuckDB-SQL, alle Spalten, 1 Thread",
    "bare-lean": "bloßes DuckDB-SQL, nur 6 Zahlen, 2 Threads",
}


def timings() -> list[Timing]:
    """Each of our ways against each other way, with the peak of memory in the name; equal rows asserted."""
    figures = measured(Size(), RUNS)
    rows = []
    for own in ("ours-1", "ours-2"):
        for rival in (way for way in WAYS if not way.startswith("ours")):
            rows.append(
                Timing(_label(own, figures), _seconds(figures[own]), _label(rival, figures), _seconds(figures[rival]))
            )
    return rows


def measured(size: Size, runs: int) -> dict[str, list[dict[str, float]]]:
    """Seconds, CPU seconds and peak MB of every run of every way. Raises AssertionError when rows differ."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with duckdb.connect(str(folder / INPUT)) as con:
            invent(con, size)
            con.execute(ways.RULE)
            con.execute(ways.HELD.format(months=size.months))
        figures: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
        for turn in range(runs):
            for way in WAYS:
                figures[way].append(_child(way, folder, keep=turn == 0))
                if turn == 0 and way != "ours-1":
                    assert_equal(folder, way)
        return figures


def _label(way: str, figures: dict[str, list[dict[str, float]]]) -> str:
    peak = max(run["peak_mb"] for run in figures[way])
    cpu = min(run["cpu"] for run in figures[way])
    return f"{WAYS[way]} ({cpu:.1f} CPU-s, Spitze {peak:,.0f} MB)".replace(",", "_").replace(".", ",").replace("_", ".")


def _seconds(runs: list[dict[str, float]]) -> tuple[float, ...]:
    return tuple(run["seconds"] for run in runs)


def _child(way: str, folder: Path, *, keep: bool) -> dict[str, float]:
    code = "import sys; from benchmarks import germany; germany.run(*sys.argv[1:])"
    command = [sys.executable, "-c", code, way, str(folder), "keep" if keep else ""]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    return json.loads(done.stdout.splitlines()[-1])


def run(way: str, folder: str, keep: str) -> None:
    """For a process of its own: one run of one way, its figures as JSON; its rows as Parquet where asked."""
    place = Path(folder)
    call, save = (by_frames if way in ("pandas", "polars") else by_duckdb)(way, place)
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    figures = {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    figures["peak_mb"] = peak_mb()
    if keep:
        save(place / f"{way}.parquet")
    print(json.dumps(figures))


def peak_mb() -> float:
    """The most memory this process has held. Not getrusage: its peak begins with that of the process that started us."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def by_duckdb(way: str, folder: Path) -> tuple[Callable[[], object], Callable[[Path], object]]:
    """Our own relations, or the bare statement, written into a database file as a build does."""
    path = folder / "work.duckdb"
    path.unlink(missing_ok=True)
    con = duckdb.connect(str(path), config={"threads": 1 if way.endswith("-1") else 2})
    con.execute(f"attach '{folder / INPUT}' as input (read_only)")
    con.execute("create schema clean")
    con.execute("create schema curated")
    names = con.execute("select schema_name, table_name from duckdb_tables() where database_name = 'input'").fetchall()
    given = {f"{schema}.{table}" for schema, table in names}
    for name in given:
        con.execute(f"create view {name} as select * from input.{name}")
    if way.startswith("bare"):
        months = con.execute("select count(*) from curated.month").fetchone()[0]
        return lambda: ways.bare(con, months, lean=way == "bare-lean"), lambda out: _copy(con, "result", out)
    missing = needed_for_gap(given)
    return (lambda: [warehouse._create(con, "curated", name) for name in missing]), lambda out: _copy(
        con, "curated.gap", out
    )


def needed_for_gap(given: set[str]) -> list[str]:
    """The relations that gap.sql rests on and nobody has given, gap included, in the order of the build."""
    paths = {f"curated.{path.stem}": path for path in warehouse.relation_files("curated")}
    wanted, found = ["curated.gap"], set()
    while wanted:
        name = wanted.pop()
        if name not in given and name not in found:
            found.add(name)
            wanted += warehouse.reads_of(paths[name])
    return [name.removeprefix("curated.") for name in warehouse.build_order("curated") if name in found]


def by_frames(way: str, folder: Path) -> tuple[Callable[[], object], Callable[[Path], object]]:
    """pandas or polars on frames that lie in memory already."""
    con = duckdb.connect(str(folder / INPUT), read_only=True)
    stock = con.sql(
        "select month, ags, legal_group, persons_low, persons, persons_high, basis from curated.stock where legal_group <> 'asylblg_other'"
    )
    rule, held, months = con.table("rule"), con.table("held"), con.sql("select month from curated.month order by month")
    result: list = []
    if way == "polars":
        lazy = [frame.pl().lazy() for frame in (stock, rule, held)]
        count = len(months.fetchall())
        return lambda: result.append(ways.by_polars(*lazy, count)), lambda out: _write(result[0], out)
    frames = [frame.df() for frame in (stock, rule, held)]
    days = months.df()["month"].tolist()
    return lambda: result.append(ways.by_pandas(*frames, days)), lambda out: _copy_frame(result[0], out)


def _write(rows: pl.DataFrame, out: Path) -> None:
    rows.select(COLUMNS.split(", ")).write_parquet(out)


def _copy_frame(rows: object, out: Path) -> None:
    con = duckdb.connect()
    con.register("rows", rows[COLUMNS.split(", ")])
    con.execute(f"copy (from rows) to '{out}'")


def _copy(con: duckdb.DuckDBPyConnection, table: str, out: Path) -> None:
    present = {name for name, *_ in con.execute(f"describe {table}").fetchall()}
    con.execute(
        f"copy (select {', '.join(name for name in COLUMNS.split(', ') if name in present)} from {table}) to '{out}'"
    )


def assert_equal(folder: Path, way: str) -> None:
    """Every row and column of a way against ours: words alike, figures to a relative 1e-9."""
    con = duckdb.connect()
    own, other = (f"read_parquet('{folder / name}.parquet')" for name in ("ours-1", way))
    present = {name for name, *_ in con.execute(f"describe select * from {other}").fetchall()}
    unlike = [
        f"(a.{name} is null) <> (b.{name} is null) or abs(a.{name} - b.{name}) > 1e-9 * greatest(1, abs(a.{name}))"
        for name in ways.FIGURES.split(", ")
        if name in present
    ] + [
        f"cast(a.{name} as varchar) <> cast(b.{name} as varchar)" for name in ways.WORDS.split(", ") if name in present
    ]
    rows, matched, different = con.execute(
        f"""select (select count(*) from {other}), count(*), count(*) filter ({" or ".join(unlike)})
        from {own} as a inner join {other} as b on a.month = cast(b.month as date) and a.ags = b.ags and a.category = b.category"""
    ).fetchone()
    expected = con.execute(f"select count(*) from {own}").fetchone()[0]
    assert rows == matched == expected, f"{way}: {rows} rows, {matched} of {expected} found"
    assert different == 0, f"{way}: {different} rows differ"
