"""Förderung: which gap which programme pays, next deadlines, days and places in the address that are none."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from dashboards.queries import funding as ask
from dashboards.sections.funding_asked import Asked, month_end, read_day
from dashboards.widgets import Selection
from pipelines.funding.calendar_file import calendar_bytes

TODAY = date(2026, 11, 23)
MONTH = date(2018, 1, 1)
BUILT = datetime(2026, 11, 1, 8, 30)


def html(app) -> str:
    return " ".join(block.proto.body for block in app.get("html"))


def chosen(snapshot: str, category: str = "SPR-IK", ags: str | None = None, day: date = TODAY) -> Asked:
    return Asked(Selection(snapshot, MONTH, category, ags), day, False, "")


def test_the_finding_counts_gaps_that_a_running_programme_pays(snapshot):
    """Integration course, housing and school have no programme that pays; all other categories have one."""
    from dashboards.sections.funding import finding

    rows = ask.gaps(snapshot, MONTH, None)
    open_gaps = rows[rows["gap"] > 0]
    paid = len(open_gaps[~open_gaps["category"].isin(["SPR-IK", "WOH", "SCH"])])
    sentence, reason = finding(chosen(snapshot))
    assert 0 < paid < len(open_gaps)
    assert sentence.startswith(f"Für {paid} von {len(open_gaps)} Lücken gibt es am 23.11.2026 ein laufendes Programm")
    assert "bekannt für: Integrationskurs, Schule und Seiteneinstieg, Unterkunft und Wohnen." in reason


def test_in_january_2018_other_programmes_paid(snapshot):
    """Then KOMM-AN paid for first orientation and volunteering; counselling of 2026 did not exist."""
    from dashboards.sections.funding import paying

    then = chosen(snapshot, day=date(2018, 1, 31))
    assert [one.programme for one in paying(then, "EHR")] == ["KOMM-AN"]
    assert [one.programme for one in paying(then, "SPR-EO")] == ["KOMM-AN"]
    assert [one.programme for one in paying(chosen(snapshot), "SPR-EO")] == ["AMIF"]


def test_the_cost_of_a_gap_is_gap_times_the_price_of_a_place(run, snapshot):
    """Bridge projects: 4,800 euro a place and year, for the gap of a municipality as it stands in the snapshot."""
    rows = ask.gaps(snapshot, MONTH, None)
    ags, gap = rows.loc[(rows["category"] == "FRB-UE3") & (rows["gap"] > 0), ["ags", "gap"]].iloc[0]
    page = html(run("funding", kategorie="FRB-UE3", gemeinde=ags, monat="2018-01", stichtag=str(TODAY)))
    assert f"<td>{gap * 4800:,.0f} Euro</td>".replace(",", ".") in page


def test_every_card_says_where_it_comes_from(run):
    page = html(run("funding", kategorie="FRB-U3", stichtag=str(TODAY)))
    assert page.count('<section class="programme">') == 2
    assert page.count("<summary>Woher?</summary>") == 2
    assert "kreis-borken.de; LWL RS 39/2024; foerdersuche" in page
    assert "pipelines/reference/programme.csv, Zeile 10" in page


def test_small_groups_see_only_what_they_can_get(run):
    page = html(run("funding", sicht="gruppen", stichtag=str(TODAY)))
    assert page.count('<section class="programme">') == 3
    assert "2.000 × 1.000 Euro für das Engagement" in page
    assert "AMIF" not in page
    assert "Kleine Gruppen können am 23.11.2026 aus 3 laufenden Programmen Geld bekommen." in page


def test_an_own_share_nobody_names_is_not_zero(run):
    page = html(run("funding", kategorie="FRB-U3", stichtag=str(TODAY)))
    assert "nicht bekannt; die Quelle nennt keinen" in page
    assert "0 %" not in page


@pytest.mark.parametrize("text", ["morgen", "2026-02-30", "1815-06-18", "<b>x</b>"])
def test_a_day_that_is_none_gives_one_sentence_and_today(text):
    day, problem = read_day(text, TODAY)
    assert day == TODAY
    assert "ist kein Tag zwischen 1.1.2015 und 31.12.2040; gezeigt wird der 23.11.2026." in problem


def test_an_address_with_a_wrong_day_and_an_unknown_place_shows_the_page(run):
    app = run("funding", stichtag="morgen", gemeinde="99999999")
    assert [info.value for info in app.info if "„morgen“ ist kein Tag" in info.value]
    assert "Kreis Steinfurt" in app.header[0].value


def test_where_no_deadline_lies_ahead_the_page_says_so(run):
    app = run("funding", stichtag="2027-07-01")
    assert [info.value for info in app.info] == [
        "Vom 1.7.2027 an ist kein Tag einer Frist bekannt; eine Kalenderdatei gibt es deshalb nicht."
    ]


def test_the_end_of_a_month_is_its_last_day():
    ends = [month_end(date(*day)) for day in ((2018, 1, 1), (2018, 2, 1), (2020, 2, 1), (2018, 12, 1))]
    assert ends == [date(2018, 1, 31), date(2018, 2, 28), date(2020, 2, 29), date(2018, 12, 31)]


def test_the_calendar_holds_each_deadline_ahead_as_a_whole_day_with_an_alarm(snapshot):
    """On 1 January 2025: childcare closes 31.12.2025, KI 31.10.2025, counselling 30.10.2026, AMIF 30.6.2027."""
    made = calendar_bytes(ask.programmes(snapshot, "de"), date(2025, 1, 1), BUILT)
    events = Calendar.from_ical(made).walk("VEVENT")
    assert [(str(event["UID"]), event["DTSTART"].dt, event["DTEND"].dt) for event in events] == [
        ("ki-2026@bedarfsatlas", date(2025, 10, 31), date(2025, 11, 1)),
        ("bruecke-2025@bedarfsatlas", date(2025, 12, 31), date(2026, 1, 1)),
        ("reg-beratung-2026@bedarfsatlas", date(2026, 10, 30), date(2026, 10, 31)),
        ("amif-last@bedarfsatlas", date(2027, 6, 30), date(2027, 7, 1)),
    ]
    assert {alarm["TRIGGER"].dt for event in events for alarm in event.walk("VALARM")} == {timedelta(days=-28)}
    assert {event["DTSTAMP"].dt for event in events} == {BUILT.replace(tzinfo=UTC)}


def test_the_calendar_keeps_the_form_of_rfc_5545(snapshot):
    """CRLF, no line above 75 octets, the same bytes for the same snapshot, in English too."""
    for language in ("de", "en"):
        made = calendar_bytes(ask.programmes(snapshot, language), date(2025, 1, 1), BUILT, language)
        assert made == calendar_bytes(ask.programmes(snapshot, language), date(2025, 1, 1), BUILT, language)
        lines = made.split(b"\r\n")
        assert lines[0] == b"BEGIN:VCALENDAR"
        assert lines[-2:] == [b"END:VCALENDAR", b""]
        assert max(map(len, lines)) <= 75
        assert b"\n" not in made.replace(b"\r\n", b"")
        assert b"DTSTART;VALUE=DATE:20251031" in lines
