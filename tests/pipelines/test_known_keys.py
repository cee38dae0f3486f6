"""What is known of municipalities follows the lists in data/raw, however often it is asked for."""

from __future__ import annotations

from pipelines.places.names import Names
from pipelines.receiving.known import known_keys, names_in
from tests.fixtures.small_kreis import ALTENBERGE, RHEINE


def test_a_list_that_was_changed_is_read_anew(kreis):
    before = known_keys(kreis.data)
    assert {ALTENBERGE, RHEINE} <= before["ags"]
    [path] = (kreis.data / "raw" / "municipality_list").glob("*/*.csv")
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(RHEINE)), "utf-8")
    assert before["ags"] - known_keys(kreis.data)["ags"] == {RHEINE}


def test_a_name_is_looked_up_once_for_each_area(kreis, monkeypatch):
    asked, lookup = [], Names.lookup

    def counted(names, name, *, within=None):
        asked.append((name, within))
        return lookup(names, name, within=within)

    monkeypatch.setattr(Names, "lookup", counted)
    find = names_in(kreis.data)
    keys = [find("Rheine").ags, find("Rheine").ags, find("Rheine", within="05").ags, find("Rheine", within="05111").ags]
    assert keys == [RHEINE, RHEINE, RHEINE, None]
    assert asked == [("Rheine", None), ("Rheine", "05"), ("Rheine", "05111")]
