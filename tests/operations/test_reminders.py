"""Reminders say what is missing, since when and what that does; nothing in them is left to fill in."""

import csv
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest

from pipelines.launcher import _told_to_pages
from pipelines.problems import Problem
from pipelines.reminders import Reminder, as_letters, reminders, reminders_in, write_reminders
from pipelines.settings import read_settings

from .test_lateness import SNAPSHOT

TODAY = date(2026, 11, 22)
MORE = """
alter table curated.source_status add column title varchar;
update curated.source_status set title = 'Landeswerte NRW', period = '2013-12-31/2026-09-30';
create table curated.offer as
    select 'ST-1' as offer_id, 'Kurs' as name, 'VHS' as provider, date '2026-08-01' as as_of,
        date '2026-08-31' as due_on, false as is_synthetic, 'running' as status, cast(null as date) as valid_to
    union all select 'ST-2', 'Café', 'AWO', date '2026-11-01', date '2026-12-01', false, 'running', null
    union all select 'ST-3', 'Alt', 'VHS', date '2026-08-01', date '2026-08-31', false, 'running', date '2026-09-01'
    union all select 'ST-4', 'Aus', 'VHS', date '2026-08-01', date '2026-08-31', false, 'ended', null
    union all select 'ST-5', 'Erfunden', 'Niemand', date '2026-08-01', date '2026-08-31', true, 'running', null;
"""
EMSDETTEN = """Guten Tag,

für Emsdetten fehlt im Bedarfsatlas noch:
– die Angebote, Stand 01.10.2026, und für welche Zeit die Liste vollständig ist (fällig am 31.10.2026)
– der Bestand (§ 3 FlüAG) zum 01.11.2026 (fällig am 29.11.2026)

Für Bestände genügt je Rechtskreis eine Zahl mit ihrem Tag. Für Angebote genügt eine Tabelle (Excel oder CSV) \
mit Kategorie, Name, Träger, Plätzen, Beginn und Ende je Angebot und dem Stand. Bitte nur Anzahlen, keine \
Namen und keine Aktenzeichen. Eine Null ist eine Null; ein leeres Feld heißt: nicht gemeldet.

Solange der Bestand fehlt, gilt höchstens zwölf Monate lang eine Schätzung; danach bleiben Bedarf und \
Erfüllungsquote für Emsdetten offen. Solange die Angebote fehlen, gelten sie als unbekannt, nicht als null: Ob \
in Emsdetten Plätze fehlen, lässt sich dann nicht sagen.

Bitte senden Sie die Datei an amt@example.org.

Mit freundlichen Grüßen"""


@pytest.fixture
def found() -> list[Reminder]:
    with duckdb.connect() as connection:
        connection.execute(SNAPSHOT + MORE)
        return reminders_in(connection, TODAY, "amt@example.org")


def test_one_reminder_for_each_late_source_silent_municipality_and_provider_of_old_offers(found):
    assert [(one.ags, one.source, one.name) for one in found] == [
        ("", "state_figure", "Landeswerte NRW"),
        ("05566008", "", "Emsdetten"),
        ("", "", "VHS"),
    ]


def test_a_municipality_reads_what_is_missing_since_when_and_what_that_does(found):
    assert found[1].text == EMSDETTEN
    assert found[1].subject == "Bedarfsatlas: Meldung aus Emsdetten"


def test_a_late_source_says_what_was_last_received(found):
    assert "Sie war am 30.10.2026 fällig; zuletzt liegt uns vor: 31.12.2013 bis 30.09.2026." in found[0].text


def test_a_provider_reads_only_its_running_offers_past_their_day(found):
    assert "– Kurs (ST-1), Stand 01.08.2026 (fällig am 31.08.2026)" in found[2].text
    assert "ST-3" not in found[2].text
    assert "ST-4" not in found[2].text


def test_without_a_contact_the_answer_goes_back_to_the_sender():
    with duckdb.connect() as connection:
        connection.execute(SNAPSHOT + MORE)
        text = reminders_in(connection, TODAY)[1].text
    assert "Bitte antworten Sie auf diese Nachricht" in text
    assert not set("{}[]<>") & set(text)


def test_the_link_opens_the_whole_text_in_a_mail_program(found):
    link = urlsplit(found[1].mailto)
    said = parse_qs(link.query)
    assert (link.scheme, link.path) == ("mailto", "")
    assert said["subject"] == [found[1].subject]
    assert said["body"] == [EMSDETTEN.replace("\n", "\r\n")]


def test_the_files_beside_the_list_hold_every_reminder_and_run_no_formula(found, tmp_path):
    write_reminders([*found, Reminder("", "", "=cmd()", "Betreff", "Text")], tmp_path)
    with (tmp_path / "reminders.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == ["Landeswerte NRW", "Emsdetten", "VHS", "'=cmd()"]
    assert EMSDETTEN in (tmp_path / "reminders.txt").read_text("utf-8")


def test_when_nothing_is_missing_that_is_said():
    assert as_letters([]) == "Es fehlt keine Meldung."


def test_before_the_first_build_the_sentence_says_what_to_do(tmp_path: Path):
    with pytest.raises(Problem, match="bedarfsatlas build"):
        reminders(tmp_path, TODAY)


def test_the_dashboard_is_told_the_settings_it_needs(tmp_path: Path):
    told = _told_to_pages(tmp_path)
    assert (told["BEDARFSATLAS_UPLOAD"], told["BEDARFSATLAS_CONTACT"]) == ("", "")
    (tmp_path / "settings.toml").write_text('upload = true\ncontact = "amt@example.org"\n', "utf-8")
    told = _told_to_pages(tmp_path)
    assert (told["BEDARFSATLAS_UPLOAD"], told["BEDARFSATLAS_CONTACT"]) == ("1", "amt@example.org")
    (tmp_path / "settings.toml").write_text("upload = 1\n", "utf-8")
    assert _told_to_pages(tmp_path)["BEDARFSATLAS_UPLOAD"] == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("upload = 1", "upload muss true oder false sein"),
        ('contact = "Frau X"', "contact muss eine E-Mail-Adresse sein"),
    ],
)
def test_an_impossible_setting_is_one_sentence(tmp_path: Path, text, words):
    (tmp_path / "settings.toml").write_text(text, "utf-8")
    with pytest.raises(Problem, match=words):
        read_settings(tmp_path)
