"""The page Budget: a question made from the inputs, four ways side by side, one sentence for whatever cannot be."""

from __future__ import annotations

from datetime import date

import pytest

from dashboards.queries import budget as ask
from dashboards.sections import budget_prices
from dashboards.sections.budget_answer import answer
from pipelines.budgets import Price, Wish, bought, served

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
    assert "Bewiesen" in words(app)


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
        ({"betrag": "1e300"}, "höchstens 1.000.000.000 €"),
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
    assert short.placed == {}
    assert answer(snapshot, JANUARY, Wish(price, prices, floor=5.0)).placed
    assert not answer(snapshot, JANUARY, Wish(price - 1, prices, floor=5.0)).placed


def test_english_readers_are_asked_in_english(run):
    app = run("budget", monat="2018-01", sprache="en", ziel="worst")
    assert app.title[0].value == "Where do €500,000 help most?"
    assert "wherever places can be bought at least" in words(app)


def test_a_month_without_figures_is_not_a_month_without_gaps(run):
    said = words(run("budget", monat="2024-12"))
    assert "keine Lücke bekannt" in said
    assert "Ohne Zahl in 24 Gemeinden" in said


def test_where_too_few_come_together_is_said(run):
    """Nobody fills a group of 10,000."""
    said = words(run("budget", monat="2018-01", preise="SPR-IK:900,,10000"))
    assert "Zu wenige für die kleinste Gruppe: " in said
