"""What the lump sums come to: one municipality over the months, the Kreis in one month, and what nobody could check."""

from collections.abc import Callable

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboards.queries import lump_sum as ask
from dashboards.sections import lump_sum
from tests.dashboards.test_overview import html

RHEINE, WETTRINGEN = "05566076", "05566096"


@pytest.fixture
def shown(snapshot: str) -> Callable[..., AppTest]:
    """`shown("2018-01-01", RHEINE)` runs the section alone."""

    def script(snapshot: str, month: str, ags: str | None) -> None:
        from datetime import date

        from dashboards.sections import lump_sum
        from dashboards.widgets import Selection

        lump_sum.show(Selection(snapshot, date.fromisoformat(month), "SPR-IK", ags))

    def run(month: str, ags: str | None = None) -> AppTest:
        app = AppTest.from_function(script, args=(snapshot, month, ags), default_timeout=30).run()
        assert not app.exception, app.exception
        return app

    return run


def told(app: AppTest) -> str:
    return " ".join(element.value for element in [*app.markdown, *app.caption]).replace("\u00a0", " ")


def test_the_kreis_in_january_2018_is_worth_two_million_euro(shown):
    """2,339 people of 23 municipalities × 866 €; Wettringen is missing and not zero."""
    app = shown("2018-01-01")
    sentence = "2.025.574 € für 2.339 Personen** in 23 von 24 Gemeinden, je 866 €, geschätzt aus dem Bestand."
    assert sentence in told(app)
    assert '<th scope="row">Ibbenbüren</th><td>259</td><td>224.294</td><td>nicht prüfbar</td>' in html(app)
    assert '<th scope="row">Wettringen</th><td>fehlt</td><td>fehlt</td><td>–</td>' in html(app)


def test_rheine_over_the_months_with_rate_basis_and_deadline(shown):
    app = shown("2018-01-01", RHEINE)
    assert "182 Personen × 866 € = 157.612 €**, geschätzt aus dem Bestand." in told(app)
    row = "<td>182</td><td>866</td><td>157.612</td><td>geschätzt aus dem Bestand</td><td>nicht prüfbar</td>"
    assert f'<th scope="row">Januar 2018</th>{row}<td>10.02.2018</td>' in html(app)
    assert "meldungen_kreis_steinfurt.csv Zeile 38" in told(app)
    assert "pipelines/reference/parameter.csv Zeile" in told(app)
    assert "Meldefrist: bis zum 10. des Folgemonats (§ 4 Abs. 3 FlüAG NRW" in told(app)


def test_the_deadline_is_a_sentence_in_both_languages_and_quoted_german_says_so(run):
    page = told(run("allocation", gemeinde=RHEINE, tag="2018-01-01", monat="2018-01", sprache="en"))
    assert "Reporting deadline: by day 10 of the following month (§ 4 Abs. 3 FlüAG NRW" in page
    assert "Folgemonats" not in page
    reasons = [line for line in page.split("- ") if "× €866" in line]
    assert reasons
    assert all("(in German)) = €" in line for line in reasons if "parameter.csv" in line)


def test_a_month_that_is_only_estimated_has_no_amount_and_says_why(shown):
    assert "aus einer Schätzung wird kein Betrag" in told(shown("2018-03-01", RHEINE))


def test_without_any_count_it_says_what_is_missing(shown):
    app = shown("2018-01-01", WETTRINGEN)
    assert "Wettringen, Januar 2018: Betrag fehlt." in told(app)
    assert "Auch für keinen anderen Monat" in told(app)
    empty = told(shown("2019-07-01"))
    assert "Monate mit Betrag: Januar 2016, Januar 2018, Februar 2018, Januar 2024." in empty


def test_before_2017_amount_and_deadline_say_how_far_they_carry(shown):
    app = shown("2016-01-01")
    assert "in 1 von 24 Gemeinden, je ≈ 833,33 €" in told(app)
    assert "Zwölftel eines Jahressatzes" in told(app)
    assert "keine Meldefrist hinterlegt" in told(app)


def test_the_form_is_there_to_take(shown):
    app = shown("2018-01-01")
    assert [button.label for button in app.get("download_button")] == ["Vorlage Monatsmeldung (CSV)"]
    assert ask.template().decode().startswith("ags,month,legal_group,persons")


def doubtful(persons: float | None, euro: float | None, reasons: str | None, groups: int, checked: int) -> str:
    row = {"doubtful_persons": persons, "doubtful_eur": euro, "reasons": reasons}
    return lump_sum.doubt(pd.Series(row | {"groups": groups, "groups_checked": checked}))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ((None, None, None, 1, 0), "nicht prüfbar"),
        ((0, 0, None, 1, 1), "0"),
        ((20, 17_320, "above_register", 1, 1), "20 (17.320 €): über dem Register"),
        (
            (27, 23_382, "past_limit above_register", 3, 2),
            "mind. 27 (23.382 €): über dem Register, über der Frist; Rechtskreise nicht prüfbar: 1",
        ),
    ],
)
def test_doubt_is_a_figure_a_minimum_or_a_word_but_no_zero_where_nobody_could_check(row, words):
    assert doubtful(*row) == words
