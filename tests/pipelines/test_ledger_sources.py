"""Whoever reads a ledger finds every figure in a file, and every result again with a pocket calculator."""

import ast
import operator
import re
from datetime import date
from itertools import product
from math import isnan
from pathlib import Path

import pytest

from pipelines.explaining import Step, steps
from pipelines.explaining.report import figure_of, sources_of
from pipelines.facts import Facts, facts_on
from pipelines.ledgers import settled
from pipelines.wording import Words
from tests.fixtures.small_kreis import open_snapshot

ROOT = Path(__file__).resolve().parents[2]
WORDS = Words("de")
OCHTRUP, RHEINE = "05566068", "05566076"
# With rent brake: Düsseldorf, Köln, and Kleve for a small one.
REDUCED = ("05111000", "05315000", "05154036")
DAYS = ("2018-01-01", "2024-01-26")
SOURCED = ("population_share", "area_share", "unemployment_share", "base", "stock")
CALCULATED = (
    "population_share", "area_share", "unemployment_share", "unreduced_key", "reduction", "uncapped_key", "cap", "key",
    "obligation", "fulfilment", "outstanding",
)  # fmt: skip
OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?(?: %)?")
DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")


@pytest.fixture(scope="module")
def ledger(data):
    known: dict[tuple[str, str], Facts] = {}

    def of(day: str, scheme: str) -> tuple[Facts, object]:
        if (day, scheme) not in known:
            with open_snapshot(data) as con:
                facts = facts_on(con, date.fromisoformat(day), scheme)
            known[day, scheme] = facts, settled(facts)
        return known[day, scheme]

    return of


def opened(ledger, day: str, scheme: str, ags: str) -> dict[str, Step]:
    facts, rows = ledger(day, scheme)
    return {step.code: step for step in steps(facts, rows, ags, WORDS)}


def number(text: str) -> tuple[float, float]:
    """A printed German number, and half of its last digit: 0,1449 % is 0.001449 ± 0.0000005."""
    digits = text.removesuffix(" %").replace(".", "").replace(",", ".")
    scale = 100 if text.endswith("%") else 1
    places = len(digits.partition(".")[2])
    return float(digits) / scale, 0.5 * 10**-places / scale


def signed(text: str) -> tuple[float, float]:
    value, half = number(NUMBER.search(text).group())
    return (-value if text.startswith("−") else value), half


def worked_out(formula: str) -> tuple[float, float]:
    """The least and the greatest the printed sum can give; percentages are rounded, everything else is taken as it is.

    What stands after a semicolon, words and days are no part of the sum.
    """
    sum_ = DAY.sub("", formula.partition(";")[0])
    printed = [number(text) for text in NUMBER.findall(sum_)]
    is_share = [text.endswith("%") for text in NUMBER.findall(sum_)]
    signs = NUMBER.sub("N", sum_)
    signs = re.sub(r"[^N+−×÷()]", "", signs).translate(str.maketrans("−×÷", "-*/")).strip()
    tree = ast.parse(signs, mode="eval").body
    ends = [
        (value - half, value + half) if share else (value,)
        for (value, half), share in zip(printed, is_share, strict=True)
    ]
    results = [calculated(tree, iter(numbers)) for numbers in product(*ends)]
    return min(results), max(results)


def calculated(node: ast.expr, numbers) -> float:
    if isinstance(node, ast.Name):
        return next(numbers)
    left = calculated(node.left, numbers)
    return OPERATORS[type(node.op)](left, calculated(node.right, numbers))


def test_the_pocket_calculator_reads_german():
    assert number("1.313,56") == (1313.56, pytest.approx(0.005))
    assert number("0,1449 %") == (pytest.approx(0.001449), pytest.approx(0.0000005))
    low, high = worked_out("0,8 × 50 % + (100 − 40) Einwohner ÷ 600 am 31.12.2016; 7 bleiben weg")
    assert (low, high) == (pytest.approx(0.8 * 0.495 + 0.1), pytest.approx(0.8 * 0.505 + 0.1))


def kreis(ledger, day: str, scheme: str) -> list[str]:
    rows = ledger(day, scheme)[1]
    return list(rows.index[rows["in_kreis"]])


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("scheme", ["fluag", "wohnsitz"])
def test_every_figure_that_is_not_worked_out_stands_in_a_file(ledger, data, day, scheme):
    lines: dict[Path, int] = {}
    places = kreis(ledger, day, scheme)
    assert len(places) == 24
    for ags in (*places, *REDUCED):
        for code, step in opened(ledger, day, scheme, ags).items():
            is_sourced = code in SOURCED or (code == "reduction" and step.value < 1)
            is_sourced |= code == "credit" and scheme == "fluag"
            if is_sourced and step.basis != "missing":
                assert step.places, (ags, code)
            for place in (*step.places, *step.law):
                path = ROOT / place.file if place.file.startswith("pipelines/") else data / "raw" / place.file
                if path not in lines:
                    lines[path] = len(path.read_text("utf-8").splitlines())
                assert 2 <= place.line <= lines[path], (ags, code, place)
                assert place.source, (ags, code, place)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("scheme", ["fluag", "wohnsitz"])
@pytest.mark.parametrize("ags", [OCHTRUP, RHEINE, *REDUCED])
def test_every_printed_sum_gives_the_printed_result(ledger, day, scheme, ags):
    """Within what rounding of the printed percentages leaves open."""
    checked = []
    for code, step in opened(ledger, day, scheme, ags).items():
        is_published = "veröffentlicht" in step.formula
        if code not in CALCULATED or step.basis == "missing" or is_published or not NUMBER.search(step.formula):
            continue
        value, half = signed(figure_of(step, WORDS))
        low, high = worked_out(step.formula.removeprefix("Kappung: "))
        assert low - half * 1.001 <= value <= high + half * 1.001, (code, step.formula, figure_of(step, WORDS))
        checked.append(code)
    wanted = {"fluag": {"population_share", "area_share", "uncapped_key", "cap", "key"}, "wohnsitz": set()}[scheme]
    if (scheme, day) == ("wohnsitz", "2018-01-01"):
        wanted = {"population_share", "area_share", "unemployment_share", "unreduced_key", "reduction", "key"}
    assert wanted <= set(checked)


@pytest.mark.parametrize("day", ["2016-12-01", "2018-01-01", "2019-07-01", "2021-02-01"])
def test_the_key_of_the_second_scheme_is_printed_with_enough_digits(ledger, day):
    """Taken as they are printed, the numbers of every step up to the key give its result to the last digit."""
    for ags in (*kreis(ledger, day, "wohnsitz"), *REDUCED):
        told = opened(ledger, day, "wohnsitz", ags)
        for code in ("population_share", "area_share", "unemployment_share", "unreduced_key", "reduction", "key"):
            if not NUMBER.search(told[code].formula):
                assert (code, told[code].value) == ("reduction", 1)
                continue
            value, half = number(figure_of(told[code], WORDS))
            low, high = worked_out(told[code].formula)
            # the last digit may turn only where the sum lies on its edge
            assert (low + high) / 2 == pytest.approx(value, abs=half * 1.02), (ags, code, told[code].formula)


def test_ochtrup_2018_with_every_place(ledger):
    """0.8·0.109727 + 0.1·0.309651 + 0.1·0.227744 = 0.141521; × 1.024193 = 0.144945."""
    told = opened(ledger, "2018-01-01", "wohnsitz", OCHTRUP)
    jobless = told["unemployment_share"]
    assert jobless.formula.startswith("19.634 Einwohner ÷ 572 Arbeitslose am 31.12.2015 ÷ ")
    assert jobless.places[0][:2] == ("unemployment/2026-11-22/arbeitslose_nrw.csv", 1335)
    assert told["unreduced_key"].formula == "0,8 × 0,109727 % + 0,1 × 0,309651 % + 0,1 × 0,227744 %"
    assert "für diese Gemeinde gilt kein Abschlag: 22 der 396 Gemeinden" in told["reduction"].formula
    assert told["key"].formula == "0,141521 % × 1,024193; gefolgert, auf etwa ±8 % genau"
    assert figure_of(told["key"], WORDS) == "0,1449 %"


@pytest.mark.parametrize("ags", REDUCED)
def test_the_rent_brake_is_seen_with_its_row_and_its_law(ledger, ags):
    told = opened(ledger, "2018-01-01", "wohnsitz", ags)
    assert told["reduction"].formula == "1 − 0,1; Abschlag wegen der Mietpreisbremse 2015"
    place, law = sources_of(told["reduction"], WORDS)
    assert place.startswith("pipelines/reference/wohnsitz_reduction.csv, Zeile ")
    assert "§ 1 MietbegrenzVO NRW" in place
    assert law.startswith("wohnsitz_rent_brake_reduction = 0,1, gültig ab 15.11.2016")
    file, line, _ = told["reduction"].places[0]
    assert (ROOT / file).read_text("utf-8").splitlines()[line - 1].startswith(f"{ags},rent_brake,")
    assert "× 0,9;" in told["key"].formula


def test_a_figure_in_a_file_is_the_figure_of_the_step(ledger, data):
    """The line named holds municipality, day and number."""
    for ags in kreis(ledger, "2018-01-01", "wohnsitz"):
        step = opened(ledger, "2018-01-01", "wohnsitz", ags)["unemployment_share"]
        place = step.places[0]
        row = (data / "raw" / place.file).read_text("utf-8").splitlines()[place.line - 1]
        count = re.search(r"÷ ([\d.]+) Arbeitslose", step.formula).group(1).replace(".", "")
        assert row.startswith(ags)
        assert {"2015-12-31", count} <= set(row.split(","))
        assert not isnan(step.value)
