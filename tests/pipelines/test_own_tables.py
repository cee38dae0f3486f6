"""What a Kreis sets itself: its rows win, a wrong one stops the build and names file, line and column."""

import csv
import io
import shutil
from pathlib import Path

import pytest

from pipelines import build as steps
from pipelines.problems import NotPublished
from pipelines.reference import HERE, TABLES, read_reference
from pipelines.settings import Settings, read_settings
from tests.fixtures.small_kreis import RHEINE, SmallKreis, ask, reported, stock

WORK = {"category": "BER-SOZ", "ratio": "persons_per_fte", "valid_from": "2015-01-01"}
NEED = """select need, uses_own_values from curated.need
          where ags = '05566076' and month = '2018-01-01' and category = ?"""


@pytest.fixture
def shipped(data: Path, tmp_path: Path) -> Path:
    """A copy of the shipped data, for another Kreis."""
    return shutil.copytree(data, tmp_path / "data")


@pytest.fixture
def counted(kreis: SmallKreis) -> SmallKreis:
    """Rheine with 120 people under FlüAG and nobody with a residence rule."""
    kreis.add(
        "allocation_report", *(stock(RHEINE, "2018-01", f"{kind}_stock", n) for kind, n in (("fluag", 120), ("wsa", 0)))
    )
    kreis.add("inventory_report", *reported(RHEINE))
    return kreis


def table(name: str, *rows: dict[str, str]) -> str:
    """The rows as data/own/<name>.csv; what a row leaves open it takes from the shipped row of the same key."""
    layout, text = TABLES[name], io.StringIO()
    shipped = list(csv.DictReader((HERE / f"{name}.csv").read_text("utf-8").splitlines()))
    writer = csv.DictWriter(text, layout.names, lineterminator="\n", restval="")
    writer.writeheader()
    for row in rows:
        same = [old for old in shipped if all(old[key] == row[key] for key in layout.key)]
        writer.writerow((same[0] if same else {"source": "eigene Festlegung"}) | row)
    return text.getvalue()


def refused(kreis: SmallKreis) -> str:
    """The sentence with which the build ends."""
    with pytest.raises(NotPublished) as refusal:
        kreis.build()
    return str(refusal.value)


def test_an_own_ratio_wins_by_key_and_date(counted):
    """120 people at 60 instead of 100 per post: 2 posts instead of 1.2. Housing keeps the shipped ratio."""
    assert counted.ask(NEED, "BER-SOZ") == [(1.2, False)]
    counted.own("need_ratio", table("need_ratio", WORK | {"low": "50", "value": "60", "high": "80"}))
    assert counted.ask(NEED, "BER-SOZ") == [(2.0, True)]
    assert counted.ask(NEED, "WOH") == [(120.0, False)]
    ratios = "select ratio, value, is_own, file, line from curated.need_ratio where category = 'BER-SOZ' order by 1"
    assert counted.ask(ratios) == [
        ("persons_per_fte", 60.0, True, "data/own/need_ratio.csv", 2),
        ("persons_per_fte_paid_by_earmark", 143.0, False, "pipelines/reference/need_ratio.csv", 14),
    ]


def test_an_own_right_of_access_marks_the_need_as_own(counted):
    """FlüAG from 24.10.2015: half may attend integration courses, half first orientation; 60 × 0.6679 × 0.2805."""
    half = {"legal_group": "fluag", "low": "0", "value": "0.5", "high": "1", "valid_from": "2015-10-24"}
    counted.own("access_right", table("access_right", {"category": "SPR-IK"} | half, {"category": "SPR-EO"} | half))
    for category in ("SPR-IK", "SPR-EO"):
        assert counted.ask(NEED, category) == [(pytest.approx(60 * 0.6679 * 0.2805), True)]
    assert counted.ask(NEED, "WOH") == [(120.0, False)]


def test_an_own_ratio_of_another_date_stands_beside_the_shipped_ones(counted):
    """The shipped ratio ends with 2019, an own one begins."""
    counted.own(
        "need_ratio",
        table(
            "need_ratio",
            WORK | {"valid_to": "2019-12-31"},
            WORK | {"low": "20", "value": "20", "high": "20", "valid_from": "2020-01-01",
                    "role": "persons_per_unit", "demand_effect": "down", "basis": "own"},
        ),
    )  # fmt: skip
    counted.add(
        "allocation_report", stock(RHEINE, "2020-01", "fluag_stock", 120), stock(RHEINE, "2020-01", "wsa_stock", 0)
    )
    rows = counted.ask(
        """select month::text, need from curated.need
           where ags = ? and category = 'BER-SOZ' and need > 0 and basis = 'reported' order by 1""",
        RHEINE,
    )
    assert rows == [("2018-01-01", 1.2), ("2020-01-01", 6.0)]


@pytest.mark.parametrize("name", TABLES)
def test_without_own_rows_every_table_is_the_shipped_one(tmp_path, name):
    rows = read_reference(name, tmp_path)
    shipped = list(csv.reader((HERE / f"{name}.csv").read_text("utf-8").splitlines()))
    assert len(rows) == len(shipped) - 1
    assert set(rows["is_own"]) <= {"0"}


@pytest.mark.parametrize("name", TABLES)
def test_a_shipped_table_as_own_table_replaces_every_row(tmp_path, name):
    shutil.copy(HERE / f"{name}.csv", tmp_path)
    rows = read_reference(name, tmp_path)
    assert set(rows["is_own"]) <= {"1"}
    assert len(rows) == len(read_reference(name, tmp_path / "fehlt"))


@pytest.mark.parametrize(
    ("name", "row", "column", "words"),
    [
        ("need_ratio", WORK | {"value": "hundert"}, "value", "'hundert' ist keine Zahl"),
        ("need_ratio", WORK | {"value": "0,5"}, "value", "'0,5' ist keine Zahl"),
        ("need_ratio", WORK | {"category": "SOZ"}, "category", "'SOZ' ist keine der Kategorien"),
        ("need_ratio", WORK | {"valid_to": "31.12.2020"}, "valid_to", "'31.12.2020' ist kein Tag"),
        ("need_ratio", WORK | {"role": "Anteil"}, "role", "'Anteil' ist nicht vorgesehen"),
        ("need_ratio", WORK | {"source": ""}, "source", "'' fehlt"),
        ("parameter", {"parameter": "key_cap_factor", "valid_from": "2014-01-01", "value": ""}, "value", "'' fehlt"),
        ("age_share", {"age_band": "18-64", "valid_from": "2015-01-01"}, "age_band", "'18-64' ist nicht vorgesehen"),
        ("category", {"category": "WOH", "gap_mode": "ja"}, "gap_mode", "'ja' ist nicht vorgesehen"),
    ],
)  # fmt: skip
def test_a_bad_own_row_stops_the_build_with_file_line_and_column(kreis, name, row, column, words):
    kreis.own(name, table(name, row))
    sentence = refused(kreis)
    assert sentence.startswith(f"{kreis.data / 'own' / name}.csv, Zeile 2, Spalte {column!r}: {words}")
    assert sentence.endswith(".")


def test_an_own_row_that_stands_twice_stops_the_build(kreis):
    kreis.own("need_ratio", table("need_ratio", WORK, WORK | {"value": "60"}))
    assert "Zeile 2, Spalte 'category': 'BER-SOZ' steht in derselben Datei mehrfach" in refused(kreis)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "need_ratio.csv ist leer"),
        ("kategorie;ratio\n", "fehlt die Spalte „category“"),
        ("category,ratio\nWOH,x\n", "fehlt die Spalte „role“"),
    ],
)
def test_an_own_table_that_is_none_stops_the_build(kreis, text, words):
    kreis.own("need_ratio", text)
    assert words in refused(kreis)


def test_nobody_per_post_stops_the_build_with_a_sentence(counted):
    counted.own("need_ratio", table("need_ratio", WORK | {"low": "0"}))
    assert refused(counted) == (
        "curated.need_factor ließ sich nicht bauen: Ein Teiler muss größer als 0 sein, nicht 0; "
        "prüfen Sie die Bedarfsquote. Prüfen Sie die zuletzt geänderten Tabellen in data/own/ oder die Abfrage selbst."
    )


@pytest.mark.parametrize(
    ("name", "rows", "rule"),
    [
        ("need_ratio", [WORK | {"valid_from": "2016-01-01", "value": "90", "role": "persons_per_unit",
                                "demand_effect": "down", "basis": "own"}], "no_overlap"),
        ("need_ratio", [WORK | {"valid_to": "2016-12-31"}], "no_hole"),
        ("need_ratio", [{"category": "SPR-IK", "ratio": "share_needing_place", "valid_from": "2015-01-01",
                         "low": "50", "value": "85", "high": "100"}], "share_up_to_one"),
        ("access_right", [{"category": "WOH", "legal_group": "fluag", "valid_from": "2016-01-01",
                           "low": "0", "value": "0", "high": "1"}], "no_overlap"),
        ("age_share", [{"age_band": "0_2", "valid_from": "2015-01-01", "value": "0.1"}], "sum_is_one"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_own_rows_that_contradict_a_contract_stop_the_build_with_its_sentence(counted, name, rows, rule):
    counted.own(name, table(name, *rows))
    sentence = refused(counted)
    assert sentence.startswith(f"curated.{name} hält seinen Vertrag nicht ein, Regel {rule}: ")
    assert "zuerst: " in sentence


def test_without_a_settings_file_the_kreis_is_steinfurt(tmp_path):
    assert read_settings(tmp_path) == Settings(kreis_ags="05566", keep_snapshots=10)


def test_the_example_of_settings_can_be_copied_as_it_is(tmp_path):
    example = Path(__file__).parents[2] / "data" / "settings.example.toml"
    shutil.copy(example, tmp_path / "settings.toml")
    assert read_settings(tmp_path) == Settings()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            'kreis = "05566"',
            "kennt keine Einstellung 'kreis'; möglich sind: access, address, catalog_url, contact, contributor_id",
        ),
        ("kreis_ags = 5566", "kreis_ags muss ein Kreis in NRW sein"),
        ('kreis_ags = "5566"', "kreis_ags muss ein Kreis in NRW sein"),
        ('kreis_ags = "09162"', "kreis_ags muss ein Kreis in NRW sein"),
        ('kreis_ags = "05 66"', "kreis_ags muss ein Kreis in NRW sein"),
        ('kreis_ags = "05999"', "Regel kreis_exists: Der eingestellte Kreis muss mindestens eine Gemeinde haben"),
        ("keep_snapshots = 0", "keep_snapshots muss eine ganze Zahl ab 1 sein."),
        ('keep_snapshots = "zehn"', "keep_snapshots muss eine ganze Zahl ab 1 sein."),
        ("keep_snapshots = true", "keep_snapshots muss eine ganze Zahl ab 1 sein."),
        ("kreis_ags", "ist nicht lesbar"),
        ('kreis_ags = "05566', "ist nicht lesbar"),
    ],
)
def test_a_wrong_setting_stops_the_build_with_a_sentence(counted, text, words):
    (counted.data / "settings.toml").write_text(text + "\n", "utf-8")
    assert words in refused(counted)


def test_settings_that_are_no_text_stop_the_build_with_a_sentence(counted):
    (counted.data / "settings.toml").write_bytes(b"kreis_ags = \xff")
    assert "ist nicht lesbar" in refused(counted)


@pytest.mark.parametrize(("kreis_ags", "municipalities"), [("05111", 1), ("05570", 13)])
def test_another_kreis_is_one_setting(shipped, kreis_ags, municipalities):
    """Düsseldorf, a city without municipalities of its own, and Warendorf; neither has reported anything here."""
    (shipped / "settings.toml").write_text(f'kreis_ags = "{kreis_ags}"\n', "utf-8")
    steps.build(shipped)
    assert ask(shipped, "select kreis_ags from curated.build") == [(kreis_ags,)]
    members = "select count(*), min(left(ags, 5)), max(left(ags, 5)) from curated.municipality where in_kreis"
    assert ask(shipped, members) == [(municipalities, kreis_ags, kreis_ags)]
    assert ask(shipped, "select count(distinct ags) from curated.need") == [(municipalities,)]
    assert ask(shipped, "select distinct need, coverage_class from curated.gap") == [(None, "no_figure")]
    keys = "select count(*) from curated.allocation_key where key_year = 2024 and left(ags, 5) = ?"
    assert ask(shipped, keys, kreis_ags) == [(municipalities,)]


def test_a_price_of_the_kreis_wins_and_a_place_for_nothing_is_refused(counted):
    """57,000 euros per post are shipped; the Kreis pays 61,500. Nobody sells a place for 0 euros."""
    price = "select unit, value, is_own from curated.unit_cost where category = 'BER-SOZ'"
    assert counted.ask(price) == [("fte", 57_000.0, False)]
    counted.own("unit_cost", table("unit_cost", {"category": "BER-SOZ", "value": "61500"}))
    assert counted.ask(price) == [("fte", 61_500.0, True)]
    counted.own("unit_cost", table("unit_cost", {"category": "BER-SOZ", "low": "", "value": "0"}))
    assert "'0' ist kein Preis: umsonst lässt sich nichts kaufen" in refused(counted)


def test_a_price_stands_only_where_a_source_gives_one(counted):
    """24,000 euros for a group of five children are 4,800 a place; five of the eight categories have none."""
    rows = dict(counted.ask("select category, value from curated.unit_cost"))
    assert {category: value for category, value in rows.items() if value} == {
        "BER-SOZ": 57_000.0,
        "FRB-U3": 30 * 20 * 40 / 5,
        "FRB-UE3": 4_800.0,
    }
    assert len(rows) == 8
