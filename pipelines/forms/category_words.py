"""What people call the categories of offers: shipped words, and those of the Kreis, whose word on a word is final."""

from __future__ import annotations

from pathlib import Path

from pipelines.forms.values import label_words
from pipelines.reference import read_reference


def category_words(own: Path) -> dict[str, tuple[str, ...]]:
    """Categories by word; several where a word may mean each of them. `own` is data/own. Raises NotPublished."""
    rows = read_reference("category_word", own)
    decided = set(rows.loc[rows["is_own"] == "1", "word"].map(label_words))
    found: dict[str, tuple[str, ...]] = {}
    for row in rows.itertuples():
        word = label_words(row.word)
        if row.is_own == "1" or word not in decided:
            found[word] = (*found.get(word, ()), row.category)
    return found
