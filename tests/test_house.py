"""Rules of the house about packages, locks and imports; sizes and lists: test_rules_of_the_house.py."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# What a dashboard may use of the pipeline: it runs with nothing but a snapshot.
FOR_DASHBOARDS = {
    "__init__", "access", "budgets", "clock", "crediting", "facts", "failure", "file_names",
    "lateness", "ledgers", "obligations", "papers", "problems", "reminders", "settling", "what_if",
}  # fmt: skip


def test_every_folder_of_the_dashboards_is_a_package():
    folders = {path.parent for path in (ROOT / "dashboards").rglob("*.py")}
    assert [folder.name for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_every_dependency_is_locked():
    asked = {re.split(r"[\[<>=~! ]", line)[0].lower() for line in PROJECT["project"]["dependencies"]}
    locked = set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements" / "run.txt").read_text("utf-8"), re.M))
    assert asked - locked == set()


def test_a_dashboard_is_kept_from_every_module_it_does_not_need():
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    kept = next(contract for contract in contracts if contract["source_modules"] == ["dashboards"])
    modules = {path.stem for path in (ROOT / "pipelines").glob("*.py")} - FOR_DASHBOARDS
    assert {f"pipelines.{module}" for module in modules} - set(kept["forbidden_modules"]) == set()
