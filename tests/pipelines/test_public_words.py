"""Nothing of the public file depends on counts that round alike, nor on the words of whoever sent them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pipelines import snapshot
from pipelines.contracts import CONTRACTS
from pipelines.contracts.public import PUBLIC
from tests.fixtures.public_file import everything, rows_of
from tests.fixtures.small_kreis import (
    ALTENBERGE,
    EMSDETTEN,
    RHEINE,
    WETTRINGEN,
    SmallKreis,
    offer,
    reported,
    stock,
)

RECEIVED = datetime(2026, 6, 1, 9, tzinfo=UTC)
# Who reported, and what is offered, does not depend on how many people were counted.
WITHOUT_PEOPLE = {"month", "offer"}


def fill(kreis: SmallKreis, more: int, words: str) -> None:
    """A Kreis with everything that counts people; `more` is added to each count, `words` stands in every free text."""
    told = {"note": words, "source": f"{words} Quelle", "publisher": words}
    counts = [(RHEINE, 58), (ALTENBERGE, 3), (EMSDETTEN, 38), (WETTRINGEN, 0)]
    month = "2018-01"
    rows = [
        stock(ags, month, measure, count + more, **told)
        for ags, count in counts
        for measure in ("fluag_stock", "wsa_stock")
    ]
    rows += [
        stock(RHEINE, month, "fluag_gap", 40 - more, **told),
        stock(RHEINE, month, "fluag_quota_pct", 61.5 + more, unit="percent", **told),
        stock(RHEINE, month, "fluag_soll", 98, **told),
        stock(RHEINE, "2017-10", "fluag_stock_avg", 58.2 + more, **told),
    ]
    day = f"{month}-01"
    kreis.add_text(text_of("allocation_report", rows), f"liste {words}", now=RECEIVED)
    kreis.add("asylblg_recipients", {"ags": RHEINE, "as_of": day, "recipients": str(18 + more), **told}, now=RECEIVED)
    group = {
        "month": day,
        "legal_group": "fluag_1",
        "persons": str(33 + more),
        "persons_past_limit": str(2 + more),
        "register_persons": str(30 + more),
    }
    kreis.add(
        "legal_group_report",
        {"ags": RHEINE, **group, "publisher": words, "licence": "x", "source": words},
        now=RECEIVED,
    )
    bands = ("0_2", "3_5", "6_17", "18_64", "65_plus")
    age = {"ags": RHEINE, "as_of": day, "legal_group": "fluag", "publisher": words, "licence": "x", "source": words}
    kreis.add(
        "age_report",
        *({**age, "age_band": band, "persons": str(11 + more * place)} for place, band in enumerate(bands)),
        now=RECEIVED,
    )
    kreis.add(
        "offer_inventory",
        offer(
            "a",
            RHEINE,
            "WOH",
            40,
            "beds",
            occupied=str(20 + more),
            waiting=str(3 + more),
            volunteers=str(28 + more),
            contact=f"Frau {words}",
            source=words,
        ),
        now=RECEIVED,
    )
    kreis.add("inventory_report", *reported(*(ags for ags, _ in counts)), now=RECEIVED)
    kreis.build()


def text_of(source: str, rows: list[dict[str, str]]) -> str:
    from tests.fixtures.small_kreis import csv_text

    return csv_text(source, rows)


def test_counts_that_look_alike_and_other_words_give_the_same_public_file(tmp_path: Path):
    """Every column of every relation: nothing of what is withheld has an effect on what is shown."""
    folders = {}
    for more, words in ((0, "eins"), (4, "zwei 62 und 7")):
        kreis = SmallKreis(tmp_path / str(more))
        fill(kreis, more, words)
        folders[more] = kreis.data
    first, second = (everything(folder) for folder in folders.values())
    assert first["reported_stock"] != []
    assert first["lump_sum"] != []
    assert {name: rows for name, rows in first.items() if rows != second[name]} == {}
    with snapshot.opened(snapshot.latest(folders[0])) as one, snapshot.opened(snapshot.latest(folders[4])) as other:
        differ = [name for name in PUBLIC if name != "build" and rows_of(one, name) != rows_of(other, name)]
    assert {"reported_stock", "gap", "lump_sum", "obligation", "offer", "persons", "published_figure"} <= set(differ)


def test_no_text_of_the_public_file_repeats_a_word_of_a_sender(kreis: SmallKreis):
    fill(kreis, 0, "Kennwort 2731")
    with snapshot.opened(snapshot.latest(kreis.data), snapshot.PUBLIC_DATABASE) as con:
        told = "similar to '.*(2731|Kennwort).*'"
        said = {
            (name, column.name): rows
            for name in PUBLIC
            for column in CONTRACTS[name].columns
            if column.type == "text"
            and (rows := con.execute(f"from curated.{name} where {column.name} {told}").fetchall())
        }
    assert said == {}
    folder = snapshot.latest(kreis.data)
    assert b"Kennwort" not in (folder / snapshot.PUBLIC_DATABASE).read_bytes()
    assert b"Kennwort" in (folder / snapshot.DATABASE).read_bytes()
