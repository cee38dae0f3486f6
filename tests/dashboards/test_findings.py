"""The page Befunde: counted, opened reason by reason, taken away as a file, and never read as markup or formula."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import duckdb
import pytest

from dashboards.markup import as_text
from dashboards.queries import findings as ask
from dashboards.queries.findings import Chosen
from dashboards.queries.snapshot import latest
from dashboards.roles import KREIS
from dashboards.sections.findings import sentence
from dashboards.text import labels

COMPARED = "  erwartet  gefunden\n≠ Plätze    Betten"
DETAILS = f"'{COMPARED}'"
FOUND = "timestamp '2026-01-02 03:04:05'"


@pytest.fixture
def refilled(data: Path, tmp_path: Path, monkeypatch):
    """`refilled(select)` is a snapshot whose findings are the rows of a SELECT, and the one the pages show."""

    def fill(rows: str, set_aside: int = 0) -> str:
        folder = Path(shutil.copytree(latest_of(data), tmp_path / "curated" / f"stand-{len(rows)}"))
        with duckdb.connect(folder / "curated.duckdb") as con:
            con.execute("delete from curated.curated.finding")
            con.execute(f"insert into curated.curated.finding {rows}")
            con.execute("update curated.curated.receipt set rows_set_aside = 0")
            offers = "update curated.curated.receipt set rows_set_aside = ? where source = 'offer_inventory'"
            con.execute(offers, [set_aside])
        (tmp_path / "curated" / "latest").write_text(folder.name, "utf-8")
        monkeypatch.setenv("BEDARFSATLAS_DATA", str(tmp_path))
        return latest(KREIS)

    return fill


def latest_of(data: Path) -> Path:
    return data / "curated" / (data / "curated" / "latest").read_text("utf-8").strip()


def finding(severity: str, source: str, file: str, line: object, column: str, value: str, reason: str) -> str:
    said = f"'{severity}', '{source}', '{file}', {line}, '{column}', '{value}', '{reason}', 'Prüfen.'"
    return f"select {FOUND}, {said}, {DETAILS if file.startswith('refused/') else 'null'}"


THREE = " union all ".join(
    [
        finding("warn", "population", "population/x/a.csv", 3, "persons", "7", "springt"),
        finding("error", "offer_inventory", "offer_inventory/x/b.csv", 9, "ags", "<b>x</b>", "ist unbekannt"),
        finding("error", "", "refused/x/c.csv", "null", "", "=cmd()", "c.csv passt zu keiner Quelle"),
    ]
)


MORE_ERRORS = " union all ".join(
    finding("error", "offer_inventory", "offer_inventory/x/b.csv", 9, column, "x", "fehlt")
    for column in ("capacity", "eigene Spalte")
)
RULE = finding(
    "warn", "contract", "curated.wohnsitz_key", "null", "unemployment_of_all", "ags=05154028", "Es fehlt etwas"
)


def text_of(app) -> str:
    return " ".join(html.body for html in app.get("html"))


def test_the_lead_counts_files_refused_rows_set_aside_and_findings_each_as_what_they_are(run, snapshot, refilled):
    """One row with three errors is one row."""
    refilled(f"{THREE} union all {MORE_ERRORS}", set_aside=1)
    app = run("findings")
    assert (
        "1 Datei ist abgelehnt, 1 Zeile ist beiseitegelegt, 3 Fehler sind gefunden, 1 Angabe ist zweifelhaft."
    ) in text_of(app)
    assert app.title[0].value.endswith("?")


def test_without_findings_the_page_says_so(run, snapshot, refilled):
    refilled(f"{finding('info', '', 'x', 1, '', '', 'y')} where false")
    app = run("findings")
    assert "An den Eingängen ist nichts auszusetzen." in text_of(app)
    assert not app.expander[:-1]


def test_refused_files_stand_first_then_by_weight(run, snapshot, refilled):
    refilled(THREE)
    heads = [expander.label.replace("\\", "") for expander in run("findings").expander[:-1]]
    assert heads == [
        "**c.csv passt zu keiner Quelle** – Datei abgelehnt, 1-mal",
        "**Gemeinde: ist unbekannt** – Fehler, 1-mal",
        "**Personen: springt** – zweifelhaft, 1-mal",
    ]


def test_a_selection_in_the_address_filters_and_every_option_says_how_many_it_leaves(run, snapshot, refilled):
    refilled(THREE)
    app = run("findings", quelle="population")
    assert len(app.expander) == 2
    assert app.selectbox(key="schwere").options == ["alle (1)", "zweifelhaft (1)"]
    assert app.selectbox(key="quelle").options[0] == "alle (3)"
    assert set(app.selectbox(key="quelle").options[1:]) == {
        "Angebotsinventar (1)",
        "Bevölkerung und Fläche (1)",
        "Eingang, keiner Quelle zugeordnet (1)",
    }


def test_a_selection_that_no_longer_exists_is_none(run, snapshot, refilled):
    refilled(THREE)
    assert len(run("findings", datei="gibt/es/nicht.csv").expander) == 4


def test_an_opened_reason_is_in_the_address_and_shows_its_rows_as_they_came(run, snapshot, refilled):
    folder = refilled(THREE)
    key = ask.groups(Chosen(folder, severity="error"), 1)["reason_key"].iloc[0]
    app = run("findings", **{f"grund-{key}": "true"})
    (rows,) = (frame.value for frame in app.dataframe)
    assert rows[["file", "line", "column_name", "value"]].to_numpy().tolist() == [
        ["offer_inventory/x/b.csv", "9", "Gemeinde", "<b>x</b>"]
    ]


def opened(run, folder: str, **chosen: str):
    """The page with the first reason of a choice opened."""
    key = ask.groups(Chosen(folder, **chosen), 1)["reason_key"].iloc[0]
    return run("findings", **{f"grund-{key}": "true"})


def test_a_refused_file_shows_what_was_expected_beside_what_was_found(run, snapshot, refilled):
    folder = refilled(THREE)
    assert [code.value for code in opened(run, folder, severity="refused").code] == [COMPARED]
    assert not opened(run, folder, severity="error").code


def test_a_reason_too_long_for_its_head_is_told_in_full_once_opened(run, snapshot, refilled):
    reason = "lang " * 40 + "Ende"
    folder = refilled(finding("warn", "population", "a.csv", 3, "", "7", reason))
    assert "Ende" not in run("findings").expander[0].label
    assert any(text.value == f"**Was nicht stimmt:** {reason}" for text in opened(run, folder).markdown)


def test_on_a_phone_the_rows_are_a_list(run, snapshot, refilled):
    shown = text_of(opened(run, refilled(THREE), severity="error"))
    assert "<b>offer_inventory/x/b.csv, Zeile 9</b><span>&lt;b&gt;x&lt;/b&gt;</span>" in shown


def test_a_rule_has_a_sentence_and_no_name_and_a_heading_typed_by_hand_is_its_own_name(run, snapshot, refilled):
    folder = refilled(f"{RULE} union all {MORE_ERRORS}")
    heads = [expander.label.replace("\\", "") for expander in run("findings").expander[:-1]]
    assert heads == [
        "**Plätze: fehlt** – Fehler, 1-mal",
        "**eigene Spalte: fehlt** – Fehler, 1-mal",
        "**Es fehlt etwas** – zweifelhaft, 1-mal",
    ]
    (rows,) = (frame.value for frame in opened(run, folder, source="contract").dataframe)
    assert rows["column_name"].tolist() == [""]
    assert b"unemployment_of_all" in ask.file(Chosen(folder, source="contract"))()


def test_every_column_of_every_source_has_a_german_name():
    from pipelines.sources import SOURCES

    assert {name for source in SOURCES for name in source.layout.names} <= set(labels("field"))


def test_the_file_holds_exactly_the_chosen_findings_and_runs_no_formula(snapshot, refilled):
    folder = refilled(THREE)
    text = ask.file(Chosen(folder, severity="refused"))().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert row == {
        "found_at": "2026-01-02 03:04:05",
        "severity": "error",
        "source": "",
        "file": "refused/x/c.csv",
        "line": "",
        "column_name": "",
        "value": "'=cmd()",
        "reason": "c.csv passt zu keiner Quelle",
        "action": "Prüfen.",
        "details": COMPARED,
    }
    everything = ask.file(Chosen(folder))().decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(everything), delimiter=";"))) == 3


def test_a_hundred_thousand_findings_are_counted_in_full_and_drawn_in_part(run, snapshot, refilled):
    folder = refilled(
        f"select {FOUND}, 'error', 'offer_inventory', 'a.csv', i, 'ags', cast(i as varchar), "
        "'ist unbekannt' || case when i % 2 = 0 then '' else cast(i as varchar) end, 'Prüfen.', null "
        "from range(1, 100001) as r (i)"
    )
    key = ask.groups(Chosen(folder), 1)["reason_key"].iloc[0]
    app = run("findings", **{f"grund-{key}": "true"})
    assert "100.000 Fehler sind gefunden." in text_of(app)
    assert len(app.expander) == 31
    assert [len(frame.value) for frame in app.dataframe] == [500]
    assert any("ersten 500 von 50.000" in caption.value for caption in app.caption)
    assert any("49.971 weitere Gründe" in caption.value for caption in app.caption)


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        ({}, "An den Eingängen ist nichts auszusetzen."),
        ({"info": 1}, "1 Hinweis liegt vor."),
        ({"error": 1, "aside": 0}, "1 Fehler ist gefunden."),
        (
            {"error": 1200, "aside": 400, "refused": 2},
            "2 Dateien sind abgelehnt, 400 Zeilen sind beiseitegelegt, 1.200 Fehler sind gefunden.",
        ),
    ],
)
def test_numbers_are_said_in_one_sentence(counted, said):
    assert sentence(counted) == said


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\nb", "a b"), ("[x](y)", r"\[x\]\(y\)"), (":red[z]", r"\:red\[z\]"), ("$a$ <b>", r"\$a\$ \<b\>")],
)
def test_a_reason_is_never_read_as_markup(text, shown):
    assert as_text(text) == shown
