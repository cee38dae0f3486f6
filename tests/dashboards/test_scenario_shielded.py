"""Was wäre wenn for whoever is not staff: from protected people only, and nothing is added to a withheld count."""

from __future__ import annotations

import csv
import io
import re

import pytest

from dashboards import sign_in
from dashboards.queries import scenario as ask
from dashboards.roles import KREIS, PUBLIC, Role
from pipelines.planning.scenario import KREIS as EVERYWHERE
from pipelines.planning.scenario import NewFacility, People, Scenario
from pipelines.planning.scenario_file import as_token
from pipelines.scenarios.table import csv_of
from pipelines.snapshot import PUBLIC_DATABASE, latest
from tests.dashboards.test_shielded import everything
from tests.fixtures.shielded_kreis import EXACT, fill
from tests.fixtures.small_kreis import ALTENBERGE, RHEINE, SmallKreis

MORE = Scenario(
    "",
    "2018-01",
    "",
    people=(People(EVERYWHERE, 10, is_percent=True), People(ALTENBERGE, 10, group="fluag")),
    facilities=(NewFacility(RHEINE, "zue", 300, "2018-01-01"),),
)
ADDRESS = {"szenario": as_token(MORE), "monat": "2018-01", "kategorie": "WOH"}


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> SmallKreis:
    return fill(SmallKreis(tmp_path_factory.mktemp("shielded")))


@pytest.fixture
def show(small, run, monkeypatch):
    """`show(role)`: the page as a reader of that role."""
    monkeypatch.setenv("BEDARFSATLAS_DATA", str(small.data))

    def read(role: Role):
        monkeypatch.setattr(sign_in, "_role", lambda *_: role)
        return run("scenario", **ADDRESS)

    return read


def plain(text: str) -> str:
    # the checksum in the name of a widget may hold any number
    return re.sub(r"\$\$ID-[0-9a-f]+", "", text).replace(".", "").replace("\\", "")


@pytest.mark.parametrize("role", [PUBLIC, Role("municipality", RHEINE)], ids=["public", "municipality"])
def test_no_exact_count_and_nothing_that_gives_one_back_is_on_the_page(show, role):
    """27,712 in Rheine: neither it nor its 110 % (30,483.2) is said, but those of 27,710 are: 30,481."""
    page = plain(everything(show(role)))
    for count in EXACT[:3]:
        assert str(count) not in page
        assert f"{round(1.1 * count)}" not in page
    assert "30481" in page


def test_the_staff_sees_the_same_from_the_counts(show):
    assert "30483" in plain(everything(show(KREIS)))


@pytest.mark.parametrize(("role", "said"), [(PUBLIC, True), (KREIS, False)], ids=["public", "kreis"])
def test_nothing_is_added_to_a_count_that_is_withheld(show, role, said):
    app = show(role)
    warned = any("Altenberge: Für Januar 2018 ist die Zahl" in plain(warning.value) for warning in app.warning)
    assert warned is said
    assert ("geschützt" in everything(app)) is said


def test_the_file_says_protected_where_a_count_is_withheld(small):
    """Nobody counted Wettringen; Altenberge did, and it is withheld."""
    public = str(latest(small.data) / PUBLIC_DATABASE)
    rows = ask.gaps(public, Scenario("Probe", "2018-01", "", closed=("A2",)))
    read = csv.DictReader(io.StringIO(csv_of(rows, "Probe", "2018-01", "excel").decode("utf-8-sig")), delimiter=";")
    told = {row["name"]: row for row in read if row["category"] == "WOH"}
    for side in ("today", "scenario"):
        assert told["Altenberge"][f"answer_{side}"] == "protected"
        assert told["Wettringen"][f"answer_{side}"] == "no_figure"
    assert (told["Altenberge"]["need_today"], told["Altenberge"]["is_protected"]) == ("", "ja")
    name = ask.file_name(public, MORE, "Probe")
    assert name.startswith("Probe_2018-01_")
    assert name.endswith("_geschuetzt.csv")
