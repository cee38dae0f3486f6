"""Förderung: which gap which programme pays, next deadlines, days and places in the address that are none."""

import re
from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest
from icalendar import Calendar

from dashboards import theme
from dashboards.queries import funding as ask
from dashboards.queries.snapshot import reading
from dashboards.sections.funding_asked import Asked, month_end, read_day
from dashboards.sections.funding_gaps import cost, missing, of_kreis
from dashboards.widgets import Selection
from pipelines.funding.calendar_file import calendar_bytes
from pipelines.papers.questions import KREIS_GAPS

TODAY = date(2026, 11, 23)
MONTH = date(2018, 1, 1)
BUILT = datetime(2026, 11, 1, 8, 30)


def html(app) -> str:
    return " ".join(block.proto.body for block in app.get("html"))


def chosen(snapshot: str, category: str = "SPR-IK", ags: str | None = None, day: date = TODAY) -> Asked:
    return Asked(Selection(snapshot, MONTH, category, ags), day, False, "")


def test_the_finding_counts_gaps_that_a_running_programme_pays(snapshot):
    """Integration course, housing, school and social work have no programme that takes applications; all others do."""
    from dashboards.sections.funding import finding

    rows = ask.gaps(snapshot, MONTH, None)
    open_gaps = rows[rows["gap"] > 0]
    paid = len(open_gaps[~open_gaps["category"].isin(["SPR-IK", "WOH", "SCH", "BER-SOZ"])])
    sentence, reason = finding(chosen(snapshot))
    assert 0 < paid < len(open_gaps)
    assert sentence.startswith(f"Für {paid} von {len(open_gaps)} Lücken gibt es am 23.11.2026 ein laufendes Programm")
    assert "bekannt für: Integrationskurs, Schule und Seiteneinstieg, Soziale Betreuung / Flüchtlings" in reason
    assert "Ohne Antrag kommt Geld für Soziale Betreuung" in reason


def test_a_central_gap_of_zero_is_not_said_to_need_no_money(snapshot, monkeypatch):
    from dashboards.sections import funding

    row = {"ags": "1", "category": "WOH", "gap": 0.0, "gap_low": 0.0, "gap_high": 50.0, "answer": "open"}
    monkeypatch.setattr(funding.ask, "gaps", lambda *_: pd.DataFrame([row]))
    assert funding.finding(chosen(snapshot))[0] == (
        "Im Januar 2018 ist im mittleren Wert keine Lücke gerechnet; was höchstens fehlt, sagen die Grenzen."
    )


def test_in_january_2018_other_programmes_paid(snapshot):
    """Then KOMM-AN paid for first orientation and volunteering; counselling of 2026 did not exist."""
    from dashboards.sections.funding import paying

    then = chosen(snapshot, day=date(2018, 1, 31))
    assert [one.programme for one in paying(then, "EHR")] == ["KOMM-AN"]
    assert [one.programme for one in paying(then, "SPR-EO")] == ["KOMM-AN"]
    assert [one.programme for one in paying(chosen(snapshot), "SPR-EO")] == ["AMIF"]


@pytest.mark.parametrize(
    ("gap", "low", "high", "told"),
    [
        # 30.4 reads 30 and costs 30 × 4,800; its bounds read 20 and 41
        (30.4, 19.6, 41.2, "144.000 Euro (96.000 bis 196.800)"),
        (10.0, 10.0, float("nan"), "48.000 Euro (mindestens 48.000)"),
        (10.0, float("nan"), float("nan"), "48.000 Euro (keine Grenzen bekannt)"),
        (0.3, 0.0, 0.4, "<\u202f4.800 Euro (0 bis 4.800)"),
    ],
)
def test_the_cost_of_a_gap_is_what_is_shown_times_the_price_of_a_place(gap, low, high, told):
    row = pd.Series({"gap": gap, "gap_low": low, "gap_high": high, "unit": "places"})
    assert cost(row, 4800) == told


def test_the_page_shows_the_cost_beside_the_gap_it_follows_from(run):
    """Hörstel lacks 14 places, 9 to 23: at 4,800 euro they are 67,200, 43,200 to 110,400."""
    page = html(run("funding", kategorie="FRB-UE3", monat="2018-01", stichtag=str(TODAY)))
    cells = re.sub(r"<[^>]+>", " ", page[page.index("Hörstel") :])
    assert " ".join(cells.split()).startswith("Hörstel 14 Plätze 9 bis 23 67.200 Euro (43.200 bis 110.400)")


@pytest.mark.parametrize(
    ("gap", "high", "answer", "told"),
    [
        (0.0, 50.0, "open", "0 Plätze (0 bis 50)"),
        (0.0, 0.0, "certainly_enough", "keine Lücke"),
        (12.0, 50.0, "open", "12 Plätze (0 bis 50)"),
        (float("nan"), float("nan"), "protected", "geschützt"),
        (float("nan"), float("nan"), "no_figure", "fehlt"),
    ],
)
def test_there_is_no_gap_only_where_places_certainly_suffice(gap, high, answer, told):
    row = {"gap": gap, "gap_low": high * 0, "gap_high": high, "unit": "places", "answer": answer}
    assert missing(pd.Series(row | {"is_protected": True})) == told


def test_a_gap_of_the_kreis_has_the_sums_of_its_bounds(snapshot):
    """As in the papers' table of the Kreis: where one bound is not known, there is none of the sum."""
    with reading(snapshot) as cursor:
        sql = KREIS_GAPS.format(language="de")
        rows = cursor.execute(sql, {"month": MONTH}).df().set_index("category")
    told = of_kreis(chosen(snapshot))
    assert {code: theme.between(row["gap_low"], row["gap_high"], row["unit"]) in told[code] for code, row in
            rows.iterrows()} == dict.fromkeys(rows.index, True)  # fmt: skip
    assert "keine Grenzen bekannt" in told["EHR"]


def test_money_that_comes_unasked_stands_apart(run):
    """For social work nobody takes applications; the share of the lump sum comes all the same."""
    app = run("funding", kategorie="BER-SOZ", monat="2018-01", stichtag=str(TODAY))
    page = html(app)
    assert "FlüAG-Pauschale: Anteil für soziale Betreuung (kommt ohne Antrag)" in page
    assert "Kommt ohne Antrag" in [head.value for head in app.subheader]
    assert "nach der Zahl der Menschen und nicht nach der Lücke: FlüAG-Pauschale" in page


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
    assert "ist kein Tag zwischen 01.01.2015 und 31.12.2040; gezeigt wird der 23.11.2026." in problem


def test_an_address_with_a_wrong_day_and_an_unknown_place_shows_the_page(run):
    app = run("funding", stichtag="morgen", gemeinde="99999999")
    assert [info.value for info in app.info if "„morgen“ ist kein Tag" in info.value]
    assert "Kreis Steinfurt" in app.header[0].value


def test_where_no_deadline_lies_ahead_the_page_says_so(run):
    app = run("funding", stichtag="2027-07-01")
    assert [info.value for info in app.info] == [
        "Vom 01.07.2027 an ist kein Tag einer Frist bekannt; eine Kalenderdatei gibt es deshalb nicht."
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
