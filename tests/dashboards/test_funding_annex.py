"""The annex of an application: typed cells, the dashboard's figures, nothing invented, what is withheld says so."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from dashboards.queries import funding as ask
from dashboards.queries import funding_annex, municipality, overview
from dashboards.queries.snapshot import latest
from dashboards.queries.steps import steps
from dashboards.roles import PUBLIC
from dashboards.sections import funding, funding_gaps
from dashboards.sections.funding_asked import Asked
from dashboards.widgets import Selection
from pipelines.funding.state import state_on
from pipelines.papers.annex import Wish
from tests.fixtures.shielded_kreis import EXACT, fill
from tests.fixtures.small_kreis import EMSDETTEN, SmallKreis, reported, stock
from tests.fixtures.small_kreis import RHEINE as HERE

EHR = "Ehrenamt: Patenschaft, Koordination, Qualifizierung"
NONE = "nicht gemeldet"
MONTH, DAY, RHEINE = date(2018, 1, 1), date(2026, 11, 23), "05566076"


def wish(snapshot: str, code: str = "BRUECKE", ags: str | None = RHEINE, day: date = DAY) -> Wish:
    programme = next(one for one in ask.programmes(snapshot, "de") if one.programme == code)
    return Wish(programme, MONTH, ags, day, state_on(programme, day))


def book(snapshot: str, asked: Wish) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(funding_annex.file(snapshot, asked)()))


def rows(sheet) -> list[dict]:
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


@pytest.mark.parametrize(("code", "ags"), [("BRUECKE", RHEINE), ("AMIF", None), ("KI", None)])
def test_every_figure_of_a_gap_is_the_dashboards_to_the_last_digit(snapshot, code, ags):
    asked = wish(snapshot, code, ags)
    written = {(row["AGS"], row["Kategorie"]): row for row in rows(book(snapshot, asked)["Bedarf und Lücke"])}
    shown = overview.gaps(snapshot, MONTH)
    shown = shown[shown["ags"] == ags] if ags else shown
    assert_same(written, shown[shown["category"].isin([category for category, _ in asked.programme.ways])])


# Head of a cell -> what the page shows.
SAME = {
    "Bedarf von": "need_low", "Bedarf": "need", "Bedarf bis": "need_high", "Angebot am Ort": "local_supply",
    "Angebot geteilt": "shared_supply", "Lücke am Ort": "local_gap", "Lücke geteilt": "shared_gap",
    "Lücke von": "gap_low", "Lücke bis": "gap_high",
}  # fmt: skip


def assert_same(written: dict[tuple[str, str], dict], shown: pd.DataFrame) -> None:
    """Every cell is the page's number; without one it is empty, or says that it is withheld where the page does."""
    assert len(written) == len(shown) > 0
    for row in shown.to_dict("records"):
        cells = written[row["ags"], row["category_name"]]
        for head, name in SAME.items():
            value = row[name]
            gone = "geschützt" if row["answer"] == "protected" and name != "local_supply" else None
            assert cells[head] == (gone if pd.isna(row[name]) else value), (row["name"], row["category"], head)


def test_a_bound_nobody_knows_is_no_zero(snapshot):
    """Greven lacks half a volunteer post that nobody can bound; Wettringen reported nothing."""
    written = rows(book(snapshot, wish(snapshot, "KI", None))["Bedarf und Lücke"])
    of = {(row["Gemeinde"], row["Kategorie"]): row for row in written}
    greven, wettringen = (of[name, EHR] for name in ("Greven", "Wettringen"))
    assert round(greven["Lücke geteilt"], 3) == 0.454
    for row in (greven, wettringen):
        assert (row["Lücke von"], row["Lücke bis"]) == (None, None)


def test_people_ages_and_steps_are_those_of_the_municipality(snapshot):
    made = book(snapshot, wish(snapshot))
    people = {row["Rechtskreis"]: row for row in rows(made["Personen"])}
    stock = municipality.stock(snapshot, MONTH, RHEINE)
    assert people["Zuweisung nach FlüAG"]["Wert"] == stock.loc["fluag", "persons"]
    assert people["Zuweisung nach FlüAG"]["Zeile"] == stock.loc["fluag", "line"]
    ages = {row["Alter"]: row["Wert"] for row in rows(made["Alter"])}
    shown = municipality.ages(snapshot, MONTH, RHEINE).set_index("age_band")["persons"]
    assert ages["0 bis 2 Jahre"] == shown["0_2"]
    assert sum(ages.values()) == pytest.approx(shown.sum())
    counted = steps(snapshot, MONTH, RHEINE)
    counted = counted[counted["category"].isin(["FRB-U3", "FRB-UE3"])]
    written = rows(made["Rechenweg"])
    assert len(written) == len(counted)
    assert sorted(row["Wert"] for row in written if row["Wert"] is not None) == sorted(counted["value"].dropna())
    assert {row["Datei"] for row in written} >= {"pipelines/reference/need_ratio.csv"}
    # only places come from the invented inventory
    assert {row["Art"] for row in written if row["erfunden"]} >= {"Plätze am Ort"}
    assert not [row for row in written if row["erfunden"] and row["Art"] in ("Gezählt", "Zugang", "Bedarf daraus")]
    assert all(row["erfunden"] for row in rows(made["Angebote"]))


def test_cells_are_typed_and_cells_to_fill_in_are_empty_and_yellow(snapshot):
    made = book(snapshot, wish(snapshot))
    assert isinstance(rows(made["Personen"])[0]["Ende"].date(), date)
    assert rows(made["Bedarf und Lücke"])[0]["AGS"] == RHEINE
    filled = list(made["Auszufüllen"].iter_rows(min_row=2))
    # nine questions for each of two categories
    assert len(filled) == 18
    assert {cell[2].value for cell in filled} == {None}
    assert {cell[2].fill.fgColor.rgb for cell in filled} == {"FFFFF2CC"}
    assert filled[0][1].fill.fill_type is None


def test_the_cover_says_what_it_is_made_from(snapshot):
    made = book(snapshot, wish(snapshot))
    cover = dict(made["Anlage"].iter_rows(min_row=3, values_only=True))
    assert made["Anlage"]["A2"].value == (
        "Anlage zum Antrag: Brückenprojekte (Kinderbetreuung in besonderen Fällen), Rheine"
    )
    assert cover["Zahlen vom"] == "01.01.2018"
    assert cover["Stand des Programms"] == ("läuft; letzte bekannte Frist 31.12.2025 ist vorbei, die nächste erfragen")
    assert cover["Erfundene Angebote enthalten"].startswith("Ja: ")
    assert cover["Schutz kleiner Zahlen"]


def test_an_own_share_is_a_number_and_missing_where_nobody_names_it(snapshot):
    shares = {}
    for code in ("AMIF", "BRUECKE"):
        facts = {row["Angabe"]: row for row in rows(book(snapshot, wish(snapshot, code))["Programm"])}
        shares[code] = (facts["Eigenanteil"]["von"], facts["Eigenanteil"]["bis"])
    assert shares == {"AMIF": (0.1, 0.25), "BRUECKE": (None, None)}


def test_a_programme_for_what_has_no_need_figure_says_so(snapshot):
    """Counselling has no ratio that could be defended: no gap, no step, and a sentence on the cover."""
    made = book(snapshot, wish(snapshot, "REG-BERATUNG"))
    assert not rows(made["Bedarf und Lücke"])
    cover = dict(made["Anlage"].iter_rows(min_row=3, values_only=True))
    without = cover["Davon ohne Bedarfszahl, weil keine Quelle eine Quote nennt"]
    assert "Migrations- und Verfahrensberatung" in without


def test_everybody_gets_no_figure_that_is_withheld(tmp_path, snapshot, monkeypatch):
    """January 2018: Altenberge (4 and 6) and Emsdetten's 2 are withheld, Wettringen is missing, others are rounded."""
    small = fill(SmallKreis(tmp_path))
    monkeypatch.setenv("BEDARFSATLAS_DATA", str(small.data))
    public = latest(PUBLIC)
    assert Path(public).name == "public.duckdb"
    made = book(public, wish(public, ags=None))
    people = {(row["Gemeinde"], row["Rechtskreis"][:9]): row["Wert"] for row in rows(made["Personen"])}
    assert people[("Altenberge", "Zuweisung")] == people[("Altenberge", "Wohnsitza")] == "geschützt"
    assert people[("Emsdetten", "Wohnsitza")] == "geschützt"
    assert people[("Emsdetten", "Zuweisung")] == 12_830
    assert people[("Wettringen", "Zuweisung")] is None
    gaps = {row["Gemeinde"]: row for row in rows(made["Bedarf und Lücke"]) if row["Kategorie"] == "Frühe Bildung ab 3"}
    assert (gaps["Altenberge"]["Bedarf"], gaps["Altenberge"]["Lücke geteilt"]) == ("geschützt", "geschützt")
    assert gaps["Wettringen"]["Lücke geteilt"] is None
    sheet = rows(made["Bedarf und Lücke"])
    shown = overview.gaps(public, MONTH)
    paid = [category for category, _ in wish(public).programme.ways]
    assert_same({(row["AGS"], row["Kategorie"]): row for row in sheet}, shown[shown["category"].isin(paid)])
    # withheld, known in part, shown, not reported
    residence = [row for row in rows(made["Personen"]) if row["Rechtskreis"][:9] == "Wohnsitza"]
    basis = {row["Gemeinde"]: row["Grundlage"] for row in residence}
    assert basis == {"Altenberge": "geschützt", "Emsdetten": "geschützt", "Rheine": "gemeldet", "Wettringen": NONE}
    ages = {row["Gemeinde"]: row for row in rows(made["Alter"]) if row["Alter"] == "0 bis 2 Jahre"}
    assert {name: row["Grundlage"] for name, row in ages.items()} == {
        "Altenberge": "geschützt", "Emsdetten": "Mindestwert", "Rheine": "geschätzt", "Wettringen": NONE,
    }  # fmt: skip
    assert (ages["Altenberge"]["Wert"], ages["Wettringen"]["Wert"], ages["Emsdetten"]["bis"]) == (
        "geschützt", None, None,
    )  # fmt: skip
    written = {str(cell) for sheet in made for row in sheet.iter_rows(values_only=True) for cell in row}
    assert written.isdisjoint(map(str, EXACT))


def test_a_place_withheld_in_part_whose_offers_nobody_reported_is_missing_and_not_withheld(tmp_path, monkeypatch):
    """Emsdetten: 40 under the FlüAG are shown, 2 under § 12a are not; what it offers nobody said."""
    small = SmallKreis(tmp_path)
    small.add(
        "allocation_report",
        stock(EMSDETTEN, "2018-01", "fluag_stock", 40),
        stock(EMSDETTEN, "2018-01", "wsa_stock", 2),
        stock(HERE, "2018-01", "fluag_stock", 60),
        stock(HERE, "2018-01", "wsa_stock", 60),
    )
    small.add("inventory_report", *reported(HERE))
    small.build()
    monkeypatch.setenv("BEDARFSATLAS_DATA", str(small.data))
    public = latest(PUBLIC)
    made = book(public, wish(public, ags=EMSDETTEN))
    assert {row["Lücke geteilt"] for row in rows(made["Bedarf und Lücke"])} == {None}
    asked = Asked(Selection(public, MONTH, "FRB-U3", EMSDETTEN), DAY, False, "")
    assert funding_gaps.of_place(asked)["FRB-U3"] == "fehlt"
    # the same for the lead; integration courses, for which only those withheld count, are left out
    found = funding.ask.gaps(public, MONTH, EMSDETTEN)
    monkeypatch.setattr(funding.ask, "gaps", lambda *_: found[found["category"] == "FRB-U3"])
    assert "geschützt" not in " ".join(funding.finding(asked))


def test_for_money_without_an_application_there_is_no_annex(run):
    app = run("funding", programm="FLUEAG", stichtag=str(DAY))
    assert [info.value for info in app.info] == [
        "FlüAG-Pauschale: Anteil für soziale Betreuung nimmt am 23.11.2026 keine neuen Anträge: läuft, ohne Antrag und "
        "ohne Frist. Wählen Sie ein anderes Programm oder einen anderen Stichtag."
    ]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ({"programm": "XYZ"}, "Das Programm „XYZ“ aus der Adresse gibt es in dieser Sicht nicht; die Anlage ist für: "),
        ({"sicht": "gruppen", "programm": "KI"}, "Das Programm „KI“ aus der Adresse gibt es in dieser Sicht nicht; "),
        ({"sicht": "quer"}, "Die Sicht „quer“ aus der Adresse gibt es hier nicht; gezeigt werden alle Programme."),
    ],
)
def test_what_the_address_names_and_nobody_knows_gives_one_sentence(run, address, sentence):
    told = [info.value for info in run("funding", stichtag=str(DAY), **address).info]
    assert len([text for text in told if text.startswith(sentence)]) == 1
    known = [info.value for info in run("funding", stichtag=str(DAY), programm="KI", sicht="alle").info]
    assert not [text for text in known if "aus der Adresse" in text]


def test_for_a_programme_that_is_over_there_is_a_sentence_and_no_file(run):
    app = run("funding", programm="KOMM-AN", stichtag=str(DAY))
    assert [info.value for info in app.info] == [
        "KOMM-AN NRW nimmt am 23.11.2026 keine neuen Anträge: beendet am 31.12.2024. "
        "Wählen Sie ein anderes Programm oder einen anderen Stichtag."
    ]


def test_an_unknown_place_in_the_address_gives_one_sentence(run):
    app = run("funding", gemeinde="99999999", stichtag=str(DAY))
    assert "Die Gemeinde „99999999“ aus der Adresse gibt es hier nicht; gezeigt werden alle Gemeinden." in [
        info.value for info in app.info
    ]
