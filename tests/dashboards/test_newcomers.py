from datetime import date

from dashboards.queries import municipality as ask
from tests.fixtures.small_kreis import RHEINE, offer, reported, stock


def test_newcomers_are_declared_and_not_guessed_from_words(kreis):
    """12 + 5 places say so themselves. A name that sounds like it counts as little as a target in other words."""
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 100))
    kreis.add("inventory_report", *reported(RHEINE))
    kreis.add(
        "offer_inventory",
        offer("a", RHEINE, "SCH", 12, name="Lerngruppe", target="newcomers"),
        offer("b", RHEINE, "SCH", 5, name="Lerngruppe 2", target="newcomers"),
        offer("c", RHEINE, "SCH", "", name="Lerngruppe 3", target="newcomers"),
        offer("d", RHEINE, "SCH", 90, name="Deutschfördergruppe, Seiteneinstieg", target="neu zugewanderte Kinder"),
        offer("e", RHEINE, "FRB-UE3", 7, target="newcomers"),
    )
    snapshot = str(kreis.data / "curated" / kreis.build() / "curated.duckdb")
    found = ask.newcomers(snapshot, date(2018, 1, 1), RHEINE)
    assert (found["offers"], found["places"], found["without_capacity"]) == (3, 17, 1)
