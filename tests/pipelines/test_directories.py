"""Directories of other systems: services in the Open Referral layout, places of Integreat. Nothing is guessed."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.forms.form import knows_no_name
from pipelines.problems import Unreadable
from pipelines.receiving.adding import add_all
from pipelines.receiving.known import names_in
from pipelines.receiving.layout import Reading
from pipelines.receiving.reading import sorted_rows
from pipelines.receiving.recognising import fits_of
from pipelines.sources.offer_inventory import OFFER_INVENTORY
from tests.fixtures.formats.hsds import (
    EMSDETTEN,
    RHEINE,
    as_json,
    at,
    attribute,
    capacity,
    coded,
    package,
    place,
    service,
)
from tests.fixtures.small_kreis import SmallKreis

quick = settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(path: Path, kreis: SmallKreis) -> Reading:
    [fit] = fits_of(path)
    assert fit.source is OFFER_INVENTORY
    return sorted_rows(
        path, fit, {"category": frozenset({"SPR-IK", "BEG", "SPO", "BER-MIG"})}, path.name, names_in(kreis.data)
    )


def only(reading: Reading) -> dict[str, Any]:
    assert reading.set_aside == 0
    [row] = reading.taken.to_dict("records")
    return row


def reasons(reading: Reading, column: str) -> list[str]:
    return [one.reason for one in reading.findings if one.column_name == column]


FULL = {
    "offer_id": "s-1", "ags": RHEINE, "category": "SPR-IK", "name": "Integrationskurs am Vormittag",
    "provider": "VHS Rheine", "provider_kind": "other", "capacity": "25", "capacity_unit": "places", "occupied": "20",
    "age_min": "18", "age_max": "", "languages": "Deutsch", "area": f"{RHEINE} {EMSDETTEN}",
    "valid_from": "2018-02-01", "valid_to": "2018-10-31", "status": "running", "funding": "BAMF",
    "as_of": "2018-03-01", "contact": "kurs@example.org", "is_synthetic": "0",
}  # fmt: skip


@pytest.mark.parametrize("form", ["one", "list", "page", "package"])
def test_a_service_is_the_same_offer_in_every_form(kreis, tmp_path, form):
    if form == "package":
        path = package(tmp_path / "verzeichnis.zip", [service()])
    else:
        value = {"one": service(), "list": [service()], "page": {"total_items": 1, "contents": [service()]}}[form]
        path = as_json(tmp_path / "egal.txt", value)
    row = only(read(path, kreis))
    assert {name: row[name] for name in FULL} == FULL


def test_a_package_and_its_folder_are_one_thing_and_the_second_time_changes_nothing(kreis, tmp_path):
    folder = tmp_path / "abgabe" / "verzeichnis"
    folder.mkdir(parents=True)
    package(folder, [service(), service(id="s-2")])
    for path in (folder, tmp_path / "abgabe"):
        [answer] = add_all([path], kreis.data)
        assert "Open Referral HSDS, CSV-Paket" in str(answer)
    assert "schon am" in str(answer)
    [answer] = add_all([package(tmp_path / "noch.zip", [service()])], kreis.data)
    assert "1 Zeilen übernommen, 0 beiseitegelegt" in str(answer)


def test_every_column_survives_as_an_attribute(kreis, tmp_path):
    wanted = {
        "offer_id": "ST-0009", "ags": EMSDETTEN, "category": "SPR-IK", "provider_kind": "school", "capacity": "12.5",
        "capacity_unit": "fte",
        "occupied": "3", "waiting": "4", "min_group": "20", "age_min": "6", "age_max": "17", "target": "3.0  Gruppen",
        "languages": "Arabisch", "area": "kreis", "valid_from": "2017-01-01", "valid_to": "2019-12-31",
        "status": "planned", "funding": "KOMM-AN", "funded_until": "2019-06-30", "volunteers": "7",
        "access_status": "alle", "as_of": "2018-05-01", "contact": "a@example.org", "source": "Meldung",
        "is_synthetic": "1",
    }  # fmt: skip
    attributes = [attribute(code, value) for code, value in wanted.items()]
    for path in (
        as_json(tmp_path / "a.json", [service(attributes=attributes)]),
        package(tmp_path / "a.zip", [service(attributes=attributes)]),
    ):
        reading = read(path, kreis)
        assert {name: only(reading)[name] for name in wanted} == wanted
        assert reading.findings == []


def test_what_a_service_does_not_say_stays_open_and_is_noted(kreis, tmp_path):
    bare = service(
        schedules=[], capacities=[capacity("Plätze", 5, None)], service_areas=[{"id": "a", "name": "Umland"}]
    )
    reading = read(as_json(tmp_path / "a.json", [bare]), kreis)
    row = only(reading)
    assert (row["capacity"], row["occupied"], row["area"], row["valid_from"]) == ("", "", "", "2018-03-01")
    assert reasons(reading, "capacity")[0] == "nennt nur freie Plätze; die Kapazität bleibt leer"
    assert reasons(reading, "area") == ["ist als Einzugsgebiet nicht zu erkennen; es gilt die Gemeinde des Sitzes"]
    assert reasons(reading, "valid_from") == ["ist der Tag der Angabe, weil kein Beginn genannt ist"]


@pytest.mark.parametrize(
    ("more", "column", "reason"),
    [
        ({"attributes": []}, "category", "nennt keine unserer Kategorien"),
        ({"attributes": [coded("SPR-IK"), coded("BEG")]}, "category", "nennt mehrere Kategorien"),
        ({"service_at_locations": []}, "ags", "nennt keinen Ort"),
        ({"service_at_locations": [at("Rheine"), at("Emsdetten", 2)]}, "ags", "liegt in mehreren Gemeinden"),
        ({"service_at_locations": [at("Rheinee")]}, "ags", "ist keine bekannte Gemeinde in NRW; gemeint sein kann"),
    ],
)
def test_a_service_without_a_clear_place_or_category_is_set_aside(kreis, tmp_path, more, column, reason):
    reading = read(as_json(tmp_path / "a.json", [service(**more)]), kreis)
    assert (len(reading.taken), reading.set_aside) == (0, 1)
    assert reasons(reading, column)[0].startswith(reason)


@pytest.mark.parametrize(
    ("capacities", "wanted"),
    [
        ([capacity("beds", 0, 8)], ("8", "beds", "8")),
        ([capacity("Stunden", 1, 8)], ("", "places", "")),
        ([capacity("Betten", 1, 8), capacity("Plätze", 2, 30)], ("30", "places", "28")),
        ([capacity("Plätze", 1, 8), capacity("seats", 2, 30)], ("", "places", "")),
        ([capacity("Plätze", 12, 10)], ("10", "places", "")),
    ],
)
def test_a_capacity_counts_only_in_a_unit_that_is_clear(kreis, tmp_path, capacities, wanted):
    row = only(read(as_json(tmp_path / "a.json", [service(capacities=capacities)]), kreis))
    assert (row["capacity"], row["capacity_unit"], row["occupied"]) == wanted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"id": "1", "id": "2"}', "steht in einem Objekt zweimal"),
        ('[{"id": "1", "name": "a", "status": "active", "minimum_age": NaN}]', "enthält NaN, das keine Zahl ist"),
        ('[{"id": "1", "name": 5, "status": "active"}]', r"services\[0\].name muss Text sein"),
        ('[{"id": "1", "name": "a", "status": "active", "organization": []}]', r"organization muss ein Objekt sein"),
        ('[{"id": "1", "name": "a", "status": "active", "languages": {}}]', r"languages muss eine Liste sein"),
        ('[{"id": "1", "name": "a", "status": "active", "languages": [7]}]', r"languages\[0\] muss ein Objekt sein"),
        ('[{"id": "1", "name": "a", "status": "active", "minimum_age": [1]}]', "minimum_age muss eine Zahl sein"),
        ("[1, 2]", "muss ein Objekt sein"),
        ('{"id": ', "ist kein gültiges JSON"),
        ("[]", "ist eine leere Liste"),
        ('{"contents": []}', "ist eine leere Liste"),
        ('{"a": 1}', "ist JSON, aber keine GeoJSON-Sammlung"),
        ('[{"a":' * 3000 + "1" + "}]" * 3000, "zu tief verschachtelt"),
        ('[{"a":' + "[" * 70 + "]" * 70 + "}]", "zu tief verschachtelt"),
    ],
)
def test_broken_json_is_answered_with_one_sentence(tmp_path, text, said):
    path = tmp_path / "a.json"
    path.write_text(text, "utf-8")
    with pytest.raises(Unreadable, match=said) as refused:
        fits_of(path)[0].read(knows_no_name)
    assert "\n" not in str(refused.value)


def test_json_beyond_all_bounds_is_not_read(tmp_path):
    path = tmp_path / "gross.json"
    with path.open("wb") as file:
        file.write(b"[")
        file.truncate(600_000_000)
    with pytest.raises(Unreadable, match="mit 600 MB zu groß"):
        fits_of(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(["id", "name", "status", "organization", "attributes", "capacities", "location", "category",
                         "town",
                         "service_at_locations", "taxonomy_term", "value", "unit", "maximum", "last_updated", "title"]),
        inner, max_size=6),
    max_leaves=25,
)  # fmt: skip


@quick
@given(value=JSON, wrap=st.sampled_from(["service", "place", "as it is"]))
def test_whatever_the_json_every_service_is_taken_set_aside_or_answered(tmp_path, value, wrap):
    base = {"service": service(), "place": place(1, "Treffpunkt"), "as it is": None}[wrap]
    if base is not None and isinstance(value, dict):
        value = [base | value, base]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value), "utf-8")
    with suppress(Unreadable):
        [fit] = fits_of(path)
        rows = fit.read(knows_no_name)
        reading = sorted_rows(path, fit, {}, "a.json", knows_no_name)
        assert len(reading.taken) + reading.set_aside == len(rows.frame)


def test_a_package_that_contradicts_itself_is_answered(tmp_path):
    path = package(tmp_path / "a.zip", [service()])
    [fit] = fits_of(path)
    assert len(fit.read(knows_no_name).frame) == 1
    folder = tmp_path / "paket"
    folder.mkdir()
    package(folder, [service()])
    (folder / "services.csv").write_text("id,name,status,organization_id\ns-1,Kurs,active,o-9,zu viel\n", "utf-8")
    from pipelines.forms.hsds_package import packed

    with pytest.raises(Unreadable, match=r"services.csv, Zeile 2: 5 statt 4 Felder"):
        fits_of(packed(folder, tmp_path))[0].read(knows_no_name)
