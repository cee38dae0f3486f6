"""Contract of curated.obligation."""

from pipelines.contracts.base import Column, Contract, Rule, ags, basis, protected, provenance


def _persons(name: str, meaning: str, minimum: float | None = 0) -> Column:
    return Column(name, "number", meaning, unit="Personen", required=False, minimum=minimum)


def _rate(name: str, meaning: str, minimum: float | None = 0) -> Column:
    return Column(name, "number", meaning, unit="Verhältnis, 1 = 100 %", required=False, minimum=minimum)


CONTRACT = Contract(
    relation="obligation",
    title="Aufnahmeverpflichtung",
    grain="Verfahren, Tag und Gemeinde",
    meaning="Was eine Gemeinde aufzunehmen hat, was gezählt wurde und was noch aussteht. Veröffentlichtes geht vor Gerechnetem.",
    key=("scheme", "as_of", "ags"),
    columns=(
        Column(
            "scheme",
            "text",
            "Verfahren: § 3 FlüAG (fluag) oder Wohnsitzauflage § 12a AufenthG (wohnsitz)",
            choices=("fluag", "wohnsitz"),
        ),
        Column("as_of", "day", "Stichtag"),
        ags(),
        Column("key", "number", "Verteilschlüssel", unit="Anteil 0–1", required=False, minimum=0, maximum=1),
        basis("key_basis", "des Verteilschlüssels"),
        _persons("base", "Verteilbasis: Personen und angerechnete Plätze in ganz NRW"),
        _persons("base_low", "Untere Grenze der Verteilbasis"),
        _persons("base_high", "Obere Grenze der Verteilbasis"),
        basis("base_basis", "der Verteilbasis"),
        Column(
            "base_origin",
            "text",
            "Herkunft der Verteilbasis: veröffentlicht (published), aus Veröffentlichtem gefolgert (implied), zwischen zwei bekannten Tagen gerechnet (interpolated), fehlt (missing)",
            choices=("published", "implied", "interpolated", "missing"),
        ),
        _persons("obligation_published", "Veröffentlichte Verpflichtung"),
        _persons("obligation_computed", "Gerechnete Verpflichtung, Schlüssel × Basis"),
        _persons("obligation_difference", "Veröffentlichte minus gerechnete Verpflichtung", None),
        _persons("obligation", "Verpflichtung: veröffentlicht, sonst gerechnet"),
        _persons("obligation_low", "Untere Grenze der Verpflichtung"),
        _persons("obligation_high", "Obere Grenze der Verpflichtung"),
        _persons("obligation_computed_low", "Untere Grenze der gerechneten Verpflichtung"),
        _persons("obligation_computed_high", "Obere Grenze der gerechneten Verpflichtung"),
        _persons("credit", "Anrechnung für Plätze in Landeseinrichtungen"),
        _persons("credit_low", "Mindestens angerechnet"),
        _persons("credit_high", "Höchstens angerechnet; leer: nicht bekannt"),
        basis("credit_basis", "der Anrechnung; fehlt sie, gelten Quote und offene Aufnahme ohne Anrechnung"),
        _persons("stock", "Gezählte oder geschätzte Personen"),
        _persons("stock_low", "Untere Grenze des Bestands"),
        _persons("stock_high", "Obere Grenze des Bestands"),
        basis("stock_basis", "des Bestands"),
        protected("stock_is_protected", "der Bestand"),
        Column(
            "stock_period",
            "text",
            "Zeitraum der Zählung (erster und letzter Tag); bei einer Schätzung der letzten Zählung",
            required=False,
        ),
        _rate("fulfilment_published", "Veröffentlichte Erfüllungsquote"),
        _rate("fulfilment_computed", "Erfüllungsquote aus gerechneter Verpflichtung"),
        _rate("fulfilment_computed_low", "Untere Grenze der gerechneten Erfüllungsquote"),
        _rate(
            "fulfilment_computed_high", "Obere Grenze der gerechneten Erfüllungsquote; leer: Anrechnung nicht bekannt"
        ),
        _rate("fulfilment_difference", "Veröffentlichte minus gerechnete Erfüllungsquote", None),
        _rate("fulfilment", "Erfüllungsquote: veröffentlicht, sonst gerechnet"),
        _rate("fulfilment_low", "Untere Grenze der Erfüllungsquote"),
        _rate("fulfilment_high", "Obere Grenze der Erfüllungsquote; leer: Anrechnung nicht bekannt"),
        _persons("outstanding_published", "Veröffentlichte offene Aufnahme", None),
        _persons("outstanding_computed", "Offene Aufnahme aus gerechneter Verpflichtung", None),
        _persons("outstanding_computed_low", "Untere Grenze der gerechneten offenen Aufnahme", None),
        _persons("outstanding_computed_high", "Obere Grenze der gerechneten offenen Aufnahme", None),
        _persons("outstanding_difference", "Veröffentlichte minus gerechnete offene Aufnahme", None),
        _persons("outstanding", "Offene Aufnahme; negativ: mehr aufgenommen als verpflichtet", None),
        _persons("outstanding_low", "Untere Grenze der offenen Aufnahme; leer: Anrechnung nicht bekannt", None),
        _persons("outstanding_high", "Obere Grenze der offenen Aufnahme", None),
        Column(
            "missing_reason",
            "text",
            "Warum keine Verpflichtung da steht: kein Schlüssel (no_key), keine Verteilbasis (no_base), beides; leer: sie steht da",
            required=False,
            choices=("", "no_key", "no_base", "no_key_no_base"),
        ),
        Column("published_is_approximate", "boolean", "Wahr, wenn Veröffentlichtes als ungefähr bezeichnet ist"),
        *provenance(required=False),
    ),
    rules=(
        Rule(
            "bounds",
            "Die Verpflichtung muss zwischen ihren Grenzen liegen.",
            """select scheme, as_of, ags, obligation_low, obligation, obligation_high from curated.obligation
            where obligation_low > obligation + 1e-9 or obligation > obligation_high + 1e-9""",
        ),
        Rule(
            "published_wins",
            "Eine veröffentlichte Verpflichtung geht vor.",
            """select scheme, as_of, ags from curated.obligation where obligation_published <> obligation""",
        ),
        Rule(
            "missing_is_empty",
            "Fehlt ein Bestand, steht keine Zahl da, auch keine Null.",
            """select scheme, as_of, ags, stock from curated.obligation where (stock_basis = 'missing') <> (stock is null)""",
        ),
        Rule(
            "reason_given",
            "Fehlt eine Verpflichtung, steht der Grund da.",
            """select scheme, as_of, ags from curated.obligation where (obligation is null) <> (missing_reason <> '')""",
        ),
        Rule(
            "published_obligation_differs",
            "Eine veröffentlichte Verpflichtung weicht von Schlüssel × Basis um mehr als Rundung und Grenzen ab.",
            """select scheme, as_of, ags, obligation_published, obligation_computed from curated.obligation
            where not published_is_approximate
                and (obligation_published < obligation_computed_low - 0.5
                    or obligation_published > obligation_computed_high + 0.5)""",
            severity="warn",
        ),
        Rule(
            "published_fulfilment_differs",
            "Eine veröffentlichte Erfüllungsquote passt nicht zu Bestand, Verpflichtung und Anrechnung.",
            """select scheme, as_of, ags, fulfilment_published, fulfilment_computed from (
                select *,
                    -- printed with two decimals of a percent or as a whole percent
                    case when fulfilment_published * 100 = floor(fulfilment_published * 100) then 0.005 else 0.00005 end as half
                from curated.obligation
            ) as o
            where not published_is_approximate and stock_basis = 'reported'
                and (fulfilment_published < fulfilment_computed_low - half
                    or fulfilment_published > fulfilment_computed_high + half)""",
            severity="warn",
        ),
        Rule(
            "published_outstanding_differs",
            "Eine veröffentlichte offene Aufnahme passt nicht zu Verpflichtung, Anrechnung und Bestand.",
            """select scheme, as_of, ags, outstanding_published, outstanding_computed from curated.obligation
            where not published_is_approximate and stock_basis = 'reported'
                and (outstanding_published < outstanding_computed_low - 0.5
                    or outstanding_published > outstanding_computed_high + 0.5)""",
            severity="warn",
        ),
        Rule(
            "published_pair_differs",
            "Veröffentlichte Quote und offene Aufnahme ergeben zusammen eine andere Verpflichtung als gerechnet; prüfen Sie beide Zahlen.",
            """select scheme, as_of, ags, fulfilment_published, outstanding_published, obligation from (
                select *,
                    -- what is not exact may be off by five points and by a tenth
                    case
                        when published_is_approximate then 0.05
                        when fulfilment_published * 100 = floor(fulfilment_published * 100) then 0.005
                        else 0.00005
                    end as half,
                    case when published_is_approximate then 0.1 * abs(outstanding_published) else 0 end + 0.5 as odd
                from curated.obligation
            ) as o
            where coalesce(credit, 0) = 0 and 1 - fulfilment_published > 2 * half and outstanding_published > 0
                and ((outstanding_published - odd) / (1 - fulfilment_published + half) > obligation_high + 0.5
                    or (outstanding_published + odd) / (1 - fulfilment_published - half) < obligation_low - 0.5)""",
            severity="warn",
        ),
        Rule(
            "figures_within_bounds",
            "Bestand, Anrechnung, Erfüllung und offene Aufnahme liegen zwischen ihren Grenzen.",
            """select scheme, as_of, ags from curated.obligation
            where stock_low > stock + 1e-9 or stock > stock_high + 1e-9
                or credit_low > credit + 1e-9 or credit > credit_high + 1e-9
                or fulfilment_low > fulfilment + 1e-9 or fulfilment > fulfilment_high + 1e-9
                or outstanding_low > outstanding + 1e-9 or outstanding > outstanding_high + 1e-9""",
        ),
    ),
)
