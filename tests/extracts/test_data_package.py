"""The data package holds by the real validator, every row of it; a damaged one does not."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from frictionless import Package, system

from pipelines.contracts import CONTRACTS
from pipelines.extracts.about import ABOUT
from pipelines.extracts.dictionary import DICTIONARY
from pipelines.extracts.files import Wish
from pipelines.extracts.folder import write_extracts
from pipelines.extracts.selection import Selection


def errors(folder: Path) -> set[tuple[str, str]]:
    """Table and kind of every fault that `frictionless validate` finds."""
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid is not any(task.errors for task in report.tasks)
    return {(task.name, error.type) for task in report.tasks for error in task.errors}


@pytest.fixture
def small(stand, tmp_path) -> Path:
    """A package that is quick to damage."""
    folder = tmp_path / "klein"
    write_extracts(
        stand, folder, Wish(forms=("rfc4180",), relations=("category", "access_right", "municipality", "offer"))
    )
    return folder


def test_all_rows_of_the_shipped_package_are_valid(out):
    package = json.loads((out / "datapackage.json").read_text("utf-8"))
    assert [one["name"] for one in package["resources"]] == [*CONTRACTS, DICTIONARY.relation, ABOUT.relation]
    assert errors(out) == set()


def test_a_selection_is_a_valid_package_with_hashtags_too(stand, tmp_path):
    selection = Selection(date(2018, 1, 1), date(2018, 3, 1), ("05566076",), ("SPR-IK",))
    write_extracts(stand, tmp_path / "auswahl", Wish(selection, forms=("rfc4180",), is_hxl=True))
    assert errors(tmp_path / "auswahl") == set()


@pytest.mark.parametrize(
    ("relation", "before", "after", "told"),
    [
        ("category", "SPR-IK,", "SPR-EO,", "primary-key"),
        ("access_right", "\nSPR-IK,", "\nSPR-XX,", "foreign-key"),
        ("offer", ",running,", ",läuft,", "constraint-error"),
        ("municipality", "05566028,Ibbenbüren,", "05566028,,", "constraint-error"),
        ("offer", ",true,", ",vielleicht,", "type-error"),
    ],
)
def test_a_damaged_file_is_told(small, relation, before, after, told):
    path = small / "rfc4180" / f"{relation}.csv"
    content = path.read_bytes()
    assert before.encode() in content
    path.write_bytes(content.replace(before.encode(), after.encode(), 1))
    # a fingerprint that no longer fits is told whatever was changed
    assert {(relation, "hash-count"), (relation, told)} <= errors(small)


def test_a_missing_file_is_told(small):
    shutil.rmtree(small / "rfc4180")
    assert errors(small) != set()


def test_a_schema_says_what_the_contract_says(small):
    package = json.loads((small / "datapackage.json").read_text("utf-8"))
    offer = next(one for one in package["resources"] if one["name"] == "offer")
    fields = {field["name"]: field for field in offer["schema"]["fields"]}
    assert offer["schema"]["primaryKey"] == ["offer_id"]
    assert fields["capacity"]["type"] == "number"
    assert fields["capacity"]["unit"] == "Einheit der Spalte capacity_unit"
    assert fields["capacity"]["constraints"] == {"minimum": 0}
    assert fields["status"]["constraints"] == {"required": True, "enum": ["running", "planned", "ended", "paused"]}
    assert {"fields": ["category"], "reference": {"resource": "category", "fields": ["category"]}} in offer["schema"][
        "foreignKeys"
    ]
    assert {"fields": ["same_as"], "reference": {"resource": "", "fields": ["offer_id"]}} in offer["schema"][
        "foreignKeys"
    ]
    assert offer["is_synthetic"] is True
    assert package["protection"] == "none"
    assert package["law_valid_from"]["credit_factor_zue"] == "2023-12-01"
