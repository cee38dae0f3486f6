"""People and obligation at a glance: the figures of a municipality as a table and as bars."""

from __future__ import annotations

from pipelines.papers.blocks import Bar, Chart, Section, Table
from pipelines.papers.gathered import Case, Owed, Stock
from pipelines.papers.said import Said, is_gone

GROUPS = ("fluag", "wohnsitz", "asylblg_other")


def glance(case: Case, said: Said) -> Section:
    """Counts, obligation, rate and what is still to come, each with bounds, basis and day."""
    rows = [stock_row(row, said) for row in counted(case)]
    for scheme in GROUPS[:2]:
        if (owed := case.owed.get(scheme)) and _is_known(owed):
            rows += owed_rows(owed, said)
    heads = tuple(said.say(f"head.{name}") for name in ("what", "number", "bounds", "ground"))
    drawn = chart(case, said)
    table = Table(heads, tuple(rows), (7, 2, 4, 9), (1,))
    return Section(said.say("section.glance"), (table, *([drawn] if drawn else [])))


def counted(case: Case) -> list[Stock]:
    """The legal groups of a municipality; benefits under AsylbLG only where they are known."""
    found = {row.legal_group: row for row in case.stocks}
    return [
        found[group]
        for group in GROUPS
        if group in found and (group != "asylblg_other" or found[group].basis != "missing")
    ]


def stock_row(row: Stock, said: Said) -> tuple[str, ...]:
    """A count with its day; missing and protected are words."""
    what = said.say("glance.stock", group=said.label("legal_group", row.legal_group))
    if row.basis in ("missing", "protected"):
        return what, said.say(f"basis.{row.basis}"), "", ""
    basis = said.say(f"basis.{row.basis}")
    day = said.day(row.period_end) if row.period_end else ""
    key = "last" if row.basis == "estimated" else "mean" if row.is_mean else "on_day"
    start = said.day(row.period_start) if row.period_start else ""
    ground = said.say(f"glance.{key}", basis=basis, day=day, start=start, end=day)
    return what, said.number(row.persons), spread(row.persons_low, row.persons_high, said), ground


def spread(low: float | None, high: float | None, said: Said) -> str:
    """Bounds of persons; nothing where the figure is sure or nobody knows any."""
    if low == high or (is_gone(low) and is_gone(high)):
        return ""
    return said.between(low, high)


def owed_rows(owed: Owed, said: Said) -> list[tuple[str, ...]]:
    """Obligation, rate and what is still to come of one scheme."""
    scheme = said.label("scheme_short", owed.scheme)
    obligation = (
        said.say("glance.obligation", scheme=scheme),
        said.number(owed.obligation),
        spread(owed.obligation_low, owed.obligation_high, said),
        _ground(owed, owed.obligation, owed.obligation_published, said, is_credited=False),
    )
    fulfilment = (
        said.say("glance.fulfilment", scheme=scheme),
        rate(owed, said),
        _rates(owed, said),
        _ground(owed, owed.fulfilment, owed.fulfilment_published, said),
    )
    return [obligation, fulfilment, _outstanding(owed, scheme, said)]


def _outstanding(owed: Owed, scheme: str, said: Said) -> tuple[str, ...]:
    value = owed.outstanding
    is_surplus = not is_gone(value) and value < 0
    low, high = ends(owed)
    return (
        said.say("glance.surplus" if is_surplus else "glance.outstanding", scheme=scheme),
        _or_word(owed, value, said.number(abs(value)) if not is_gone(value) else "", said),
        spread(low, high, said) if not is_gone(value) else "",
        _ground(owed, value, owed.outstanding_published, said),
    )


def ends(owed: Owed) -> tuple[float | None, float | None]:
    """Bounds of what is still to come; a surplus is told as a positive number."""
    low, high = owed.outstanding_low, owed.outstanding_high
    if is_gone(owed.outstanding) or owed.outstanding >= 0:
        return low, high
    return -high, -low


def rate(owed: Owed, said: Said) -> str:
    """The rate; a published one with its two decimals, a computed one in whole per cent."""
    digits = 0 if is_gone(owed.fulfilment_published) else 2
    return _or_word(owed, owed.fulfilment, said.share(owed.fulfilment, digits), said)


def _rates(owed: Owed, said: Said) -> str:
    low, high = owed.fulfilment_low, owed.fulfilment_high
    if is_gone(owed.fulfilment) or low == high:
        return ""
    if is_gone(high):
        return said.say("paper.at_least", low=said.share(low, 0))
    return said.say("paper.between", low=said.number(100 * low), high=said.share(high, 0))


def _or_word(owed: Owed, value: float | None, written: str, said: Said) -> str:
    if not is_gone(value):
        return written
    return said.say("basis.protected" if owed.is_protected and not is_gone(owed.obligation) else "basis.missing")


def _ground(owed: Owed, value: float | None, published: float | None, said: Said, *, is_credited: bool = True) -> str:
    if is_gone(value):
        return ""
    day = said.day(owed.as_of)
    if not is_gone(published):
        return said.say("glance.published", day=day)
    key = "without_credit" if is_credited and owed.credit_basis == "missing" else "on_day"
    return said.say(f"glance.{key}", basis=said.say("basis.estimated"), day=day)


def _is_known(owed: Owed) -> bool:
    return not all(is_gone(value) for value in (owed.obligation, owed.fulfilment, owed.outstanding))


def chart(case: Case, said: Said) -> Chart | None:
    """Obligation and count side by side per scheme; None where there is nothing to draw."""
    bars = [bar for scheme in GROUPS[:2] if (owed := case.owed.get(scheme)) for bar in _pair(owed, said)]
    if all(bar.value is None for bar in bars):
        return None
    return Chart(tuple(bars), in_words(bars, said))


def in_words(bars: list[Bar], said: Said) -> str:
    """What the bars show, for whoever does not see them."""
    told = [
        said.say("chart.alt_bounds", label=bar.label, text=bar.text, bounds=said.between(bar.low, bar.high))
        if bar.low != bar.high
        else said.say("chart.alt_bar", label=bar.label, text=bar.text)
        for bar in bars
    ]
    return said.say("chart.alt", bars="; ".join(told))


def _pair(owed: Owed, said: Said) -> list[Bar]:
    scheme = said.label("scheme_short", owed.scheme)
    if is_gone(owed.obligation):
        return []
    obligation = Bar(
        said.say("chart.owed", scheme=scheme), said.number(owed.obligation), owed.obligation,
        owed.obligation_low, owed.obligation_high, is_owed=True,
    )  # fmt: skip
    if is_gone(owed.stock):
        word = said.say("basis.protected" if owed.is_protected else "basis.missing")
        return [obligation, Bar(said.say("chart.stock", scheme=scheme), word, None)]
    written = said.number(owed.stock)
    if owed.stock_basis == "estimated":
        written = said.say("paper.estimate", number=written)
    return [obligation, Bar(said.say("chart.stock", scheme=scheme), written, owed.stock)]
