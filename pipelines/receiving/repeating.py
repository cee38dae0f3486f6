"""Columns in which texts repeat: each distinct text is looked at once, each row only keeps its number.

A column of text is either a pandas column of text or, where texts repeat, a categorical of the same texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

# Below this number of rows, and below this number of rows per text, numbers do not pay.
ROWS, REPEATS = 1_000, 3
PIECE = 50_000
SHARED_TEXT = pd.StringDtype("python", na_value=np.nan)


def stripped(cells: pa.ChunkedArray) -> pd.Series:
    """A column of cells, dictionary-encoded or text, without the blanks around them."""
    if not pa.types.is_dictionary(cells.type):
        return pd.Series(pc.utf8_trim_whitespace(cells.cast(pa.large_string())), dtype="str")
    whole = pa.concat_arrays(cells.unify_dictionaries().chunks) if len(cells) else pa.array([], cells.type)
    texts, codes = pc.utf8_trim_whitespace(whole.dictionary), whole.indices
    if not texts.equals(whole.dictionary):
        encoded = texts.dictionary_encode()
        texts, codes = encoded.dictionary, encoded.indices.take(codes)
    if not _pays(len(texts), len(codes)):
        return pd.Series(texts.take(codes).cast(pa.large_string()), dtype="str")
    return _coded(codes.to_numpy(), texts.to_pylist())


def constant(text: str, rows: int) -> pd.Series:
    """The same text in so many rows."""
    return _coded(np.zeros(rows, np.int8), [text])


def coded(column: pd.Series) -> pd.Series:
    """A column of text as a categorical where its texts repeat, else as it is."""
    if len(column) < ROWS:
        return column
    codes, texts = pd.factorize(column, use_na_sentinel=False)
    return _coded(codes, texts) if _pays(len(texts), len(codes)) else column


def each(column: pd.Series, write: Callable[[str], str]) -> pd.Series:
    """The column with every text as `write` writes it."""
    texts, codes = distinct(column)
    pieces = (listed(texts, start, PIECE) for start in range(0, len(texts), PIECE))
    written = text_of([write(text) for text in piece] for piece in pieces)
    if codes is None:
        return written
    numbers, left = pd.factorize(written)
    return _coded(numbers[codes], left)


def text_of(pieces: Iterable[list[str]]) -> pd.Series:
    """A column of text from lists that follow each other and need not be there at the same time."""
    return pd.Series(
        pa.chunked_array([pa.array(piece, pa.large_string()) for piece in pieces], pa.large_string()), dtype="str"
    )


def listed(column: pd.Series, start: int, rows: int) -> list[str]:
    """The texts of some rows in a row; a pandas column would hand them out one by one, ten times as slowly."""
    return written_out(column, slice(start, start + rows)).to_numpy(object).tolist()


def distinct(column: pd.Series) -> tuple[pd.Series, np.ndarray | None]:
    """Texts and, per row, the number of its text; all texts of the column and None where they hardly repeat."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return pd.Series(column.cat.categories), column.cat.codes.to_numpy()
    return column, None


def written_out(column: pd.Series, rows: np.ndarray | slice = slice(None)) -> pd.Series:
    """The text of each row, or of the rows that `rows` chooses. Rows share the memory of texts that repeat."""
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return pd.Series(column.array[rows], copy=False)
    texts = pd.array(column.cat.categories, dtype=SHARED_TEXT)
    return pd.Series(texts.take(column.cat.codes.to_numpy()[rows]), copy=False)


def _pays(texts: int, rows: int) -> bool:
    return rows >= ROWS and texts * REPEATS <= rows


def _coded(codes: np.ndarray, texts: Iterable[str]) -> pd.Series:
    return pd.Series(pd.Categorical.from_codes(codes, categories=pd.Index(texts, dtype="str"), validate=False))
