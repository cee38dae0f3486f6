"""Need, supply and gap for Germany by the project's own SQL, beside pandas, polars and one bare DuckDB statement.

Every category is served at home only; what sharing costs is measured in benchmarks/sharing.py. Each run has a process of
its own, so that its peak of memory is known, and ends with its result in memory: a DuckDB table or a frame. Rivals compute
the same columns as we do: either six figures or all that sharing does not fill.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from benchmarks import germany_coded as coded
from benchmarks import germany_frames as frames
from benchmarks import germany_ways as ways
from benchmarks.germany_inputs import Size, invent
from benchmarks.timing import peak_mb
from pipelines import warehouse
from pipelines.settings import ROOT

RUNS = 3
INPUT = "input.duckdb"
Run = dict[str, float | str]
SETS = {
    "few": ("sechs Zahlen: Bedarf mit Grenzen, Angebot, Lücke, Deckung", f"{ways.KEY}, {ways.FEW}"),
    "whole": ("alle Spalten, die Teilen nicht füllt", f"{ways.KEY}, {ways.FIGURES}, {ways.WORDS}"),
}
OURS = "unsere Abfragen als Sichten"
WAYS = {
    "ours": f"{OURS}, 2 Fäden",
    "ours-1": f"{OURS}, 1 Faden",
    "bare": "ein bloßes DuckDB-SELECT, 2 Fäden",
    "polars": "polars, streaming, 2 Fäden",
    "pandas": "pandas",
    "tables": "unsere Abfragen wie im Bau: Tabellen, sortiert, auf Platte, 1 Faden",
}


def report() -> list[str]:
    """Lines of the page: for each set of columns every way with seconds, CPU seconds, peak of memory and ratio to ours."""
    load = f"{os.getloadavg()[0]:.1f}".replace(".", ",")
    figures = measured(Size(), RUNS)
    lines = [f"Läufe je Weg: {RUNS} (wie im Bau: 1); Last des Rechners zu Beginn {load}.", ""]
    for name, (title, _) in SETS.items():
        own = figures[f"ours {name}"]
        lines += [f"Lücke Deutschland, {title}:", "", *HEAD]
        lines += [_row(way, figures[f"{way} {name}"], own) for way in WAYS if f"{way} {name}" in figures]
        lines += [""]
    return lines


HEAD = [
    "| Weg | Median | kleinster … größter | Rechenzeit | Speicher | Zeit ÷ unsere | Rechenzeit ÷ unsere |",
    "|---|" + "---|" * 6,
]


def _row(way: str, runs: list[Run], own: list[Run]) -> str:
    seconds = [float(run["seconds"]) for run in runs]
    wall, cpu = (_median(runs, what) / _median(own, what) for what in ("seconds", "cpu"))
    peak = max(float(run["peak_mb"]) for run in runs) / 1024
    cells = (
        WAYS[way], f"{_median(runs, 'seconds'):.1f} s", f"{min(seconds):.1f} … {max(seconds):.1f} s",
        f"{_median(runs, 'cpu'):.1f} s", f"{peak:.1f} GB", f"{wall:.1f} ×", f"{cpu:.1f} ×",
    )  # fmt: skip
    return "| " + " | ".join((cells[0], *(cell.replace(".", ",") for cell in cells[1:]))) + " |"


def _median(runs: list[Run], what: str) -> float:
    return statistics.median(float(run[what]) for run in runs)


def measured(size: Size, runs: int) -> dict[str, list[Run]]:
    """Every run of every way. Raises AssertionError when rows differ, or ours in the last digit from run to run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with duckdb.connect(str(folder / INPUT)) as con:
            invent(con, size)
            con.execute(ways.RULE)
            con.execute(ways.HELD.format(months=size.months))
        figures: dict[str, list[Run]] = {}
        for turn in range(runs):
            for columns in SETS:
                for way in WAYS:
                    if way == "tables" and (turn > 0 or columns == "few"):
                        continue
                    figures.setdefault(f"{way} {columns}", []).append(_child(way, columns, folder, keep=turn == 0))
                    if turn == 0 and way != "ours":
                        assert_equal(folder, way, columns)
        for columns in SETS:
            prints = {run["print"] for key, all_runs in figures.items() for run in all_runs if key.endswith(columns)}
            assert len(prints - {""}) == 1, f"{columns}: our own runs differ"
        return figures


def _child(way: str, columns: str, folder: Path, *, keep: bool) -> Run:
    code = "import sys; from benchmarks import germany; germany.run(*sys.argv[1:])"
    command = [sys.executable, "-c", code, way, columns, str(folder), "keep" if keep else ""]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    return json.loads(done.stdout.splitlines()[-1])


def run(way: str, columns: str, folder: str, keep: str) -> None:
    """For a process of its own: one run of one way, its figures as JSON; its rows as Parquet where asked."""
    place = Path(folder)
    call, save, fingerprint = (by_frames if way in ("pandas", "polars") else by_duckdb)(way, columns, place)
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    figures: Run = {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "peak_mb": peak_mb()}
    figures["print"] = fingerprint()
    if keep:
        save(place / f"{way}-{columns}.parquet")
    print(json.dumps(figures))


Way = tuple[Callable[[], object], Callable[[Path], object], Callable[[], str]]


def by_duckdb(way: str, columns: str, folder: Path) -> Way:
    """Our own relations or the bare statement: what to time, how to keep its rows, and their fingerprint."""
    path = folder / "work.duckdb"
    path.unlink(missing_ok=True)
    threads = 1 if way in ("ours-1", "tables") else 2
    con = duckdb.connect(str(path) if way == "tables" else ":memory:", config={"threads": threads})
    con.execute(f"attach '{folder / INPUT}' as input (read_only)")
    names, missing = SETS[columns][1], needed_for_gap(set(coded.given(con)))
    if way == "bare":
        coded.show(con, {})
        months = con.execute("select count(*) from curated.month").fetchone()[0]
        return lambda: ways.bare(con, months, lean=columns == "few"), _saver(con, "result", names), lambda: ""
    if way == "tables":
        coded.show(con, {})
        call = lambda: [warehouse._create(con, "curated", name) for name in missing]  # noqa: E731
        return call, _saver(con, "curated.gap", names), lambda: _fingerprint(con, "curated.gap", names)
    return lambda: by_views(con, names, missing), _saver(con, "gap", names), lambda: _fingerprint(con, "gap", names)


def by_views(con: duckdb.DuckDBPyConnection, names: str, relations: list[str]) -> None:
    """Our own SQL files as views, keys as ENUM; only the gap is written, as table `gap` in memory."""
    types = coded.types(con)
    coded.show(con, types)
    for name in relations:
        warehouse.define(con, name, types)
    con.execute(f"create table gap as select {names} from curated.gap")


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


def by_frames(way: str, columns: str, folder: Path) -> Way:
    """pandas or polars on frames that lie in memory already."""
    con = duckdb.connect(str(folder / INPUT), read_only=True)
    stock = con.sql(
        "select month, ags, legal_group, persons_low, persons, persons_high, basis from curated.stock where legal_group <> 'asylblg_other'"
    )
    rule, held, months = con.table("rule"), con.table("held"), con.sql("select month from curated.month order by month")
    names = SETS[columns][1].split(", ")
    result: list = []
    if way == "polars":
        lazy = [frame.pl().lazy() for frame in (stock, rule, held)]
        count = len(months.fetchall())
        return (
            lambda: result.append(frames.by_polars(*lazy, count, names)),
            lambda out: result[0].write_parquet(out),
            lambda: "",
        )
    given, days = [frame.df() for frame in (stock, rule, held)], months.df()["month"].tolist()
    return (
        lambda: result.append(frames.by_pandas(*given, days, lean=columns == "few")),
        lambda out: _copy_frame(result[0][names], out),
        lambda: "",
    )


def _copy_frame(rows: object, out: Path) -> None:
    con = duckdb.connect()
    con.register("rows", rows)
    con.execute(f"copy (from rows) to '{out}'")


def _saver(con: duckdb.DuckDBPyConnection, table: str, names: str) -> Callable[[Path], object]:
    return lambda out: con.execute(f"copy (select {names} from {table}) to '{out}'")


def _fingerprint(con: duckdb.DuckDBPyConnection, table: str, names: str) -> str:
    """The same for the same rows in any order; another one when a single last digit differs."""
    kinds = dict(row[:2] for row in con.execute(f"describe {table}").fetchall())
    columns = ", ".join(name if kinds[name] == "DOUBLE" else f"cast({name} as varchar)" for name in names.split(", "))
    return str(con.execute(f"select sum(cast(hash({columns}) as hugeint)) from {table}").fetchone()[0])


def assert_equal(folder: Path, way: str, columns: str) -> None:
    """Every row and column of a way against ours: words alike, figures to a relative 1e-9."""
    con = duckdb.connect()
    own, other = (f"read_parquet('{folder / f'{name}-{columns}'}.parquet')" for name in ("ours", way))
    unlike = [
        f"(a.{name} is null) <> (b.{name} is null) or abs(a.{name} - b.{name}) > 1e-9 * greatest(1, abs(a.{name}))"
        if name in ways.FIGURES.split(", ")
        else f"cast(a.{name} as varchar) <> cast(b.{name} as varchar)"
        for name in SETS[columns][1].removeprefix(f"{ways.KEY}, ").split(", ")
    ]
    rows, matched, different = con.execute(
        f"""select (select count(*) from {other}), count(*), count(*) filter ({" or ".join(unlike)}) from {own} as a
        inner join {other} as b on a.month = cast(b.month as date) and a.ags = b.ags and a.category = b.category"""
    ).fetchone()
    expected = con.execute(f"select count(*) from {own}").fetchone()[0]
    assert rows == matched == expected, f"{way}: {rows} rows, {matched} of {expected} found"
    assert different == 0, f"{way}: {different} rows differ"
