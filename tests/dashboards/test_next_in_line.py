"""Who is next: the line with and without known credits, who stands apart and why, and what n more need."""

from collections.abc import Callable
from math import inf, nan

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboards.queries import next_in_line as ask
from dashboards.sections import outlook
from tests.dashboards.test_overview import html

RHEINE, EMSDETTEN, WETTRINGEN = "05566076", "05566008", "05566096"
LEVELS = (0.9, 1.0)


@pytest.fixture
def shown(snapshot: str) -> Callable[..., AppTest]:
    """`shown("2018-01-01", n="60")` runs the section alone on the ledger of that day."""

    def script(snapshot: str, day: str, ags: str | None, scheme: str, level: float | None) -> None:
        from datetime import date

        import duckdb

        from dashboards.sections import next_in_line
        from dashboards.widgets import Selection
        from pipelines.facts import facts_on
        from pipelines.ledgers import settled

        con = duckdb.connect()
        con.execute(f"attach '{snapshot}' as snapshot (read_only)")
        con.execute("use snapshot")
        facts = facts_on(con, date.fromisoformat(day), scheme)
        selection = Selection(snapshot, date.fromisoformat(day), "SPR-IK", ags)
        ledger = settled(facts)
        if level is not None:
            for end in ("", "_low", "_high"):
                ledger[f"stock{end}"], ledger[f"credit{end}"] = ledger["obligation"] * level, 0.0
            ledger.loc["05566076", "stock"] = 0.0
        n, assumed = next_in_line.asked(facts, ledger[ledger["in_kreis"]])
        next_in_line.answer(selection, facts, ledger, n, assumed)

    def run(
        day: str, ags: str | None = None, scheme: str = "fluag", level: float | None = None, **address: str
    ) -> AppTest:
        """`level`: as if everybody but Rheine stood there, and Rheine had nobody."""
        app = AppTest.from_function(script, args=(snapshot, day, ags, scheme, level), default_timeout=30)
        for key, value in address.items():
            app.query_params[key] = value
        app.run()
        assert not app.exception, app.exception
        return app

    return run


def told(app: AppTest) -> str:
    return " ".join(element.value for element in [*app.markdown, *app.caption]).replace("\u00a0%", " %")


def ledger(**columns: list) -> pd.DataFrame:
    """The example of docs/methods.md: obligations 100, 100, 200, stocks 50, 80, 180, nobody credited."""
    base = {
        "name": ["A", "B", "C"],
        "in_kreis": [True, True, True],
        "key": [0.25, 0.25, 0.5],
        "stock": [50.0, 80.0, 180.0],
        "obligation": [100.0, 100.0, 200.0],
        "credit": [0.0, 0.0, 0.0],
        "stock_is_protected": [False, False, False],
    } | columns
    rows = pd.DataFrame(base, index=["05566001", "05566002", "05566003"])
    for name in ("stock", "obligation", "credit"):
        for end in ("_low", "_high"):
            rows[f"{name}{end}"] = columns.get(f"{name}{end}", rows[name])
    return rows


def test_the_worked_example_of_the_methods():
    line = ask.line(ledger(), 60, "district", LEVELS, without_credit=False)
    assert line["before_turn"].tolist() == pytest.approx([0, 30, 50])
    assert line["allocated"].tolist() == [43, 12, 5]
    assert line["needed_0"].tolist() == pytest.approx([40, 10, 0])
    assert line["reached_0"].tolist() == pytest.approx([50, 50, 0])
    assert line["reached_1"].tolist() == pytest.approx([90, 90, 90])
    state = ask.line(ledger(), 60, "state", LEVELS, without_credit=False)
    assert state["reached_0"].max() == pytest.approx(500)
    assert state["reached_1"].tolist() == [inf] * 3


def test_an_unknown_credit_is_only_taken_as_none_when_asked_and_never_where_bounds_are_known():
    unknown = {"credit": [nan, nan, 0.0], "credit_low": [0.0, 0.0, 0.0], "credit_high": [nan, 30.0, 0.0]}
    line = ask.line(ledger(**unknown), 10, "district", LEVELS, without_credit=False)
    assert line.sort_index()["reason"].tolist() == ["credit_unknown", "credit_bounds", "alone"]
    assumed = ask.line(ledger(**unknown), 10, "district", LEVELS, without_credit=True)
    assert assumed.sort_index()["reason"].tolist() == ["", "credit_bounds", ""]
    assert assumed.sort_index()["rank"].tolist()[::2] == [1, 2]


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"stock": [nan, 80.0, 180.0]}, "stock"),
        ({"obligation": [nan, 100.0, 200.0]}, "obligation"),
        ({"credit": [100.0, 0.0, 0.0]}, "credited"),
    ],
)
def test_whoever_is_not_in_the_line_has_a_reason(columns, reason):
    line = ask.line(ledger(**columns), 10, "district", LEVELS, without_credit=True)
    assert line.at["05566001", "reason"] == reason
    assert line.at["05566001", "allocated"] == 0
    assert line["reason"].tolist() == ["", "", reason]


def test_without_known_credits_nobody_is_ranked(shown):
    app = shown("2018-01-01")
    assert "**Keine Reihenfolge.**" in told(app)
    assert "Bestand fehlt: Wettringen" in told(app)
    assert "Anrechnung nicht bekannt und Verpflichtung nur in Grenzen, sicher ist deshalb nur die Untergrenze" in told(
        app
    )
    # 58 of 80 (77 to 94), 112 of 232 (224 to 272), 259 of 330 (319 to 387), 155 of 148 (143 to 173: 89.6 %)
    assert "(in Klammern): Altenberge 73 % (mind. 62 %), Emsdetten 48 % (mind. 41 %)" in told(app)
    assert "Ibbenbüren 78 % (mind. 67 %)" in told(app)
    assert "Ochtrup 105 % (mind. 89 %)" in told(app)
    assert "die Erfüllung ist eine Spanne: Rheine 38 % (32 bis 85 %)" in told(app)
    assert "Am 01.01.2018 fehlen 373 von 396 Beständen." in told(app)
    assert [toggle.value for toggle in app.toggle] == [False]
    assert "1. " not in html(app)


def test_under_the_assumption_the_order_is_shown_and_says_so(shown):
    app = shown("2018-01-01", n="60", ohne_anrechnung="true")
    assert "Unter der Annahme ohne Anrechnung" in html(app)
    assert (
        "Zuerst dran ist Emsdetten mit 48 %, unter 22 von 24 Gemeinden, die sich einreihen lassen: Von 60 Menschen"
        in told(app)
    )
    assert (
        '<th scope="row">1. Emsdetten</th><td>48 (41 bis 50)</td><td>0</td><td>52</td><td>97</td><td>121</td>'
        in html(app)
    )
    assert '<th scope="row">2. Nordwalde</th><td>65 (55 bis 67)</td><td>38</td><td>5</td>' in html(app)
    assert "bei 90 % nach 312 Menschen, bei 100 % nach 516 Menschen" in told(app)
    assert "Rheine 38 % (32 bis 85 %)" in told(app)


@pytest.mark.parametrize("n", ["-3", "0", "abc", "999999999"])
def test_an_impossible_number_of_people_is_the_usual_one(shown, n):
    assert shown("2018-01-01", n=n).number_input[0].value == 100


def test_where_all_of_nrw_is_known_its_line_is_shown_too(shown):
    app = shown("2018-01-01", level=0.95)
    assert not app.toggle
    assert "**Zuerst dran ist Rheine mit 0 %: Von 100 Menschen, die in den Kreis kommen, gehen 100 dorthin.**" in told(
        app
    )
    assert "**Ganz NRW**, wenn 100 Menschen ins Land kommen" in told(app)
    assert "bei 100 % nie" in told(app)
    assert html(app).count('<th scope="row">1. Rheine</th>') == 2
    assert len(app.dataframe[0].value) == 396


def test_one_known_among_24_is_no_line(shown):
    app = shown("2024-01-26", RHEINE, ohne_anrechnung="true")
    assert "**Keine Reihenfolge.**" in told(app)
    assert "eine allein ist keine Reihe: Rheine (92 %)" in told(app)
    assert "Nach dem Anteil am Schlüssel des Kreises (15,6 %) wären es 16 von 100" in told(app)


def test_before_any_ratio_there_is_no_need_figure(shown):
    assert "keine Quote hinterlegt" in told(shown("2014-07-01"))


def test_estimated_stocks_are_marked(shown):
    app = shown("2018-02-01", ohne_anrechnung="true")
    assert '<th scope="row">1. Emsdetten</th><td>≈ 48 (' in html(app)
    assert "≈ Bestand geschätzt, nicht gemeldet." in told(app)


def test_no_stock_no_line_but_what_the_people_would_need(shown):
    app = shown("2019-07-01")
    assert "Am 01.07.2019 fehlen 396 von 396 Beständen." in told(app)
    assert "Zusätzlicher Bedarf, keine Lücke" in told(app)


def test_the_other_scheme_has_no_credits_to_wait_for(shown):
    app = shown("2018-01-01", "05566088", scheme="wohnsitz")
    assert not app.toggle
    assert "Zuerst dran ist Tecklenburg mit 34 %" in told(app)


def test_what_a_hundred_more_need_until_august_is_what_the_methods_say(snapshot):
    """docs/methods.md: 100 people on 26 January 2024, 188 days before the first of August."""
    from datetime import date

    rows = ask.outlook(snapshot, date(2024, 1, 26), "fluag", 100).set_index("category")
    need = rows[["need_low", "need", "need_high"]].round(1).T.to_dict("list")
    assert need["FRB-U3"] == [0.9, 2.6, 5.2]
    assert need["FRB-UE3"] == [3.8, 5.9, 9.6]
    assert need["SCH"] == [19.2, 22.1, 26.3]
    assert need["SPR-IK"] == [5.2, 8.9, 38.0]


def test_the_need_is_that_of_the_part_a_municipality_gets():
    line = ask.line(ledger(stock=[50.0, 80.0, nan]), 60, "district", LEVELS, without_credit=False)
    assert outlook.part_of(line, None, 60)[0] == 60
    assert outlook.part_of(line, "05566001", 60)[0] == 45
    people, who = outlook.part_of(line, "05566003", 60)
    assert people == 30
    assert "Nach dem Anteil am Schlüssel des Kreises (50,0 %) wären es 30 von 60" in who


def test_whoever_gets_nobody_needs_nothing_more():
    line = ask.line(ledger(), 10, "district", LEVELS, without_credit=False)
    people, who = outlook.part_of(line, "05566003", 10)
    assert people == 0
    assert "bekommt in dieser Rechnung niemanden" in who


def test_the_need_opens_into_its_calculation_with_sources(shown):
    app = shown("2018-01-01")
    assert "100 × 7,3 % im Alter × 100 % mit Zugang × 0,31 je Person = 2,3 Plätze" in told(app)
    assert "212 Tage ÷ 365" in told(app)
    assert "pipelines/reference/age_share.csv Zeile" in told(app)
