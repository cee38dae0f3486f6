"""The pages in the order of the navigation: module -> address. Each module has `render()`."""

from functools import partial
from importlib import import_module
from urllib.parse import urlencode

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboards import drop, refusal
from dashboards.address import under_base
from dashboards.language import KEY
from dashboards.roles import Role
from dashboards.sign_in import role
from dashboards.text import DEFAULT, language, t
from dashboards.visible import may_open

PAGES = {
    "overview": "ueberblick",
    "own": "eigene-zahlen",
    "municipality": "gemeinde",
    "allocation": "zuweisung",
    "scenario": "was-waere-wenn",
    "offers": "angebote",
    "who": "wer-macht-was-wo",
    "funding": "foerderung",
    "budget": "budget",
    "data_status": "datenlage",
    "findings": "befunde",
    "downloads": "downloads",
    "upload": "einreichen",
    "accessibility": "barrierefreiheit",
}
# Reached from the foot of every page.
IN_THE_FOOT = {"accessibility"}


def shown() -> list[str]:
    """The pages of the navigation: all, but the one that takes files only where the Kreis wants it."""
    return [name for name in PAGES if name != "upload" or drop.is_on()]


def page(name: str, reader: Role | None = None) -> StreamlitPage:
    """The page of a module in this folder, for the navigation and for links to it. Raises KeyError.

    A page that is not for this reader is in no menu; its address says so and how to sign in. `reader`: where their
    role is known already.
    """
    is_open = may_open(name, reader or role())
    return st.Page(
        import_module(f"dashboards.app_pages.{name}").render if is_open else partial(refusal.show, name),
        title=t(f"{name}.nav"),
        url_path=PAGES[name],
        default=name == next(iter(PAGES)),
        visibility="visible" if is_open and name not in IN_THE_FOOT else "hidden",
    )


def elsewhere(name: str, **values: str) -> str:
    """The address of another page with a selection, for links within tables. Raises KeyError for no page of ours."""
    spoken = {} if language() == DEFAULT else {KEY: language()}
    return f"{under_base(f'/{PAGES[name]}')}?{urlencode(values | spoken)}"
