"""How figures that were reported, but are withheld to protect people, are told apart from those that are missing."""

from __future__ import annotations

import pandas as pd

from dashboards import theme
from dashboards.text import t


def in_words(rows: pd.DataFrame, columns: tuple[str, ...], digits: int = 0, flag: str = "is_protected") -> pd.DataFrame:
    """The rows for a table: a column of `columns` with a withheld cell becomes words, the cell *geschützt*.

    `flag`: the column that says whether what a row lacks is withheld. Columns without such a cell stay numbers.
    """
    hidden = rows[flag].eq(True)
    spelled = {
        name: [theme.number(value, digits, gone) for value, gone in zip(rows[name], hidden, strict=True)]
        for name in columns
        if (rows[name].isna() & hidden).any()
    }
    return rows.assign(**spelled)


def withheld_sentence(count: int) -> str:
    """`In 2 Gemeinden ist die Zahl geschützt.`; nothing for none."""
    return t("protected.sentence", count=int(count)) if count else ""


def also_withheld(hidden: pd.Series) -> str:
    """`in 2 Gemeinden geschützt`, to stand after a figure; nothing where `hidden` holds for none."""
    count = int(hidden.sum())
    return t("protected.also", count=count) if count else ""
