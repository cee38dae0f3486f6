"""The council paper tells the figures of the pages; published ones as their publishers print them."""

from datetime import date

import pytest

from pipelines.papers.pdf import pdf_bytes
from tests.papers.reading import count_pages, flat, lines


def test_a_published_day_stands_as_published(paper):
    # rheine-buergerinfo.de, 26.1.2024: 1,314 owed, 1,209 there, 92.04 %, 105 to come
    content = pdf_bytes(paper("Rheine", "2024-01-26"))
    said = lines(content)
    assert "Rheine hatte am 26.1.2024 nach § 3 FlüAG noch 105 Menschen aufzunehmen" in flat(content)
    assert "Verpflichtung FlüAG 1.314 veröffentlicht, 26.1.2024" in said
    assert "Erfüllungsquote FlüAG 92,04 % veröffentlicht, 26.1.2024" in said
    assert "Noch aufzunehmen FlüAG 105 veröffentlicht, 26.1.2024" in said
    assert "Gezählt: Zuweisung nach FlüAG 1.209 gemeldet, 26.1.2024" in said


def test_an_estimate_says_so_and_stands_between_its_bounds(paper):
    said = flat(pdf_bytes(paper("Rheine", "2018-01-01")))
    assert "noch rund 298 Menschen aufzunehmen (Schätzung: 32 bis 380)" in said
    assert "Verpflichtung FlüAG 480 464 bis 562 geschätzt, 1.1.2018" in said
    assert "Gezählt: Zuweisung nach FlüAG 182 gemeldet, Mittel 1.10.2017 bis 31.12.2017" in said
    assert "Erfüllungsquote FlüAG 38 % 32 bis 85 % geschätzt" in said
    assert "0,424884 % × 113.029" in said


def test_what_nobody_has_reported_is_missing_and_not_zero(paper):
    # the key of 2015 was published for Ochtrup (0.1296 %), nothing else is known of that day
    said = flat(pdf_bytes(paper("Ochtrup", "2015-07-01")))
    assert "0,1296 % (gemeldet)" in said
    assert "Wie viele Menschen Ochtrup am 1.7.2015 noch aufzunehmen hatte, ist nicht bekannt" in said
    assert "Fehlt: Verpflichtung nach § 3 FlüAG zum 1.7.2015." in said
    assert "Gezählt: Zuweisung nach FlüAG fehlt" in said


def test_gaps_are_those_of_the_snapshot(paper, snapshot):
    found = snapshot(
        """select c.name_de, g.need, g.shared_gap from curated.gap as g
           inner join curated.category as c on g.category = c.category
           where g.month = ? and g.ags = '05566076' and g.shared_gap > 0
           order by g.answer <> 'certainly_short', -g.shared_gap / g.need limit 3""",
        date(2018, 1, 1),
    )
    table = paper("Rheine", "2018-01-01").sections[3].blocks[0]
    assert [row[0].rsplit(" (", 1)[0] for row in table.rows] == [name for name, *_ in found]
    needs = [float(row[1].split(" ")[0].replace(",", ".")) for row in table.rows]
    assert needs == pytest.approx([need for _, need, _ in found], abs=0.5)


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
