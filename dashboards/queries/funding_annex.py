"""The annex of a funding application, as a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from dashboards.queries.snapshot import reading
from dashboards.text import labels, t, words
from pipelines.extracts.origin import origin
from pipelines.papers.annex import Annex, Named, Wish, annex_of
from pipelines.papers.annex_paper import annex_paper
from pipelines.papers.annex_workbook import annex_bytes
from pipelines.papers.pdf import pdf_bytes
from pipelines.papers.said import Said
from pipelines.wording import Words


def file(snapshot: str, wish: Wish) -> Callable[[], bytes]:
    """Makes the XLSX file when it is called, in the language of this run."""
    gather = partial(_annex, snapshot, wish, words(), _named())
    return lambda: annex_bytes(gather())


def pdf(snapshot: str, wish: Wish) -> Callable[[], bytes]:
    """Makes the PDF when it is called, in the language of this run."""
    return partial(_pdf, snapshot, wish, words(), _named())


def file_name(wish: Wish, place: str, is_example: bool, form: str = "xlsx") -> str:
    """`Beispielrechnung_anlage_amif_Rheine_2018-01.xlsx`; without invented offers the first word is left away."""
    stem = re.sub(r"[^\w-]+", "_", f"{t('funding.annex_file')}_{wish.programme.programme.lower()}_{place}")
    prefix = f"{t('funding.annex_example')}_" if is_example else ""
    return f"{prefix}{stem}_{wish.month:%Y-%m}.{form}"


def _annex(snapshot: str, wish: Wish, spoken: Words, named: Named) -> Annex:
    with reading(snapshot) as cursor:
        return annex_of(cursor, wish, spoken, named)


def _pdf(snapshot: str, wish: Wish, spoken: Words, named: Named) -> bytes:
    with reading(snapshot) as cursor:
        told, source = annex_of(cursor, wish, spoken, named), origin(cursor)
    return pdf_bytes(annex_paper(told, wish, source, Said(spoken.language), named))


def _named() -> Named:
    """Codes of the data in words; a code nobody has named stays as it is."""
    names = {
        "legal_group": labels("legal_group"),
        "ratio_basis": words().named("basis") | labels("ratio_basis"),
        "age_band": labels("age_band"),
        "unit": words().named("step_unit") | labels("unit"),
        "answer": labels("answer"),
        "step": labels("step") | {"result": t("funding.annex_result")},
        "ratio": labels("ratio"),
        "result": labels("result"),
    }
    return lambda group, code: names[group].get(code, code)
