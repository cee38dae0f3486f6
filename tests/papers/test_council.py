"""The council paper tells the figures of the pages; published ones as their publishers print them."""

import re
from datetime import date
from math import isnan
from types import SimpleNamespace

import pytest

from dashboards.queries import overview
from pipelines.papers import council
from pipelines.papers.pdf import pdf_bytes
from pipelines.papers.said import Said
from pipelines.snapshot import DATABASE, latest
from tests.papers.reading import count_pages, flat, lines


def test_a_published_day_stands_as_published(paper):
    # rheine-buergerinfo.de, 26.1.2024: 1,314 owed, 1,209 there, 92.04 %, 105 to come
    content = pdf_bytes(paper("Rheine", "2024-01-26"))
    said = lines(content)
    assert "Rheine hatte am 26.01.2024 nach § 3 FlüAG noch 105 Menschen aufzunehmen" in flat(content)
    assert "Verpflichtung FlüAG 1.314 veröffentlicht, 26.01.2024" in said
    assert "Erfüllungsquote FlüAG 92,04 % veröffentlicht, 26.01.2024" in said
    assert "Noch aufzunehmen FlüAG 105 veröffentlicht, 26.01.2024" in said
    assert "Gezählt: Zuweisung nach FlüAG 1.209 gemeldet, 26.01.2024" in said


def test_an_estimate_says_so_and_stands_between_its_bounds(paper):
    said = flat(pdf_bytes(paper("Rheine", "2018-01-01")))
    assert "noch rund 298 Menschen aufzunehmen (Schätzung: 32 bis 380)" in said
    assert "Verpflichtung FlüAG 480 464 bis 562 geschätzt, 01.01.2018" in said
    assert "Gezählt: Zuweisung nach FlüAG 182 gemeldet, Mittel 01.10.2017 bis 31.12.2017" in said
    assert "Erfüllungsquote FlüAG 38 % 32 bis 85 % geschätzt" in said
    assert "0,424884 % × 113.029" in said


def test_what_nobody_has_reported_is_missing_and_not_zero(paper):
    # the key of 2015 was published for Ochtrup (0.1296 %), nothing else is known of that day
    said = flat(pdf_bytes(paper("Ochtrup", "2015-07-01")))
    assert "0,1296 % (gemeldet)" in said
    assert "Wie viele Menschen Ochtrup am 01.07.2015 noch aufzunehmen hatte, ist nicht bekannt" in said
    assert "Fehlt: Verpflichtung nach § 3 FlüAG zum 01.07.2015." in said
    assert "Gezählt: Zuweisung nach FlüAG fehlt" in said


def _printed(values: list[float], unit: str) -> list[str]:
    """Whole pieces, posts with one digit; what would round to nothing but is something is less than the smallest."""
    smallest = 0.1 if unit == "fte" else 1
    some = [max(value, smallest) if 0 < value < smallest / 2 else value for value in values if not isnan(value)]
    written = [f"{value:,.{1 if smallest < 1 and value else 0}f}" for value in some]
    return [text.translate(str.maketrans(",.", ".,")) for text in written]


def _figures(cell: str) -> list[str]:
    return re.findall(r"[0-9]+(?:[.,][0-9]+)*", cell)


def test_gaps_are_those_of_the_page_to_the_last_digit(presses, data):
    """Need, places, gap and all bounds in every council paper, against what Überblick asks."""
    month, press = date(2018, 1, 1), presses("de")
    page = overview.gaps(str(latest(data) / DATABASE), month)
    page["supply"] = page["shared_supply"].where(page["is_shared"], page["local_supply"])
    page["unmet"] = page["shared_gap"] / page["need"]
    page["is_less_sure"] = page["answer"] != "certainly_short"
    seen = 0
    for place in press.places()[1:]:
        there = page[(page["ags"] == place.ags) & (page["shared_gap"] > 0)]
        found = there.sort_values(["is_less_sure", "unmet", "category"], ascending=[True, False, True])[:3]
        blocks = press.council(place, month).sections[3].blocks
        rows = blocks[0].rows if len(found) else ()
        assert [row[0].rsplit(" (", 1)[0] for row in rows] == found["category_name"].tolist(), place.name
        for row, (_, said) in zip(rows, found.iterrows(), strict=True):
            need = [said[name] for name in ("need", "need_low", "need_high")]
            gap = [said["shared_gap"], said["gap_low"], said["gap_high"]]
            for cell, values in ((row[1], need), (row[2], [said["supply"]]), (row[3], gap)):
                assert _figures(cell) == _printed(values, said["unit"]), (place.name, row)
                seen += 1
    assert seen > 100


def test_a_gap_without_bounds_claims_none(presses):
    # no source bounds the need for coordination of volunteers; "0 to 0" would say that nothing is missing
    press, month = presses("de"), date(2018, 1, 1)
    for place in press.places()[:5]:
        for gap in press.case(place, month).gaps:
            assert (gap.gap_low is None) == (gap.need_low is None), (place.name, gap.category)


def test_the_kreis_adds_only_what_was_counted(paper, snapshot):
    [(value, low, high, count)] = snapshot(
        """select sum(greatest(outstanding, 0)), sum(greatest(coalesce(outstanding_low, 0), 0)),
                  sum(greatest(outstanding_high, 0)), count(*)
           from curated.obligation as o inner join curated.municipality as m on o.ags = m.ags
           where m.in_kreis and o.scheme = 'fluag' and o.as_of = '2018-01-01'
               and o.outstanding is not null and o.stock_basis = 'reported'"""
    )
    title = paper("kreis", "2018-01-01").title
    assert f"rund {value:.0f} Menschen" in title
    assert f"{low:.0f} bis {high:,.0f}".replace(",", ".") in title
    assert f"{count} von 24 Gemeinden" in title


def test_rounded_counts_of_the_kreis_keep_their_bounds(public_presses, presses, snapshot):
    # everybody reads counts rounded, and the true sum lies within; some of what staff reads was reported as a range
    month = date(2018, 1, 1)
    public, staff = (of("de") for of in (public_presses, presses))
    rows = [row for row in public.case(public.places()[0], month).stocks if row.legal_group == "fluag"]
    told = [row for row in rows if row.basis == "reported" and row.persons is not None]
    low, high = sum(row.persons_low for row in told), sum(row.persons_high for row in told)
    assert low < sum(row.persons for row in told) < high
    [(true,)] = snapshot(
        "select sum(persons) from curated.stock where month = ? and legal_group = 'fluag' and basis = 'reported' "
        f"and ags in ({', '.join(repr(row.ags) for row in told)})",
        month,
    )
    assert low <= true <= high
    [line] = [row for row in _glance(public.council(public.places()[0], month))[0].rows if "nach FlüAG" in row[0]]
    assert line[2] == f"{low:,.0f} bis {high:,.0f}".replace(",", ".")
    [(least, most)] = snapshot(
        """select sum(s.persons_low), sum(s.persons_high) from curated.stock as s
           inner join curated.municipality as m on s.ags = m.ags
           where m.in_kreis and s.month = ? and s.legal_group = 'fluag' and s.basis = 'reported'""",
        month,
    )
    [line] = [row for row in _glance(staff.council(staff.places()[0], month))[0].rows if "nach FlüAG" in row[0]]
    assert line[2] == f"{least:,.0f} bis {most:,.0f}".replace(",", ".")


def test_the_bar_of_rounded_counts_shows_their_bounds(public_presses):
    press, month = public_presses("de"), date(2018, 1, 1)
    case = press.case(press.places()[0], month)
    counted = [row for row in case.ledger if row.stock_basis == "reported" and not isnan(row.outstanding)]
    owed, bar = _glance(press.council(press.places()[0], month))[1].bars
    assert owed.is_owed
    assert bar.low == sum(row.stock_low for row in counted) < bar.value < bar.high
    assert bar.high == sum(row.stock_high for row in counted)


def _glance(made):
    return made.sections[1].blocks


def test_the_bars_of_the_kreis_say_whom_they_leave_out(paper):
    said = flat(pdf_bytes(paper("kreis", "2018-01-01")))
    assert "Balken: Summe der 23 von 24 Gemeinden" in said
    assert said.index("Hörstel") < said.index("Horstmar")


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_paper_has_one_or_two_pages(presses, language):
    press = presses(language)
    counts = {place.name: count_pages(pdf_bytes(press.council(place, date(2018, 1, 1)))) for place in press.places()}
    assert len(counts) == 25
    assert {name for name, count in counts.items() if count > 2} == set()


def test_invented_offers_are_marked_across_the_page_and_named(paper):
    made = paper("Rheine", "2018-01-01")
    assert made.watermark == "BEISPIELDATEN"
    assert "Die Angebote sind erfunden" in made.strip
    assert "aufnahmeverpflichtung sind es nicht" in made.strip.casefold()
    assert made.stem.startswith("Beispielrechnung_")


def test_no_resolution_is_invented(paper):
    said = flat(pdf_bytes(paper("Rheine", "2018-01-01")))
    assert "Von der Verwaltung auszufüllen. Bedarfsatlas schlägt keinen Beschluss vor." in said


def test_in_english_the_same_figures(paper):
    said = flat(pdf_bytes(paper("Rheine", "2024-01-26", "en")))
    assert "On 26 Jan 2024, Rheine still had to take in 105 people under § 3 FlüAG" in said
    assert "Obligation FlüAG 1,314 published, 26 Jan 2024" in said
    assert "Rate FlüAG 92.04% published, 26 Jan 2024" in said


def test_what_may_be_over_or_still_to_come_has_no_number_below_zero():
    owed = SimpleNamespace(outstanding=114.0, outstanding_low=-38.0, outstanding_high=267.0)
    case = SimpleNamespace(owed={"fluag": owed}, place=SimpleNamespace(name="Rheine"), day=date(2018, 6, 1))
    assert council.title(case, Said("de")) == (
        "Rheine hatte am 01.06.2018 nach § 3 FlüAG noch rund 114 Menschen aufzunehmen; sicher ist das nicht "
        "(Schätzung: zwischen 38 darüber und 267 noch aufzunehmen)"
    )
