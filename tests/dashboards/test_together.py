"""The sections on working together, on the page Wer macht was wo."""

import json
from datetime import date

from dashboards.queries import together as ask

TURN = date(2018, 1, 1)


def test_groups_reach_the_minimum_and_leave_nobody_unnamed(snapshot):
    groups = ask.courses(snapshot, TURN, "SPR-IK")
    left = ask.without_course(snapshot, TURN, "SPR-IK")
    assert left["min_group"] == 20
    assert (groups["people"] >= 20).all()
    assert groups["place"].is_unique


def test_a_category_without_a_minimum_has_no_groups(snapshot):
    assert ask.courses(snapshot, TURN, "WOH").empty


def test_the_page_shows_courses_bundling_and_volunteers(run):
    app = run("who", monat="2018-01", kategorie="SPR-IK")
    heads = [head.value for head in app.header]
    assert "Integrationskurs: genug Menschen für einen Kurs?" in heads
    assert "Kandidaten zum Bündeln" in heads
    assert "Last auf dem Ehrenamt" in heads


def test_a_month_without_counts_says_so(run):
    app = run("who", monat="2019-07", kategorie="SPR-IK")
    assert any("Ohne gezählte Menschen" in caption.value for caption in app.caption)


def test_people_per_volunteer_is_people_by_volunteers(snapshot):
    rows = ask.volunteers(snapshot, TURN).dropna(subset=["persons_per_volunteer"])
    assert (rows["persons"] / rows["volunteers"] - rows["persons_per_volunteer"]).abs().max() < 1e-9


def test_people_have_no_decimals_and_every_origin_of_a_course_is_read_to_its_end(run, snapshot):
    app = run("who", monat="2018-01", kategorie="SPR-IK")
    written = " ".join(element.proto.body for element in app.get("html"))
    groups = ask.courses(snapshot, TURN, "SPR-IK")
    assert [row for row in groups["who"] if row not in written] == []
    config = json.loads(next(table for table in app.dataframe if "persons" in table.value).proto.columns)
    assert config["persons"]["type_config"]["step"] == 1
    assert config["persons_per_volunteer"]["type_config"]["step"] == 0.1
