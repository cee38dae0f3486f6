"""Tables as an Excel workbook (XLSX) with typed cells: the one form in which every spreadsheet keeps 05566004.

Written by hand (six small XML files) because a library would cost a dependency and ten times the time.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pipelines.contracts.base import Column, Type

LONGEST_CELL = 32_767
TOO_LONG = "(zu lang für eine Zelle; steht in der CSV-Datei)"
FIRST_DAY = date(1899, 12, 30)
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# A cell that the reader fills in: yellow and empty.
TO_FILL = object()

# A fixed date in the archive: the same snapshot gives the same bytes.
ARCHIVED = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Sheet:
    """One sheet: `name` up to 31 characters, a header of column names, rows in the columns' order.

    `tags`: HXL hashtags as a row of their own below the header; `widths`: of the columns, in characters; `above`: a
    line over the header that stays in sight with it.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Any]]
    tags: Sequence[str] | None = None
    widths: Sequence[int] | None = None
    above: str = ""


def workbook_bytes(sheets: Sequence[Sheet]) -> bytes:
    """The XLSX file; text cells are text whatever they look like, so nothing in them is run or converted."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in _parts(sheets).items():
            member = zipfile.ZipInfo(name, ARCHIVED)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content, compresslevel=1)
    return target.getvalue()


def _parts(sheets: Sequence[Sheet]) -> dict[str, str]:
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": XML + f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{MAIN}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{MAIN}.styles+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{MAIN}.worksheet+xml"/>' for n in numbers
        )
        + "</Types>",
        "_rels/.rels": _relationships([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": XML
        + f'<workbook xmlns="{SHEETS}" xmlns:r="{OFFICE}"><sheets>'
        + "".join(
            f'<sheet name={quoteattr(sheet.name)} sheetId="{n}" r:id="rId{n}"/>'
            for n, sheet in zip(numbers, sheets, strict=True)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relationships(
            [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers] + [("styles", "styles.xml")]
        ),
        "xl/styles.xml": XML + STYLES,
    }
    return parts | {f"xl/worksheets/sheet{n}.xml": _sheet(s) for n, s in zip(numbers, sheets, strict=True)}


def _relationships(targets: list[tuple[str, str]]) -> str:
    lines = (
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return XML + f'<Relationships xmlns="{PACKAGE}/relationships">' + "".join(lines) + "</Relationships>"


def _sheet(sheet: Sheet) -> str:
    columns = zip(*sheet.rows, strict=True) if sheet.rows else [()] * len(sheet.columns)
    cells = [_cells(values, CELLS[column.type]) for values, column in zip(columns, sheet.columns, strict=True)]
    header = "".join(f'<c t="inlineStr" s="1"><is><t>{escape(column.name)}</t></is></c>' for column in sheet.columns)
    tags = ["".join(map(_text, sheet.tags))] if sheet.tags else []
    above = [_text(sheet.above)] if sheet.above else []
    fixed = len(above) + 1
    body = "</row><row>".join([*above, header, *tags, *map("".join, zip(*cells, strict=True))])
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(sheet.widths or map(_width, sheet.columns), 1)
    )
    return (
        XML + f'<worksheet xmlns="{SHEETS}"><sheetViews><sheetView workbookViewId="0">'
        f'<pane ySplit="{fixed}" topLeftCell="A{fixed + 1}" activePane="bottomLeft" state="frozen"/>'
        "</sheetView></sheetViews>"
        f"<cols>{widths}</cols><sheetData><row>{body}</row></sheetData></worksheet>"
    )


def _width(column: Column) -> int:
    return max(len(column.name) + 3, {"text": 14, "instant": 18}.get(column.type, 12))


def _cells(values: Sequence[Any], write: Callable[[Any], str]) -> list[str]:
    written = {value: _written(value, write) for value in set(values)}
    return [written[value] for value in values]


def _written(value: Any, write: Callable[[Any], str]) -> str:
    """A word stays a word in a column of numbers: *geschützt* is no number."""
    if value is None:
        return "<c/>"
    if value is TO_FILL:
        return '<c s="5"/>'
    return _text(value) if isinstance(value, str) else write(value)


def _text(value: str) -> str:
    text = NOT_IN_XML.sub("\ufffd", value if len(value) <= LONGEST_CELL else TOO_LONG)
    return f'<c t="inlineStr" s="2"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _day(value: date) -> str:
    return f'<c s="3"><v>{(value - FIRST_DAY).days}</v></c>'


def _instant(value: datetime) -> str:
    seconds = (value - datetime(1899, 12, 30)).total_seconds()
    return f'<c s="4"><v>{seconds / 86_400!r}</v></c>'


CELLS: dict[Type, Callable[[Any], str]] = {
    "text": _text,
    "integer": lambda value: f"<c><v>{value}</v></c>",
    "number": lambda value: f"<c><v>{value!r}</v></c>",
    "boolean": lambda value: f'<c t="b"><v>{value:d}</v></c>',
    "day": _day,
    "instant": _instant,
}

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"

# Formats 49, 14 and 22 are built in: text, day and moment as the reader's country writes them.
STYLES = (
    f'<styleSheet xmlns="{SHEETS}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFF2CC"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="22" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="2" borderId="0" xfId="0" applyFill="1"/>'
    "</cellXfs></styleSheet>"
)
