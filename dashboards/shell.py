"""What Streamlit's page is given before it is sent: its language, a skip link, a place for announcements.

Streamlit's own skip link and the name of its navigation are English, so ours stand in for them. The script (shell.js)
works the skip link, reads out a changed finding and turns links within a page into a rerun instead of a new page.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from dashboards.address import under_base
from dashboards.text import texts

SCRIPT = Path(__file__).with_name("shell.js").read_bytes()
ADDRESS = "/hilfen.js"
SPOKEN = "/sprache/{}.js"
SKIP, PAGES = "accessibility.skip", "accessibility.pages"
STYLE = """<style>
.skip { position: absolute; left: -999rem; top: 0; z-index: 1000000; padding: .6rem 1rem; font: 1rem sans-serif;
  background: #1F4E79; color: #FFFFFF; }
.skip:focus { left: 0; }
#ansage { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[data-testid="stSkipToContent"] { display: none; }
@media print { .skip { display: none; } }
</style>"""


def with_aids(page: bytes, language: str) -> bytes:
    """Streamlit's page in `language`; a page that looks otherwise than expected stays as it is."""
    skip, pages = (escape(_text(key, language)) for key in (SKIP, PAGES))
    aids = (
        f'{STYLE}<a class="skip" href="#root">{skip}</a><div id="ansage" role="status" data-pages="{pages}"></div>'
        f'<script src="{under_base(ADDRESS)}" defer></script>'
    )
    # before any script of Streamlit asks the browser for its language
    reader = f'<head><script src="{under_base(SPOKEN.format(language))}"></script>'
    return (
        page.replace(b'<html lang="en"', f'<html lang="{language}"'.encode(), 1)
        .replace(b"<head>", reader.encode(), 1)
        .replace(b"<body>", b"<body>" + aids.encode(), 1)
    )


def _text(key: str, language: str) -> str:
    page, _, name = key.partition(".")
    return texts(page, language)[name]
