"""The findings of the shipped data: exactly these, so that a new rule that strikes real figures is seen."""

RECEIVED = "2026-11-22"
REPORTS = f"allocation_report/{RECEIVED}/meldungen_kreis_steinfurt.csv"
OFFERS = f"offer_inventory/{RECEIVED}/beispielinventar.csv"
EXPECTED = [
    # a mean of a quarter that another source contradicts
    ("warn", "allocation_report", REPORTS, 46, "value", "114.0"),
    # the area of the end of 2024 is not published yet
    ("warn", "contract", "curated.allocation_key", None, "area_of_the_day", "key_year=2026"),
    # six municipalities whose figure for 2016 is not known
    ("warn", "contract", "curated.wohnsitz_key", None, "unemployment_of_all", "as_of=2016-12-31"),
    # four invented offers whose places nobody stated
    ("warn", "offer_inventory", OFFERS, 61, "capacity", ""),
    ("warn", "offer_inventory", OFFERS, 105, "capacity", ""),
    ("warn", "offer_inventory", OFFERS, 160, "capacity", ""),
    ("warn", "offer_inventory", OFFERS, 224, "capacity", ""),
]


def test_the_shipped_data_has_exactly_these_findings(snapshot):
    rows = snapshot(
        """select severity, source, file, line, column_name, split_part(value, ',', 1) from curated.finding
           order by source, file, line"""
    )
    assert rows == EXPECTED


def test_the_incomplete_day_names_how_many_and_who_comes_first(snapshot):
    [(value, reason)] = snapshot("select value, reason from curated.finding where column_name = 'unemployment_of_all'")
    assert value.startswith("as_of=2016-12-31, ags=05154028, name=Kerken")
    assert reason.endswith("(Zeilen: 6)")
