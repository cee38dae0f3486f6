"""Who does what: kinds of provider across categories, as a table that becomes a list on a phone."""

from __future__ import annotations

from html import escape

import pandas as pd

from dashboards.theme import ACCENT, INK, LINE, MISSING, MUTED, PAPER

# From 1, 3, 6 and 12 offers on; one hue, readable in grey.
STEPS = ((12, "#4A87BC", INK), (6, "#97BFE0", INK), (3, "#D3E3F2", INK), (1, "#EDF4FA", INK))

STYLE = f"""<style>
.who {{ border-collapse: collapse; width: 100%; color: {INK}; font-size: .9rem; }}
.who th {{ font-weight: 400; text-align: left; padding: .2rem .35rem .2rem 0; }}
.who thead th {{ color: {MUTED}; border-bottom: 1px solid {LINE}; vertical-align: bottom; white-space: nowrap; }}
.who thead span {{ writing-mode: vertical-rl; transform: rotate(180deg); }}
.who td {{ border: 2px solid {PAPER}; text-align: right; padding: .25rem .6rem; min-width: 2.6rem; }}
.who td {{ font-variant-numeric: tabular-nums; }}
.who td.blank {{ text-align: left; background: repeating-linear-gradient(135deg, {MISSING} 0 6px, {PAPER} 6px 12px); }}
.who td.sum {{ color: {ACCENT}; font-weight: 600; }}
@media (max-width: 700px) {{
  .who thead {{ display: none; }}
  .who tr, .who th {{ display: block; }}
  .who th {{ padding-top: .7rem; font-weight: 600; }}
  .who td {{ display: flex; justify-content: space-between; }}
  .who td:empty {{ display: none; }}
  .who td::before {{ content: attr(data-kind); }}
}}
</style>"""


def matrix(offers: pd.DataFrame, categories: dict[str, str], kinds: dict[str, str], total: str, none: str) -> str:
    """HTML table of the number of offers (rows with category, provider_kind); the fullest rows and columns first.

    `categories` and `kinds` are the names of the codes to show; `none` stands where a category has no offer.
    """
    counts = offers.groupby(["category", "provider_kind"]).size()
    rows = _fullest_first(categories, counts.groupby(level=0).sum())
    columns = [code for code in _fullest_first(kinds, counts.groupby(level=1).sum()) if code in counts.index.levels[1]]
    head = "".join(
        f'<th scope="col"><span>{escape(name)}</span></th>' for name in ["", *(kinds[code] for code in columns), total]
    )
    body = "".join(
        f'<tr><th scope="row">{escape(categories[row])}</th>{_cells(row, columns, counts, kinds, total, none)}</tr>'
        for row in rows
    )
    return f'{STYLE}<table class="who"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _fullest_first(names: dict[str, str], sums: pd.Series) -> list[str]:
    return sorted(names, key=lambda code: (-sums.get(code, 0), names[code]))


def _cells(row: str, columns: list[str], counts: pd.Series, kinds: dict[str, str], total: str, none: str) -> str:
    numbers = [int(counts.get((row, column), 0)) for column in columns]
    if not sum(numbers):
        return f'<td class="blank" colspan="{len(columns) + 1}">{escape(none)}</td>'
    cells = [_cell(number, kinds[column]) for number, column in zip(numbers, columns, strict=True)]
    return "".join(cells) + f'<td class="sum" data-kind="{escape(total)}">{sum(numbers)}</td>'


def _cell(number: int, kind: str) -> str:
    if not number:
        return "<td></td>"
    colour, ink = next((colour, ink) for least, colour, ink in STEPS if number >= least)
    return f'<td data-kind="{escape(kind)}" style="background:{colour};color:{ink}">{number}</td>'
