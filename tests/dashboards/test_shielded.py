"""What whoever is not staff sees of counts of people: rounded, or the word *geschützt*; never as missing."""

from __future__ import annotations

import base64
import json
import re
from datetime import date
from xml.etree import ElementTree

import numpy as np
import pytest
from google.protobuf.text_format import MessageToString
from streamlit.testing.v1 import AppTest

from dashboards import sign_in
from dashboards.app_pages import PAGES
from dashboards.charts.heat import heat_table
from dashboards.queries import change, downloads, municipality, next_in_line, overview, receipts
from dashboards.queries.snapshot import latest
from dashboards.roles import KREIS, PUBLIC, Role
from dashboards.sections import receipts as sections
from dashboards.widgets import Selection
from tests.fixtures.shielded_kreis import EXACT, fill
from tests.fixtures.small_kreis import ALTENBERGE, EMSDETTEN, RHEINE, WETTRINGEN, SmallKreis, ask

ROLES = {"public": PUBLIC, "municipality": Role("municipality", RHEINE), "kreis": KREIS}
MONTH = date(2018, 1, 1)
JANUARY = {"monat": "2018-01", "tag": "2018-01-01", "umfang": "all"}


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> SmallKreis:
    return fill(SmallKreis(tmp_path_factory.mktemp("shielded")))


@pytest.fixture
def at_small(small, snapshot, monkeypatch):
    monkeypatch.setenv("BEDARFSATLAS_DATA", str(small.data))


@pytest.fixture
def as_role(monkeypatch):
    """`as_role("public")`: whoever reads the next pages."""

    def become(name: str) -> None:
        monkeypatch.setattr(sign_in, "_role", lambda *_: ROLES[name])

    return become


@pytest.fixture
def show(run, as_role):
    """`show("overview", "public", gemeinde=…)`: all that a reader of that role can read on a page, as one text."""

    def read(page: str, role: str, **address: str) -> str:
        as_role(role)
        return everything(run(page, **address))

    return read


def everything(app: AppTest) -> str:
    """Texts, tables and the numbers of charts."""
    told = []
    for element in app.main:
        kind = element.type
        if kind in ("arrow_data_frame", "dataframe"):
            told.append(element.value.to_csv())
        elif kind == "plotly_chart":
            spec = json.loads(element.proto.spec)
            told += [json.dumps(_unpacked(spec), ensure_ascii=False), element.proto.alt]
        else:
            told.append(MessageToString(element.proto, as_utf8=True) if getattr(element, "proto", None) else "")
    return "\n".join(told)


def _unpacked(value: object) -> object:
    if isinstance(value, dict) and "bdata" in value:
        return np.frombuffer(base64.b64decode(value["bdata"]), value["dtype"]).tolist()
    if isinstance(value, dict):
        return {key: _unpacked(part) for key, part in value.items()}
    return [_unpacked(part) for part in value] if isinstance(value, list) else value


def ways_to_write(count: int) -> list[str]:
    return [str(count), f"{count:,}", f"{count:,}".replace(",", ".")]


def is_in(count: int, text: str) -> bool:
    return any(re.search(rf"(?<![\d.,]){re.escape(way)}(?![\d]|[.,]\d)", text) for way in ways_to_write(count))


OPEN = [page for page in PAGES if page != "upload"]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", OPEN)
def test_every_page_is_drawn_for_every_role_in_both_languages(at_small, show, page, role, language):
    for ags in ("", ALTENBERGE, EMSDETTEN) if role == "public" else (ALTENBERGE,):
        text = show(page, role, sprache=language, **JANUARY, **({"gemeinde": ags} if ags else {}))
        if role == "public":
            assert [count for count in EXACT if is_in(count, text)] == []


@pytest.mark.parametrize("page", ["overview", "municipality", "allocation", "data_status", "downloads"])
def test_no_exact_count_of_the_shipped_data_stands_on_a_public_page(snapshot, show, as_role, data, page):
    """Numbers of three digits and more; below them too many other figures look alike."""
    as_role("kreis")
    counts = ask(data, "select ags, persons from curated.stock where month = '2018-01-01' and basis = 'reported'")
    exact = [(ags, int(n)) for ags, n in counts if n == int(n) and n >= 100 and n % 5]
    assert len(exact) > 10
    largest = dict(sorted(exact, key=lambda row: row[1])[-3:])
    for ags, count in largest.items():
        said = show(page, "public", **JANUARY, gemeinde=ags)
        assert not is_in(count, said) or is_in(count, _without_people(data)), (page, ags, count)


def _without_people(data) -> str:
    """The official figures that may read like a count by chance: obligations, residents, lines of files."""
    rows = ask(
        data,
        """select round(obligation)::int::varchar from curated.obligation where obligation is not null
           union all select persons::int::varchar from curated.population
           union all select line::varchar from curated.reported_stock""",
    )
    return " ".join(text for (text,) in rows)


def test_the_staff_reads_the_exact_counts_on_the_same_pages(at_small, show):
    text = show("municipality", "kreis", **JANUARY, gemeinde=RHEINE)
    assert is_in(EXACT[1], text)
    assert is_in(EXACT[2], text)
    assert "geschützt" not in text


def test_a_public_page_says_once_what_it_is(at_small, show):
    for page in ("overview", "municipality", "allocation"):
        assert show(page, "public", **JANUARY).count("Öffentliche Fassung: Zahlen zu Menschen sind auf 5 gerundet") == 1
        assert "Öffentliche Fassung" not in show(page, "kreis", **JANUARY)


@pytest.mark.parametrize(
    ("page", "ags", "said"),
    [
        ("overview", "", "In 2 Gemeinden ist der Bestand gemeldet, aber geschützt."),
        ("overview", "", "FlüAG 40.540 + Wohnsitzauflage 11.165"),
        ("overview", "", "8 Felder ohne Zahl, 9 geschützt"),
        ("municipality", ALTENBERGE, "Der Bestand ist gemeldet, aber geschützt."),
        ("municipality", ALTENBERGE, "Zuweisung nach FlüAG: geschützt (01.01.2018)"),
        ("municipality", EMSDETTEN, "Mindestens 12.830 Personen zum Jahreswechsel 2017/18; eine Zahl ist geschützt"),
        ("municipality", EMSDETTEN, "Nur ein Teil: Der Bestand eines Rechtskreises ist geschützt."),
        ("allocation", ALTENBERGE, "wie viele davon da sind, ist gemeldet, aber geschützt"),
        ("allocation", "", "Bestand geschützt: Altenberge."),
        ("allocation", "", "Bestand gemeldet, aber geschützt: Altenberge"),
        ("allocation", "", "<b>3 von 4</b><span>Gemeinden zum 01.01.2018 · in einer Gemeinde geschützt"),
        ("allocation", ALTENBERGE, "Betrag geschützt."),
        ("data_status", "", "Ganz oder zum Teil geschützt: 4 Meldungen"),
    ],
)
def test_what_is_withheld_is_said_apart_from_what_is_missing(at_small, show, page, ags, said):
    assert said in show(page, "public", **JANUARY, **({"gemeinde": ags} if ags else {}))


def test_nobody_is_asked_for_a_count_that_was_reported(at_small, show):
    text = show("municipality", "public", **JANUARY, gemeinde=ALTENBERGE)
    assert "Zu fragen: Sozialamt" not in text


def test_a_withheld_cell_of_the_heat_map_is_hatched_and_says_so(at_small, as_role):
    rows = overview.gaps(latest(PUBLIC), MONTH).assign(gap=lambda rows: rows["shared_gap"])
    totals = overview.district(latest(PUBLIC), MONTH).assign(gap=lambda rows: rows["shared_gap"])
    drawn = heat_table(rows, [ALTENBERGE, RHEINE, WETTRINGEN], totals, "", lambda ags, code: "")
    cells = ElementTree.fromstring(f"<div>{drawn}</div>").findall(".//tr/td[1]")
    first = [("".join(cell.itertext()), cell.get("class")) for cell in cells]
    assert first[1::2] == [("geschützt", "c-protected"), ("fehlt", "c-no_figure")]
    assert "Bestand gemeldet, aber geschützt" in cells[1].get("title")


def test_chart_table_and_file_hold_the_same_number(at_small, as_role):
    public = latest(PUBLIC)
    [row] = change.figures(public, MONTH, MONTH, ags=EMSDETTEN, measure="people").to_dict("records")
    assert (row["value"], row["basis"], bool(row["is_protected"])) == (12_830, "partial", True)
    assert municipality.stock(public, MONTH, EMSDETTEN).loc["fluag", "persons"] == 12_830
    wish = downloads.Wish(downloads.Selection(MONTH, None, (EMSDETTEN,), ()), relations=("stock",))
    lines = downloads.file(public, "stock", "rfc4180", wish)().decode("utf-8-sig").splitlines()
    head = next(line for line in lines if line.startswith("month"))
    found = [dict(zip(head.split(","), line.split(","), strict=False)) for line in lines if line.startswith("2018-01")]
    told = {row["legal_group"]: (row["persons"], row["is_protected"]) for row in found}
    assert float(told["fluag"][0]) == 12_830
    assert told["wohnsitz"] == ("", "true")


def test_what_is_withheld_has_its_own_reason_in_the_line(at_small, as_role):
    from dashboards.queries.ledger import ledger

    rows = ledger(latest(PUBLIC), MONTH, "fluag")
    line = next_in_line.line(rows[rows["in_kreis"]], 100, "district", (0.9, 1.0), without_credit=True)
    assert line.loc[ALTENBERGE, "reason"] == "protected"
    assert line.loc[WETTRINGEN, "reason"] == "stock"


def test_the_receipts_of_a_withheld_count_say_so_instead_of_standing_empty(at_small):
    rows = receipts.with_receipts(latest(PUBLIC), sections._stocks(Selection(latest(PUBLIC), MONTH, "", ALTENBERGE)))
    assert rows["value"].tolist() == ["geschützt", "geschützt"]
    assert [sections._fingerprint(row) for _, row in rows.iterrows()] == ["geschützt", "geschützt"]
    assert rows["line"].notna().all()
