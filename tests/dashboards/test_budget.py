"""The page Budget: a question made from the inputs, four ways side by side, one sentence for whatever cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import duckdb
import pytest

from dashboards.queries import budget as ask
from dashboards.sections import budget_answer, budget_prices
from dashboards.sections.budget_answer import answer
from pipelines.budgets import Price, Wish, bought, served, situation

JANUARY = date(2018, 1, 1)


def words(app) -> str:
    shown = [*app.title, *app.header, *app.markdown, *app.caption, *app.warning]
    return " ".join([*(element.value for element in shown), *(html.body for html in app.get("html"))])


def test_the_title_asks_with_the_amount_of_the_address_and_the_finding_answers(run, snapshot):
    app = run("budget", monat="2018-01", betrag="200000")
    assert app.title[0].value == "Wo helfen 200.000 € am meisten?"
    prices, problems = budget_prices.on_sale(budget_prices.table(budget_prices.shipped(snapshot), {}))
    assert problems == []
    found = answer(snapshot, JANUARY, Wish(200_000, prices, max_km=20.0)).placed["most"]
    assert f"200.000 € geben {found.value // 100} Personen einen Platz" in words(app)
    assert "Meiste Lücken: Bewiesen: " in words(app)
    assert "Schlechteste zuerst: Bewiesen: " in words(app)


def cut_off(monkeypatch, effort):
    """Every search on the page may do only so much work."""

    def short(*given):
        asked = situation(*given)
        return replace(asked, case=replace(asked.case, effort=effort))

    monkeypatch.setattr(budget_answer, "situation", short)


def test_where_nothing_is_proven_the_page_says_what_is_not_known(run, monkeypatch):
    """A price to begin takes the short way from the search; without any work neither way is proven."""
    cut_off(monkeypatch, 0.0)
    said = words(run("budget", monat="2018-01", betrag="200001", preise="FRB-U3:4800,10"))
    assert "Meiste Lücken: Die Suche endete an ihrer Grenze: Gefunden sind 0 Personen, mehr als " in said
    assert "Schlechteste zuerst: Die Suche endete an ihrer Grenze: " in said
    assert "Bewiesen" not in said
    assert "bestmögliche" not in said


def test_a_floor_that_is_not_decided_is_neither_too_dear_nor_out_of_reach(run, monkeypatch):
    cut_off(monkeypatch, 0.0)
    app = run("budget", monat="2018-01", betrag="10000000", mindestens="5")
    told = [warning.value for warning in app.warning]
    assert len(told) == 1
    assert "Ob 10.000.000 € für das Mindeste je Gemeinde reichen, ist nicht entschieden" in told[0]


def test_what_is_missing_today_is_what_the_gaps_say(snapshot):
    """Posts to tenths, places whole: the sum over the municipalities of the rounded gaps."""
    wish = Wish(100_000, (Price("BER-SOZ", 57_000), Price("FRB-U3", 4_800)))
    found = answer(snapshot, JANUARY, wish)
    today = served(found.asked, found.placed["most"]).groupby("category")["missing"].sum()
    gaps = ask.gaps(snapshot, JANUARY).dropna(subset=["gap"]).set_index("category")["gap"]
    assert today["FRB-U3"] == gaps["FRB-U3"].round(0).sum()
    assert today["BER-SOZ"] == pytest.approx(gaps["BER-SOZ"].round(1).sum())
    spent = bought(found.asked, found.placed["most"])["cost"].sum()
    assert spent == found.placed["most"].cost / 100 <= 100_000


def test_a_certain_gap_is_never_larger_than_the_estimated_one(snapshot):
    gaps = ask.gaps(snapshot, JANUARY)
    known = gaps.dropna(subset=["gap"])
    assert (known["gap_low"] <= known["gap"] + 1e-9).all()
    assert gaps.loc[gaps["gap"].isna(), "gap_low"].isna().all()
    assert known["gap_low"].sum() > 0


def test_municipalities_without_a_figure_and_categories_without_a_price_are_named(run):
    said = words(run("budget", monat="2018-01"))
    assert "Ohne Zahl in einer Gemeinde: Wettringen" in said
    assert "Ohne Preis: " in said
    assert "Nicht gemeldet heißt nicht null" in said


def test_own_prices_live_in_the_address_and_are_marked(run):
    app = run("budget", monat="2018-01", preise="SPR-IK:900,5000,20;FRB-U3:")
    table = app.get("arrow_data_frame")[0].value if app.get("arrow_data_frame") else app.dataframe[0].value
    origin = table.set_index("category_name")["origin"]
    told = [origin[budget_prices.short_name(code)] for code in ("SPR-IK", "FRB-U3", "FRB-UE3")]
    assert told == ["eigene Annahme", "Preis fehlt", "errechnet, 2024"]


def test_an_edit_of_the_table_becomes_the_address_and_back(snapshot):
    known = budget_prices.shipped(snapshot)
    rows = budget_prices.table(known, {})
    place = list(known.index).index("SPR-IK")
    own = budget_prices.changed(rows, known, {place: {"place": 900, "opening": 5_000.5}})
    text = budget_prices.write(own)
    assert text == "SPR-IK:900,5000.5,20"
    assert budget_prices.write({"SPR-IK": (900.126, 1e9, None)}) == "SPR-IK:900.13,1000000000"
    assert budget_prices.read(text, known) == (own, [])
    again = budget_prices.table(known, own)
    assert budget_prices.changed(again, known, {place: {"place": None, "opening": None}}) == {}


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ({"betrag": "0"}, "Mit 0 € lässt sich nichts kaufen"),
        ({"betrag": "-5"}, "Mit −5 € lässt sich nichts kaufen"),
        ({"betrag": "viel"}, "„viel“ ist kein Betrag"),
        ({"betrag": "nan"}, "„nan“ ist kein Betrag"),
        ({"betrag": "2000000000"}, "höchstens 1.000.000.000 €"),
        ({"betrag": "9" * 400}, "höchstens 1.000.000.000 €"),
        ({"betrag": "1e300"}, "„1e300“ ist kein Betrag"),
        ({"betrag": "500.000"}, "„500.000“ ist kein Betrag"),
        ({"betrag": "1_000"}, "„1_000“ ist kein Betrag"),
        ({"mindestens": "1.000"}, "„1.000“ ist kein Mindestes"),
        ({"preise": "FRB-U3:4.800"}, "„FRB-U3:4.800“ in der Adresse ist kein Preis"),
        ({"preise": "FRB-U3:1_000"}, "„FRB-U3:1_000“ in der Adresse ist kein Preis"),
        ({"preise": "FRB-U3:5;FRB-U3:6;FRB-U3:7"}, "Frühe Bildung unter 3 steht in der Adresse zweimal"),
        ({"preise": "FRB-U3:5;" + "X" * 600}, "länger als 600 Zeichen"),
        ({"ziel": "alles"}, "„ziel=alles“ in der Adresse gibt es nicht"),
        ({"luecke": "keine"}, "„luecke=keine“ in der Adresse gibt es nicht"),
        ({"reichweite": "fern"}, "„reichweite=fern“ in der Adresse gibt es nicht"),
        ({"mindestens-als": "Kopf"}, "„mindestens-als=Kopf“ in der Adresse gibt es nicht"),
        ({"preise": "FRB-U3:0"}, "Frühe Bildung unter 3: 0 € ist kein Preis"),
        ({"preise": "FRB-U3:-3"}, "Frühe Bildung unter 3: −3 € ist kein Preis"),
        ({"preise": "FRB-U3:5,-1"}, "berichtigen Sie die Zeile"),
        ({"preise": "XXX:5;FRB-U3:drei"}, "„XXX:5“ in der Adresse ist kein Preis"),
        ({"preise": "BER-SOZ:;FRB-U3:;FRB-UE3:"}, "Keine Kategorie hat einen Preis"),
        ({"mindestens": "-1"}, "„-1“ ist kein Mindestes"),
        ({"mindestens": "120", "mindestens-als": "share"}, "„120“ ist kein Mindestes"),
        ({"betrag": "20000", "mindestens": "50"}, "Das Mindeste je Gemeinde kostet wenigstens"),
    ],
    ids=str,
)
def test_what_cannot_be_reckoned_gets_one_sentence(run, address, sentence):
    app = run("budget", monat="2018-01", **address)
    assert sum(sentence in warning.value.replace("\\", "") for warning in app.warning) == 1


def test_the_price_of_the_floor_is_enough_to_pay_it(run, snapshot):
    """The page names the least amount; with that amount the floor is kept, with one euro less it is not."""
    prices, _ = budget_prices.on_sale(budget_prices.table(budget_prices.shipped(snapshot), {}))
    short = answer(snapshot, JANUARY, Wish(1_000, prices, floor=5.0))
    price = round(short.floor_price)
    assert short.is_decided
    assert short.placed == {}
    assert answer(snapshot, JANUARY, Wish(price, prices, floor=5.0)).placed
    assert not answer(snapshot, JANUARY, Wish(price - 1, prices, floor=5.0)).placed


def test_english_readers_are_asked_in_english(run):
    app = run("budget", monat="2018-01", sprache="en", ziel="worst")
    assert app.title[0].value == "Where do €500,000 help most?"
    assert "wherever places can be bought at least" in words(app)


def test_where_too_few_come_together_is_said(run):
    """Nobody fills a group of 10,000."""
    said = words(run("budget", monat="2018-01", preise="SPR-IK:900,,10000"))
    assert "Zu wenige für die kleinste Gruppe: " in said


def test_a_list_of_prices_that_is_cut_or_doubled_changes_no_price(snapshot):
    known = budget_prices.shipped(snapshot)
    assert budget_prices.read("FRB-U3:5;FRB-UE3:7;FRB-U3:6", known)[0] == {"FRB-UE3": (7.0, None, None)}
    ending = "FRB-U3:48"
    cut = ";" * (budget_prices.LONGEST - len(ending)) + ending
    assert budget_prices.read(cut, known)[0] == {"FRB-U3": (48.0, None, None)}
    assert budget_prices.read(f"{cut}00", known)[0] == {}


@pytest.fixture
def by_hand(tmp_path) -> str:
    """A has both legal groups, B lacks one, C all; 20 km count until the end of 2017, 30 from then on."""
    with duckdb.connect(file := str(tmp_path / "by_hand.duckdb")) as con:
        con.execute("""
            create schema curated;
            create table curated.municipality as select *, true as in_kreis
                from (values ('A', 'A'), ('B', 'B'), ('C', 'C')) as m (ags, name);
            create table curated.stock as select *, date '2018-01-01' as month
                from (values ('A', 'fluag', 40), ('A', 'wohnsitz', 2), ('A', 'asylblg_other', null),
                    ('B', 'fluag', 30), ('B', 'wohnsitz', null), ('C', 'fluag', null), ('C', 'wohnsitz', null))
                as s (ags, legal_group, persons);
            create table curated.parameter as select *, 'course_max_km' as parameter
                from (values (20, date '2015-01-01', date '2017-12-31', true), (30, date '2018-01-01', null, false))
                as p (value, valid_from, valid_to, is_own);
        """)
    return file


def test_a_part_of_the_people_is_not_all_of_them(by_hand):
    people = ask.people(by_hand, JANUARY).set_index("ags")["people"]
    assert people["A"] == 42
    assert people[["B", "C"]].isna().all()


def test_how_far_people_go_is_what_is_in_force_that_month(by_hand):
    days = (JANUARY, date(2017, 12, 1), date(2014, 12, 1))
    assert [ask.max_km(by_hand, day) for day in days] == [30.0, 20.0, None]


def test_without_a_rule_how_far_people_go_new_places_count_where_they_are(run, monkeypatch):
    monkeypatch.setattr(ask, "max_km", lambda *_: None)
    app = run("budget", monat="2018-01", betrag="200003")
    assert "nicht festgelegt, wie weit Nachbarn fahren" in app.warning[0].value
    assert "0 km" not in words(app)


def test_every_price_is_shown_with_the_line_it_stands_in(run):
    """The third line of the table is the one of social care; its price is the rate of another post."""
    said = words(run("budget", monat="2018-01"))
    assert "(unit\\_cost.csv, Zeile 4). Annahme\\: Eine Stelle der sozialen Betreuung kostet so viel" in said
    assert "Kein Kitaplatz, sondern ein Platz in einem Brückenprojekt" in said


def test_a_purchase_leads_to_the_gap_it_closes(run):
    app = run("budget", monat="2018-01", betrag="200000")
    tables = " ".join(html.body for html in app.get("html"))
    assert "/gemeinde?gemeinde=05566" in tables
    assert "monat=2018-01" in tables


def test_who_gets_nothing_per_head_for_want_of_a_number_is_named(run, monkeypatch):
    people = ask.people
    monkeypatch.setattr(ask, "people", lambda *given: people(*given).assign(people=[float("nan")] + [100.0] * 23))
    said = words(run("budget", monat="2018-01", betrag="200002"))
    assert "Nach Köpfen bekommt eine Gemeinde kein Geld: Altenberge" in said


def test_municipalities_are_listed_by_name_with_a_verb_for_many(run):
    """By their keys Hörstel stands before Hopsten; by name, as everywhere, between Hopsten and Horstmar."""
    said = words(run("budget", monat="2018-06"))
    assert (
        "Nach Köpfen bekommen 24 Gemeinden kein Geld: Altenberge, Emsdetten, Greven, Hopsten, Hörstel, Horstmar" in said
    )
    assert "Ohne Zahl in 24 Gemeinden: Altenberge" in said


def test_the_page_names_its_month_instead_of_today(run):
    for language, wrong in (("de", "heute"), ("en", "today")):
        app = run("budget", monat="2018-01", betrag="200000", sprache=language)
        assert wrong not in words(app).split(" Datenstand ")[0].lower()
