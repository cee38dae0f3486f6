"""The words of the papers: both languages have the same keys, and codes are called what the pages call them."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# own table: that of the pages
SHARED = {
    "answer": "answer",
    "unit_name": "unit",
    "with_unit": "with_unit",
    "missing_amount": "missing",
    "legal_group": "legal_group",
    "provider_kind": "provider_kind",
    "scheme_short": "scheme_short",
}


def _read(path: str) -> dict:
    return tomllib.loads((ROOT / path).read_text("utf-8"))


def _keys(table: dict, before: str = "") -> list[str]:
    found = []
    for name, value in table.items():
        found += _keys(value, f"{before}{name}.") if isinstance(value, dict) else [before + name]
    return found


def test_both_languages_say_the_same_things():
    german, english = (_read(f"pipelines/papers/text/{language}.toml") for language in ("de", "en"))
    assert _keys(german) == _keys(english)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("table", SHARED)
def test_codes_are_called_what_the_pages_call_them(language, table):
    own = _read(f"pipelines/papers/text/{language}.toml")[table]
    assert own == _read(f"dashboards/text/{language}/labels.toml")[SHARED[table]]
