"""Rows as CSV, once for a German Excel and once for programs (RFC 4180).

    excel    UTF-8 with BOM ; semicolon ; decimal comma ; nine significant digits ; ja/nein
    rfc4180  UTF-8          , comma     , decimal point , every digit             , true/false

Both write days as 2018-01-31: Excel and LibreOffice turn that into a date under any import setting,
while LibreOffice leaves 31.01.2018 as text unless "erweiterte Zahlenerkennung" is ticked.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from pipelines.contracts.base import Contract, Type

Dialect = Literal["excel", "rfc4180"]

BYTE_ORDER_MARK = "\ufeff"
SEPARATORS: dict[Dialect, str] = {"excel": ";", "rfc4180": ","}

# A program that splits at the wrong sign meets the rest of a cell as a cell of its own: so behind ; , and breaks too.
# What cannot be seen does not keep a formula from being one: spaces and the format characters of Unicode (Cf).
UNSEEN = (
    r"[\s\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
FORMULA = re.compile(rf"(^|[;,\n\r])(?={UNSEEN}*[=+\-@＝＋－＠]|[\t\r])")
PLAIN_NEGATIVE = re.compile(r"-\d+([.,]\d+)?")

# Excel and LibreOffice read these as numbers: 05566004 becomes 5566004, a checksum 12e4567 becomes infinite.
NUMBER_LIKE = re.compile(r"0\d+|\d+[eE]\d+|\d{16,}")


def csv_bytes(
    contract: Contract, rows: Sequence[Sequence[Any]], dialect: Dialect, tags: Sequence[str] | None = None
) -> bytes:
    """The file of one relation: a header of column names, then the rows, lines ended by CR LF. No value: empty.

    `tags`: HXL hashtags as a row of their own below the header.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=SEPARATORS[dialect], lineterminator="\r\n")
    writer.writerow(contract.names)
    if tags:
        writer.writerow(tags)
    writer.writerows(zip(*_columns(contract, rows, dialect), strict=True))
    return text.getvalue().encode("utf-8-sig" if dialect == "excel" else "utf-8")


def _columns(contract: Contract, rows: Sequence[Sequence[Any]], dialect: Dialect) -> list[list[str]]:
    values = zip(*rows, strict=True) if rows else [()] * len(contract.columns)
    writers = WRITERS[dialect]
    return [_texts(cells, writers[column.type]) for cells, column in zip(values, contract.columns, strict=True)]


def _texts(values: Iterable[Any], write: Callable[[Any], str]) -> list[str]:
    values = list(values)
    written = {value: "" if value is None else write(value) for value in set(values)}
    return [written[value] for value in values]


def neutralised(text: str) -> str:
    """The text with an apostrophe before everything a spreadsheet would run as a formula; "-5" stays."""
    return text if PLAIN_NEGATIVE.fullmatch(text) else FORMULA.sub(r"\1'", text)


def excel_text(text: str) -> str:
    """Text for Excel: neutralised; keys made of digits written as ="05566004".

    Nothing else keeps their zero when the file is opened with a double click: quotes are ignored by Excel and
    by LibreOffice's default import, a space or an apostrophe becomes part of the key.
    """
    return f'="{text}"' if NUMBER_LIKE.fullmatch(text) else neutralised(text)


def excel_number(value: float) -> str:
    """Nine significant digits, decimal comma, no exponent: 0,000512345679."""
    text = f"{value:.9g}"
    if "e" in text:
        text = f"{value:.15f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")


def plain_number(value: float) -> str:
    """The shortest text that reads back as the same number."""
    return repr(value).removesuffix(".0")


WRITERS: dict[Dialect, dict[Type, Callable[[Any], str]]] = {
    "excel": {
        "text": excel_text,
        "integer": str,
        "number": excel_number,
        "boolean": lambda value: "ja" if value else "nein",
        "day": lambda value: value.isoformat(),
        "instant": lambda value: value.isoformat(" ", "seconds"),
    },
    "rfc4180": {
        "text": neutralised,
        "integer": str,
        "number": plain_number,
        "boolean": lambda value: "true" if value else "false",
        "day": lambda value: value.isoformat(),
        "instant": lambda value: value.isoformat("T", "seconds") + "Z",
    },
}
