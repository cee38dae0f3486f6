"""Text files of any encoding and delimiter, as grids. What is no text is refused."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.grids import limits
from pipelines.grids.grid import Grid, Row
from pipelines.grids.regular import Columns, cut
from pipelines.problems import Unreadable, broken_csv

CHUNK = 1 << 20
SAMPLE_LINES = 200
# In this order where two would do: a comma parts whole and fraction in a file parted by semicolons.
DELIMITERS = (";", "\t", ",")
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
NO_TEXT = bytes([*range(0x01, 0x09), *range(0x0E, 0x20)])
STRANGE_SHARE = 0.1
ADVICE = "speichern Sie sie als CSV UTF-8"


def text_grid(path: Path) -> Grid:
    """The file as one grid. Raises Unreadable: too large, no text, an encoding that is none, broken quotes."""
    limits.refuse_bytes(path, limits.TEXT_BYTES)
    encoding = encoding_of(path)
    delimiter = _delimiter(_sample(path, encoding))
    return Grid(
        path.name,
        "",
        "text",
        lambda: _rows(path, encoding, delimiter),
        delimiter,
        lambda line, width: _columns_below(path, encoding, delimiter, line, width),
    )


def encoding_of(path: Path) -> str:
    """utf-8-sig, utf-16 or cp1252: what the bytes really are. Raises Unreadable when they are none of these."""
    try:
        with path.open("rb") as file:
            start = file.read(CHUNK)
    except OSError as error:
        raise Unreadable(f"{path} lässt sich nicht öffnen: {error.strerror}.") from error
    for mark, encoding, title in BYTE_ORDER_MARKS:
        if start.startswith(mark):
            if (place := _fails(path, encoding)) is not None:
                raise Unreadable(
                    f"{path.name} gibt sich als {title} aus, ist aber keine {title}- und keine UTF-8-Textdatei "
                    f"(Byte {place}); {ADVICE}."
                )
            return encoding
    if (wide := _wide(start)) and _fails(path, wide) is None:
        return wide
    _refuse_binary(path)
    for encoding in ("utf-8-sig", "cp1252"):
        if _fails(path, encoding) is None:
            return encoding
    raise Unreadable(
        f"{path.name} ist keine UTF-8-CSV-Datei und auch in keinem anderen bekannten Zeichensatz; {ADVICE}."
    )


def _wide(start: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of German text is zero."""
    pairs = len(start) // 2
    for odd, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if pairs and start[odd::2].count(0) > 0.8 * pairs and start[1 - odd :: 2].count(0) == 0:
            return encoding
    return None


def _refuse_binary(path: Path) -> None:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            strange = len(chunk) - len(chunk.translate(None, NO_TEXT))
            if strange > STRANGE_SHARE * len(chunk) or (strange and b"\0" in chunk):
                raise Unreadable(f"{path.name} ist keine UTF-8-CSV-Datei und keine andere Textdatei; {ADVICE}.")
            if b"\0" in chunk:
                raise Unreadable(
                    f"{path.name} enthält Nullzeichen und passt zu keiner bekannten Quelle; "
                    "nehmen Sie die Zeichen heraus oder speichern Sie die Datei neu als CSV UTF-8."
                )


def _fails(path: Path, encoding: str) -> int | None:
    """The byte near which the text breaks the encoding, None when it does not."""
    decoder, place = codecs.getincrementaldecoder(encoding)(), 0
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                if "\0" in decoder.decode(chunk):
                    return place
                place += len(chunk)
            decoder.decode(b"", final=True)
        except UnicodeError as error:
            return place + getattr(error, "start", 0)
    return None


def _sample(path: Path, encoding: str) -> str:
    """The first lines; a line as long as a chunk is cut."""
    with path.open(encoding=encoding, newline="") as file:
        lines = (file.readline(CHUNK) for _ in range(SAMPLE_LINES))
        return "".join(lines)[: 4 * CHUNK]


def _delimiter(sample: str) -> str:
    """The sign that cuts most lines into the same number of cells; a comma when none does."""

    def strength(delimiter: str) -> int:
        widths = Counter()
        try:
            for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
                if len(cells) > 1:
                    widths[len(cells)] += 1
        except csv.Error:  # a cell beyond all bounds: said when the rows are read
            return 0
        return max((width * lines for width, lines in widths.items()), default=0)

    best = max(DELIMITERS, key=strength)
    return best if strength(best) else ","


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    with path.open(encoding=encoding, newline="") as file:
        reader, start = csv.reader(_lines(path, file), delimiter=delimiter, strict=True), 1
        try:
            for cells in reader:
                limits.refuse_columns(path.name, len(cells))
                limits.refuse_length(path.name, start, max(map(len, cells), default=0))
                yield start, [cell.strip() for cell in cells]
                start = reader.line_num + 1
        except csv.Error as error:
            raise broken_csv(path.name, reader.line_num, error) from error


def _columns_below(path: Path, encoding: str, delimiter: str, line: int, width: int) -> Columns | None:
    """All rows below the one that starts in `line`, as columns; None where only the exact reader can tell."""
    with path.open(encoding=encoding, newline="") as file:
        reader, start = csv.reader(_lines(path, file), delimiter=delimiter, strict=True), 1
        for _ in reader:
            if start == line:
                columns = cut(file, reader.line_num + 1, delimiter, width)
                return None if columns is None or _has_long_cell(columns) else columns
            start = reader.line_num + 1
    return None


def _has_long_cell(columns: Columns) -> bool:
    """Whether a cell is longer than allowed; the exact reader then says where."""
    texts = (
        chunk.dictionary if pa.types.is_dictionary(chunk.type) else chunk
        for column in columns.cells
        for chunk in column.chunks
    )
    return any((pc.max(pc.utf8_length(text)).as_py() or 0) > limits.CELL_LENGTH for text in texts)


def _lines(path: Path, file: io.TextIOBase) -> Iterator[str]:
    """Lines of bounded length: one line without end would lie in memory as a whole."""
    number = 1
    while line := file.readline(CHUNK):
        if len(line) >= CHUNK:
            raise Unreadable(f"{path.name}, Zeile {number}: die Zeile ist zu lang; {ADVICE}.")
        yield line
        number += 1
