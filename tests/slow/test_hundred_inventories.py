"""A folder of a hundred messy inventories, dropped at once: all are taken, and a build counts what they say."""

from __future__ import annotations

from pipelines import cli
from tests.fixtures.small_kreis import RHEINE, reported, stock
from tests.synthetic.messy import inventory

EMPTY = "select count(*), count(distinct offer_id) from curated.offer"
OFFERS = "select name, category, capacity, valid_from::varchar, coalesce(valid_to::varchar, '') from curated.offer"


def told(offer: dict[str, str]) -> tuple[str, str, float, str, str]:
    name = " ".join(offer["name"].split())
    return name, offer["category"], float(offer["capacity"]), offer["valid_from"], offer["valid_to"]


def test_a_hundred_messy_inventories_arrive_as_they_were_meant(kreis, tmp_path, capsys):
    folder = tmp_path / "eingang"
    folder.mkdir()
    inventories = [inventory(seed) for seed in range(100)]
    for messy in inventories:
        messy.write(folder)
    assert cli.main(["add", "--data", str(kreis.data), str(folder)]) == 0
    answers = [line for line in capsys.readouterr().out.splitlines() if line.startswith("liste_")]
    assert len(answers) == 100
    for messy, answer in zip(inventories, answers, strict=True):
        assert answer.startswith(messy.name)
        assert f"{len(messy.offers)} Zeilen übernommen, {len(messy.bad_lines)} beiseitegelegt" in answer
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 100))
    kreis.add("inventory_report", *reported(RHEINE))
    found = {(" ".join(row[0].split()), *row[1:]) for row in kreis.ask(OFFERS)}
    assert found == {told(offer) for messy in inventories for offer in messy.offers}
