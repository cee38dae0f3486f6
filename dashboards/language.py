"""The language of the pages: in the address as `sprache=en`, kept while pages change, switched by a link.

The link loads the page anew, so that the server can say the language in the page itself.
"""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from dashboards.address import kept, write
from dashboards.text import DEFAULT, language, speak, t

KEY = "sprache"
# Each language is called by its own name, so that whoever needs it can read it.
NAMES = {"de": "Deutsch", "en": "English"}


def settle() -> None:
    """Speaks the language of the address or, where a page switch cleared it, the one chosen last."""
    chosen = kept(KEY, DEFAULT)
    speak(chosen)
    st.session_state[f"kept_{KEY}"] = language()
    write(KEY, language(), DEFAULT)


def switch() -> None:
    """Links to this view in the other languages."""
    others = "".join(
        f'<a href="{escape(_address(code))}" target="_self" hreflang="{code}" lang="{code}">{name}</a>'
        for code, name in NAMES.items()
        if code != language()
    )
    st.html(f'<nav class="language" aria-label="{escape(t("common.language"))}">{others}</nav>')


def _address(code: str) -> str:
    values = {key: st.query_params[key] for key in st.query_params if key != KEY}
    return "?" + urlencode(values | ({KEY: code} if code != DEFAULT else {}))
