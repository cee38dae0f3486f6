"""A paper as its reader sees it: the words of a PDF line by line, without the watermark."""

from __future__ import annotations

import io

import pdfplumber

# In points; letters of the watermark are four times as tall.
TALLEST = 25


def lines(content: bytes) -> list[str]:
    """The lines of all pages from top to bottom."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        pages = [page.filter(_is_read).extract_text() for page in pdf.pages]
    return "\n".join(pages).splitlines()


def count_pages(content: bytes) -> int:
    """How many pages it has."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def flat(content: bytes) -> str:
    """All words in one line."""
    return " ".join(" ".join(lines(content)).split())


def _is_read(sign: dict) -> bool:
    """Not a letter of the watermark, which lies behind the text and is read by nobody."""
    return sign["object_type"] != "char" or sign["size"] < TALLEST
