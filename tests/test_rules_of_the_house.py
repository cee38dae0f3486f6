"""Lists that are complete, files that stay small, a tree as the owner asked for it, a manual that tells the truth."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

from dashboards.app_pages import PAGES
from pipelines.reference import TABLES
from pipelines.sources import SOURCES, Source

ROOT = Path(__file__).resolve().parents[1]
MODULE_LINES, FUNCTION_LINES = 250, 40
PYTHON = [path for folder in ("pipelines", "dashboards") for path in sorted((ROOT / folder).rglob("*.py"))]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))

WORKED_EXAMPLE = """
select
    round(n.need, 1), round(n.need_low, 1), round(n.need_high, 1), round(g.local_supply, 1), round(g.local_gap, 1),
    round(100 * g.coverage), round(g.gap_low, 1), round(g.gap_high, 1), g.answer, g.is_synthetic
from curated.gap as g
inner join curated.need as n on g.month = n.month and g.ags = n.ags and g.category = n.category
inner join curated.municipality as m on g.ags = m.ags
where m.name = 'Ochtrup' and g.month = '2018-01-01' and g.category = 'SPR-IK'
"""


def stems(folder: str, suffix: str, *without: str) -> set[str]:
    return {path.stem for path in (ROOT / folder).glob(f"*{suffix}")} - set(without)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_every_source_that_is_declared_is_listed():
    modules = stems("pipelines/sources", ".py", "__init__", "base")
    members = [value for module in modules for value in vars(import_module(f"pipelines.sources.{module}")).values()]
    declared = {value.name for value in members if isinstance(value, Source)}
    assert declared == modules == {source.name for source in SOURCES}
    assert len(SOURCES) == len({source.name for source in SOURCES})


def test_every_table_kept_by_hand_has_a_layout():
    assert stems("pipelines/reference", ".csv") == set(TABLES)


def test_every_page_is_listed_and_every_listed_page_exists():
    assert stems("dashboards/app_pages", ".py", "__init__") == set(PAGES)
    assert [page for page in PAGES if not callable(import_module(f"dashboards.app_pages.{page}").render)] == []


def test_no_module_is_a_drawer_for_everything():
    assert [
        name(path) for path in PYTHON if path.stem in {"utils", "util", "helpers", "helper", "common", "misc"}
    ] == []


def test_no_module_is_longer_than_a_reader_can_hold():
    lines = {name(path): len(path.read_text("utf-8").splitlines()) for path in PYTHON}
    assert {path: count for path, count in lines.items() if count > MODULE_LINES} == {}


def test_no_function_is_longer_than_a_screen():
    long = {
        f"{name(path)}:{node.name}": node.end_lineno - node.lineno + 1
        for path in PYTHON
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno - node.lineno >= FUNCTION_LINES
    }
    assert long == {}


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_every_package_with_hash_and_no_address(path):
    text = path.read_text("utf-8")
    packages = [block for block in re.split(r"\n(?=\S)", text.strip()) if not block.startswith("#")]
    assert packages
    assert [block for block in packages if not re.match(r"[\w.-]+==\S+.*--hash=sha256:[0-9a-f]{64}", block, re.S)] == []
    assert re.findall(r"https?://|git\+|--(?:extra-)?index|--find-links|--trusted", text) == []


def test_the_tree_is_the_one_asked_for():
    folders = ("pipelines", "dashboards", "data/raw", "data/curated", "tests")
    assert [folder for folder in folders if not (ROOT / folder).is_dir()] == []
    assert [file for file in ("pyproject.toml", "prefect.yaml") if not (ROOT / file).is_file()] == []


def test_the_worked_example_of_the_manual_is_what_the_snapshot_says(snapshot):
    assert snapshot(WORKED_EXAMPLE) == [(32.8, 17.8, 243.2, 27.5, 5.3, 84, 0, 215.7, "open", True)]
    manual = (ROOT / "docs" / "methods.md").read_text("utf-8")
    example = manual.partition("Ochtrup, Januar 2018, Integrationskurs")[2].split("```")[1]
    results = re.findall(
        r"^Bedarf:.*= +([\d,]+) .*\n.*niedrig.* = ([\d,]+) .*hoch.* = ([\d,]+)\n"
        r"Angebot am Ort:.*= +([\d,]+) .*\nLücke:.*= +([\d,]+) .*= (\d+) %\n"
        r".*niedrig.*→ (\d+) .*hoch.* = ([\d,]+)\n.*→ +(\w+)$",
        example,
        re.M,
    )
    assert results == [("32,8", "17,8", "243,2", "27,5", "5,3", "84", "0", "215,7", "offen")]


def test_the_people_of_the_worked_example_are_those_counted(snapshot):
    counted = snapshot(
        """select s.legal_group, s.persons from curated.stock as s inner join curated.municipality as m on s.ags = m.ags
           where m.name = 'Ochtrup' and s.month = '2018-01-01' and s.legal_group <> 'asylblg_other' order by 1"""
    )
    assert counted == [("fluag", 155), ("wohnsitz", 175)]
