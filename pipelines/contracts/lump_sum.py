"""Contract of curated.lump_sum."""

from pipelines.contracts.base import Column, Contract, Rule, ags, basis, legal_group, month, provenance

PERSONS, EURO = "Personen", "Euro"


def _doubt(name: str, meaning: str, unit: str = PERSONS) -> Column:
    return Column(name, "number", meaning, unit=unit, required=False, minimum=0)


CONTRACT = Contract(
    relation="lump_sum",
    title="Pauschalen",
    grain="Monat, Gemeinde und Rechtskreis mit einer Zählung",
    meaning="Was das Land je gezählter Person zahlt (§ 4 FlüAG), und wie viel davon auf zweifelhaften Personenmonaten beruht. Ein Monat ohne Zählung hat keine Zeile.",
    key=("month", "ags", "legal_group"),
    columns=(
        month(),
        ags(),
        legal_group(
            "nach § 2 FlüAG Asylverfahren (fluag_1), § 24 AufenthG (fluag_24), § 23 (fluag_23), § 15a (fluag_15a); fluag, wo nur die Summe bekannt ist",
            ("fluag", "fluag_1", "fluag_24", "fluag_23", "fluag_15a"),
        ),
        Column("persons", "number", "Gezählte Personen", unit=PERSONS, minimum=0),
        basis(what="des Betrags: gemeldet nach Rechtskreis, sonst geschätzt aus dem gemeldeten FlüAG-Bestand"),
        _doubt("register_persons", "Personen, die das Register belegt; leer, wenn nicht gemeldet"),
        _doubt("persons_past_limit", "Davon über ihrer Frist; leer, wenn nicht gemeldet"),
        Column(
            "limit_months",
            "number",
            "Frist, bis zu der dieser Rechtskreis zählt; leer, wo sie keine Zahl von Monaten ist",
            unit="Monate",
            required=False,
            minimum=0,
        ),
        Column(
            "euro_per_person_month",
            "number",
            "Satz am Monatsersten; leer, wenn keiner hinterlegt ist",
            unit="Euro je Person und Monat",
            required=False,
            minimum=0,
        ),
        Column(
            "is_approximate",
            "boolean",
            "Wahr, wenn der Satz ein Zwölftel eines Jahressatzes ist (vor 2017): So wurde nicht gezahlt, der Betrag zeigt die Größenordnung",
        ),
        Column(
            "rate_parameter",
            "text",
            "Parameter, aus dem der Satz stammt",
            required=False,
            references="parameter.parameter",
        ),
        Column("rate_valid_from", "day", "Gültigkeitsbeginn dieses Parameters", required=False),
        Column(
            "rate_note",
            "text",
            "Anmerkung zum Satz, etwa ein späterer Satz, dessen Stichtag nicht bekannt ist",
            required=False,
        ),
        _doubt("amount_eur", "Betrag des Monats: Personen × Satz", EURO),
        _doubt("above_register", "Personen über dem, was das Register belegt; leer, wenn nicht prüfbar"),
        _doubt(
            "above_neighbours",
            "Personen über dem größeren der beiden Nachbarmonate; leer, wenn einer von ihnen nicht gezählt ist und der andere nicht schon alle belegt",
        ),
        _doubt("doubtful_persons_low", "Zweifelhafte Personen, untere Grenze: nur was geprüft werden konnte"),
        _doubt(
            "doubtful_persons", "Zweifelhafte Personen: der größte der drei Gründe; leer, wenn sich keiner prüfen ließ"
        ),
        _doubt(
            "doubtful_persons_high",
            "Zweifelhafte Personen, obere Grenze: ein nicht gezählter Nachbarmonat könnte niemanden belegen",
        ),
        Column(
            "doubtful_reason",
            "text",
            "Entscheidender Grund: über dem Register (above_register), über beiden Nachbarmonaten (above_neighbours), über der Frist (past_limit); leer, wenn niemand zweifelhaft ist",
            required=False,
            choices=("above_register", "above_neighbours", "past_limit"),
        ),
        _doubt("doubtful_eur_low", "Zweifelhafter Betrag, untere Grenze", EURO),
        _doubt("doubtful_eur", "Zweifelhafter Betrag: zweifelhafte Personen × Satz", EURO),
        _doubt("doubtful_eur_high", "Zweifelhafter Betrag, obere Grenze", EURO),
        Column(
            "deadline",
            "day",
            "Letzter Tag der Meldung für diesen Monat; leer, wenn keine Frist hinterlegt ist",
            required=False,
        ),
        Column("deadline_note", "text", "Was zu tun ist, wenn keine Frist hinterlegt ist", required=False),
        Column("uses_own_values", "boolean", "Wahr, wenn der Kreis Satz oder Frist selbst gesetzt hat"),
        Column("source", "text", "Fundstelle der Zählung"),
        *provenance(),
    ),
    rules=(
        Rule(
            "product",
            "Der Betrag ist Personen × Satz; ohne Satz gibt es keinen.",
            """select month, ags, legal_group, persons, euro_per_person_month, amount_eur from curated.lump_sum
            where (amount_eur is null) <> (euro_per_person_month is null)
                or abs(amount_eur - persons * euro_per_person_month) > 0.005""",
        ),
        Rule(
            "doubt_in_bounds",
            "Zweifelhaft ist nie mehr als gezählt wurde, und die Zahl liegt zwischen ihren Grenzen.",
            """select month, ags, legal_group, doubtful_persons_low, doubtful_persons, doubtful_persons_high, persons
            from curated.lump_sum
            where doubtful_persons_low > doubtful_persons_high or doubtful_persons < doubtful_persons_low
                or doubtful_persons > doubtful_persons_high or doubtful_persons_high > persons""",
        ),
        Rule(
            "counted_once",
            "Neben gemeldeten Rechtskreisen steht nicht auch noch ihre Summe.",
            """select month, ags from curated.lump_sum group by month, ags
            having bool_or(legal_group = 'fluag') and bool_or(legal_group <> 'fluag')""",
        ),
        Rule(
            "deadline_or_word",
            "Fehlt die Frist, steht da, was zu tun ist.",
            """select month, ags, legal_group, deadline, deadline_note from curated.lump_sum
            where (deadline is null) <> (deadline_note is not null)""",
        ),
        Rule(
            "month_has_come",
            "Ein Monat nach dem Eingang der Meldung kann nicht gezählt sein; die Zeile zählt nicht mit, berichtigen Sie den Monat.",
            """select l.receipt_id, l.line, l.month from clean.legal_group_report as l
            inner join clean.receipt as r on l.receipt_id = r.receipt_id where l.month > cast(r.received_at as date)""",
            severity="warn",
        ),
    ),
)
