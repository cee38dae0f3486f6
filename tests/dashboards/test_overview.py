"""Überblick in every state of the data."""

import re
from datetime import date
from xml.etree import ElementTree

import duckdb
import pytest

from dashboards import theme
from dashboards.queries import outstanding, overview
from dashboards.queries.snapshot import frame
from tests.fixtures.small_kreis import RHEINE, stock

JANUARY = date(2018, 1, 1)


def bodies(app) -> list[str]:
    return [element.proto.body for element in app.get("html")]


def html(app) -> str:
    return " ".join(bodies(app))


def test_opens_on_the_turn_of_2017_18_with_the_published_counts(run):
    page = html(run("overview"))
    assert "zum Jahreswechsel 2017/18 reicht das Angebot in 2 von 23 Gemeinden mit Meldung sicher nicht, selbst" in page
    assert "5.703" in page
    assert "FlüAG 2.339 (Mittel Q4 2017) + Wohnsitzauflage 3.364 (01.01.2018) · 23 von 24" in page
    assert "23 von 24" in page


def test_says_that_offers_are_invented(run):
    assert "Beispielrechnung – Bestände echt, Angebote erfunden" in html(run("overview"))


def test_finding_names_no_municipality(run):
    app = run("overview")
    lead = next(e.proto.body for e in app.get("html") if 'class="lead"' in e.proto.body)
    names = [name for code, name in options(app, "gemeinde") if code]
    assert len(names) == 24
    assert not [name for name in names if name in lead.replace("Kreis Steinfurt", "")]


def options(app, key):
    box = app.selectbox(key=key)
    return list(zip(["", *range(1, len(box.options))], box.options, strict=True))


def test_still_to_come_is_a_range_without_credits(run):
    """Only Rheine's credit has an upper bound: of the other 22 a credit might leave nothing to come."""
    page = html(run("overview"))
    assert "<dd>813</dd>" in page
    assert "ohne Anrechnung gerechnet; je nach Anrechnung und Verpflichtung 32 bis 1.282 · 23 von 24" in page
    assert "anderswo 111 über der Verpflichtung" in page


def test_the_parts_of_still_to_come_add_up_to_the_figure(snapshot):
    rows = outstanding.rows(snapshot, JANUARY)["outstanding"]
    figure = overview.still_to_come(snapshot, JANUARY)
    assert (len(rows), round(rows.clip(lower=0).sum()), round(-rows.clip(upper=0).sum())) == (23, 813, 111)
    assert tuple(figure[["municipalities", "value", "surplus"]]) == pytest.approx(
        (len(rows), rows.clip(lower=0).sum(), -rows.clip(upper=0).sum())
    )


def test_a_sum_still_to_come_has_no_upper_bound_where_a_part_has_none():
    """30 (20 to 40), and 10 of which nobody knows how many at most; 5 too many elsewhere are a surplus of their own."""
    with duckdb.connect() as con:
        con.execute("create schema curated")
        con.execute(
            "create table curated.municipality as select unnest(['a', 'b', 'c']) as ags, 'x' as name, true as in_kreis"
        )
        con.execute(
            """create table curated.obligation as
            select *, 'fluag' as scheme, date '2018-01-01' as as_of, 'reported' as stock_basis, 'known' as credit_basis,
                null as outstanding_published
            from (values ('a', 30, 20, 40), ('b', 10, 5, null), ('c', -5, -6, -4))
                as t(ags, outstanding, outstanding_low, outstanding_high)"""
        )
        known = con.execute(f"select value, low, high, surplus from ({overview._STILL_TO_COME})", {"month": JANUARY})
        assert known.fetchall() == [(40, 25, None, 5)]


def test_estimates_are_told_apart_and_never_counted(run):
    page = html(run("overview", monat="2018-03"))
    assert "nicht gemeldet und nicht mitgezählt: geschätzt 2.079 Personen in 23 Gemeinden" in page
    assert "0 von 24" in page
    # Westerkappeln reported 96 people for February 2018, and 84 under the Wohnsitzauflage
    february = html(run("overview", monat="2018-02"))
    assert "<dd>180</dd>" in february
    assert "in 22 Gemeinden" in february


def test_december_2024_counts_asylblg_and_says_why_there_is_no_need(run):
    app = run("overview", monat="2024-12")
    assert "nur die Empfänger nach dem Asylbewerberleistungsgesetz (AsylbLG) bekannt: 2.435 Personen" in html(app)
    assert "Daraus entsteht keine Bedarfszahl" in html(app)
    assert '<table class="heat' not in html(app)
    assert 'class="rank"' in html(app)


def test_month_without_report_says_so(run):
    app = run("overview", monat="2019-07")
    assert "Für Juli 2019 liegt keine Meldung vor." in html(app)
    assert '<table class="heat' not in html(app)


def test_one_report_is_one_of_24(run):
    page = html(run("overview", monat="2024-01"))
    assert "1 von 24" in page
    assert "105" in page


def test_few_reports_say_nothing_about_the_kreis(run):
    app = run("overview", monat="2024-01")
    assert "Der Bestand im Januar 2024 liegt erst von 1 der 24 Gemeinden vor." in html(app)
    assert any(caption.value.startswith("Ohne Meldung (23)") for caption in app.caption)


def test_early_asylblg_counts_do_not_speak_of_ukraine(run):
    assert "Ukraine" not in html(run("overview", monat="2015-12"))


def test_category_without_ratio_shows_presence(run):
    app = run("overview", kategorie="ARB")
    assert "keine anerkannte Quote, aus der sich ein Bedarf rechnen lässt" in html(app)
    assert any("Angebote, die eine Gemeinde bedienen" in head.value for head in app.header)


def asked(snapshot, sql):
    """All values of the one row that answers."""
    return tuple(frame(snapshot, sql).iloc[0])


def test_counts_as_certain_only_what_is_short_when_shared(run, snapshot):
    short, of = asked(
        snapshot,
        """select count(*) filter (g.need_low > s.served_low), count(*) from curated.gap as g
        join curated.shared_supply as s using (month, ags, category)
        where g.month = '2018-01-01' and g.category = 'SPR-IK' and g.need is not null""",
    )
    assert f"in {short} von {of} Gemeinden mit Meldung sicher nicht, selbst wenn alle Plätze" in html(run("overview"))


def test_title_of_the_ranking_says_both_sums_and_the_floor(run, snapshot):
    local, shared, need = asked(
        snapshot,
        """select sum(local_gap), sum(shared_gap), sum(need) from curated.gap
        where month = '2018-01-01' and category = 'SPR-IK'""",
    )
    # Places that may serve the Kreis: all running courses, as persons a year.
    (places,) = asked(
        snapshot,
        """select sum(o.capacity * 43 / 25) from curated.running_offer as r join curated.offer as o using (offer_id)
        where r.month = '2018-01-01' and r.category = 'SPR-IK'""",
    )
    assert (round(local), round(shared), round(need - places)) == (271, 112, 102)
    title = (
        "Integrationskurs: am Ort fehlen Plätze für 271 Personen im Jahr, geteilt 112, im ganzen Kreis mindestens 102"
    )
    assert title in [head.value for head in run("overview").header]


def test_housing_says_that_it_is_not_shared(run):
    heads = [head.value for head in run("overview", kategorie="WOH").header]
    assert "Unterkunft und Wohnen: es fehlen 179 Betten; geteilt wird hier nicht" in heads


@pytest.mark.parametrize(("category", "is_bound"), [("SPR-EO", True), ("SPR-IK", False)])
def test_an_unreported_claim_makes_shared_places_an_upper_bound(run, snapshot, category, is_bound):
    sql = (
        f"select bool_or(shared_is_upper_bound) from curated.gap where month = '2018-01-01' and category = '{category}'"
    )
    assert asked(snapshot, sql) == (is_bound,)
    captions = [caption.value for caption in run("overview", kategorie=category).caption]
    assert any("Jede andere im selben Gebiet bekommt höchstens" in caption for caption in captions) is is_bound


def heat_text(app, category):
    """The numbers of one category in the heat map, from the sum down."""
    body = next(body for body in bodies(app) if '<table class="heat' in body)
    column = theme.SHORT_ORDER.index(category) + 1
    cells = ElementTree.fromstring(f"<div>{body}</div>").iterfind(f".//tbody/tr/td[{column}]")
    return ["".join(cell.itertext()) for cell in cells]


def test_heat_map_shows_the_shared_gap_first_and_the_local_on_demand(run):
    app = run("overview")
    # Greven, first by people: 86 places at home for a need of 74, of which it shares.
    assert heat_text(app, "SPR-IK")[:2] == ["112", "11"]
    app.segmented_control(key="blick").set_value("ort").run()
    assert app.query_params["blick"] in ("ort", ["ort"])
    assert heat_text(app, "SPR-IK")[:2] == ["271", "0"]
    assert heat_text(run("overview", blick="ort"), "SPR-IK")[0] == "271"
    assert heat_text(run("overview", blick="quer"), "SPR-IK")[0] == "112"


def test_fourth_figure_counts_what_ends_within_six_months(run, snapshot):
    (ends,) = asked(
        snapshot,
        """select count(*) from curated.running_offer as r join curated.offer as o using (offer_id)
        join curated.municipality as m on o.ags = m.ags
        where r.month = '2018-01-01' and m.in_kreis
            and least(coalesce(o.valid_to, '9999-12-31'), coalesce(o.funded_until, '9999-12-31'))
                between '2018-01-01' and '2018-06-30'""",
    )
    page = html(run("overview"))
    assert ends == 6
    assert f"<dt>Angebote, die auslaufen</dt><dd>{ends}</dd>" in page
    assert "Laufzeit oder Förderung endet vor dem 01.07.2018" in page


def test_cliff_says_how_much_falls_away_when(run, snapshot):
    rows = frame(
        snapshot,
        """select horizon_months, sum(offers) as offers, sum(capacity) as capacity from curated.cliff
        where month = '2018-01-01' and category = 'SPR-EO' group by 1 order by 1""",
    )
    assert rows.round(1).to_numpy().tolist() == [[6, 2, 48.5], [12, 3, 90]]
    cells = "<td>–</td><td>2 (48 Pers./Jahr)</td><td>3 (90 Pers./Jahr)</td>"
    assert cells in html(run("overview"))


@pytest.mark.parametrize("category", ["SPR-IK", "SPR-EO", "BER-SOZ", "FRB-U3", "FRB-UE3", "SCH", "WOH", "EHR"])
def test_every_category_with_need_opens(run, category):
    assert charts(run("overview", kategorie=category), "map")


def test_unknown_codes_in_the_address_fall_back(run):
    app = run("overview", monat="1999-01", kategorie="XXX", gemeinde="00000000")
    assert app.selectbox(key="monat").value == "2018-01"
    assert app.selectbox(key="gemeinde").value == ""


def test_choice_goes_into_the_address(run):
    app = run("overview")
    app.selectbox(key="kategorie").set_value("SCH").run()
    assert app.query_params["kategorie"] in ("SCH", ["SCH"])
    assert "Schule und Seiteneinstieg: zum Jahreswechsel" in html(app)


def test_months_with_reports_come_first_and_are_labelled(run):
    months = run("overview").selectbox(key="monat").options
    assert months[0] == "Dezember 2024 · nur AsylbLG, 24 von 24"
    assert "Jahreswechsel 2017/18 · 23 von 24" in months[:11]
    assert months[11].endswith("keine Meldung")


def charts(app, key):
    return [chart for chart in app.get("plotly_chart") if chart.proto.id.endswith(f"-{key}")]


def test_people_counted_without_a_complete_inventory_are_no_gap_and_it_is_said_why(kreis, run, monkeypatch):
    kreis.add("allocation_report", *(stock(RHEINE, "2018-01", measure, 90) for measure in ("fluag_stock", "wsa_stock")))
    kreis.build()
    monkeypatch.setenv("BEDARFSATLAS_DATA", str(kreis.data))
    said = html(run("overview", monat="2018-01"))
    assert "Integrationskurs: für diesen Zeitpunkt lässt sich keine Lücke rechnen" in said
    assert "Einen Bestand haben 1 von 4 Gemeinden gemeldet." in said
    assert "Vorlage angebote_vollstaendig" in said


def test_a_month_of_estimates_only_is_called_so_and_proves_nothing(run):
    """June 2018: nothing reported, 23 stocks carried on from the turn of the year."""
    app = run("overview", monat="2018-06")
    written = " ".join(element.proto.body for element in app.get("html"))
    assert "Für Juni 2018 ist nichts gemeldet: Gezeigt sind Schätzungen" in written
    assert "0 von 7" not in written
    sums = re.search(r'<tr class="sum">.*?</tr>', written)
    assert sums
    assert re.findall(r"<td>(mind\. |≈ |fehlt)", sums[0]) == ["mind. "] * 2 + ["fehlt", "≈ "] + ["mind. "] * 4


def test_counts_of_the_state_office_are_not_called_reported_stock(run):
    app = run("overview", monat="2024-12")
    written = " ".join(element.proto.body for element in app.get("html"))
    assert "AsylbLG-Zahl bekannt für" in written
    assert "Bestand gemeldet von" not in written


@pytest.mark.parametrize(
    ("category", "head"),
    [
        (
            "SPR-EO",
            "am Ort fehlen Plätze für ≈ 88 Personen im Jahr, geteilt mindestens ≈ 37, im ganzen Kreis mindestens 0",
        ),
        ("WOH", "es fehlen mind. 88 Betten"),
    ],
)
def test_a_sum_of_estimates_or_minima_is_one_itself(run, category, head):
    """June 2018."""
    app = run("overview", monat="2018-06", kategorie=category)
    assert [element.value for element in app.header if head in element.value] != []
