"""A table of the offices that nobody declared: its figures stand in the snapshot as printed, for looking up."""

from __future__ import annotations

from pathlib import Path

from pipelines.receiving import intake
from tests.fixtures.small_kreis import RECEIVED, RHEINE, stock

TABLE = """Tabelle: 12521-99i
Ausländische Bevölkerung nach Staatsangehörigkeit;;;;;;
;;;;;Bevölkerung;Bevölkerung
;;;;;Insgesamt;weiblich
;;;;;Anzahl;Anzahl
31.12.2024;05566;Steinfurt, Kreis;121;  Albanien;230;-
31.12.2024;05566076;    Rheine;121;  Albanien;.;12,5
31.12.2024;05354;Aachen, Kreis (bis 2009);121;  Albanien;-;-
31.12.2024;03;Niedersachsen;121;  Albanien;7;3
__________
Stand: 09.02.2026 / 16:09:36
"""
ROWS = "select area, attribute, measure, value, mark, line from curated.statistic order by area, measure"


def given(kreis, text: str) -> intake.Answer:
    path: Path = kreis.inbox / "tabelle.csv"
    path.write_text(text, "latin-1")
    return intake.take_in(path, kreis.data, RECEIVED)


def test_every_figure_is_kept_with_its_words_its_mark_and_its_line(kreis):
    answer = given(kreis, TABLE)
    assert (answer.receipt.source, answer.receipt.rows_taken, answer.receipt.rows_set_aside) == ("statistic", 4, 0)
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "wsa_stock", 100))
    total, female = "Bevölkerung / Insgesamt / Anzahl", "Bevölkerung / weiblich / Anzahl"
    assert kreis.ask(ROWS) == [
        ("05566", "Albanien", total, 230, None, 6),
        ("05566", "Albanien", female, None, "-", 6),
        (RHEINE, "Albanien", total, None, ".", 7),
        (RHEINE, "Albanien", female, 12.5, None, 7),
    ]
    told = "select severity, value from curated.finding where source = 'statistic' order by severity desc"
    said = f"12521-99i {TABLE.splitlines()[1].rstrip(';')}"
    assert kreis.ask(told) == [("warn", said), ("info", "1")]


def test_the_edition_known_last_counts(kreis):
    given(kreis, TABLE)
    path = kreis.inbox / "neu.csv"
    path.write_text(TABLE.replace("230;-", "240;-"), "latin-1")
    intake.take_in(path, kreis.data, RECEIVED.replace(month=2))
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "wsa_stock", 100))
    assert kreis.ask("select value from curated.statistic where line = 6 and value is not null") == [(240,)]
