"""What Streamlit's page is given before it is sent: its language, our styles, a skip link, a place for announcements.

Streamlit's own skip link and the name of its navigation are English, so ours stand in for them. The script (shell.js)
works the skip link, reads out a changed finding and turns links within a page into a rerun instead of a new page.
The styles stand behind Streamlit's own, which are written into the head, so that of two equal rules ours holds.
"""

from __future__ import annotations

import json
from hashlib import sha256
from html import escape
from pathlib import Path

from dashboards.address import under_base
from dashboards.assets import soon
from dashboards.charts import heat
from dashboards.text import texts

SCRIPT = Path(__file__).with_name("shell.js").read_bytes()
NAMES = ("page", "ledger", "matrix", "funding", "budget", "scenario")
SHEETS = [Path(__file__).parent / "styles" / f"{name}.css" for name in NAMES]
STYLES = b"".join(sheet.read_bytes() for sheet in SHEETS) + heat.rules().encode()
ADDRESS = "/hilfen.js"
STYLES_ADDRESS = "/stil.css"
SPOKEN = "/sprache/{}.js"
SKIP, PAGES, CHOOSE = "accessibility.skip", "accessibility.pages", "upload.choose"
WORKING = "common.working"
# What the styles write: on the button that Streamlit calls "Upload", and over a page that takes long.
WRITTEN = {"choose-files": CHOOSE, "working": WORKING}


def with_aids(page: bytes, language: str) -> bytes:
    """Streamlit's page in `language`; a page that looks otherwise than expected stays as it is."""
    skip, pages, choose, working = (escape(_text(key, language)) for key in (SKIP, PAGES, CHOOSE, WORKING))
    written = "; ".join(
        f"--{name}: {json.dumps(_text(key, language), ensure_ascii=False)}" for name, key in WRITTEN.items()
    )
    aids = (
        f'<link rel="stylesheet" href="{under_base(STYLES_ADDRESS)}?{_version(STYLES)}">'
        f"<style>:root {{ {written} }}</style>"
        f'<a class="skip" href="#root">{skip}</a><div id="ansage" role="status" data-pages="{pages}"'
        f' data-choose="{choose}" data-working="{working}"></div>'
        f'<script src="{under_base(ADDRESS)}?{_version(SCRIPT)}" defer></script>'
    )
    # before any script of Streamlit asks the browser for its language
    reader = f'<head><script src="{under_base(SPOKEN.format(language))}"></script>'
    return (
        page.replace(b'<html lang="en"', f'<html lang="{language}"'.encode(), 1)
        .replace(b"<head>", reader.encode(), 1)
        .replace(b"</head>", soon().encode() + b"</head>", 1)
        .replace(b"<body>", b"<body>" + aids.encode(), 1)
    )


def _text(key: str, language: str) -> str:
    page, _, name = key.partition(".")
    return texts(page, language)[name]


def _version(content: bytes) -> str:
    return sha256(content).hexdigest()[:12]
