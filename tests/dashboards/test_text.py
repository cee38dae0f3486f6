"""Every text that is asked for exists, every text that exists is asked for."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboards.text import texts

ROOT = Path(__file__).resolve().parents[2] / "dashboards"
FILES = sorted(ROOT.rglob("*.py"))
PAGES = sorted(path.stem for path in (ROOT / "text" / "de").glob("*.toml") if path.stem != "labels")


def calls(name: str) -> Iterator[tuple[str, ast.expr]]:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name and node.args:
                yield f"{path.name}:{node.lineno}", node.args[0]


def _choices(key: ast.expr) -> list[ast.expr]:
    """The key, or both of a choice between two."""
    return [key.body, key.orelse] if isinstance(key, ast.IfExp) else [key]


def literals() -> set[str]:
    """All strings in the code: a key may be chosen before it is handed to `t`."""
    return {
        node.value
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_key_used_exists():
    known = {f"{page}.{key}" for page in PAGES for key in texts(page)}
    asked = {part.value: where for where, key in calls("t") for part in _choices(key) if isinstance(part, ast.Constant)}
    assert {key: where for key, where in asked.items() if key not in known} == {}


@pytest.mark.parametrize("page", PAGES)
def test_every_key_is_used(page):
    used = literals()
    # The navigation asks for every page's name.
    unused = [key for key in texts(page) if f"{page}.{key}" not in used and key != "nav"]
    assert unused == []


def test_every_group_of_labels_is_used_and_exists():
    asked = {
        part.value
        for name in ("label", "labels")
        for _, key in calls(name)
        for part in _choices(key)
        if isinstance(part, ast.Constant)
    }
    assert asked == set(texts("labels"))


def test_codes_of_the_contracts_have_a_name():
    from pipelines.contracts import CONTRACTS

    gap = CONTRACTS["gap"]
    assert set(gap.column("answer").choices) <= set(texts("labels")["answer"])
    assert set(gap.column("coverage_class").choices) <= set(texts("labels")["coverage"])
    for group in ("unit", "unit_short", "missing"):
        assert set(gap.column("unit").choices) <= set(texts("labels")[group])
    assert set(CONTRACTS["stock"].column("legal_group").choices) <= set(texts("labels")["legal_group"])


def test_no_list_asks_in_english_to_choose():
    """Streamlit's own "Choose an option" stands in every list that is not given words of ours (`common.choose`)."""
    lists = [
        (f"{path.name}:{node.lineno}", {word.arg for word in node.keywords})
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("selectbox", "multiselect")
    ]
    assert lists
    assert [where for where, words in lists if "placeholder" not in words] == []
