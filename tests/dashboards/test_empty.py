"""Where nothing can be shown one sentence says what to do next, and no chart stands empty."""

import pandas as pd
import pytest

from dashboards.months import REPORTS
from dashboards.queries import shared
from dashboards.sections.empty import next_step
from tests.dashboards.test_overview import charts, html
from tests.fixtures.small_kreis import RHEINE, offer, reported, stock


def months(*counts: int) -> pd.DataFrame:
    rows = {"reported_fluag": counts, "reported_wohnsitz": 0, "reported_asylblg": 2, "municipalities": 4}
    return pd.DataFrame(rows | {"month": pd.date_range("2018-01-01", periods=len(counts), freq="MS")})


@pytest.mark.parametrize(
    ("counts", "chosen", "has_offers", "step"),
    [
        ((0, 0), 0, True, "no_reports"),
        ((3, 0), 1, True, "other_month"),
        ((3, 0), 0, False, "no_offers"),
        ((3, 0), 0, True, ""),
    ],
)
def test_the_next_step_follows_what_is_missing(counts, chosen, has_offers, step):
    every = months(*counts)
    assert next_step(every, every.iloc[chosen], has_offers=has_offers) == step


def labels(app) -> list[str]:
    return [link.proto.label for link in app.get("page_link")]


def test_a_month_without_report_leads_to_one_with_many(run):
    app = run("overview", monat="2019-07")
    assert "Weiter zum nächsten Zeitpunkt mit gezähltem Bestand: Jahreswechsel 2017/18 · 23 von 24" in labels(app)
    app = run("municipality", monat="2019-07", gemeinde=RHEINE)
    assert "Was in Rheine im Juli 2019 fehlt, lässt sich nicht sagen: Der Bestand ist nicht gemeldet." in html(app)
    assert not charts(app, "ages")


def test_a_kreis_nobody_reported_to_is_told_where_to_begin(kreis, run, monkeypatch):
    kreis.add("inventory_report", *reported(RHEINE))
    kreis.add("offer_inventory", offer("kurs", RHEINE, "SPR-IK", 25))
    kreis.add("asylblg_recipients", {"ags": RHEINE, "as_of": "2018-12-31", "recipients": "120"})
    kreis.build()
    monkeypatch.setenv("BEDARFSATLAS_DATA", str(kreis.data))
    for name in ("overview", "municipality"):
        app = run(name, gemeinde=RHEINE)
        assert any(info.value.startswith("Noch hat keine Gemeinde einen Bestand gemeldet.") for info in app.info)
        assert '<table class="heat' not in html(app)
        assert not charts(app, "time")


def test_a_kreis_without_offers_is_asked_for_an_inventory(kreis, run, monkeypatch):
    kreis.add("allocation_report", *(stock(RHEINE, "2018-01", measure, 90) for measure in ("fluag_stock", "wsa_stock")))
    kreis.build()
    monkeypatch.setenv("BEDARFSATLAS_DATA", str(kreis.data))
    app = run("overview", monat="2018-01")
    assert any("kein Angebotsinventar vollständig gemeldet" in info.value for info in app.info)
    assert '<table class="heat' not in html(app)
    app = run("municipality", monat="2018-01", gemeinde=RHEINE)
    assert "Die Angebote sind nicht vollständig gemeldet." in html(app)


@pytest.mark.parametrize("address", [{}, {"gemeinde": RHEINE}], ids=["Kreis", "Rheine"])
def test_every_category_is_drawn_in_every_kind_of_month(run, snapshot, address):
    """A month of each combination of what was reported in it, and a category of each kind."""
    every = shared.months(snapshot)
    kinds = every.assign(**{name: every[name] > 0 for name in REPORTS}).groupby(list(REPORTS))["month"].max()
    categories = shared.categories(snapshot).groupby(["gap_mode", "unit"], dropna=False)["category"].first()
    assert len(kinds) >= 3
    for month in kinds:
        for category in categories:
            assert run("overview", monat=f"{month:%Y-%m}", kategorie=category, **address).header
