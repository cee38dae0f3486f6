"""Input that an attacker, or a tired person on a Friday, would send: no figure may go wrong without a word."""

import json
import re
import shutil
from datetime import UTC, date, datetime, timedelta

import pytest

from pipelines import snapshot
from pipelines.build import build
from pipelines.problems import NotPublished, Unreadable
from pipelines.receiving import intake
from tests.fixtures.small_kreis import (
    ALTENBERGE,
    EMSDETTEN,
    RAW,
    RECEIVED,
    RHEINE,
    WETTRINGEN,
    SmallKreis,
    csv_text,
    offer,
    reported,
    stock,
)

HOUSING = "select local_supply from curated.gap where ags = ? and month = '2018-01-01' and category = 'WOH'"
COUNTED = "select persons from curated.stock where ags = ? and persons is not null order by month"
FOUND = "select severity, source, line, column_name, value from curated.finding order by source, line, column_name"


@pytest.fixture
def kreis(kreis: SmallKreis) -> SmallKreis:
    """Rheine and Altenberge with both counts in January 2018 and a complete inventory."""
    people = [(ags, measure) for ags in (RHEINE, ALTENBERGE) for measure in ("fluag_stock", "wsa_stock")]
    kreis.add("allocation_report", *[stock(ags, "2018-01", measure, 100) for ags, measure in people])
    kreis.add("inventory_report", *reported(RHEINE, ALTENBERGE))
    return kreis


def test_an_area_that_names_a_municipality_twice_counts_its_places_once(kreis):
    areas = {
        "zweimal": f"{RHEINE} {RHEINE}",
        "tab": f"{RHEINE}\t{ALTENBERGE}",
        "fest": f"{RHEINE}\u00a0{RHEINE}  {RHEINE}",
    }
    kreis.add("offer_inventory", *[offer(name, RHEINE, "WOH", 10, "beds", area=area) for name, area in areas.items()])
    assert kreis.ask(HOUSING, RHEINE) == [(30,)]
    assert kreis.ask("select count(*) from curated.offer_area") == [(4,)]
    assert kreis.ask(FOUND) == []


def test_an_offer_that_ended_on_an_unknown_day_does_not_run_for_ever(kreis):
    """Known on 1.12.2017 to have ended: counted until then and no longer, with a finding."""
    kreis.add("offer_inventory", offer("haus", RHEINE, "WOH", 50, "beds", status="ended", as_of="2017-12-01"))
    assert kreis.ask(HOUSING, RHEINE) == [(0,)]
    assert kreis.ask("select max(month) from curated.running_offer") == [(date(2017, 12, 1),)]
    assert kreis.ask(FOUND) == [("warn", "offer_inventory", 2, "valid_to", "")]


def test_a_count_on_a_day_to_come_is_a_finding_and_no_figure(kreis):
    days, measures = ("2031-01-01", "9999-12-31"), ("fluag_stock", "fluag_stock_avg")
    slips = [{"ags": RHEINE, "period_start": day, "period_end": day, "value": "9"} for day in days]
    kreis.add("allocation_report", *[slip | {"measure": measure} for slip in slips for measure in measures])
    assert kreis.ask("select max(month) from curated.month") == [(date(2018, 1, 1),)]
    assert kreis.ask("select count(*) from curated.obligation where stock = 9") == [(0,)]
    found = [("error", "allocation_report", line, "period_end", days[(line - 2) // 2]) for line in (2, 3, 4, 5)]
    assert kreis.ask(FOUND) == found


def test_two_sources_that_contradict_each_other_are_named_and_the_later_one_counts_everywhere(kreis):
    later = RECEIVED + timedelta(hours=1)
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 900, source="Amtsblatt"), now=later)
    assert kreis.ask(
        "select persons from curated.stock where ags = ? and legal_group = 'fluag' and persons > 0", RHEINE
    ) == [(900,)]
    assert kreis.ask(
        "select stock from curated.obligation where scheme = 'fluag' and ags = ? and as_of = '2018-01-01'", RHEINE
    ) == [(900,)]
    assert sorted(kreis.ask(FOUND)) == [
        ("warn", "allocation_report", 2, "value", "100.0"),
        ("warn", "allocation_report", 2, "value", "900.0"),
    ]


def test_of_two_files_of_one_day_the_later_one_counts_and_not_the_larger_checksum(kreis):
    for hour, (emsdetten, wettringen) in enumerate([(7, 8), (8, 7)]):
        now = datetime(2026, 1, 2, hour, tzinfo=UTC)
        for ags, people in ((EMSDETTEN, emsdetten), (WETTRINGEN, wettringen)):
            kreis.add("allocation_report", stock(ags, "2018-01", "fluag_stock", people), now=now)
    assert kreis.ask(COUNTED, EMSDETTEN) + kreis.ask(COUNTED, WETTRINGEN) == [(8,), (7,)]


def test_a_municipality_that_two_lists_name_is_one_municipality(kreis):
    rows = (RAW / "municipality_list.csv").read_text("utf-8").replace("62.96", "63.96")
    kreis.add_text(rows, "neuere-liste", now=RECEIVED + timedelta(hours=1))
    assert kreis.ask("select count(*), count(distinct ags) from curated.municipality") == [(4, 4)]
    assert kreis.ask("select area_km2 from curated.municipality where ags = ?", ALTENBERGE) == [(63.96,)]


def test_a_file_that_repeats_itself_is_refused_with_a_sentence(kreis):
    row = offer("haus", RHEINE, "WOH", 5, "beds")
    with pytest.raises(Unreadable, match=r"2 von 3 Zeilen .* steht in derselben Datei mehrfach"):
        kreis.add("offer_inventory", row, row, row)


def test_a_figure_far_beyond_reason_is_pointed_out(kreis):
    kreis.add(
        "offer_inventory",
        offer("riesig", RHEINE, "WOH", "999999999999999", "beds"),
        offer("tausenderpunkt", RHEINE, "SCH", "1.200"),
        offer("wochenstunden", RHEINE, "BER-SOZ", "390", "fte"),
    )
    found = kreis.ask("select column_name, value from curated.finding where source = 'contract' order by 1")
    assert [name for name, _ in found] == ["size", "whole_places"]
    assert "offer_id=riesig" in found[0][1]
    assert "offer_id=wochenstunden" in found[0][1]
    assert "offer_id=tausenderpunkt, capacity=1.2" in found[1][1]


def test_one_invented_offer_makes_the_whole_figure_invented(kreis):
    kreis.add(
        "offer_inventory",
        offer("echt", RHEINE, "WOH", 10, "beds"),
        offer("erfunden", RHEINE, "WOH", 10, "beds", is_synthetic="1"),
        offer("auch echt", ALTENBERGE, "WOH", 10, "beds"),
    )
    rows = kreis.ask(
        "select ags, is_synthetic from curated.gap where month = '2018-01-01' and category = 'WOH' order by 1"
    )
    assert rows == [(ALTENBERGE, False), (EMSDETTEN, False), (RHEINE, True), (WETTRINGEN, False)]
    district = "select is_synthetic from curated.district_gap where month = '2018-01-01' and category = 'WOH'"
    assert kreis.ask(district) == [(True,)]


def test_quotes_line_breaks_and_statements_in_names_are_just_names(kreis):
    name = 'O\'Neil „Haus“ "West"\nzweite Zeile; drop table offer; --'
    kreis.add("offer_inventory", offer("a'; drop table offer; --", RHEINE, "WOH", 5, "beds", name=name))
    assert kreis.ask("select offer_id, name from curated.offer") == [("a'; drop table offer; --", name)]


def test_an_offer_of_the_far_past_or_future_does_no_harm(kreis):
    kreis.add(
        "offer_inventory",
        offer("immer", RHEINE, "WOH", 1, "beds", valid_from="1000-01-01", valid_to="9999-12-31"),
        offer("nie", RHEINE, "WOH", 1000, "beds", valid_from="9999-12-31"),
    )
    assert kreis.ask(HOUSING, RHEINE) == [(1,)]


def test_two_complete_census_bases_of_one_day_do_not_lose_the_year(kreis):
    """The newer base counts; the sum is one."""
    four = (RHEINE, ALTENBERGE, WETTRINGEN, EMSDETTEN)
    kreis.add(
        "population", *[{"ags": ags, "as_of": "2016-12-31", "census_base": "Z2022", "persons": "500"} for ags in four]
    )
    rows = kreis.ask("select persons, sum(key) over () from curated.allocation_key where key_year = 2018")
    assert rows == [(500, pytest.approx(1))] * 4


def test_a_base_on_one_census_for_half_of_the_municipalities_is_not_mixed_with_the_other(kreis):
    kreis.add("population", {"ags": RHEINE, "as_of": "2016-12-31", "census_base": "Z2022", "persons": "500"})
    assert kreis.ask("select count(*) from curated.allocation_key where key_year = 2018 and persons = 500") == [(0,)]


def test_facility_rows_that_cannot_be_used_do_not_block_the_build(kreis):
    credited = "facility_places_credited"
    kreis.add(
        "allocation_report",
        stock("05566", "2018-01", credited, 100),
        stock(RHEINE, "2018-01", credited, "."),
        stock(RHEINE, "2018-02", credited, 100),
        stock(RHEINE, "2018-02", credited, 100) | {"period_end": "2018-12-31"},
    )
    assert kreis.ask("select opened_on, as_of from curated.facility order by 2") == [
        (date(2018, 2, 1), date(2018, 2, 1)),
        (date(2018, 2, 1), date(2018, 12, 31)),
    ]


@pytest.mark.parametrize("ags", ["5566004", 5566004, None, ["05566004"]])
def test_geojson_keys_that_are_no_text_are_refused(kreis, ags):
    sheet = json.loads((RAW / "boundary.geojson").read_text("utf-8"))
    for feature in sheet["features"]:
        feature["properties"]["ags"] = ags
    path = kreis.inbox / "grenzen.geojson"
    path.write_text(json.dumps(sheet), "utf-8")
    with pytest.raises(Unreadable):
        intake.take_in(path, kreis.data, RECEIVED)


def test_geojson_nested_without_end_is_refused(kreis):
    path = kreis.inbox / "grenzen.geojson"
    path.write_text("[" * 100_000, "utf-8")
    with pytest.raises(Unreadable, match="zu tief verschachtelt"):
        intake.take_in(path, kreis.data, RECEIVED)


def test_without_any_report_of_people_the_build_says_what_is_missing(tmp_path):
    with pytest.raises(NotPublished, match="Es liegt kein Bestand vor"):
        SmallKreis(tmp_path).build()


def test_recipients_alone_make_months_but_no_need(tmp_path):
    kreis = SmallKreis(tmp_path)
    kreis.add("asylblg_recipients", {"ags": RHEINE, "as_of": "2018-01-31", "recipients": "110"})
    assert kreis.ask("select count(*), count(need) from curated.need where mode = 'gap'") == [(37 * 4 * 8, 0)]


def test_without_state_figures_nobody_has_an_obligation(kreis):
    shutil.rmtree(kreis.data / "raw" / "state_figure")
    assert kreis.ask("select count(obligation), count(base) from curated.obligation") == [(0, 0)]


def test_one_town_alone_is_a_kreis_too(kreis, data, tmp_path):
    """Münster (05515): one municipality, no reports of its own; the opening month is the last one with any figure."""
    shutil.copytree(data / "raw", tmp_path / "stadt" / "raw")
    (tmp_path / "stadt" / "settings.toml").write_text('kreis_ags = "05515"\n', "utf-8")
    build(tmp_path / "stadt")
    kreis.data = tmp_path / "stadt"
    assert kreis.ask("select count(*), sum(is_opening::int) from curated.month where municipalities = 1") == [(120, 1)]
    assert kreis.ask("select count(*) from curated.distance") == [(0,)]
    assert kreis.ask("select distinct kreis_ags from curated.district_gap") == [("05515",)]


@pytest.mark.parametrize(("reports", "opening"), [(3, "2018-01-01"), (4, "2018-02-01")])
def test_the_dashboard_opens_on_a_month_with_enough_reports(tmp_path, reports, opening):
    """0.8333 of four municipalities are all four; three do not do."""
    kreis = SmallKreis(tmp_path)
    four = (RHEINE, ALTENBERGE, WETTRINGEN, EMSDETTEN)
    rows = [(month, ags) for month, some in (("2018-01", four), ("2018-02", four[:reports])) for ags in some]
    kreis.add(
        "allocation_report",
        *[stock(ags, month, kind, 5) for month, ags in rows for kind in ("fluag_stock", "wsa_stock")],
    )
    assert kreis.ask("select month from curated.month where is_opening") == [(date.fromisoformat(opening),)]


def test_a_folder_with_an_apostrophe_is_a_folder_like_any_other(tmp_path):
    kreis = SmallKreis(tmp_path / "Kreis O'Neil; drop table x")
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 3))
    folder = kreis.data / "curated" / build(kreis.data)
    assert (folder / snapshot.DATABASE).stat().st_size > 0


def test_a_sentence_names_the_file_even_if_its_name_is_strange(kreis):
    path = kreis.inbox / "Bestand (neu) 'final' 2.CSV"
    path.write_text(csv_text("allocation_report", [stock("5566076", "2018-01", "fluag_stock", 1)]), "utf-8")
    with pytest.raises(Unreadable, match=re.escape(path.name)):
        intake.take_in(path, kreis.data, RECEIVED)
