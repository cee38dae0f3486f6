"""Contract of curated.wohnsitz_key."""

from pipelines.contracts.base import Column, Contract, Rule, ags, basis


def _place(of: str, what: str) -> tuple[Column, ...]:
    """File, line and source of a row that not every municipality has."""
    return (
        Column(f"{of}_file", "text", f"Tabelle, in der {what} steht; leer: keiner", required=False),
        Column(f"{of}_line", "integer", "Zeile in dieser Tabelle, Kopfzeile mitgezählt", required=False, minimum=2),
        Column(f"{of}_source", "text", "Fundstelle dafür", required=False),
    )


def _share(name: str, meaning: str) -> Column:
    return Column(name, "number", meaning, unit="Anteil 0–1", minimum=0, maximum=1)


CONTRACT = Contract(
    relation="wohnsitz_key",
    title="Schlüssel der Wohnsitzauflage (Schätzung)",
    grain="Schlüsseljahr und Gemeinde",
    meaning="Geschätzter Anteil jeder Gemeinde nach § 12a AufenthG und § 4 AWoV NRW vom 15.11.2016, in Kraft bis 31.3.2021: "
    "80 % Bevölkerung, 10 % Fläche, 10 % Arbeitslosigkeit. Eine veröffentlichte Verpflichtung geht immer vor.",
    key=("key_year", "ags"),
    columns=(
        Column("key_year", "integer", "Jahr, für das der Schlüssel gilt", unit="Jahr"),
        ags(),
        Column("valid_from", "day", "Erster Tag des Jahres, an dem die Regel galt"),
        Column("valid_to", "day", "Letzter Tag des Jahres, an dem die Regel galt"),
        Column("population_as_of", "day", "Stichtag von Bevölkerung und Fläche"),
        Column(
            "unemployed_as_of",
            "day",
            "Stichtag der Arbeitslosen: der letzte bis zum Stichtag der Bevölkerung, zu dem alle Gemeinden vorliegen",
        ),
        Column("persons", "integer", "Bevölkerung am Stichtag", unit="Personen", minimum=0),
        Column("area_km2", "number", "Fläche, mit der gerechnet wird", unit="km²", minimum=0),
        Column("unemployed", "integer", "Registrierte Arbeitslose", unit="Personen", minimum=1),
        _share("population_share", "Anteil an der Bevölkerung"),
        _share("area_share", "Anteil an der Fläche"),
        _share(
            "unemployment_share",
            "Anteil aus der Arbeitslosigkeit: Einwohner je Arbeitslosen, geteilt durch die Summe über alle Gemeinden (gefolgert)",
        ),
        _share("unreduced_key", "Anteil vor den Abschlägen"),
        _share("reduction", "Abschlag vom Anteil, zum Beispiel 0,1 bei Mietpreisbremse 2015"),
        Column(
            "redistribution_factor",
            "number",
            "Das Wievielfache ihres Anteils alle Gemeinden ohne Abschlag bekommen, weil die mit Abschlag abgeben",
            unit="Faktor",
            minimum=1,
        ),
        _share("key", "Schlüssel nach den Abschlägen"),
        _share("key_low", "Untere Grenze des Schlüssels"),
        _share("key_high", "Obere Grenze des Schlüssels"),
        basis("basis", "immer geschätzt"),
        Column("unemployment_source", "text", "Fundstelle der Arbeitslosen"),
        Column(
            "unemployment_receipt_id",
            "text",
            "Eingangsbeleg der Datei mit den Arbeitslosen",
            references="receipt.receipt_id",
        ),
        Column("unemployment_file", "text", "Diese Datei, unter data/raw"),
        Column("unemployment_line", "integer", "Zeile in dieser Datei, Kopfzeile mitgezählt", minimum=2),
        *_place("rent_brake", "der Abschlag wegen der Mietpreisbremse 2015"),
        *_place("eu_sgb2", "der Abschlag wegen SGB-II-Beziehender aus bestimmten EU-Staaten"),
    ),
    rules=(
        Rule(
            "sum_is_one",
            "Der Schlüssel eines Jahres ergibt zusammen 1.",
            """select key_year, sum(key) as summe from curated.wohnsitz_key group by key_year having abs(sum(key) - 1) > 1e-12""",
        ),
        Rule(
            "recomputed",
            "Der Schlüssel ist der Anteil vor den Abschlägen mal Abschlag oder mal Faktor der Umverteilung.",
            """select key_year, ags, unreduced_key, reduction, redistribution_factor, key from curated.wohnsitz_key
            where abs(key - unreduced_key * if(reduction > 0, 1 - reduction, redistribution_factor)) > 1e-12""",
        ),
        Rule(
            "reduction_has_a_place",
            "Zu jedem Abschlag ist bekannt, wo er steht.",
            """select key_year, ags, reduction from curated.wohnsitz_key
            where reduction > 0 and rent_brake_line is null and eu_sgb2_line is null""",
        ),
        Rule(
            "everybody",
            "Ein Schlüsseljahr umfasst alle Gemeinden.",
            """select key_year, count(*) as gemeinden from curated.wohnsitz_key group by key_year
            having count(*) <> (select count(*) from curated.municipality)""",
        ),
        Rule(
            "bounds",
            "Der Schlüssel muss zwischen seinen Grenzen liegen.",
            """select key_year, ags, key_low, key, key_high from curated.wohnsitz_key where key_low > key or key > key_high""",
        ),
        Rule(
            "always_estimated",
            "Der Schlüssel der Wohnsitzauflage ist eine Schätzung und heißt so.",
            """select key_year, ags, basis from curated.wohnsitz_key where basis <> 'estimated'""",
        ),
        Rule(
            "not_later",
            "Arbeitslose stammen nie von einem späteren Tag als die Bevölkerung.",
            """select key_year, ags, unemployed_as_of from curated.wohnsitz_key where unemployed_as_of > population_as_of""",
        ),
        Rule(
            "unemployment_of_all",
            "An diesem Stichtag fehlen Arbeitslose einer Gemeinde; der Schlüssel nimmt den letzten vollständigen Stichtag, höchstens zwei Jahre vor dem der Bevölkerung, sonst gibt es für das Jahr keinen.",
            """select d.as_of, m.ags, m.name
            from (select distinct as_of from clean.unemployment) as d
            cross join curated.municipality as m
            left join clean.unemployment as u on d.as_of = u.as_of and m.ags = u.ags and u.unemployed > 0
            where u.ags is null
            order by d.as_of, m.ags""",
            severity="warn",
        ),
        Rule(
            "day_has_come",
            "Der Stichtag der Arbeitslosen liegt nach dem Eingang der Datei; die Zeile zählt nicht mit, berichtigen Sie den Tag.",
            """select p.receipt_id, p.line, p.as_of from raw.unemployment as p
            inner join clean.receipt as r on p.receipt_id = r.receipt_id
            where cast(p.as_of as date) > cast(r.received_at as date)""",
            severity="warn",
        ),
    ),
)
